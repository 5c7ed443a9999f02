"""Where a quote departs from the text, in words that say what to do."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model.findings import shown
from kg.model.look_alikes import FOLDED
from kg.sources.quotes import FoldedText
from kg.sources.words import HYPHENS, word_at

if TYPE_CHECKING:
    from collections.abc import Iterator

LATIN = str.maketrans(FOLDED)
MARKS = "\"'"
SOFT_HYPHEN = "\u00ad"
ACCENTS = range(0x300, 0x370)
# More differences than these are no slip of a key or of a PDF.
MOST = 3
# Longer texts are not looked at so closely, which takes a second for each million characters.
LONGEST = 2_000_000


def difference(quote: str, text: FoldedText) -> str:
    """Where a quote departs from the text, so that the curator sees the first word that differs; or nothing."""
    return _cut(quote, text) or _look_alike(quote, text) or _words(quote, text)


def _cut(quote: str, text: FoldedText) -> str:
    place = text.cut(quote)
    if place is None:
        return ""
    position, where = place
    return f"; it {where} within {shown(word_at(text.folded, position))} there, so quote whole words"


def _words(quote: str, text: FoldedText) -> str:
    words = quote.split()
    first = _longest([" ".join(words[:count]) for count in range(1, len(words))], text)
    if first > 1:
        end = text.find(" ".join(words[:first]), most=1)[0][1]
        following = " ".join(text.original[end : end + 80].split()[:3])
        return f"; after {shown(' '.join(words[max(0, first - 3) : first]))} it goes on {shown(following)}"
    last = _longest([" ".join(words[-count:]) for count in range(1, len(words))], text)
    if last > 1:
        start = text.find(" ".join(words[-last:]), most=1)[0][0]
        before = " ".join(text.original[max(0, start - 80) : start].split()[-3:])
        return f"; before {shown(' '.join(words[-last:][:3]))} stands {shown(before)}"
    return "; copy it from the text"


def _longest(parts: list[str], text: FoldedText) -> int:
    """How many of the parts, each longer than the one before, stand in the text."""
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        if text.find(parts[middle - 1], most=1):
            low = middle
        else:
            high = middle - 1
    return low


@dataclass(frozen=True, slots=True)
class Loosened:
    """A text without what the eye passes over, and for each of its characters the one of the folded text it is from."""

    text: FoldedText
    loose: str
    sources: tuple[int, ...]

    def part(self, start: int, end: int) -> str:
        """What the original has for a part of the folded text."""
        return self.text.original[self.text.original_offset(start) : self.text.original_offset(end)]


@lru_cache(maxsize=2)
def _loosened(text: FoldedText) -> Loosened:
    """The text without accents, case, marks, hyphens in words and what has no width, with look-alikes made equal."""
    pairs = [(c, index) for index, each in enumerate(text.folded) for c in _looks(text, each, index)]
    return Loosened(text, "".join(c for c, _ in pairs), tuple(index for _, index in pairs))


def _looks(text: FoldedText, c: str, index: int) -> str:
    """What a character of a folded text looks like, nothing where the eye may pass over it."""
    if c.isascii() and (c.isalnum() or c in ",."):
        return c.lower()
    if c in MARKS or unicodedata.category(c) == "Cf":
        return ""
    if c == " ":
        return "" if _ends_line(text, index) else " "
    if c in HYPHENS or unicodedata.category(c) == "Pd" or c == "\u2212":
        inside = text.folded[index - 1 : index].isalpha() and _follows(text, index + 1).isalpha()
        return "" if inside else "-"
    plain = unicodedata.normalize("NFKD", c).casefold()
    return "".join(each for each in plain if ord(each) not in ACCENTS).translate(LATIN)


def _ends_line(text: FoldedText, index: int) -> bool:
    """Whether a space is where a line ends within a word that a hyphen breaks."""
    if (
        text.folded[index - 1 : index] not in (*HYPHENS, SOFT_HYPHEN)
        or not text.folded[index - 2 : index - 1].isalpha()
    ):
        return False
    space = text.original[text.original_offset(index) : text.original_offset(index + 1)]
    return text.folded[index + 1 : index + 2].isalpha() and ("\n" in space or "\r" in space)


def _follows(text: FoldedText, index: int) -> str:
    """The character at a place, or the one after the end of a line there."""
    c = text.folded[index : index + 1]
    return text.folded[index + 1 : index + 2] if c == " " and _ends_line(text, index) else c


def _look_alike(quote: str, text: FoldedText) -> str:
    """How a quote differs that looks like a passage of the text, with the names of the characters; or nothing."""
    if len(text.folded) > LONGEST:
        return ""
    wanted, there = _loosened(FoldedText.of(quote.strip())), _loosened(text)
    start = there.loose.find(wanted.loose) if wanted.loose.strip() else -1
    if start < 0:
        return ""
    differing = list(dict.fromkeys(_differing(wanted, there, start)))
    extra = [_named(quoted) for has, quoted, _ in differing if not has]
    others = list(dict.fromkeys(_advice(has, quoted, word) for has, quoted, word in differing if has))
    if extra:
        one_or_more = "it" if len(extra) == 1 else "them"
        others.append(f"the quote has {' and '.join(extra)}, which the text has not there; leave {one_or_more} out")
    return "; " + ", and ".join(others) if 0 < len(others) <= MOST else ""


def _differing(wanted: Loosened, there: Loosened, start: int) -> Iterator[tuple[str, str, str]]:
    """What the text has, what the quote has for it, and the word of the text around it, wherever the two differ."""
    length = len(wanted.loose)
    mine, theirs = wanted.sources, there.sources[start : start + length]
    if not there.text.folded.endswith(wanted.text.folded[: mine[0]], 0, theirs[0]):
        yield "", wanted.part(0, mine[0]), ""
    cuts = [i for i in range(length) if not i or (mine[i] != mine[i - 1] and theirs[i] != theirs[i - 1])]
    for cut, following in zip(cuts, [*cuts[1:], length], strict=True):
        last = following == length
        own = (mine[cut], len(wanted.text.folded) if last else mine[following])
        other = (theirs[cut], theirs[-1] + 1 if last else theirs[following])
        one, two = wanted.text.folded[slice(*own)], there.text.folded[slice(*other)]
        # At the end the quote may have marks that the text has too.
        if (
            one == two
            or (last and there.text.folded.startswith(one, other[0]))
            or (not cut and one.lower() == two.lower())
        ):
            continue
        before = _shared(one, two)
        after = _shared(one[before:][::-1], two[before:][::-1])
        word = word_at(there.text.folded, other[0])
        if _ends_line(there.text, other[1] - 1):
            word = word_at(there.text.folded, other[0]) + " " + word_at(there.text.folded, other[1])
        yield there.part(other[0] + before, other[1] - after), wanted.part(own[0] + before, own[1] - after), word


def _shared(one: str, two: str) -> int:
    """How many characters two texts begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def _advice(has: str, quoted: str, word: str) -> str:
    """One difference, and what to do about it."""
    if "\n" in has or "\r" in has:
        return f"a line ends within the word there, so write {shown(word)}"
    if not quoted:
        return f"the text has {_named(has)} in {shown(word)}, which the quote has not; copy the word from the text"
    return f"the text has {_named(has)} where the quote has {_named(quoted)}; copy the word from the text"


def _named(characters: str) -> str:
    """Characters as they are if they are ASCII, else by their code points and names."""
    if characters.isascii() and characters.isprintable():
        return repr(characters)
    return " ".join(_name(c) for c in characters)


def _name(c: str) -> str:
    glyph = f"{c}, " if c.isprintable() and not unicodedata.combining(c) else ""
    return f"U+{ord(c):04X} ({glyph}{unicodedata.name(c, 'without a name')})"
