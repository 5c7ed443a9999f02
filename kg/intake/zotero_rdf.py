"""References in the RDF of Zotero, with the files that it exports beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from kg.intake.document import Reading
from kg.intake.markup import local, text_of, xml_tree
from kg.intake.references import Reference, document_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.intake.document import Input

MEDIA_TYPE = "application/rdf+xml"
ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
# What Zotero describes beside references.
OTHERS = frozenset({"Attachment", "Memo", "Collection", "Journal", "Person", "Seq", "Annotation"})


def read(given: Input) -> Reading:
    """A document for each reference.

    Read as XML, which Zotero always writes in the same way, so that no store of RDF is needed for a list.
    """
    root = xml_tree(given.content)
    described = {each.get(ABOUT): each for each in root if each.get(ABOUT)}
    items = [each for each in root if local(each) not in OTHERS and _one(each, "title")]
    documents = (document_of(_reference(each, described), given, MEDIA_TYPE, "detente") for each in items)
    return Reading(tuple(documents))


def _reference(item: Any, described: dict[str, Any]) -> Reference:
    within = [child for each in item if local(each) == "isPartOf" for child in _led(each, described)]
    return Reference(
        title=_one(item, "title"),
        authors=tuple(_authors(item)),
        publisher=next((title for each in within if (title := _one(each, "title"))), "") or _publisher(item),
        date=_one(item, "date").replace("/", "-"),
        url=next((text_of(each) for each in item.iter("{*}URI") if text_of(each)), "") or item.get(ABOUT, ""),
        language=_one(item, "language"),
        accessed=_one(item, "dateSubmitted"),
        files=tuple(_files(item, described)),
    )


def _led(link: Any, described: dict[str, Any]) -> Iterator[Any]:
    """What a link leads to, whether it stands inside or is described elsewhere."""
    yield from link
    named = described.get(link.get(RESOURCE, ""))
    if named is not None:
        yield named


def _authors(item: Any) -> Iterator[str]:
    for each in item:
        if local(each) == "authors":
            for person in each.iter("{*}Person"):
                name = f"{_one(person, 'givenName')} {_one(person, 'givenname')} {_one(person, 'surname')}"
                yield " ".join(name.split())


def _publisher(item: Any) -> str:
    return next((text_of(name) for each in item.iter("{*}publisher") for name in each.iter("{*}name")), "")


def _files(item: Any, described: dict[str, Any]) -> Iterator[str]:
    for link in item:
        if local(link) == "link" and (attached := described.get(link.get(RESOURCE, ""))) is not None:
            for each in attached:
                if local(each) == "resource" and each.get(RESOURCE):
                    yield unquote(each.get(RESOURCE))


def _one(element: Any, name: str) -> str:
    return next((text_of(child) for child in element if local(child) == name and text_of(child)), "")
