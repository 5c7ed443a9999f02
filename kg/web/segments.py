"""The text of an article, cut where its coded passages begin and end; passages may overlap, nest and cross."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.model.records import Claim, CopiedPassage, Passage

# What stands between these signs, which pages draw and nobody hears or copies, is repeated from another article.
OPENS, CLOSES = "⟦", "⟧"
# What is heard instead where such words begin, and where others follow.
REPEATED, NEW = "Repeated: ", "New: "
BREAK = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that is quoted, with all claims that quote it."""

    start: int
    end: int
    claims: tuple[Claim, ...]


class Copying(NamedTuple):
    """Whether a piece of a text is repeated from another article.

    `begins` and `ends` are set where it is the first and the last such piece in a row of its paragraph, `resumes` where
    it is the first piece with words of the article's own after such a row.
    """

    copied: bool = False
    begins: bool = False
    ends: bool = False
    resumes: bool = False


ORIGINAL = Copying()


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text with the spans that it is part of, in order; `furniture` is set if it is of the page."""

    start: int
    end: int
    spans: tuple[Span, ...]
    furniture: bool
    copying: Copying = ORIGINAL

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


def cut(
    text: str, spans: Sequence[Span], furniture: Iterable[Passage], copied: Iterable[CopiedPassage] = ()
) -> list[list[Segment]]:
    """The segments of each paragraph; together they are its text. What stands between paragraphs is nobody's."""
    repeated = [(each.start, min(each.end, len(text))) for each in sorted(copied) if each.start < len(text)]
    aside = sorted((p.start, p.end) for p in furniture if holds(text, p))
    bounds = paragraphs(text)
    cuts = sorted(
        {place for pair in (*((s.start, s.end) for s in spans), *aside, *repeated, *bounds) for place in pair}
    )
    within = _sweep([(span.start, span.end, span) for span in spans])
    beside = _sweep([(start, end, None) for start, end in aside])
    copying = _sweep([(start, end, None) for start, end in repeated])
    every = [
        Segment(
            start,
            end,
            tuple(span for span in within(start) if span),
            bool(beside(start)),
            Copying(bool(copying(start))),
        )
        for start, end in pairwise(cuts)
    ]
    by_paragraph = _by_paragraph(every, bounds)
    return list(_with_ends(by_paragraph, text)) if repeated else by_paragraph


def has_news(text: str, paragraphs: Iterable[Iterable[Segment]]) -> bool:
    """Whether words of an article are neither copied nor of its page."""
    own = (each for segments in paragraphs for each in segments if not each.copying.copied and not each.furniture)
    return any(_has_words(text, each) for each in own)


def _with_ends(by_paragraph: Iterable[Sequence[Segment]], text: str) -> Iterator[list[Segment]]:
    """The segments with what begins and what ends where passages are copied."""
    after = False
    for segments in by_paragraph:
        found = []
        for at, each in enumerate(segments):
            if each.copying.copied:
                begins = at == 0 or not segments[at - 1].copying.copied
                ends = at == len(segments) - 1 or not segments[at + 1].copying.copied
                found.append(replace(each, copying=Copying(copied=True, begins=begins, ends=ends)))
                after = True
            elif after and _has_words(text, each) and not each.furniture:
                found.append(replace(each, copying=Copying(resumes=True)))
                after = False
            else:
                found.append(each)
        yield found


def _has_words(text: str, segment: Segment) -> bool:
    return any(c.isalnum() for c in text[segment.start : segment.end])


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
