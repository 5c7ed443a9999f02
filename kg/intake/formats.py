"""The formats that are read, one line each: their names, and by what a file is told to be of one.

The content decides; a name is asked only where the content is any text.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from kg.intake.document import UnreadableInputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.intake.document import Input, Reading

HEAD = 16_384
# Formats whose files all begin with a mark of theirs, so that what only has the name is none.
MARKED = frozenset({"PDF", "Word document", "OpenDocument text", "EPUB", "Rich Text", "WARC", "mail box"})
# The headers that every mail has, among the first lines.
HEADERS = rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?"
MAIL = HEADERS + rb"(?:from|date|message-id|received|mime-version|subject):[^\n]*\n(?:[\w-]+:|[ \t])"
# How files begin that hold no text, by what they are; and what no text has: control characters.
NO_TEXT = (
    ("a picture", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")),
    ("sound or film", (b"RIFF", b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3")),
    ("an archive", (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")),
    ("an old Word document; save it as .docx", (b"\xd0\xcf\x11\xe0",)),
)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MOST_CONTROL = 0.01
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


def _nexis(given: Input, head: bytes) -> bool:
    from kg.intake.nexis import is_nexis  # noqa: PLC0415 - only for what may be one

    return head.startswith((b"PK\x03\x04", b"{\\rtf")) and is_nexis(given)


def _factiva(given: Input, head: bytes) -> bool:
    """XML of its own, HTML that names it, or Rich Text with the numbers of its documents."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return re.search(rb"Document [A-Z]{2,10}[A-Z0-9]{4,}\d{8}[a-z0-9]{5,}", given.content) is not None
    return b"ppsarticle" in head or (b"<title>Factiva</title>" in head and b"article" in given.content)


def _warc(given: Input, head: bytes) -> bool:
    """Records, packed or not."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(wbits=31).decompress(given.content[:HEAD], HEAD)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def _bibtex(given: Input, head: bytes) -> bool:
    return given.name.lower().endswith(".bib") and re.search(rb"@\w+\s*[{(]", head) is not None


def _csl(_: Input, head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"[", b"{")) and b'"title"' in head and b'"type"' in head


# In the order in which they are tried: those that are also another format come before it.
FORMATS = (
    Format("PDF", "pdf", (".pdf",), _has(rb"^[^%]{0,1024}%PDF-")),
    Format("Nexis", "nexis", (), _nexis),
    Format("Word document", "docx", (".docx", ".docm"), _zipped(b"word/")),
    Format("OpenDocument text", "odt", (".odt",), _zipped(b"application/vnd.oasis.opendocument.text")),
    Format("EPUB", "epub", (".epub",), _zipped(b"application/epub+zip")),
    Format("Factiva", "factiva", (), _factiva),
    Format("Europresse", "europresse", (), _has(rb"cedrom-sni|docpublicationname")),
    Format("Rich Text", "rtf", (".rtf",), _begins(b"{\\rtf")),
    Format("WARC", "warc", (".warc", ".warc.gz"), _warc),
    Format("MHTML", "mhtml", (".mhtml", ".mht"), _has(HEADERS + rb"content-type:\s*multipart/related")),
    Format("mail box", "mbox", (".mbox",), _begins(b"From ")),
    Format("mail", "mail", (".eml",), _has(MAIL)),
    Format("Zotero RDF", "zotero_rdf", (), _has(rb"<rdf:rdf[^>]*zotero")),
    Format("feed", "feeds", (".rss", ".atom"), _has(rb"<rss[\s>]|<feed[\s>]|<rdf:rdf[^>]*purl\.org/rss")),
    Format("RIS", "ris", (".ris",), _has(rb"\A[\xef\xbb\xbf\s]*TY  - ")),
    Format("BibTeX", "bibtex", (".bib",), _bibtex),
    Format("CSL-JSON", "csl", (".json",), _csl),
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
    by_name = [each for each in FORMATS if any(end and name.endswith(end) for end in each.suffixes)]
    if by_name and by_name[0].name in MARKED:
        raise UnreadableInputError("add-unreadable", f"it is damaged, or no {by_name[0].name}")
    if is_binary(head):
        told = next((f"it is {what}" for what, marks in NO_TEXT if head.startswith(marks)), "")
        hint = told or (f"it is no {by_name[0].name}" if by_name else "it is of no format that is read")
        raise UnreadableInputError("add-unreadable", f"{hint}; there are {', '.join(each.name for each in FORMATS)}")
    return by_name[0] if by_name else FORMATS[-1]


def is_binary(head: bytes) -> bool:
    """Whether the beginning of a file is of no text, in any encoding."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    marked = any(head.startswith(marks) for _, marks in NO_TEXT)
    return marked or b"\x00" in head or len(CONTROL.findall(head)) > MOST_CONTROL * len(head)
