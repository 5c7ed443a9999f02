"""What a page says of its article: title, who wrote and who published it, dates by their bases, addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from kg.intake.calendar import day_in_address, day_of
from kg.intake.document import Dated
from kg.intake.json_ld import ArticleData, article_data
from kg.intake.markup import UNREAD, local, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.intake.document import Basis

PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.issued", "dc.date.created", "dcterms.created", "publishdate",
    "publish-date", "publish_date", "pubdate", "parsely-pub-date", "sailthru.date", "article.published",
    "citation_publication_date", "citation_date", "article_date_original", "originalpublicationdate",
    "cxenseparse:recs:publishtime",
    "publication_date", "timestamp", "article:published", "rnews:datepublished", "bt:pubdate",
)  # fmt: skip
AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
           "citation_author", "byl", "dc.contributor")  # fmt: skip
SITES = ("og:site_name", "application-name", "dc.publisher", "citation_journal_title", "twitter:site:name")
HEADLINES = ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title", "sailthru.title")
BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|date-?line|pub(?:lished|lish|date|-date|lication)?|posted"
    r"|post-?date|entry-?(?:meta|date)"
    r"|post-?meta|article-?(?:date|meta|info|time|published)|meta-?(?:date|info)|created"
    r"|story-?(?:date|meta)|date|time|datum)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# Clocks of pages, and what tells of later changes or of other articles.
NO_BYLINE = re.compile(
    r"clock|today|current|(?:^|[\s_-])now(?:$|[\s_-])|update|modif|related|recommend|sidebar|widget|footer|comment|"
    r"calendar|archive|copyright|popular|trending|event|nav|menu|teaser|latest|more-",
    re.IGNORECASE,
)
LATER = re.compile(
    r"^\W*(?:last\s+)?(?:updated|modified|changed|aktualisiert|stand|mis à jour|mise à jour|actualizado|aggiornato|"
    r"atualizado|обновлено|retrieved|accessed|today|heute|aujourd.hui|hoy|oggi)\b",
    re.IGNORECASE,
)
BY = re.compile(
    r"^\W*(?i:written by|by|von|par|por|di|da|av|door|text:|от)\s+([A-ZÀ-ÖØ-ÞА-Я][^|•·,;:\d/()]{2,80})", re.UNICODE
)
ARTICLE = re.compile(r"^(?:the|le|la|el|der|die|das|il)\s+", re.IGNORECASE)
SITE_END = re.compile(r"\s+(?:[|–—\-»·:]|::|\|\|)\s+")
WAYBACK = re.compile(
    r"https?://web\.archive\.org/web/(\d{4})(\d{2})(\d{2})\d*(?:[a-z]{2}_)?/(https?:/{1,2}[^\s\"'<>]+)"
)
SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)", re.IGNORECASE)
SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n]+)", re.IGNORECASE)
LONGEST_BYLINE, LONGEST_LINE = 200, 80
MOST_BYLINES = 12
SECONDS = len("2016-02-09T08:09:00")


@dataclass(frozen=True)
class Page:
    """A page as a tree, the address that it is known to be from, if any, and its text for what is in comments."""

    tree: Any
    source: str
    given: str = ""

    @cached_property
    def data(self) -> ArticleData:
        """What its JSON-LD says."""
        return article_data(self.tree)

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """The contents of its meta tags by name, in lower case, in their order."""
        found: dict[str, list[str]] = {}
        for tag in self.tree.iter("meta"):
            content = " ".join((tag.get("content") or "").split())
            for name in (tag.get("property"), tag.get("name"), tag.get("itemprop")):
                if name and content:
                    found.setdefault(name.strip().lower(), []).append(content)
        return found

    @cached_property
    def headings(self) -> list[Any]:
        """Its headings that say anything and do not name the site, those of the first level before the others."""
        site = {_folded(value) for name in SITES for value in self.meta.get(name, [])} | {_folded(self.host)}
        levels = [h for level in ("h1", "h2", "h3") for h in self.tree.iter(level)]
        return [h for h in levels if text_of(h) and _folded(text_of(h)) not in site]

    @cached_property
    def title(self) -> str:
        """The heading that the page's other titles confirm, else JSON-LD, the meta tags, the title of the window."""
        window = next((text_of(t) for t in self.tree.iter("title") if text_of(t)), "")
        tagged = [value for name in HEADLINES for value in self.meta.get(name, [])]
        said = [*tagged, window, self.data.headline]
        for heading in self.headings:
            words = text_of(heading)
            if any(_alike(words, each) for each in said if each):
                return words
        candidates = (self.data.headline if _is_headline(self.data) else "", *tagged, window)
        best = next((each for each in candidates if each), "")
        first = next((text_of(h) for h in self.headings if local(h) == "h1"), "")
        if not best and first:
            return first
        return self._without_site(best)

    def _without_site(self, title: str) -> str:
        """A title without the name of the site that stands after it, or before."""
        parts = SITE_END.split(title)
        if len(parts) < 2:  # noqa: PLR2004 - there is nothing to take off
            return title
        names = {_folded(name) for name in (self.publisher, self.host, self.host.split(".")[0]) if name}
        if _folded(parts[-1]) in names:
            return title[: title.rfind(parts[-1])].rstrip(" |–—-»·:")
        if _folded(parts[0]) in names:
            return title[len(parts[0]) :].lstrip(" |–—-»·:")
        return title

    @cached_property
    def publisher(self) -> str:
        """The name of who published it, as the page says; else the host of its address."""
        named = [value for name in SITES for value in self.meta.get(name, [])]
        short = [each for each in (self.data.publisher, *named) if each and len(each) <= 80]  # noqa: PLR2004
        # Data often name the owner or a desk; the name of the paper is in its address.
        host = _folded(self.host)
        of_host = [each for each in short if (folded := _folded(ARTICLE.sub("", each))) and folded in host]
        return next(iter([*of_host, *short]), self.host)

    @cached_property
    def host(self) -> str:
        """The host of the address, without `www.`."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Who the page's JSON-LD, else its meta tags, say wrote it."""
        tagged = [value for name in AUTHORS for value in self.meta.get(name, []) if "://" not in value]
        named = dict.fromkeys(name for each in (self.data.authors or tagged) for name in people(each))
        if self.data.authors:
            return tuple(named)
        # Meta tags name whoever made the site as well; an author is named where the reader sees it.
        seen = text_of(self.tree).casefold()
        return tuple(name for name in named if name.casefold() in seen and _is_name(name))

    @cached_property
    def possible_authors(self) -> tuple[str, ...]:
        """Who a line such as "By Maria Holm" near the heading names, or an element marked as the author."""
        found = []
        for element in self._after_heading():
            marked = f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}"
            said = text_of(element)
            if not said or len(said) > LONGEST_BYLINE:
                continue
            if match := BY.match(said):
                found += people(re.split(r"\s(?:for|in|at|on)\s|\s[-–—]\s", match[1])[0])
            elif re.search(r"(?:^|[\s_-])author(?:$|[\s_-])", marked) and len(said.split()) <= 4:  # noqa: PLR2004
                found += people(said)
            found = [name for name in found if _is_name(name)]
            # The first line that names somebody is of this article; those below may be of others.
            if found:
                break
        return tuple(dict.fromkeys(found))

    @cached_property
    def url(self) -> str:
        """The address: as it is given, else as the page says; of an archived page that of the original."""
        if archive := WAYBACK.search(self.given) or WAYBACK.search(self.archived):
            return re.sub(r"^(https?:)/+", r"\1//", archive[4])
        said = [link.get("href") for link in self.tree.iter("link") if "canonical" in (link.get("rel") or "").lower()]
        saved = SINGLE_FILE.search(self.source) or SAVED_FROM.search(self.source)
        each: str
        for each in (self.given, *(said or []), *self.meta.get("og:url", []), saved and saved[1], self.data.url):
            if each and re.match(r"https?://[^\s<>\"{}|\\^`]+$", urljoin(self.given or "", each)):
                return urljoin(self.given or "", each)
        return ""

    @cached_property
    def archived(self) -> str:
        """The address in the Internet Archive that the page is from, or that its toolbar names."""
        match = WAYBACK.search(self.given) or WAYBACK.search(self.source[:20_000] if "wombat" in self.source else "")
        return match[0] if match else ""

    @cached_property
    def saved_on(self) -> str:
        """The day on which an archive or a browser's extension took the page, in ISO 8601, or nothing."""
        if match := WAYBACK.search(self.archived):
            return f"{match[1]}-{match[2]}-{match[3]}"
        saved = SINGLE_FILE.search(self.source)
        day = day_of(saved[2].partition("(")[0]) if saved else None
        return day.iso if day else ""

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        """When it was published by each basis that says so; clocks of the page and days of changes are none."""
        address = day_in_address(unquote(self.url))
        found: list[Dated] = [
            *self._dated("json-ld", [self.data.published]),
            *self._dated("meta", [value for name in PUBLISHED for value in self.meta.get(name, [])]),
            *([Dated("address", address.iso, address.words)] if address else []),
        ]
        byline = self._byline()
        found += [byline] if byline else []
        # The same moment without its zone is of the same zone.
        moments = {each.words[:SECONDS] for each in found if each.utc and len(each.words) >= SECONDS}
        return tuple(replace(each, utc=each.utc or each.words[:SECONDS] in moments) for each in found)

    def _dated(self, basis: Basis, values: list[str]) -> list[Dated]:
        """The first date among the values of a basis."""
        days = [day for value in values if value and (day := day_of(value))]
        return [Dated(basis, days[0].iso, days[0].words, days[0].utc)] if days else []

    def _byline(self) -> Dated | None:
        """The date that a line below the heading states, marked as such a line or a date in itself."""
        for element in self._after_heading(dates=True):
            moment = element.get("datetime") or element.get("content")
            said = text_of(element)
            if local(element) == "time" or "datepublished" in (element.get("itemprop") or "").lower():
                if LATER.match(said) or LATER.match(text_of(element.getparent())[:60]):
                    continue
                day = day_of(moment or said)
            else:
                day = None if LATER.match(said) or len(said) > LONGEST_BYLINE else day_of(said)
            if day and len(day.iso) == len("2016-02-09"):
                return Dated("byline", day.iso, day.words, day.utc)
        return None

    def _after_heading(self, *, dates: bool = False) -> Iterator[Any]:
        """Elements below the heading that are marked as bylines or dates; for `dates` short lines just below it, too.

        Where no heading is seen, only what is marked as the date of publication itself: anything else may be the clock
        of the page.
        """
        heading = self._heading
        passed, lines = False, 0
        for element in self.tree.iter():
            name = local(element)
            if not name or name in UNREAD:
                continue
            itemprop = (element.get("itemprop") or "").lower()
            if element is heading:
                passed = True
                continue
            if not passed and itemprop != "datepublished":
                continue
            marks = f"{element.get('class') or ''} {element.get('id') or ''} {itemprop}"
            marked = name == "time" or BYLINE.search(marks) or element.get("rel") == "author"
            if not marked and dates and lines < MOST_BYLINES and _own_text(element):
                lines += 1
                marked = len(text_of(element)) <= LONGEST_LINE
            around = " ".join(
                f"{e.get('class') or ''} {e.get('id') or ''} {local(e)}" for e in (element, *_some(element))
            )
            if marked and not NO_BYLINE.search(around):
                yield element

    @cached_property
    def _heading(self) -> Any:
        """The element that shows the title: a heading, else whatever has these words alone."""
        for heading in self.headings:
            if _alike(text_of(heading), self.title):
                return heading
        words = _folded(self.title)
        for element in self.tree.iter("p", "div", "span", "td", "b", "strong", "font", "h4", "h5", "a"):
            if words and len(element) <= 1 and _folded(text_of(element)) == words:
                return element
        return None


