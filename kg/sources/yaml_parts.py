"""What can still be read of a file that is not YAML in one place: its keys, and the items of its lists, one by one.

A file is cut where people begin anew: at keys without indentation, and at the dashes of a list that such a key has.
What is not YAML by itself is told in its place, and the rest is read as if that were not there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A key at the beginning of a line, and an item of a list that has one: between them stands what belongs to the first.
KEY = re.compile(
    r"^(?:\"([^\"\n]+)\"|'([^'\n]+)'|([^\s#\-{}\[\],&*!|>%@`\"':][^\n:]*?))[ \t]*:(?=[ \t\r\n]|$)", re.MULTILINE
)
ITEM = re.compile(r"^([ ]*)-[ ]+(?=[^\s#])", re.MULTILINE)
COMMENTS = re.compile(r"(?:\s|#[^\n]*(?:\n|$))*")
# What may be a name in what cannot be read: of an item, wherever its id stands, and of an entry, in any line.
ID = re.compile(r"\bid\b[ \t]*:?[ \t]*[\"'\[{@]?([a-z0-9][a-z0-9-]*)")
FIRST_WORD = re.compile(r"^[ \t]*[\"']?([a-z0-9][a-z0-9-]*)", re.MULTILINE)
# Another document begins, of which nothing is read.
DOCUMENT = re.compile(r"^(?:---|\.\.\.)(?=\s|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file, by offsets, with the key that it begins with."""

    start: int
    end: int
    key: str


def keys(text: str) -> list[Part]:
    """The parts of a text that begin with a key at the beginning of a line; nothing where two documents are."""
    if DOCUMENT.search(text, 1):
        return []
    matches = list(KEY.finditer(text))
    if not matches:
        return []
    ends = [match.start() for match in matches[1:]] + [len(text)]
    return [
        Part(match.start(), end, (match[1] or match[2] or match[3]).strip())
        for match, end in zip(matches, ends, strict=True)
    ]


def items(text: str, part: Part) -> list[Part]:
    """The items of the list that is the value of a key, each on lines of its own; nothing where it is none."""
    key = KEY.match(text, part.start, part.end)
    begun = list(ITEM.finditer(text, key.end(), part.end)) if key is not None else []
    if key is None or not begun or COMMENTS.fullmatch(text, key.end(), begun[0].start()) is None:
        return []
    starts = [match.start() for match in begun if match[1] == begun[0][1]]
    return [Part(start, end, "") for start, end in zip(starts, [*starts[1:], part.end], strict=True)]


def ids(text: str, part: Part) -> list[str]:
    """What an item that cannot be read may be called, and what else may be lost with it."""
    return [match[1] for match in ID.finditer(text, part.start, part.end)]


def names(text: str, part: Part) -> list[str]:
    """What else may be lost with an entry that cannot be read: the words that lines of it begin with."""
    return [match[1] for match in FIRST_WORD.finditer(text, part.start, part.end)]


def indent(text: str, part: Part) -> str:
    """The spaces before the dash of an item."""
    return text[part.start : text.index("-", part.start)]
