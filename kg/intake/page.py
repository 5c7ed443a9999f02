"""What a page says of its article: title, who wrote and who published it, dates by their bases, addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

from kg.intake.calendar import day_in_address, day_of
from kg.intake.document import Dated
from kg.intake.hidden import CLASSES
from kg.intake.json_ld import ArticleData, article_data
from kg.intake.markup import UNREAD, blocks, local, placed_blocks, text_of
from kg.intake.names import LABELLED, is_person, people, people_listed, people_of_line, same_person
from kg.sources.agencies import agency_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
SITES = ("og:site_name", "publisher", "application-name", "dc.publisher", "article:publisher", "citation_journal_title",
         "twitter:site:name")  # fmt: skip
# Templates that nobody filled in, addresses, and the names of what sites are made and kept with.
NO_SITE = re.compile(
    r"[{}<>$%\[\]]|://|^@|^\W*(?:hosted|home(?:page)?|start(?:seite)?|news|blog(?:ger|spot)?|wordpress(?:\.com)?|tumblr|medium|joomla!?"
    r"|drupal|wix(?:\.com)?|typo3|index|website|undefined|null|none|default|untitled|site ?name|localhost)?\W*$",
    re.IGNORECASE,
)
LEGAL = re.compile(r"[,\s]+(?:gmbh(?:\s*&\s*co\.?\s*kg)?|ag|inc\.?|ltd\.?|llc|s\.?a\.?|b\.?v\.?)$", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
SECTIONS = ("article:section", "og:article:section", "og:section", "section")
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
# Words over a heading that name the subject or the section, by how pages mark them.
KICKER = re.compile(
    r"kicker|overline|dachzeile|topline|roofline|eyebrow|overtitle|surtitre|antetitulo|cintillo|rubri", re.IGNORECASE
)
MOST_OF_WORDS = 0.6
ARTICLE = re.compile(r"^(?:the|le|la|el|der|die|das|il)\s+", re.IGNORECASE)
SITE_END = re.compile(r"\s+(?:[|–—\-»·:]|::|\|\|)\s+")
WAYBACK = re.compile(
    r"https?://web\.archive\.org/web/(\d{4})(\d{2})(\d{2})\d*(?:[a-z]{2}_)?/(https?:/{1,2}[^\s\"'<>]+)"
)
# What the archive puts into each page: a call with the address and the moment, a comment with the day.
WOMBAT = re.compile(r"""__wm\.wombat\(\s*["'](https?://[^"'\s]+)["']\s*,\s*["'](\d{8,14})["']""")
ARCHIVED_ON = re.compile(r"FILE ARCHIVED ON [\d:]* ?(\w+ \d{1,2}, \d{4}) AND RETRIEVED FROM THE")
SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)", re.IGNORECASE)
SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n]+)", re.IGNORECASE)
LONGEST_BYLINE, LONGEST_LINE, LONGEST_SITE = 200, 80, 80
LONGEST_AGENCY = 4
MOST_BYLINES, MOST_ABOVE, MOST_BOXES = 12, 4, 3
WORDS_OF_TITLE, MOST_AROUND = 4, 2
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
    def sections(self) -> frozenset[str]:
        """The names of the parts of the site that its meta tags say it is in."""
        return frozenset(value for name in SECTIONS for value in self.meta.get(name, []))

    @cached_property
    def headings(self) -> list[Any]:
        """Its headings that say anything and do not name the site, those of the first level before the others."""
        site = {_folded(value) for name in SITES for value in self.meta.get(name, [])} | {_folded(self.host)}
        # Some have the title of the article where the name of the site should be.
        site -= {_folded(value) for name in HEADLINES for value in self.meta.get(name, [])}
        levels = [h for level in ("h1", "h2", "h3") for h in self.tree.iter(level)]
        return [h for h in levels if text_of(h) and _folded(text_of(h)) not in site]

    @cached_property
    def title(self) -> str:
        """The heading that the page's other titles confirm, else JSON-LD, the meta tags, the title of the window."""
        window = self.window
        tagged = [value for name in HEADLINES for value in self.meta.get(name, [])]
        said = [*tagged, self.data.headline, window]
        for heading in self._ranked_headings:
            words = _title_in(heading)
            if any(_alike(words, each) for each in said if each):
                return _without_kicker(words, [*tagged, self.data.headline])
            if local(heading) == "h1" and any(_akin(words, each) for each in said):
                return words
        candidates = (self.data.headline if _is_headline(self.data) else "", *tagged, window)
        best = next((each for each in candidates if each), "")
        first = next((text_of(h) for h in self.headings if local(h) == "h1"), "")
        if not best and first:
            return first
        return self._without_site(best)

    @cached_property
    def _ranked_headings(self) -> list[Any]:
        """The headings, of those of one level first the ones that the window has not at its end, as it has the site."""
        window = _folded(self.window)

        def is_at_end(heading: Any) -> bool:
            words = _folded(text_of(heading))
            return window.endswith(words) and not window.startswith(words)

        return sorted(self.headings, key=lambda h: (local(h), is_at_end(h)))

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
        """The name of who published it, as the page says, or as its window ends; else the host of its address."""
        named = [self.data.publisher, *(value for name in SITES for value in self.meta.get(name, []))]
        plain = [LEGAL.sub("", IN_BRACKETS.sub("", each)) for each in named]
        short = [each for each in plain if each and len(each) <= LONGEST_SITE and not NO_SITE.search(each)]
        # Data name the agency that a text is from; whose page it is on is another, unless that is all that is known.
        short = [each for each in short if not (agency_named(each) and self.host)] or ([] if self.host else short)
        # Data often name the owner or a desk; the name of the paper is in its address.
        host = _folded(self.host)
        of_host = [each for each in short if (folded := _folded(ARTICLE.sub("", each))) and folded in host]
        # A name in words goes before the host itself.
        return next(iter([*sorted(of_host, key=_is_host), *short, *self._site_in_window]), self.host)

    @cached_property
    def _site_in_window(self) -> tuple[str, ...]:
        """What stands behind the title in that of the window, where it is the name of a site."""
        tagged = next(iter(self.meta.get("og:title", [])), "") or next(map(text_of, self.headings), "")
        parts = SITE_END.split(self.window)
        if len(parts) < 2 or not tagged or _folded(parts[-1]) in _folded(tagged):  # noqa: PLR2004 - title and site
            return ()
        last = parts[-1].strip()
        words = re.findall(r"\w{4,}", last.casefold())
        known = not self.host or _folded(last) in _folded(self.host) or any(word in self.host for word in words)
        return (last,) if known and len(last) <= LONGEST_LINE / 2 and not NO_SITE.search(last) else ()

    @cached_property
    def window(self) -> str:
        """The title of the window."""
        return next((text_of(t) for t in self.tree.iter("title") if text_of(t)), "")

    @cached_property
    def host(self) -> str:
        """The host of the address, without `www.`."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Who the page's JSON-LD, else its meta tags, say wrote it, or whom a byline names where these name nobody."""
        tagged = [value for name in AUTHORS for value in self.meta.get(name, []) if "://" not in value]
        named = dict.fromkeys(name for each in (self.data.authors or tagged) for name in people(each))
        if not self.data.authors:
            # Meta tags name whoever made the site as well; an author is named where the reader sees it.
            seen = text_of(self.tree).casefold()
            named = {name: None for name in named if name.casefold() in seen and is_person(name)}
        seen_by_reader = self.possible_authors
        if not any(map(is_person, named)):
            # Nobody yet: an agency, or the paper itself.
            return (*named, *seen_by_reader)
        # Data often have the first alone of several whom the reader sees.
        if len(seen_by_reader) > len(named) and all(
            any(same_person(name, seen) for seen in seen_by_reader) for name in named
        ):
            # What the reader sees may have initials only.
            return tuple(next((name for name in named if same_person(name, seen)), seen) for seen in seen_by_reader)
        return tuple(named)

    @cached_property
    def possible_authors(self) -> tuple[str, ...]:
        """Whom a line such as "By Maria Holm" near the heading names, or an element marked as the author.

        Where there is none, whom a line below the heading lists that has nothing but names, or a line such as "Author:
        Maria Holm" names, wherever it stands.
        """
        for element in self._after_heading():
            marked = f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}"
            lines = list(blocks(element))
            if not lines or len(text_of(element)) > LONGEST_BYLINE:
                continue
            found = [name for line in lines for name in people_of_line(line)]
            if not found and re.search(r"(?:^|[\s_-])author(?:$|[\s_-])", marked):
                found = [name for name in people(lines[0]) if is_person(name)]
            # The first line that names somebody is of this article; those below may be of others.
            if found:
                return tuple(dict.fromkeys(found))
        named = [line for line in blocks(self.tree) if len(line) <= LONGEST_LINE and LABELLED.match(line)]
        return tuple(next(filter(None, [*map(people_listed, self._below), *map(people_of_line, named)]), ()))

    @cached_property
    def agency(self) -> str:
        """The wire service with whose name a line just below the heading ends: "Maria Holm, Associated Press"."""
        for line in self._below:
            words = line.replace(",", " ").split()
            for count in range(1, min(LONGEST_AGENCY, len(words) - 1) + 1):
                agency = agency_named(" ".join(words[-count:]))
                if agency and any(map(is_person, people(" ".join(words[:-count])))):
                    return agency
        return ""

    @cached_property
    def _below(self) -> list[str]:
        """The short lines among the first few below the heading."""
        placed = list(placed_blocks(self.tree))
        head = next((i for i, (_, block) in enumerate(placed) if block is self.heading), len(placed))
        return [line for line, _ in placed[head + 1 : head + MOST_BYLINES // 2] if len(line) <= LONGEST_BYLINE / 2]

    @cached_property
    def url(self) -> str:
        """The address: as it is given, else as the page says; of an archived page that of the original.

        That of a script or a picture is never one.
        """
        if archive := WAYBACK.search(self.given) or WAYBACK.search(self.archived):
            return re.sub(r":80(?=/|$)", "", re.sub(r"^(https?:)/+", r"\1//", archive[4]), count=1)
        saved = SINGLE_FILE.search(self.source) or SAVED_FROM.search(self.source)
        for each in (self.given, *self._said, saved and saved[1], self.data.url):
            whole: str = urljoin(self.given or "", each or "")
            if each and re.match(r"https?://[^\s<>\"{}|\\^`]+$", whole):
                return whole
        return ""

    @cached_property
    def _said(self) -> list[str]:
        """The addresses that the page says are its own."""
        links = (link for link in self.tree.iter("link") if "canonical" in (link.get("rel") or "").lower())
        return [each for each in (*(link.get("href") for link in links), *self.meta.get("og:url", [])) if each]

    @cached_property
    def archived(self) -> str:
        """The address in the Internet Archive that the page is from, as the archive's script or toolbar names it."""
        for each in (self.given, *self._said, *(field.get("value") or "" for field in self.tree.xpath("//input"))):
            if match := WAYBACK.match(each.strip()):
                return match[0]
        if match := WOMBAT.search(self.source):
            return f"https://web.archive.org/web/{match[2]}/{match[1]}"
        return ""

    @cached_property
    def saved_on(self) -> str:
        """The day on which an archive or a browser's extension took the page, in ISO 8601, or nothing."""
        if match := WAYBACK.search(self.archived):
            return f"{match[1]}-{match[2]}-{match[3]}"
        saved = SINGLE_FILE.search(self.source)
        said = saved[2].partition("(")[0] if saved else next(iter(ARCHIVED_ON.findall(self.source)), "")
        day = day_of(said) if said else None
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
        """The date that a line near the heading states, marked as such a line or a date in itself.

        Those below the heading go before those above.
        """
        beside = _below(self.heading) if self.heading is not None else set()
        for element in (*self._after_heading(dates=True), *self._before_heading()):
            # What stands directly below the heading may lead on to others in one box with the date.
            if not beside & {element, *element.iterancestors()} and _is_of_another(element, self.heading):
                continue
            moment = element.get("datetime") or element.get("content")
            said = text_of(element)
            if local(element) == "time" or "datepublished" in (element.get("itemprop") or "").lower():
                if LATER.match(said) or LATER.match(text_of(element.getparent())[:60]):
                    continue
                day = day_of(moment or said, day_first=self._day_first)
            else:
                late = LATER.match(said) or len(said) > LONGEST_BYLINE
                day = None if late else day_of(said, day_first=self._day_first)
            if day and len(day.iso) == len("2016-02-09"):
                return Dated("byline", day.iso, day.words, day.utc)
        return None

    @cached_property
    def _day_first(self) -> bool:
        """Whether 03/04/2016 on the page is the third of April: by its language, in all but English of the States."""
        stated = self.tree.get("lang") or self.data.language or next(iter(self.meta.get("og:locale", [])), "")
        language, _, country = stated.strip().replace("_", "-").casefold().partition("-")
        return bool(language) and (language != "en" or country in {"gb", "au", "nz", "ie", "in", "za"})

    def _before_heading(self) -> Iterator[Any]:
        """Short lines just above the heading, the nearest first, in one box with it that is not the whole page."""
        heading = self.heading
        if heading is None or not _box(heading):
            return
        lines = [e for e in self.tree.xpath("(//*)") if _own_text(e) and local(e) and local(e) not in UNREAD]
        around = set(heading.iterancestors())
        inside = set(heading.iter())
        place = next((index for index, each in enumerate(lines) if each is heading or each in inside), 0)
        boxes = _box(heading)
        for element in lines[max(0, place - MOST_ABOVE) : place][::-1]:
            near = any(parent in boxes for parent in element.iterancestors())
            marks = " ".join(
                f"{e.get('class') or ''} {e.get('id') or ''} {local(e)}" for e in (element, *_some(element))
            )
            if near and element not in around and len(text_of(element)) <= LONGEST_LINE and not NO_BYLINE.search(marks):
                yield element

    def _after_heading(self, *, dates: bool = False) -> Iterator[Any]:
        """Elements below the heading that are marked as bylines or dates; for `dates` short lines just below it, too.

        Where no heading is seen, only what is marked as the date of publication itself: anything else may be the clock
        of the page.
        """
        heading = self.heading
        beside = _below(heading) if heading is not None else set()
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
            # What stands directly below the heading is of this article, whatever its box is called.
            near = beside & {element, *element.iterancestors()}
            boxes = [] if near else [each for each in _some(element) if not _is_foot_of_heading(each)]
            around = " ".join(f"{e.get('class') or ''} {e.get('id') or ''} {local(e)}" for e in (element, *boxes))
            if marked and not NO_BYLINE.search(around):
                yield element

    @cached_property
    def heading(self) -> Any:
        """The element that shows the title: a heading, else whatever has these words alone."""
        for heading in self.headings:
            if _alike(text_of(heading), self.title) or _title_in(heading) == self.title:
                return heading
        words = _folded(self.title)
        for element in self.tree.iter("p", "div", "span", "td", "b", "strong", "font", "h4", "h5", "a"):
            if words and len(element) <= 1 and _folded(text_of(element)) == words:
                return element
        return None


def _some(element: Any) -> Iterator[Any]:
    """The nearest ancestors of an element, below the body."""
    for index, parent in enumerate(element.iterancestors()):
        if index >= 4 or local(parent) in {"body", "main", "article"}:  # noqa: PLR2004 - what is farther marks no line
            return
        yield parent


def _below(heading: Any) -> set[Any]:
    """The two elements that follow a heading."""
    return set([each for each in heading.itersiblings() if local(each)][:2])


def _box(heading: Any) -> set[Any]:
    """The nearest elements around a heading, below the body."""
    parents = [parent for parent in heading.iterancestors() if local(parent) not in {"body", "html"}]
    return set(parents[:MOST_BOXES])


def _is_foot_of_heading(element: Any) -> bool:
    """Whether an element is the foot of what is above a text: a short one that says who wrote it, or when."""
    if local(element) != "footer" or len(text_of(element)) > LONGEST_BYLINE:
        return False
    return any((each.get("itemprop") or "").lower() == "datepublished" for each in element.iter())


def _is_of_another(element: Any, heading: Any) -> bool:
    """Whether a date stands in one box with the heading, or the linked title, of another article."""
    for box in list(_some(element))[:MOST_AROUND]:
        if heading is not None and (box is heading or heading in set(box.iter())):
            return False
        titles = [*box.iter("h2", "h3", "h4", "h5"), *box.iter("a")]
        if any(len(text_of(each).split()) >= WORDS_OF_TITLE for each in titles):
            return True
    return False


def _own_text(element: Any) -> bool:
    """Whether an element has words of its own."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _is_host(name: str) -> bool:
    return re.fullmatch(r"\S+\.\w{2,}", name) is not None


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


def _akin(one: str, other: str) -> bool:
    """Whether two titles share most of their words, as the one that readers see does with the one for machines."""
    first, second = ({word.casefold() for word in re.findall(r"\w{3,}", each)} for each in (one, other))
    shared = len(first & second)
    return shared > 2 and shared >= min(len(first), len(second)) * MOST_OF_WORDS  # noqa: PLR2004 - two may be by chance


def _title_in(heading: Any) -> str:
    """The words of a heading without a kicker that its markup sets apart: by a class, or by a sign that few see."""
    children = list(heading)
    signs = [i for i, c in enumerate(children) if _marks(c) & CLASSES and not re.search(r"\w", text_of(c))]
    kickers = set(children[: signs[-1] + 1]) if signs else {c for c in children if KICKER.search(c.get("class") or "")}
    if not kickers:
        return text_of(heading)
    said = [] if signs else [heading.text or ""]
    for child in children:
        said += ["" if child in kickers else text_of(child), child.tail or ""]
    return " ".join(" ".join(said).split()) or text_of(heading)


def _marks(element: Any) -> set[str]:
    return set((element.get("class") or "").lower().split())


def _without_kicker(heading: str, titles: Iterable[str]) -> str:
    """A heading without what stands before, or with a date behind, the title that is in it by the page's data."""
    for title in titles:
        words, wanted = heading.split(), _folded(title)
        if len(title.split()) < 3 or wanted == _folded(heading):  # noqa: PLR2004 - fewer may be a part by chance
            continue
        for start in range(len(words)):
            rest = " ".join(words[start:])
            if start and _folded(rest) == wanted:
                return rest.lstrip("|–—-»·: ")
        for end in range(len(words) - 1, 0, -1):
            if _folded(" ".join(words[:end])) == wanted and re.match(r"\W|\d{1,2}[./]", words[end]):
                return " ".join(words[:end])
    return heading


def _is_headline(data: ArticleData) -> bool:
    return bool(data.headline) and not data.headline.endswith(("...", "…"))
