"""The RDF beside each page: the subject of the page, and its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.exports.rdf.about import FORMS
from kg.model.vocabulary import DATA

if TYPE_CHECKING:
    from kg.rdf.event_datasets import CodedTension
    from kg.web.pages.material import Material
    from kg.web.pages.places import Place

HAVE_DATA = ("actor", "dyad", "article", "claim", "issue", "event")
# Results of analyses about a dyad.
COMPUTED = ("tension", "sensitivity", "change", "alignment")


def data_of(material: Material, place: Place, ending: str) -> bytes:
    """The RDF about the subject of a page, in the form of an ending: .ttl, .nt or .jsonld."""
    assert material.describer is not None
    iris = [*iris_of(place), *(iri for each in _coded(material, place) for iri in each.iris)]
    return FORMS[ending](material.describer.about(iris, _claims(material, place)))


def iris_of(place: Place) -> list[str]:
    """The IRIs of the subject of a page: our own, or one that somebody else gave it."""
    slug = "/".join(place.parts)
    if place.kind == "dyad":
        found = [f"{DATA}{kind}/{slug}" for kind in COMPUTED]
        a, b = place.parts
        return [*found, *(f"{DATA}power/{first}/{second}" for first, second in ((a, b), (b, a)))]
    own = f"{DATA}{place.kind}/{slug}"
    # In a graph made elsewhere slugs are whole IRIs; that of a claim follows its article's.
    return [own, place.parts[-1]] if "://" in place.parts[-1] else [own]


def _coded(material: Material, place: Place) -> tuple[CodedTension, ...]:
    return material.coded.get((place.parts[0], place.parts[1]), ()) if place.kind == "dyad" else ()


def _claims(material: Material, place: Place) -> list[str]:
    if place.kind == "dyad":
        found = material.between.get((place.parts[0], place.parts[1]), ())
    elif place.kind == "claim":
        return []
    elif place.kind == "article":
        found = material.in_article.get(place.parts[0], ())
    else:
        slug = place.parts[0]
        found = (*material.about.get(slug, ()), *material.said_by.get(slug, ()))
    return list(dict.fromkeys(claim.key for claim in found))
