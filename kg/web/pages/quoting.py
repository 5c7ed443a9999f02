"""Quotes in their paragraphs, and the numbers that an article's passages go by."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from kg.web.passages import FAR
from kg.web.segments import holds, paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model.records import Article, Claim, Passage
    from kg.web.pages.material import Material


@dataclass(frozen=True)
class Read:
    """An article with its text, empty if not at hand, and its claims numbered in the order of the text.

    `paragraphs` are their bounds in code points.
    """

    article: Article
    text: str
    furniture: tuple[Passage, ...]
    paragraphs: tuple[tuple[int, int], ...]
    numbers: Mapping[str, int]

    def holds(self, passage: Passage) -> bool:
        """Whether the text has these words where the passage says."""
        return holds(self.text, passage)


@dataclass
class Quoting:
    """Reads each article once, for all pages that quote it.

    `lines` are claims as lines of a list, by what their links begin with and whether a server answers, then by key.
    """

    material: Material
    known: dict[str, Read] = field(default_factory=dict)
    lines: dict[tuple[str, bool], dict[str, str]] = field(default_factory=dict)

    def read(self, slug: str) -> Read:
        """An article of the graph, by slug."""
        if slug not in self.known:
            self.known[slug] = self._read(self.material.articles[slug])
        return self.known[slug]

    def around(self, claim: Claim, passage: Passage) -> tuple[str, str, str]:
        """What stands before the quote in its paragraph, the quote, and what stands after it."""
        if claim.article not in self.material.articles:
            return _alone(passage)
        read = self.read(claim.article)
        if not read.holds(passage):
            return _alone(passage)
        at = bisect_right(read.paragraphs, passage.start, key=itemgetter(0)) - 1
        last_at = bisect_left(read.paragraphs, passage.end, key=itemgetter(1))
        first = read.paragraphs[at][0] if at >= 0 else 0
        last = read.paragraphs[last_at][1] if last_at < len(read.paragraphs) else len(read.text)
        begin, finish = max(first, passage.start - FAR), min(last, passage.end + FAR)
        before = ("…" if begin > first else "") + read.text[begin : passage.start]
        return before, passage.exact, read.text[passage.end : finish] + ("…" if finish < last else "")

    def number(self, claim: Claim) -> int:
        """The number of a claim in the text of its article, or 0 if its words are not there."""
        return self.read(claim.article).numbers.get(claim.key, 0) if claim.article in self.material.articles else 0

    def _read(self, article: Article) -> Read:
        text, furniture = self.material.text_of(article)
        read = Read(article, text, furniture, paragraphs(text), {})
        claims = self.material.in_article.get(article.slug, ())
        placed = [
            (min(p.start for p in held), claim.key)
            for claim in claims
            if (held := [p for p in claim.passages if read.holds(p)])
        ]
        numbers = {key: number for number, (_, key) in enumerate(sorted(placed), 1)}
        return Read(article, text, furniture, read.paragraphs, numbers)


def _alone(passage: Passage) -> tuple[str, str, str]:
    """The words around a passage that the graph itself has."""
    before = f"… {passage.prefix}" if passage.prefix else ""
    return before, passage.exact, f"{passage.suffix} …" if passage.suffix else ""
