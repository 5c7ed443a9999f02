"""Offsets as other programs count them → offsets in code points."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.importing.coded import CodedPassage, CodedText

# Below this share of ends that are those of words nobody can be sure of a convention, if there are so many passages.
SURE, ENOUGH = 0.8, 3
# The last character that is one unit of UTF-16.
BASIC = "\uffff"


def code_points(text: str, units: int) -> int:
    """An offset in UTF-16 units, in which Java counts, as one in code points; outside the text it stays outside."""
    encoded = text.encode("utf-16-le")
    if units < 0 or len(encoded) == 2 * len(text):
        return units
    if units * 2 > len(encoded):
        return len(text) + 1
    return len(encoded[: units * 2].decode("utf-16-le", "ignore"))


@dataclass(frozen=True, slots=True)
class Convention:
    """How a program counts: code points or UTF-16 units, a line end of Windows as one or two, and a mark at the start.

    The standard of REFI-QDA wants code points from 0. NVivo for Windows counts UTF-16 units, ATLAS.ti counts a line end
    of Windows as one.
    """

    units: bool = False
    one_line_end: bool = False
    marked: bool = False

    def __str__(self) -> str:
        said = ["UTF-16 units" if self.units else "code points"]
        said += ["line ends as one"] if self.one_line_end else []
        said += ["with a byte order mark"] if self.marked else []
        return ", ".join(said)


CONVENTIONS = tuple(
    Convention(units, one, marked) for marked in (False, True) for one in (False, True) for units in (False, True)
)


@dataclass(frozen=True)
class Counted:
    """A text as a program counts it, with the same text with line feeds alone, whose indexes are given."""

    text: str
    convention: Convention

    @cached_property
    def _starts(self) -> list[int]:
        """Where each character of the text with line feeds begins, as the program counts, and where the text ends."""
        return list(accumulate(self._sizes(), initial=int(self.convention.marked)))

    def _sizes(self) -> Iterable[int]:
        pending = False
        for character in self.text:
            if pending:
                pending = False
                if character == "\n":
                    yield 1 if self.convention.one_line_end else 2
                    continue
                yield 1
            if character == "\r":
                pending = True
            else:
                yield 2 if self.convention.units and character > BASIC else 1
        if pending:
            yield 1

    def index(self, offset: int) -> int | None:
        """The index of an offset in the text with line feeds, or None where no character begins or ends there."""
        index = bisect_left(self._starts, offset)
        return index if index < len(self._starts) and self._starts[index] == offset else None

    def span(self, passage: CodedPassage) -> tuple[int, int] | None:
        """Where a passage begins and ends, or None where that is no index of the text, or it is empty."""
        start, end = self.index(passage.start), self.index(passage.end)
        return None if start is None or end is None or start >= end else (start, end)


def line_feeds(text: str) -> str:
    """A text whose lines end in line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def convention_of(texts: Sequence[CodedText]) -> tuple[Convention, float]:
    """The convention by which most passages begin and end with words and are what they are named, with their share.

    Of several that fit alike the first counts, which is that of the standard. The share is 1 where there is no passage.
    """
    scores = [(_score(texts, each), -index, each) for index, each in enumerate(CONVENTIONS) if _possible(texts, each)]
    (_, share), _, best = max(scores, key=lambda one: one[:2])
    return best, share


def _possible(texts: Sequence[CodedText], convention: Convention) -> bool:
    """Whether a convention makes a difference for some text: otherwise it is another one by a longer name."""
    return (
        (not convention.units or any(max(each.text, default="") > BASIC for each in texts))
        and (not convention.one_line_end or any("\r\n" in each.text for each in texts))
        and (not convention.marked or any(each.marked for each in texts))
    )


def _score(texts: Sequence[CodedText], convention: Convention) -> tuple[int, float]:
    """How many passages are what they are named, and which share of the ends are ends of words."""
    named = ends = whole = 0
    for each in texts:
        counted, text = Counted(each.text, convention), line_feeds(each.text)
        for passage in each.passages:
            ends += 2
            if (span := counted.span(passage)) is None:
                continue
            start, end = span
            name = _words(passage.name)
            named += bool(name) and _words(text[start:end]).startswith(name)
            whole += _between(text, start) + _between(text, end)
    return named, whole / ends if ends else 1.0


def _words(text: str) -> str:
    return " ".join(text.removesuffix("…").removesuffix("...").split())


def _between(text: str, place: int) -> bool:
    """Whether no word goes on over a place."""
    return place in (0, len(text)) or not (text[place - 1].isalnum() and text[place].isalnum())
