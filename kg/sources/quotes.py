"""Where a quote stands in a text, apart from white space, typographic quotation marks and normal form."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.findings import JOINERS, shown
from kg.model.records import Passage
from kg.model.vocabulary import STRAIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTEXT = 32
HYPHENS = "-\u2010\u2011"
# The letters and vowel signs of the scripts of India, whose words are set apart and have no case.
INDIC = frozenset(chr(code) for code in range(0x0900, 0x0E00) if unicodedata.category(chr(code))[0] in "LM")
SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
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

    def find(self, quote: str) -> list[tuple[int, int]]:
        """Every place of a quote as (start, end) in the original.

        The case of its first letter does not count. A quote is of whole words: "likely" does not stand in "unlikely".
        """
        return [
            (self.original_offset(start), self.original_offset(end))
            for start, end in self._places(quote)
            if not (
                _inside_word(self.folded, start) or _after_hyphen(self.folded, start) or _inside_word(self.folded, end)
            )
        ]

    def cuts_words(self, quote: str) -> bool:
        """Whether a quote stands in the text only if words may be cut."""
        return bool(self._places(quote)) and not self.find(quote)

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

    def _places(self, quote: str) -> list[tuple[int, int]]:
        wanted = fold_quote(quote)
        if not wanted:
            return []
        starts = {start for variant in (wanted, _other_case(wanted)) for start in _starts(self.folded, variant)}
        return [(start, start + len(wanted)) for start in sorted(starts)]


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


def outside(places: Sequence[tuple[int, int]], furniture: Sequence[Passage]) -> list[tuple[int, int]]:
    """The places that overlap none of the furniture."""
    return [(start, end) for start, end in places if all(end <= f.start or start >= f.end for f in furniture)]


def difference(quote: str, text: FoldedText) -> str:
    """Where a quote departs from the text, so that the curator sees the first word that differs; or nothing."""
    if text.cuts_words(quote):
        return "; it begins or ends within a word there, so quote whole words"
    words = quote.split()
    first = _longest([" ".join(words[:count]) for count in range(1, len(words))], text)
    if first > 1:
        end = text.find(" ".join(words[:first]))[0][1]
        following = " ".join(text.original[end : end + 80].split()[:3])
        return f"; after {shown(' '.join(words[max(0, first - 3) : first]))} it goes on {shown(following)}"
    last = _longest([" ".join(words[-count:]) for count in range(1, len(words))], text)
    if last > 1:
        start = text.find(" ".join(words[-last:]))[0][0]
        before = " ".join(text.original[max(0, start - 80) : start].split()[-3:])
        return f"; before {shown(' '.join(words[-last:][:3]))} stands {shown(before)}"
    return ""


def _longest(parts: list[str], text: FoldedText) -> int:
    """How many of the parts, each longer than the one before, stand in the text."""
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        if text.find(parts[middle - 1]):
            low = middle
        else:
            high = middle - 1
    return low


def _other_case(wanted: str) -> str:
    """The quote with its first letter in the other case, whatever marks stand before it."""
    index = next((index for index, c in enumerate(wanted) if c.isalnum()), 0)
    swapped = wanted[index].swapcase()
    return wanted[:index] + swapped + wanted[index + 1 :] if len(swapped) == 1 else wanted


def _inside_word(text: str, position: int) -> bool:
    """Whether a word goes on across a position, in scripts that set words apart, or a number.

    Beyond the boundaries of words (Unicode, UAX 29): a number goes on after a comma or point within it, a word after a
    character that joins letters. What stands after an apostrophe may be left out, but for the negation in "n't".
    """
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    if unicodedata.category(after).startswith("M") and before != " ":
        return True
    if text[position : position + 2].casefold() == "'t":
        return before in "nN"
    # One character that stands between the two parts of a word or number may be on either side of the position.
    ends = (text[position - 2 : position - 1], before, after), (before, after, text[position + 1 : position + 2])
    return (_joins(before) and _joins(after)) or any(_linked(*end) for end in ends)


def _linked(one: str, between: str, other: str) -> bool:
    """Whether a character between two others links them to one word or number."""
    if one.isdecimal() and other.isdecimal():
        return between in ",.'" or between in JOINERS
    return between in JOINERS and _joins(one) and _joins(other)


def _after_hyphen(text: str, start: int) -> bool:
    """Whether the part of a word before a hyphen would be left out, which may be a prefix that negates the rest."""
    return start > 1 and text[start - 1] in HYPHENS and _joins(text[start - 2]) and _joins(text[start : start + 1])


def _joins(c: str) -> bool:
    """Whether a character is part of words that are set apart: a digit, or a letter of most scripts."""
    if not c:
        return False
    return c.isdecimal() or c.lower() != c.upper() or unicodedata.bidirectional(c) in ("R", "AL") or c in INDIC


def _starts(text: str, wanted: str) -> list[int]:
    starts = []
    position = text.find(wanted)
    while position >= 0:
        starts.append(position)
        position = text.find(wanted, position + 1)
    return starts
