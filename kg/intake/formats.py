"""The formats that are read, one line each: their names, and by what a file is told to be of one.

The content decides; a name is asked only where the content is any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from kg.intake.document import UnreadableInputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.intake.document import Input, Reading

HEAD = 16_384
HTML = rb"<!doctype html|<html|<head[\s>]|<body[\s>]|<article[\s>]"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the module here that reads it, the ends of its files' names, and what its content has.

    `recognises` is given the beginning of the content; where there is none, the name decides.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Input, bytes], bool] | None = None

    def read(self, given: Input) -> Reading:
        """What an input of the format holds."""
        read: Callable[[Input], Reading] = import_module(f"kg.intake.{self.module}").read
        return read(given)


def _begins(*marks: bytes) -> Callable[[Input, bytes], bool]:
    return lambda _, head: head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(marks)


def _has(pattern: bytes) -> Callable[[Input, bytes], bool]:
    compiled = re.compile(pattern, re.IGNORECASE | re.DOTALL)
    return lambda _, head: compiled.search(head) is not None


def _zipped(mark: bytes) -> Callable[[Input, bytes], bool]:
    """An archive that has the mark among the names of its parts, or in its first part."""
    return lambda given, head: head.startswith(b"PK\x03\x04") and (mark in head or mark in given.content[-65_536:])


# In the order in which they are tried: those that are also another format come before it.
FORMATS = (
    Format("PDF", "pdf", (".pdf",), _has(rb"^[^%]{0,1024}%PDF-")),
    Format("Word document", "docx", (".docx", ".docm"), _zipped(b"word/")),
    Format("OpenDocument text", "odt", (".odt",), _zipped(b"application/vnd.oasis.opendocument.text")),
    Format("EPUB", "epub", (".epub",), _zipped(b"application/epub+zip")),
    Format("Rich Text", "rtf", (".rtf",), _begins(b"{\\rtf")),
    Format("HTML", "html", (".html", ".htm", ".xhtml"), _has(HTML)),
    Format("Markdown", "text", (".md", ".markdown", ".mdown")),
    Format("plain text", "text", (".txt", ".text", "")),
)  # fmt: skip


def format_of(given: Input) -> Format:
    """The format of an input, by its content, else by its name; raises UnreadableInputError where it is of none."""
    head = given.content[:HEAD]
    if not given.content.strip():
        raise UnreadableInputError("add-empty", "the file is empty")
    for each in FORMATS:
        if each.recognises is not None and each.recognises(given, head):
            return each
    name = given.name.lower()
    by_name = [each for each in FORMATS for end in each.suffixes if end and name.endswith(end)]
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = f"it is no {by_name[0].name}" if by_name else "it is of no format that is read"
        raise UnreadableInputError("add-unreadable", f"{hint}; there are {', '.join(each.name for each in FORMATS)}")
    texts = [each for each in by_name if each.recognises is None]
    return texts[0] if texts else FORMATS[-1]
