"""Where a passage stands in its paragraph, counted as browsers count.

Offsets of passages are Unicode code points; strings in a browser are UTF-16, where everything beyond the first 65,536
characters takes two places. One pass over a text converts them all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, TypedDict

from kg.model.languages import language_of
from kg.web.segments import BREAK, holds

if TYPE_CHECKING:
    from kg.model.records import Passage

FAR = 700
ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class PlacedPassage(TypedDict):
    """A passage in UTF-16 places of its article's text, and the paragraph around it; `exact` where there is no text."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    paragraph_start: int
    paragraph_end: int
    translation: str
    translation_language: str
    translated_by: str


class Text:
    """The text of an article, ready to place passages in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._astral = [match.start() for match in ASTRAL.finditer(text)]
        breaks = [match.span() for match in BREAK.finditer(text)]
        self._starts = [0, *(end for _, end in breaks)]
        self._ends = [*(start for start, _ in breaks), len(text)]

    def place(self, passage: Passage) -> PlacedPassage:
        """The passage with its paragraph, or with its own prefix and suffix if the text does not have it there."""
        if not holds(self.text, passage):
            return _alone(passage)
        first = self._starts[max(0, bisect_right(self._starts, passage.start) - 1)]
        last = self._ends[min(len(self._ends) - 1, bisect_left(self._ends, passage.end))]
        return PlacedPassage(
            exact=passage.exact,
            prefix="",
            suffix="",
            start=self.utf16(passage.start),
            end=self.utf16(passage.end),
            paragraph_start=self.utf16(max(min(first, passage.start), passage.start - FAR)),
            paragraph_end=self.utf16(min(max(last, passage.end), passage.end + FAR)),
            **_translated(passage),
        )

    def utf16(self, offset: int) -> int:
        """The UTF-16 offset of a code point's offset."""
        return offset + bisect_left(self._astral, offset)


class _Translated(TypedDict):
    translation: str
    translation_language: str
    translated_by: str


def _translated(passage: Passage) -> _Translated:
    text = passage.translation
    return _Translated(translation=text, translation_language=language_of(text), translated_by=passage.translated_by)


def _alone(passage: Passage) -> PlacedPassage:
    return PlacedPassage(
        exact=passage.exact,
        prefix=passage.prefix,
        suffix=passage.suffix,
        start=-1,
        end=-1,
        paragraph_start=-1,
        paragraph_end=-1,
        **_translated(passage),
    )
