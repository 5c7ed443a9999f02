"""Word documents (DOCX): what a reader of the last version sees.

Insertions that are tracked are in it, deletions and what was moved away are not; text boxes, tables, notes at the foot
and the end are; comments, heads and feet of pages are told and left out, hidden and white words are hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.intake.document import Reading
from kg.intake.markup import local, xml_tree
from kg.intake.office import Properties, office_document
from kg.intake.packages import Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.intake.document import Document, Input

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN = "word/document.xml"
# What is not of the last version, what only tells of the text, and the second copy of what newer programs draw.
SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "tblPr", "sectPr", "fldData"})
TITLES = ("title", "titel", "titre", "título", "heading1", "berschrift1", "titre1")
PALE = frozenset({"FFFFFF", "FEFEFE"})


@dataclass
class Paragraphs:
    """The paragraphs of a part, each with the name of its style, and what of them nobody sees."""

    found: list[tuple[str, str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def texts(self) -> list[str]:
        """The paragraphs alone, without empty ones."""
        return [text for text, _ in self.found if text.strip()]


def read(given: Input) -> Reading:
    """The text of a document; raises UnreadableInputError where it is none."""
    package = Package(given.content, "Word document")
    document, _ = document_of(package, given)
    return Reading((document,))


def document_of(package: Package, given: Input) -> tuple[Document, Paragraphs]:
    """The document of a package, and its paragraphs with their styles."""
    body = paragraphs_of(package.part(MAIN))
    notes = Paragraphs()
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if part in package:
            notes.found += paragraphs_of(package.part(part)).found
    about = properties(package)
    title = next((text for text, style in body.found if style.lower().startswith(TITLES) and text.strip()), "")
    texts = [*body.texts(), *notes.texts()]
    if title in texts:
        texts.remove(title)
    said = Properties(
        title or about.get("title", ""), about.get("creator", ""), about.get("created", ""), about.get("language", "")
    )
    return office_document(given, MEDIA_TYPE, texts, said, hidden=body.hidden, lost=_lost(package)), body


def paragraphs_of(part: bytes) -> Paragraphs:
    """The paragraphs of a part in their order; those of a text box come after the one that it is fixed to."""
    paragraphs = Paragraphs()
    for element in xml_tree(part).iter():
        if local(element) == "p" and not _is_skipped(element):
            pieces: list[str] = []
            _collect(element, pieces, paragraphs.hidden)
            paragraphs.found.append((" ".join("".join(pieces).split()), _style(element)))
    return paragraphs


def properties(package: Package) -> dict[str, str]:
    """What the file says of itself: title, creator, created, language."""
    if "docProps/core.xml" not in package:
        return {}
    return {local(each): (each.text or "").strip() for each in xml_tree(package.part("docProps/core.xml"))}


def _collect(element: Any, pieces: list[str], hidden: list[str]) -> None:
    """The words of a paragraph, without those of paragraphs inside of it, which are paragraphs of their own."""
    for child in element:
        name = local(child)
        if name in SKIPPED or name == "p":
            continue
        if name == "r" and _is_hidden(child):
            said = "".join(child.itertext("{*}t")).strip()
            hidden += [said] if said else []
        elif name == "t":
            pieces.append(child.text or "")
        elif name in {"tab", "br", "cr", "ptab"}:
            pieces.append(" ")
        elif name == "noBreakHyphen":
            pieces.append("-")
        else:
            _collect(child, pieces, hidden)


def _is_skipped(element: Any) -> bool:
    return any(local(parent) in SKIPPED for parent in element.iterancestors())


def _is_hidden(run: Any) -> bool:
    """Whether nobody sees the words of a run: hidden, white on no ground of their own, or of no size."""
    about = next((child for child in run if local(child) == "rPr"), None)
    if about is None:
        return False
    said = {local(child): _value(child) for child in about}
    if said.get("vanish", "false") not in {"false", "0", "off"} or said.get("webHidden", "false") == "":
        return True
    pale = said.get("color", "").upper() in PALE and not {"shd", "highlight"} & said.keys()
    return pale or said.get("sz", "20") in {"0", "1", "2"}


def _value(element: Any) -> str:
    return next((value for name, value in element.attrib.items() if name.endswith("}val")), "")


def _style(paragraph: Any) -> str:
    return next((_value(each) for each in paragraph.iter("{*}pStyle")), "").replace(" ", "")


def _lost(package: Package) -> Iterator[str]:
    for begin, what in (("word/comments", "comments"), ("word/media/", "pictures")):
        if any(package.matching(begin, "")):
            yield what
    for name in [*package.matching("word/header", ".xml"), *package.matching("word/footer", ".xml")]:
        said = " ".join(paragraphs_of(package.part(name)).texts())
        if said:
            yield f"page head or foot: {said[:80]!r}"
            break
