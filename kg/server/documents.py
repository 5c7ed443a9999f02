"""Every IRI of the data: at `/id/…` as it continues after our base, any other by `/id?iri=`; terms at `/ns`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.exports.rdf.about import FORMS as WRITERS
from kg.model.vocabulary import DATA, ONTOLOGY_GRAPH
from kg.server.pages import ENDINGS, FORMS, Answer, html, rdf, unescaped
from kg.server.problems import Problem
from kg.web.pages.catalogue import exists
from kg.web.pages.links import Links
from kg.web.pages.page import Frame
from kg.web.pages.places import Place
from kg.web.pages.thing import thing_page

if TYPE_CHECKING:
    from kg.server.pages import Request
    from kg.server.shelf import Book

CODEBOOK = "codebook.html"
# What is computed of two actors has their page.
DYADS = ("tension", "alignment", "sensitivity", "change")


def document(book: Book, asked: Request) -> Answer:
    """The document about an IRI, or the way to its page; raises Problem where the graph does not have it."""
    describer = book.material.describer
    assert describer is not None
    if asked.path == "/ns":
        return _vocabulary(book, asked)
    for iri in _asked(asked):
        place = _place(book, iri)
        if place is not None:
            return _see_other(asked, place)
        if describer.knows(iri):
            return _thing(book, asked, iri)
    raise Problem(404, "Not found", "the graph says nothing of this IRI, and nothing is fetched from elsewhere")


def _asked(asked: Request) -> list[str]:
    """The IRIs that a request may mean: its path as it came goes before what its percent signs stand for."""
    if asked.path == "/id":
        iri = asked.given.get("iri", "")
        if not iri:
            raise Problem(400, "An IRI is needed", "ask for /id?iri=…, or for /id/ and what follows our base")
        return [iri]
    rest = asked.raw.partition("/id/")[2]
    return list(dict.fromkeys((DATA + rest, DATA + unescaped(rest))))


def _place(book: Book, iri: str) -> Place | None:
    """The page of a thing, where it has one."""
    if not iri.startswith(DATA):
        return None
    kind, _, slug = iri.removeprefix(DATA).partition("/")
    parts: tuple[str, ...] = (slug,)
    if kind in DYADS:
        kind, parts = "dyad", tuple(slug.split("/"))
    elif kind == "claim":
        article, _, name = slug.partition("/")
        parts = (article, name)
    place = Place(kind, parts)
    return (
        place
        if kind in ("actor", "issue", "event", "article", "claim", "dyad") and exists(book.material, place)
        else None
    )


def _see_other(asked: Request, place: Place) -> Answer:
    """A thing is not its page: the way to the document about it, in the form that is wanted."""
    ending = ENDINGS.get(asked.form().name, "")
    headers = {"Location": Links(asked.raw[1:], live=True).to(place, ending), "Vary": "Accept"}
    return Answer(303, headers)


def _thing(book: Book, asked: Request, iri: str) -> Answer:
    describer = book.material.describer
    assert describer is not None
    form = asked.form()
    if form.name != "html":
        ending = ENDINGS[form.name]
        return rdf(WRITERS[ending](describer.about([iri])), ending)
    frame = Frame(book.material, book.quoting, Links(asked.raw[1:], live=True), Place("id"))
    address = f"?iri={quote(iri, safe='')}&format=" if asked.path == "/id" else "?format="
    alternates = [(each.media_type, address + each.name) for each in FORMS if each.name in ENDINGS]
    return html(thing_page(frame, iri, describer.triples(iri), alternates, describer.knows))


def _vocabulary(book: Book, asked: Request) -> Answer:
    """The ontology of the graph; in a browser the codebook, where the build made one."""
    describer = book.material.describer
    assert describer is not None
    form = asked.form()
    if form.name == "html" and CODEBOOK in book.built.outputs:
        return Answer(303, {"Location": CODEBOOK, "Vary": "Accept"})
    ending = ENDINGS.get(form.name, ".ttl")
    return rdf(WRITERS[ending](describer.graph(ONTOLOGY_GRAPH)), ending)