def people(text: str) -> list[str]:
    """The names in a list of authors."""
    text = re.sub(r"^\W*(?:by|von|par|por|from)\s+", "", text.strip(), flags=re.IGNORECASE)
    parts = re.split(r"\s*(?:[;|/]|\s&\s|\sand\s|\sund\s|\set\s|\sy\s)\s*", text)
    names = [name for part in parts for name in (part.split(",") if part.count(",") != 1 else [part.split(",")[0]])]
    return [name.strip(" .-–—*") for name in names if name.strip(" .-–—*")]


def _is_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and len(text) <= 60 and all(w[0].isupper() or len(w) <= 3 for w in words)  # noqa: PLR2004


def _some(element: Any) -> Iterator[Any]:
    """The nearest ancestors of an element, below the body."""
    for index, parent in enumerate(element.iterancestors()):
        if index >= 4 or local(parent) in {"body", "main", "article"}:  # noqa: PLR2004 - what is farther marks no line
            return
        yield parent


def _own_text(element: Any) -> bool:
    """Whether an element has words of its own."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _alike(one: str, other: str) -> bool:
    """Whether one title is the other, or its beginning or end, whatever the signs."""
    first, second = _folded(one), _folded(other)
    if not first or not second:
        return False
    if first == second:
        return True
    return len(first) >= 12 and len(one.split()) > 1 and (first in second or second in first)  # noqa: PLR2004


def _is_headline(data: ArticleData) -> bool:
    return bool(data.headline) and not data.headline.endswith(("...", "…"))
