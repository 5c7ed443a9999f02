"""Where a quote stands in a text, apart from white space, typographic quotation marks and normal form."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from kg.model.records import Passage
from kg.model.vocabulary import STRAIGHT
from kg.sources.occurrences import Searched
from kg.sources.words import GROUPING, cuts_after, cuts_before

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CONTEXT = 32
# Of more places nobody is told, and no more are looked at, within words or not: a word may stand millions of times.
MOST_PLACES = 1_000
MOST_LOOKED_AT = 100_000
# So many digits stand between two spaces within a number.
GROUP = 3
SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
BLANK = " \t\r\u3000"
FOLD = STRAIGHT | str.maketrans(dict.fromkeys(SPACES, " "))
RUN = re.compile(" {2,}")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text with single spaces, straight quotation marks and composed letters, and the way back to its code points.

    From each of the `breaks` in the folded text on, an original offset is larger by the same one of the `offsets`.
    """

    original: str
    folded: str
    breaks: tuple[int, ...]
    offsets: tuple[int, ...]
    searched: Searched = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "searched", Searched(self.folded))

    @classmethod
    def of(cls, text: str) -> FoldedText:
        """Fold a text, noting where a run of white space or a letter of several code points made it shorter."""
        straight = text.translate(FOLD)
        if not unicodedata.is_normalized("NFC", straight):
            return cls._composed(text, straight)
        parts, breaks, offsets = [], [0], [0]
        last = length = 0
        for run in RUN.finditer(straight):
            parts.append(straight[last : run.start() + 1])
            length += run.start() + 1 - last
            last = run.end()
            breaks.append(length)
            offsets.append(last - length)
        parts.append(straight[last:])
        return cls(text, "".join(parts), tuple(breaks), tuple(offsets))

    @classmethod
    def _composed(cls, text: str, straight: str) -> FoldedText:
        """Fold a text of which some letters are decomposed, letter by letter."""
        parts, breaks, offsets = list[str](), [0], [0]
        length = last = 0
        for letter in _letters(straight):
            folded = " " if letter.isspace() else unicodedata.normalize("NFC", letter)
            parts.append(folded)
            length += len(folded)
            last += len(letter)
            if last - length != offsets[-1]:
                breaks.append(length)
                offsets.append(last - length)
        return cls(text, "".join(parts), tuple(breaks), tuple(offsets))

    def original_offset(self, position: int) -> int:
        """The offset in the original of the character at `position` in the folded text."""
        return position + self.offsets[bisect_right(self.breaks, position) - 1]

    def find(self, quote: str, furniture: Sequence[Passage] = (), most: int = MOST_PLACES + 1) -> list[tuple[int, int]]:
        """The places of a quote as (start, end) in the original, in their order, that overlap none of the furniture.

        The case of its first letter does not count. A quote is of whole words: "likely" does not stand in "unlikely".
        They are at most so many, by default one more than `MOST_PLACES`; over `MOST_LOOKED_AT` are not looked at.
        """
        places = (
            (self.original_offset(start), self.original_offset(end))
            for start, end in self._places(quote)
            if not self._begins_within(start) and not self._ends_within(end)
        )
        return list(islice(outside(places, furniture), most))

    def lines(self, words: str) -> list[tuple[int, int]]:
        """The places of words that are lines of their own; where they are none anywhere, all of their places.

        So "Agencies" in a line of a page is that line, and not the word wherever the article has it.
        """
        places = self.find(words)
        return [place for place in places if self._is_line(*place)] or places

    def _is_line(self, start: int, end: int) -> bool:
        text = self.original
        while start and text[start - 1] in BLANK:
            start -= 1
        while end < len(text) and text[end] in BLANK:
            end += 1
        return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")

    def cut(self, quote: str) -> tuple[int, str] | None:
        """Where in the folded text a quote cuts a word, and by which end, if it stands there only so."""
        first = next(self._places(quote), None)
        if first is None or self.find(quote, most=1):
            return None
        start, end = first
        return (start, "begins") if self._begins_within(start) else (end, "ends")

    def _begins_within(self, start: int) -> bool:
        return cuts_before(self.folded, start) or self._groups_digits(start - 1)

    def _ends_within(self, end: int) -> bool:
        return cuts_after(self.folded, end) or self._groups_digits(end)

    def _groups_digits(self, position: int) -> bool:
        """Whether a space stands between the groups of three digits of one number."""
        text = self.folded
        if text[position : position + 1] != " " or not text[position - 1 : position].isdecimal():
            return False
        group = text[position + 1 : position + 5]
        if not group[:3].isdecimal() or len(group[:3]) < GROUP or group[3:].isdecimal():
            return False
        return self.original[self.original_offset(position)] in GROUPING

    def passage(self, start: int, end: int) -> Passage:
        """The passage between two offsets, with the text around it that tells it from equal passages."""
        text = self.original
        return Passage(
            exact=text[start:end],
            start=start,
            end=end,
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
        )

    def _places(self, quote: str) -> Iterator[tuple[int, int]]:
        """The first places of a quote in the folded text, in words or not."""
        wanted = fold_quote(quote)
        variants = {wanted, _other_case(wanted)} if wanted else ()
        found = merge(*map(self.searched.starts, variants))
        return ((start, start + len(wanted)) for start in islice(found, MOST_LOOKED_AT))


def fold_quote(quote: str) -> str:
    """A quote in the form in which it is searched: single spaces, straight quotation marks, composed letters."""
    return RUN.sub(" ", unicodedata.normalize("NFC", quote.translate(FOLD))).strip()


def _letters(straight: str) -> Iterator[str]:
    """The letters of a text with the marks that belong to them, and runs of spaces, each whole."""
    start = 0
    for end in range(1, len(straight) + 1):
        if end == len(straight) or not _belongs(straight[end - 1], straight[end]):
            yield straight[start:end]
            start = end


def _belongs(before: str, c: str) -> bool:
    """Whether a character goes with the one before: a mark, a jamo that goes on a syllable, a space after a space."""
    if c == " " or before == " ":
        return c == before
    return unicodedata.category(c).startswith("M") or "\u1160" <= c <= "\u11ff"


def outside(places: Iterable[tuple[int, int]], furniture: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """The places, given in their order, that overlap none of the furniture."""
    covered = sorted((passage.start, passage.end) for passage in furniture)
    index = reach = 0
    for start, end in places:
        # Whatever begins before the end of a place overlaps it unless it ends before its start.
        while index < len(covered) and covered[index][0] < end:
            reach = max(reach, covered[index][1])
            index += 1
        if reach <= start:
            yield start, end


def _other_case(wanted: str) -> str:
    """The quote with its first letter in the other case, whatever marks stand before it."""
    index = next((index for index, c in enumerate(wanted) if c.isalnum()), 0)
    swapped = wanted[index].swapcase()
    return wanted[:index] + swapped + wanted[index + 1 :] if len(swapped) == 1 else wanted
