"""Books and issues in EPUB: the chapters in the order in which they are read, as one document."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from kg.intake.calendar import day_of
from kg.intake.document import Dated, Document, Reading, UnreadableInputError
from kg.intake.hidden import without_hidden
from kg.intake.markup import blocks, decoded_markup, html_tree, local, xml_tree
from kg.intake.names import people
from kg.intake.packages import Package

if TYPE_CHECKING:
    from kg.intake.document import Input

MEDIA_TYPE = "application/epub+zip"
CONTAINER = "META-INF/container.xml"
PAGES = frozenset({"application/xhtml+xml", "text/html"})


def read(given: Input) -> Reading:
    """The text of a book; raises UnreadableInputError where it is none, or its texts are locked."""
    package = Package(given.content, "EPUB")
    if "META-INF/encryption.xml" in package and b"EncryptedData" in package.part("META-INF/encryption.xml"):
        locked = [n for n in package.names if n.endswith((".xhtml", ".html", ".htm")) and _is_locked(package, n)]
        if locked:
            raise UnreadableInputError("add-unreadable", "it is locked against copying (DRM)")
    root = next((e for e in xml_tree(package.part(CONTAINER)).iter("{*}rootfile")), None)
    if root is None:
        raise UnreadableInputError("add-unreadable", "it is no EPUB: it names no book")
    name = root.get("full-path", "")
    book = xml_tree(package.part(name))
    paragraphs: list[str] = []
    hidden: list[str] = []
    for chapter in _chapters(book, posixpath.dirname(name)):
        if chapter not in package:
            continue
        tree = html_tree(decoded_markup(package.part(chapter)))
        hidden += without_hidden(tree)
        paragraphs += blocks(tree)
    about = _about(book)
    day = day_of(about.get("date", [""])[0])
    document = Document(
        title=about.get("title", [""])[0],
        paragraphs=tuple(paragraphs),
        media_type=MEDIA_TYPE,
        sha256=given.sha256,
        extracted_by="detente",
        authors=tuple(name for each in about.get("creator", []) for name in people(each)),
        publisher=about.get("publisher", [""])[0],
        language=about.get("language", [""])[0],
        dates=(Dated("meta", day.iso, day.words),) if day else (),
        url=given.url,
        retrieved=given.retrieved,
        hidden=tuple(hidden),
        lost=("pictures, and the numbers of pages",),
    )
    return Reading((document,))


def _chapters(book: Any, folder: str) -> list[str]:
    """The parts of a book in the order in which they are read, as names within the archive."""
    items = {item.get("id"): item for item in book.iter("{*}item")}
    chosen = (items.get(each.get("idref")) for each in book.iter("{*}itemref") if each.get("linear") != "no")
    pages = [each for each in chosen if each is not None and each.get("media-type") in PAGES]
    return [posixpath.normpath(posixpath.join(folder, unquote(each.get("href", "")))) for each in pages]


def _is_locked(package: Package, name: str) -> bool:
    return b"<" not in package.part(name)[:200]


def _about(book: Any) -> dict[str, list[str]]:
    about: dict[str, list[str]] = {}
    for each in book.iter():
        if local(each) in {"title", "creator", "publisher", "language", "date"} and (each.text or "").strip():
            about.setdefault(local(each), []).append(" ".join(each.text.split()))
    return about
