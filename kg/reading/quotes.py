"""Where a quote stands in a text, white space and typographic quotation marks aside, and nothing else."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTEXT = 32
QUOTATION_MARKS = str.maketrans(dict.fromkeys("‘’‚‛′ʼ`", "'") | dict.fromkeys("“”„‟″«»", '"'))
RUN = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text with single spaces and straight quotation marks, and the way back to its code points."""

    original: str
    folded: str
    breaks: tuple[int, ...]
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> FoldedText:
        """Fold a text, noting where a run of white space made it shorter."""
        parts, breaks, offsets = [], [0], [0]
        last = length = 0
        for run in RUN.finditer(text):
            parts.append(text[last : run.start()])
            length += run.start() - last + 1
            parts.append(" ")
            last = run.end()
            if last - run.start() > 1:
                breaks.append(length)
                offsets.append(last - length)
        parts.append(text[last:])
        return cls(text, "".join(parts).translate(QUOTATION_MARKS), tuple(breaks), tuple(offsets))

    def original_offset(self, position: int) -> int:
        """The code point of the original at which the character at `position` of the folded text stands."""
        return position + self.offsets[bisect_right(self.breaks, position) - 1]

    def find(self, quote: str) -> list[tuple[int, int]]:
        """Every place of a quote as (start, end) in the original; the case of its first letter does not count."""
        wanted = fold_quote(quote)
        if not wanted:
            return []
        variants = {wanted, wanted[0].swapcase() + wanted[1:]}
        starts = sorted({start for variant in variants for start in _starts(self.folded, variant)})
        return [
            (self.original_offset(start), self.original_offset(start + len(wanted) - 1) + 1) for start in starts
        ]  # fmt: skip

    def passage(self, start: int, end: int) -> Passage:
        """The passage between two code points, with the text around it that tells it from its likes."""
        text = self.original
        return Passage(
            exact=text[start:end],
            start=start,
            end=end,
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
        )


def fold_quote(quote: str) -> str:
    """A quote as it is looked for: single spaces, straight quotation marks."""
    return RUN.sub(" ", quote).strip().translate(QUOTATION_MARKS)


def outside(places: Sequence[tuple[int, int]], furniture: Sequence[Passage]) -> list[tuple[int, int]]:
    """The places that overlap none of the furniture."""
    return [(start, end) for start, end in places if all(end <= f.start or start >= f.end for f in furniture)]


def _starts(text: str, wanted: str) -> list[int]:
    starts = []
    position = text.find(wanted)
    while position >= 0:
        starts.append(position)
        position = text.find(wanted, position + 1)
    return starts
