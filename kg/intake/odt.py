"""OpenDocument texts (ODT): what a reader of the last version sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.intake.document import Reading
from kg.intake.markup import local, xml_tree
from kg.intake.office import LOST, Properties, office_document
from kg.intake.packages import Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.intake.document import Input

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
# Deletions are kept among what was tracked; annotations are comments; the others only tell of the text.
SKIPPED = frozenset({"tracked-changes", "annotation", "sequence-decls", "forms", "note-citation", "hidden-text"})
LONGEST_SPACE = 20


def read(given: Input) -> Reading:
    """The text of a document; raises UnreadableInputError where it is none."""
    package = Package(given.content, "OpenDocument text")
    tree = xml_tree(package.part("content.xml"))
    hidden_styles = frozenset(_hidden_styles(tree))
    found: list[tuple[str, bool]] = []
    hidden: list[str] = []
    for element in tree.iter("{*}p", "{*}h"):
        if any(local(parent) in SKIPPED for parent in element.iterancestors()):
            continue
        text = " ".join(_words(element, hidden_styles, hidden).split())
        if _named(element, "style-name") in hidden_styles or _in_hidden_section(element):
            hidden.append(text)
        elif text:
            found.append((text, local(element) == "h" or _named(element, "style-name") == "Title"))
    title = next((text for text, heads in found if heads), "")
    texts = [text for text, _ in found]
    if title in texts:
        texts.remove(title)
    about = _about(package)
    properties = Properties(
        title or about.get("title", ""),
        about.get("initial-creator", ""),
        about.get("creation-date", ""),
        about.get("language", ""),
    )
    return Reading((office_document(given, MEDIA_TYPE, texts, properties, hidden=hidden, lost=[LOST]),))


def _words(element: Any, hidden_styles: frozenset[str], hidden: list[str]) -> str:
    """The words of a paragraph; paragraphs inside of it, as of notes, are their own."""
    pieces = [element.text or ""]
    for child in element:
        name = local(child)
        if name == "s":
            count = _named(child, "c")
            pieces.append(" " * min(int(count) if count.isdigit() else 1, LONGEST_SPACE))
        elif name in {"tab", "line-break"}:
            pieces.append(" ")
        elif name == "span" and _named(child, "style-name") in hidden_styles:
            hidden.append(" ".join(_words(child, hidden_styles, hidden).split()))
        elif name and name not in SKIPPED and name not in {"p", "h", "note-body", "frame"}:
            pieces.append(_words(child, hidden_styles, hidden))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _hidden_styles(tree: Any) -> Iterator[str]:
    """The names of styles whose words nobody sees."""
    for style in tree.iter("{*}style"):
        for about in style.iter("{*}text-properties"):
            said = {name.rpartition("}")[2]: value for name, value in about.attrib.items()}
            pale = said.get("color", "").lower() == "#ffffff" and "background-color" not in said
            if said.get("display") == "none" or pale or said.get("font-size", "9") in {"0pt", "1pt"}:
                yield _named(style, "name")


def _in_hidden_section(element: Any) -> bool:
    return any(local(p) == "section" and _named(p, "display") == "none" for p in element.iterancestors())


def _named(element: Any, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _about(package: Package) -> dict[str, str]:
    if "meta.xml" not in package:
        return {}
    return {local(each): (each.text or "").strip() for each in xml_tree(package.part("meta.xml")).iter() if local(each)}
