"""The articles that a project has: what tells whether a document is one of them, and where files of it go."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.intake.recurring import RecurringLines
from kg.sources.originals import KEY
from kg.sources.quotes import MOST_PLACES, FoldedText
from kg.sources.rules.text_changed import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model.records import Passage
    from kg.sources.files import SourceFiles

MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Held:
    """An article of the project as far as it matters here."""

    slug: str
    title: str
    url: str
    originals: tuple[str, ...]
    text: str
    claims: int
    furniture: tuple[str, ...] = ()
    published: str = ""
    copy_of: str = ""
    publisher: str = ""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The lines of its page that are not the article, where they stand in its text."""
        folded = FoldedText.of(self.text)
        return tuple(folded.passage(*place) for line in self.furniture for place in folded.lines(line)[:MOST_PLACES])


@dataclass(frozen=True, slots=True)
class Siblings:
    """The articles of a file's other documents: of those before one in question, and of those that have not changed.

    `share_title` says that another document has the title of the one in question.
    """

    before: set[str]
    unchanged: set[str]
    share_title: bool = False

    @property
    def slugs(self) -> set[str]:
        """The names of all of them."""
        return self.before | self.unchanged


@dataclass
class Archive:
    """The articles of a project, by name, by their words, by address and by original."""

    held: dict[str, Held] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    recurring: RecurringLines = field(default_factory=RecurringLines)
    _words: dict[str, list[str]] = field(default_factory=dict)
    _urls: dict[str, list[str]] = field(default_factory=dict)
    _titles: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: SourceFiles) -> Archive:
        """Those that can be read; what is wrong with the others is for `kg check` to tell."""
        archive = cls()
        folder = files.folder / "articles"
        there = files.listed(folder)
        archive.taken = {name.rpartition(".")[0] for name in there}
        for name in there:
            if name.endswith(".yaml") and f"{name.removesuffix('.yaml')}.txt" in there:
                slug = name.removesuffix(".yaml")
                tree, text = files.tree(folder / name), files.text(folder / f"{slug}.txt")
                head = tree.child("article") if tree is not None else None
                if head is None or text is None or not isinstance(head.value, dict):
                    continue
                claims = tree.child("claims") if tree is not None else None
                count = len(claims.value) if claims is not None and isinstance(claims.value, list) else 0
                title, url, published = (_plain(head, key) for key in ("title", "url", "published"))
                more = _lines(head, "furniture"), published, _copy_of(head), _plain(head, "publisher")
                archive.add(Held(slug, title, url, _originals(head), text, count, *more))
        return archive

    def add(self, held: Held) -> None:
        """Count an article among those of the project."""
        self.held[held.slug] = held
        self.taken.add(held.slug)
        self.recurring.add(held.publisher, held.copy_of or held.slug, held.text, held.furniture)
        self._words.setdefault(words_hash(held.text), []).append(held.slug)
        if address := _address(held.url):
            self._urls.setdefault(address, []).append(held.slug)
        for original in held.originals:
            self._titles.setdefault((original, folded(held.title)), []).append(held.slug)

    def same(self, edition: Held, siblings: Siblings) -> Held | None:
        """The article that has the same words, of several that of the same day.

        It is another document's of the same file only where day and address are the same too: then one is the other.
        """
        day = _day(edition)
        known = sorted(
            (self.held[slug] for slug in self._words.get(words_hash(edition.text), ())),
            key=lambda held: _day(held) != day,
        )
        return next((h for h in known if h.slug not in siblings.before or (_day(h), h.url) == (day, edition.url)), None)

    def earlier(self, edition: Held, siblings: Siblings) -> Held | None:
        """The article of which something is another edition: from the same address, or from the same file and title.

        It is no other document's of the same file. Unless the title is once in the file, only an article of the same
        day is meant; of several the one that shares most words.
        """
        by_title = [self._titles.get((original, folded(edition.title)), []) for original in edition.originals]
        slugs = dict.fromkeys(
            [*self._urls.get(_address(edition.url), []), *(slug for each in by_title for slug in each)]
        )
        free = [self.held[slug] for slug in slugs if slug not in siblings.slugs]
        same_day = [held for held in free if _day(held) == _day(edition)]
        words = set(edition.text.split())
        return max(
            same_day or ([] if siblings.share_title else free),
            key=lambda held: len(words & set(held.text.split())),
            default=None,
        )

    def with_words_of(self, texts: Iterable[str]) -> set[str]:
        """The names of the articles that have the words of one of these texts."""
        return {slug for text in texts for slug in self._words.get(words_hash(text), ())}

    def free(self, wanted: str) -> str:
        """A name like the wanted one that no article has."""
        slug, number = wanted, 2
        while slug in self.taken:
            slug, number = f"{wanted}-{number}", number + 1
        self.taken.add(slug)
        return slug


def differences(held: str, new: str) -> tuple[str, ...]:
    """Where two texts differ, paragraph by paragraph: what is no longer there with `-`, what is new with `+`."""
    lines = difflib.unified_diff(_paragraphs(held), _paragraphs(new), lineterm="", n=0)
    told = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    return (*told[:MOST_LINES], *([f"… {len(told) - MOST_LINES} more"] if len(told) > MOST_LINES else []))


def words_hash(text: str) -> str:
    """A hash of the words of a text, whatever the white space between them."""
    return text_hash(" ".join(text.split()))


def _paragraphs(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _plain(head: object, key: str) -> str:
    node = head.child(key)  # type: ignore[attr-defined]
    return node.value if node is not None and isinstance(node.value, str) else ""


def _lines(head: object, key: str) -> tuple[str, ...]:
    node = head.child(key)  # type: ignore[attr-defined]
    each = node.value if node is not None and isinstance(node.value, list) else filter(None, [node])
    return tuple(one.value for one in each if isinstance(one.value, str))


def _copy_of(head: object) -> str:
    node = head.child(KEY)  # type: ignore[attr-defined]
    return (_plain(node, "article") if isinstance(node.value, dict) else _plain(head, KEY)) if node is not None else ""


def _originals(head: object) -> tuple[str, ...]:
    node = head.child("original")  # type: ignore[attr-defined]
    if node is None:
        return ()
    each = node.value if isinstance(node.value, list) else [node]
    hashes = (one.child("sha256") for one in each if isinstance(one.value, dict))
    return tuple(h.value for h in hashes if h is not None and isinstance(h.value, str))


def _address(url: str) -> str:
    """An address whatever its scheme, `www.`, fragment and the ends that trackers add.

    Nothing for the address of a whole site, since pages of many say that they are the first one.
    """
    plain = re.sub(r"^https?://(?:www\.)?", "", url.split("#", maxsplit=1)[0])
    path, _, query = plain.partition("?")
    kept = sorted(part for part in query.split("&") if part and not re.match(r"utm_|fbclid|gclid|ref=|source=", part))
    whole = path.rstrip("/") + ("?" + "&".join(kept) if kept else "")
    return whole if re.search(r"[/?]", whole) else ""


def _day(held: Held) -> str:
    return held.published.rstrip("~")


def folded(title: str) -> str:
    """A title whatever its case, signs and white space."""
    return re.sub(r"\W+", "", title).casefold()
