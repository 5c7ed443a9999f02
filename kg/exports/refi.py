"""The claims as a REFI-QDA project: texts, passages, roles as groups of codes, and each claim whole in a note.

What NVivo, ATLAS.ti, MAXQDA and others read, valid by the schema of REFI-QDA 1.0; `kg import refi` gives every claim
back as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from kg.exports.coded import CODER
from kg.exports.formats import zipped
from kg.exports.graphml import FORBIDDEN
from kg.model.vocabulary import DATA
from kg.sources.claim_note import as_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.exports.coded import CodedArticle, CodedClaim

NAMESPACE = "urn:QDA-XML:project:1.0"
SCHEMA = f"{NAMESPACE} http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
ORIGIN = "detente"


def refi(articles: Sequence[CodedArticle], name: str) -> bytes:
    """The archive (.qdpx) of some articles, with places in code points of texts whose lines end in line feeds.

    Every id follows from what it is of, and no time is told, so that the same sources give the same bytes.
    """
    project = ET.Element("Project", {
        "xmlns": NAMESPACE, "xmlns:xsi": INSTANCE, "xsi:schemaLocation": SCHEMA, "name": _text(name or ORIGIN),
        "origin": ORIGIN,
    })  # fmt: skip
    coders = sorted({_coder(each) for article in articles for each in article.claims} or {CODER})
    users = ET.SubElement(project, "Users")
    for coder in coders:
        ET.SubElement(users, "User", guid=_guid("user", coder), name=_text(coder))
    _codes(project, articles)
    files: dict[str, bytes] = {}
    notes: list[tuple[str, str, str]] = []
    # The schema has no empty list of sources.
    texts = ET.SubElement(project, "Sources") if articles else project
    for article in articles:
        guid = _guid("article", article.article.slug)
        files[f"sources/{guid}.txt"] = article.article.text.encode()
        source = ET.SubElement(
            texts, "TextSource", guid=guid, name=_text(article.article.title), plainTextPath=f"internal://{guid}.txt"
        )
        for each in article.claims:
            notes.append((_guid("note", each.claim.key), each.claim.key, as_note(each.entry)))
            _passages(source, article, each)
    if notes:
        noted = ET.SubElement(project, "Notes")
        for guid, key, text in notes:
            note = ET.SubElement(noted, "Note", guid=guid, name=_text(key))
            ET.SubElement(note, "PlainTextContent").text = _text(text)
    ET.indent(project, " ")
    document = b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(project, encoding="utf-8") + b"\n"
    return zipped({"project.qde": document, **files})


def _codes(project: ET.Element, articles: Sequence[CodedArticle]) -> None:
    """A code for each role, below one for each field, by the order of their names."""
    roles = {role for article in articles for each in article.claims for role in each.roles}
    if not roles:
        return
    codes = ET.SubElement(ET.SubElement(project, "CodeBook"), "Codes")
    for path in sorted({role.path for role in roles}):
        group = ET.SubElement(codes, "Code", guid=_guid("code", path), name=path, isCodable="false")
        for label in sorted({role.label for role in roles if role.path == path}):
            ET.SubElement(group, "Code", guid=_guid("code", path, label), name=_text(label), isCodable="true")


def _passages(source: ET.Element, article: CodedArticle, coded: CodedClaim) -> None:
    """Each passage of a claim with all of its roles, and the note that has it whole."""
    coder = _guid("user", _coder(coded))
    for number, passage in enumerate(coded.claim.passages):
        key = (article.article.slug, coded.claim.slug, str(number))
        selection = ET.SubElement(
            source, "PlainTextSelection", guid=_guid("selection", *key), name=_text(" ".join(passage.exact.split())),
            startPosition=str(passage.start), endPosition=str(passage.end), creatingUser=coder,
        )  # fmt: skip
        for role in coded.roles:
            coding = ET.SubElement(
                selection, "Coding", guid=_guid("coding", *key, role.path, role.label), creatingUser=coder
            )
            ET.SubElement(coding, "CodeRef", targetGUID=_guid("code", role.path, role.label))
        ET.SubElement(selection, "NoteRef", targetGUID=_guid("note", coded.claim.key))


def _coder(coded: CodedClaim) -> str:
    return coded.claim.drafted_by or CODER


def _guid(*parts: str) -> str:
    return str(uuid5(NAMESPACE_URL, DATA + "refi/" + "\0".join(parts)))


def _text(text: str) -> str:
    return FORBIDDEN.sub("�", text)
