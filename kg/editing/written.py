"""A YAML text as it is written: where each value and key begins and ends, and in which way it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import yaml

from kg.sources.yaml import LOADER

if TYPE_CHECKING:
    from collections.abc import Iterator

# What libyaml takes for the end of a line, which is more than an editor does.
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
# What begins a block of lines that keeps the empty lines below it.
KEEPS = re.compile(r"[|>][0-9]?\+")


def line_end(text: str, offset: int) -> int:
    """The offset behind the end of the line of an offset."""
    found = BREAK.search(text, offset)
    return found.end() if found else len(text)


@dataclass(frozen=True, slots=True)
class Written:
    """A value from its first character to its last, by offsets in code points, `end` exclusive.

    `style` is `"`, `'`, `|`, `>` or "" of a scalar, `{`, `[` or "" of a mapping or a list. A block of lines has its
    `head` before it, from `start` to there. `pairs` are the keys and values of a mapping, `items` what is in a list,
    both in the order of the text.
    """

    kind: Literal["scalar", "mapping", "list"]
    start: int
    end: int
    style: str = ""
    value: str = ""
    head: int = -1
    pairs: tuple[tuple[Written, Written], ...] = field(default=())
    items: tuple[Written, ...] = field(default=())

    @classmethod
    def of(cls, text: str) -> Written:
        """The value that a text is; raises yaml.YAMLError where it is none."""
        events = iter(LOADER(text).get_event, None)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                return _value(text, next(events), events)
        return cls("scalar", 0, 0)

    @property
    def last(self) -> int:
        """The offset behind the last character of what is written, nothing but space and comments left out."""
        if self.style in ("{", "["):
            return self.end
        inner = [each.last for pair in self.pairs for each in pair] + [each.last for each in self.items]
        return max([self.start if inner else self.end, *inner])

    def scalar_at(self, offset: int) -> bool:
        """Whether a character is part of a scalar, and so begins no comment."""
        if self.kind == "scalar":
            return max(self.start, self.head) <= offset < self.end
        inner = (*self.items, *(each for pair in self.pairs for each in pair))
        return any(each.start <= offset < each.end and each.scalar_at(offset) for each in inner)


def _value(text: str, event: Any, events: Iterator[Any]) -> Written:
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, yaml.ScalarEvent):
        if event.style in ("|", ">"):
            end = _block_end(text, start, end)
            return Written("scalar", start, end, event.style, event.value, line_end(text, start))
        return Written("scalar", start, end, event.style or "", event.value)
    inner: list[Written] = []
    following: Any = next(events)
    while not isinstance(following, yaml.CollectionEndEvent):
        inner.append(_value(text, following, events))
        following = next(events)
    mark: Any = following.end_mark
    end = mark.index
    if isinstance(event, yaml.SequenceStartEvent):
        return Written("list", start, end, "[" if event.flow_style else "", items=tuple(inner))
    pairs = tuple(zip(inner[::2], inner[1::2], strict=True))
    return Written("mapping", start, end, "{" if event.flow_style else "", pairs=pairs)


def _block_end(text: str, start: int, end: int) -> int:
    """Where the last line of a block of lines ends; empty lines below are part of it only where it keeps them."""
    return end if KEEPS.match(text, start) else start + len(text[start:end].rstrip())
