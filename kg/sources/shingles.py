"""Shingles: runs of five words of a text as numbers, so that texts can be compared by what stands in both.

Where scripts set no words apart (Chinese, Japanese, Thai, Lao, Khmer, Burmese) a run is of as many signs as five words
have there: ten ideographs or kana, twenty letters. The numbers depend on the words alone, on no seed and no machine.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.records import Passage

Numbers: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.uint64]]"

# What a sign counts for: a word, an ideograph or kana, a letter of a script of southern Asia without spaces.
WORD, IDEOGRAPH, LETTER = 4, 2, 1
SHINGLE = 5 * WORD
IDEOGRAPHS = "\u3005-\u3007\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LETTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uaa60-\uaa7f\ua9e0-\ua9ff\u1950-\u19df"
# Odd, so that it has an inverse modulo 2^64; otherwise any number whose bits look like chance.
FACTOR = 0x9E3779B97F4A7C15
INVERSE = pow(FACTOR, -1, 1 << 64)
INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
TYPOGRAPHY = "‘’“”„–—…•€"
SOFT_HYPHEN = "\u00ad"
PLAIN_WORD = re.compile(r"[^\W_]+")
# Where marks that join with letters are: no plane but these has any, nor have ideographs and syllables of Korean.
MARKED = (range(0x300, 0x3400), range(0xA000, 0xAC00), range(0xFB00, 0x20000), range(0xE0100, 0xE01F0))
JOINERS = "\u00ad\u200c\u200d\u2060"
# No quotation is longer; what opens and does not close for so long was no quotation mark.
LONGEST_QUOTATION = 1_500
QUOTATION = re.compile(
    "|".join(
        f"{opening}[^{opening}{closing}]{{1,{LONGEST_QUOTATION}}}{closing}"
        for opening, closing in ("“”", "„“", "«»", "»«", "「」", "『』", "‘’")
    )
    + f'|(?<!\\w)"[^"\\n]{{1,{LONGEST_QUOTATION}}}"(?!\\w)'
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, as numbers, with what each counts for; `starts` and `ends` are offsets into the text."""

    numbers: Numbers
    weights: np.ndarray[tuple[int], np.dtype[np.int64]]
    starts: np.ndarray[tuple[int], np.dtype[np.int64]]
    ends: np.ndarray[tuple[int], np.dtype[np.int64]]

    @classmethod
    def of(cls, text: str, furniture: Iterable[Passage] = ()) -> Words:
        """The words of a text without the furniture of the page around it, whatever their case and normal form."""
        runs = [match.span() for match in _word(text).finditer(without(text, furniture))]
        bounds = np.array(runs, dtype=np.int64).reshape(-1, 2)
        words = [text[start:end] for start, end in runs]
        return cls(*_numbers(words, WordNumbers()), bounds[:, 0], bounds[:, 1])

    def shingles(self) -> Numbers:
        """The number of the shingle that begins at each word, in the order of the text; none at the last few."""
        return _shingles(self.numbers, self.weights)


class WordNumbers(dict[str, int]):
    """The numbers of words, each computed once, for whoever reads many texts; what each counts for in three bits."""

    def __missing__(self, word: str) -> int:
        """The number of a word that is new."""
        number = self[word] = _number(word)
        return number


def shingles(text: str, furniture: Iterable[Passage], numbering: WordNumbers) -> Numbers:
    """The shingles of a text in its order, without the places of its words."""
    return _shingles(*_numbers(_word(text).findall(without(text, furniture)), numbering))


def quoted(text: str, furniture: Iterable[Passage] = ()) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of the words of a text stand within quotation marks; nothing where none does."""
    quotations = [match.span() for match in QUOTATION.finditer(text)]
    if not quotations:
        return np.zeros(0, dtype=bool)
    whole = without(text, furniture)
    starts = np.array([match.start() for match in _word(text).finditer(whole)], dtype=np.int64)
    inside = np.zeros(len(starts), dtype=bool)
    for first, last in np.searchsorted(starts, np.array(quotations)).tolist():
        inside[first:last] = True
    return inside


def without(text: str, furniture: Iterable[Passage]) -> str:
    """The text with spaces in place of the furniture, so that every offset stays."""
    places = sorted((passage.start, passage.end) for passage in furniture)
    if not places:
        return text
    parts, last = [], 0
    for start, end in places:
        parts += [text[last:start], " " * (end - max(start, last))]
        last = max(last, end)
    return "".join([*parts, text[last:]])


def _word(text: str) -> re.Pattern[str]:
    """What a word of a text is; where nothing joins and words are set apart the same by a rule three times as fast."""
    return PLAIN_WORD if text.isascii() or _is_western(text) else _any_word()


def _is_western(text: str) -> bool:
    """Whether a text has letters of Latin-1 alone, beside typographic signs, and no soft hyphen."""
    for sign in TYPOGRAPHY:
        text = text.replace(sign, "")
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return SOFT_HYPHEN not in text


@cache
def _any_word() -> re.Pattern[str]:
    """A word with its marks, or one sign of a script that sets no words apart."""
    joined, apart = _joined(), IDEOGRAPHS + LETTERS
    return re.compile(f"[^\\W_{apart}]+(?:[{joined}]+[^\\W_{apart}]*)*|[{apart}][{joined}]*")


@cache
def _joined() -> str:
    """Marks and joiners, as ranges of a class of characters."""
    points = (c for part in MARKED for c in part if unicodedata.category(chr(c)) in ("Mn", "Mc", "Me"))
    return "".join(_ranges(points)) + JOINERS


def _ranges(points: Iterable[int]) -> Iterator[str]:
    """Code points as ranges of a class of characters."""
    first = last = -2
    for point in points:
        if point != last + 1:
            if first >= 0:
                yield f"{chr(first)}-{chr(last)}"
            first = point
        last = point
    yield f"{chr(first)}-{chr(last)}"


def _numbers(words: list[str], numbering: WordNumbers) -> tuple[Numbers, np.ndarray[Any, np.dtype[np.int64]]]:
    """The number of each word and what it counts for."""
    table = np.fromiter(map(numbering.__getitem__, words), dtype=np.uint64, count=len(words))
    return table & ~np.uint64(7), (table & np.uint64(7)).astype(np.int64)


@cache
def _apart() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(f"[{IDEOGRAPHS}]"), re.compile(f"[{LETTERS}]")


def _number(word: str) -> int:
    """A hash of a word, with what it counts for in the last three bits."""
    folded = unicodedata.normalize("NFKC", word).casefold().translate(INVISIBLE)
    ideograph, letter = _apart()
    weight = IDEOGRAPH if ideograph.match(word) else LETTER if letter.match(word) else WORD
    number = int.from_bytes(blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    return (number & ~7) | weight


def _shingles(numbers: Numbers, weights: np.ndarray[Any, np.dtype[np.int64]]) -> Numbers:
    """A hash of the words from each on that count for a shingle: a polynomial modulo 2^64, mixed."""
    if not len(numbers):
        return numbers
    reach = np.concatenate([[0], np.cumsum(weights)])
    ends = np.searchsorted(reach, reach[:-1] + SHINGLE)
    count = int(np.searchsorted(ends, len(reach)))
    powers = np.full(len(numbers), FACTOR, dtype=np.uint64)
    inverses = np.full(len(numbers), INVERSE, dtype=np.uint64)
    powers[0] = inverses[0] = 1
    powers, inverses = np.multiply.accumulate(powers), np.multiply.accumulate(inverses)
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.add.accumulate(numbers * powers)])
    mixed: Numbers = (sums[ends[:count]] - sums[:count]) * inverses[:count]
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
