"""The text of a file of the sources, and the same with some of its spans replaced."""

from __future__ import annotations

import codecs
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.model.files import content_of, decoded, stays_inside
from kg.sources.yaml import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.model.findings import Location


@dataclass(frozen=True, slots=True, order=True)
class Replacement:
    """What takes the place of a span; `start` and `end` count code points of the text, `end` exclusive."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class FileText:
    """A file as it was read: its path, and its bytes."""

    path: Path
    content: bytes

    @classmethod
    def read(cls, path: Path, sources: Path) -> FileText:
        """A file of the folder of sources, read with the care of all of them; raises UnreadableError."""
        stays_inside(path, sources)
        file = cls(path, content_of(path))
        decoded(file.content, "utf-8-sig")
        return file

    @cached_property
    def text(self) -> str:
        """Its text, without a byte order mark."""
        return self.content.decode("utf-8-sig")

    @cached_property
    def newline(self) -> str:
        """The end of its first line, or a line feed where there is only one."""
        end = LINE_END.search(self.text)
        return end[0] if end else "\n"

    def offset(self, location: Location) -> int:
        """The place of a location of the reader, in code points."""
        return self._starts[location.line - 1] + location.column - 1

    def line(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self._starts, offset)

    def replaced(self, replacements: Iterable[Replacement]) -> bytes:
        """The bytes with these spans replaced; whatever stands outside of them is as it was.

        Raises ValueError if two of them overlap or one is outside the text.
        """
        parts, last = [], 0
        for each in sorted(replacements):
            if not last <= each.start <= each.end <= len(self.text):
                raise ValueError(f"the span {each.start}:{each.end} overlaps another, or is outside the text")
            parts += [self.text[last : each.start], each.text]
            last = each.end
        mark = codecs.BOM_UTF8 if self.content.startswith(codecs.BOM_UTF8) else b""
        return mark + "".join([*parts, self.text[last:]]).encode()

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in LINE_END.finditer(self.text))]
