"""The RDF beside each page: the subject of the page, and its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.exports.rdf.about import FORMS
from kg.model.vocabulary import DATA

if TYPE_CHECKING:
    from kg.rdf.event_datasets import CodedTension
    from kg.web.pages.material import Material
    from kg.web.pages.page_id import PageId

HAVE_DATA = ("actor", "dyad", "article", "claim", "issue", "event")
# Results of analyses about a dyad.
COMPUTED = ("tension", "sensitivity", "change", "alignment")


def data_of(material: Material, page_id: PageId, ending: str) -> bytes:
    """The RDF about the subject of a page, in the form of an ending: .ttl, .nt or .jsonld."""
    assert material.describer is not None
    return FORMS[ending](material.describer.about(subjects(material, page_id), claims(material, page_id)))


def subjects(material: Material, page_id: PageId) -> list[str]:
    """The IRIs of what a page is about, with those of what data sets of events say of it."""
    return [*iris_of(page_id), *(iri for each in _coded(material, page_id) for iri in each.iris)]


def iris_of(page_id: PageId) -> list[str]:
    """The IRIs of the subject of a page: our own, or one that somebody else gave it."""
    slug = "/".join(page_id.parts)
    if page_id.kind == "dyad":
        found = [f"{DATA}{kind}/{slug}" for kind in COMPUTED]
        a, b = page_id.parts
        return [*found, *(f"{DATA}power/{first}/{second}" for first, second in ((a, b), (b, a)))]
    own = f"{DATA}{page_id.kind}/{slug}"
    # In a graph made elsewhere slugs are whole IRIs; that of a claim follows its article's.
    return [own, page_id.parts[-1]] if "://" in page_id.parts[-1] else [own]


def _coded(material: Material, page_id: PageId) -> tuple[CodedTension, ...]:
    return material.coded.get((page_id.parts[0], page_id.parts[1]), ()) if page_id.kind == "dyad" else ()


def claims(material: Material, page_id: PageId) -> list[str]:
    """The keys of the claims that the data of a page has beside its subject."""
    if page_id.kind == "dyad":
        found = material.between.get((page_id.parts[0], page_id.parts[1]), ())
    elif page_id.kind == "claim":
        return []
    elif page_id.kind == "article":
        found = material.in_article.get(page_id.parts[0], ())
    else:
        slug = page_id.parts[0]
        found = (*material.about.get(slug, ()), *material.said_by.get(slug, ()))
    return list(dict.fromkeys(claim.key for claim in found))
