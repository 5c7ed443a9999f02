"""A YAML text as it is written: where each value and key begins and ends, and in which way it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from kg.sources.yaml import LOADER

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE_END = re.compile("\r\n|\n|\r|$")
# The head of a block of lines: its sign, how its end is kept, and perhaps a comment.
HEAD = re.compile(r"[|>][-+0-9]*")


def line_end(text: str, offset: int) -> int:
    """The offset behind the end of the line of an offset."""
    found = LINE_END.search(text, offset)
    return found.end() if found else len(text)


@dataclass(frozen=True, slots=True)
class Written:
    """A value from its first character to its last, by offsets in code points, `end` exclusive.

    `style` is `"`, `'`, `|`, `>` or "" of a scalar, `{`, `[` or "" of a mapping or a list. `pairs` are the keys and
    values of a mapping, `items` what is in a list, both in the order of the text.
    """

    kind: str
    start: int
    end: int
    style: str = ""
    value: str = ""
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
        return max([self.start if self.pairs or self.items else self.end, *inner])


def _value(text: str, event: Any, events: Iterator[Any]) -> Written:
    start = event.start_mark.index
    if isinstance(event, yaml.ScalarEvent):
        end = event.end_mark.index
        style = event.style or ""
        if style in ("|", ">"):
            end = _block_end(text, start, end)
        return Written("scalar", start, end, style, event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        for inner in events:
            if isinstance(inner, yaml.SequenceEndEvent):
                break
            items.append(_value(text, inner, events))
        return Written("list", start, inner.end_mark.index, "[" if event.flow_style else "", items=tuple(items))
    pairs = []
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            break
        name = _value(text, key, events)
        pairs.append((name, _value(text, next(events), events)))
    return Written("mapping", start, key.end_mark.index, "{" if event.flow_style else "", pairs=tuple(pairs))


def _block_end(text: str, start: int, end: int) -> int:
    """Where the last line of a block of lines ends; empty lines below are part of it only where it keeps them."""
    head = HEAD.match(text, start)
    if head is not None and "+" in head[0]:
        return end
    return start + len(text[start:end].rstrip())
