"""The text of an article, cut where its coded passages begin and end; passages may overlap, nest and cross."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.model.records import Claim, Passage

BREAK = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that is quoted, with all claims that quote it."""

    start: int
    end: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text with the spans that it is part of, in order; `furniture` is set if it is of the page."""

    start: int
    end: int
    spans: tuple[Span, ...]
    furniture: bool

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim that quotes these words, once."""
        return _distinct([claim for span in self.spans for claim in span.claims])

    @property
    def beginning(self) -> tuple[Claim, ...]:
        """The claims with a passage that begins here."""
        return _distinct([claim for span in self.spans if span.start == self.start for claim in span.claims])

    @property
    def ending(self) -> tuple[Claim, ...]:
        """The claims with a passage that ends here."""
        return _distinct([claim for span in self.spans if span.end == self.end for claim in span.claims])


def holds(text: str, passage: Passage) -> bool:
    """Whether the text has these words where the passage says."""
    return bool(passage.exact) and text[passage.start : passage.end] == passage.exact


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """The bounds of the paragraphs that have words."""
    breaks = [match.span() for match in BREAK.finditer(text)]
    starts, ends = [0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)]
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip())


def spans_of(text: str, claims: Iterable[Claim]) -> list[Span]:
    """Every quoted stretch once; of two that begin together the longer comes first."""
    found: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        for passage in claim.passages:
            if holds(text, passage):
                found.setdefault((passage.start, passage.end), []).append(claim)
    ordered = sorted(found.items(), key=lambda item: (item[0][0], -item[0][1]))
    return [Span(*place, _distinct(quoting)) for place, quoting in ordered]


def cut(text: str, spans: Sequence[Span], furniture: Iterable[Passage]) -> list[list[Segment]]:
    """The segments of each paragraph; together they are its text. What stands between paragraphs is nobody's."""
    aside = sorted((p.start, p.end) for p in furniture if holds(text, p))
    bounds = paragraphs(text)
    cuts = sorted({place for pair in (*((s.start, s.end) for s in spans), *aside, *bounds) for place in pair})
    within = _sweep([(span.start, span.end, span) for span in spans])
    beside = _sweep([(start, end, None) for start, end in aside])
    every = [
        Segment(start, end, tuple(span for span in within(start) if span), bool(beside(start)))
        for start, end in pairwise(cuts)
    ]
    return _by_paragraph(every, bounds)


def _by_paragraph(segments: Sequence[Segment], paragraphs: Sequence[tuple[int, int]]) -> list[list[Segment]]:
    found, at = [], 0
    for start, end in paragraphs:
        while at < len(segments) and segments[at].start < start:
            at += 1
        first = at
        while at < len(segments) and segments[at].start < end:
            at += 1
        found.append(list(segments[first:at]))
    return found


def _sweep(spans: Sequence[tuple[int, int, Span | None]]) -> Callable[[int], list[Span | None]]:
    """Which of these spans, sorted by start, are open at each of a series of ever later places."""
    waiting = iter(spans)
    following = next(waiting, None)
    within: list[tuple[int, Span | None]] = []

    def at(place: int) -> list[Span | None]:
        nonlocal following
        while following is not None and following[0] <= place:
            within.append((following[1], following[2]))
            following = next(waiting, None)
        within[:] = [each for each in within if each[0] > place]
        return [span for _, span in within]

    return at


def _distinct(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple({claim.key: claim for claim in claims}.values())
