"""Words that a page's width has cut: joined again where that can be told, each kept in a list of before and after."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# As files have the hyphen at the end of a line: the sign, its look-alikes, and what is written for one not to be kept.
# What is as short as a syllable is a word of its own by chance.
SYLLABLE = 3
HYPHENS = "-\u2010\u00ad\ufffe\x02"
SOFT = "\u00ad\x02"
CUT = re.compile(rf"(?P<word>[^\W\d_][\w’'-]*)[{HYPHENS}]$")
BEGIN = re.compile(r"^(?P<word>[^\W\d_]+)")
WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
# What stands before a hyphen of its own more often than not, where the text does not tell.
KEEPING = frozenset({
    "all", "anti", "better", "co", "cross", "ex", "far", "five", "four", "full", "greater", "half", "hard", "high",
    "higher", "ill", "large", "larger", "left", "long", "longer", "low", "lower", "mid", "much", "nine", "non",
    "north", "one", "pan", "part", "post", "pre", "pro", "right", "self", "semi", "seven", "short", "six", "small",
    "smaller", "so", "soft", "south", "ten", "then", "three", "two", "ultra", "vice", "war", "well", "wide",
    "world", "year",
})  # fmt: skip


@dataclass
class Mending:
    """Joins lines of one text; `words` are those that the text has in the middle of its lines."""

    words: frozenset[str]
    mended: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[str]) -> Mending:
        """For these lines: a word that stands whole in one of them tells how it is written."""
        words: set[str] = set()
        was_cut = False
        for line in lines:
            cut = CUT.search(line)
            whole = line[: cut.start()] if cut else line
            whole = BEGIN.sub("", whole) if was_cut else whole
            words.update(word.casefold() for word in WORDS.findall(whole))
            was_cut = cut is not None
        return cls(frozenset(word.replace("\u2010", "-").replace("\u2011", "-") for word in words))

    def joined(self, line: str, following: str) -> str:
        """Two lines of a paragraph as one."""
        cut, begin = CUT.search(line), BEGIN.match(following)
        if not cut or not begin:
            return f"{line.rstrip(SOFT)} {following}" if line else following
        first, second = cut["word"], begin["word"]
        kept = self._keeps_hyphen(first, second, soft=line[-1] in SOFT)
        word = f"{first}-{second}" if kept else f"{first}{second}"
        self.mended[f"{first}-/{second}"] = word
        return line[: cut.start()] + word + following[begin.end() :]

    def _keeps_hyphen(self, first: str, second: str, *, soft: bool) -> bool:
        """Whether a hyphen at the end of a line belongs to the word.

        The text tells where it has the word elsewhere; then capitals and figures do, then what stands before it.
        """
        hyphened, joined = f"{first}-{second}".casefold(), f"{first}{second}".casefold()
        if (hyphened in self.words) != (joined in self.words):
            return hyphened in self.words
        if first.casefold() in self.words and second.casefold() in self.words and len(first) > SYLLABLE:
            return True
        if second[0].isupper() or (first.isupper() and len(first) > 1):
            return True
        if soft and first.casefold() not in KEEPING:
            return False
        return first.rpartition("-")[2].casefold() in KEEPING
