"""Every IRI of the data: at `/id/…` as it continues after our base, any other by `/id?iri=`; terms at `/ns`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from starlette.responses import RedirectResponse

from kg.exports.rdf.about import FORMS as WRITERS
from kg.model.vocabulary import DATA, ONTOLOGY_GRAPH
from kg.server.pages import ENDINGS, FORMS, html, rdf
from kg.server.problems import Problem
from kg.web.pages.catalogue import exists
from kg.web.pages.links import Links
from kg.web.pages.page import Frame
from kg.web.pages.page_id import PageId
from kg.web.pages.thing import thing_page

if TYPE_CHECKING:
    from starlette.responses import Response

    from kg.server.pages import PageRequest
    from kg.server.site import Site

CODEBOOK = "codebook.html"
# What is computed of two actors has their page.
DYADS = ("tension", "alignment", "sensitivity", "change")


def document(site: Site, asked: PageRequest) -> Response:
    """The document about an IRI, or the way to its page; raises Problem where the graph does not have it."""
    describer = site.material.describer
    assert describer is not None
    if asked.path == "/ns":
        return _vocabulary(site, asked)
    for iri in _asked(asked):
        page_id = _page_id(site, iri)
        if page_id is not None:
            return _see_other(asked, page_id)
        if describer.knows(iri):
            return _description(site, asked, iri)
    raise Problem(404, "Not found", "the graph says nothing of this IRI, and nothing is fetched from elsewhere")


def _asked(asked: PageRequest) -> list[str]:
    """The IRIs that a request may mean: its path as it came goes before what its percent signs stand for."""
    if asked.path == "/id":
        iri = asked.given.get("iri", "")
        if not iri:
            raise Problem(400, "An IRI is needed", "ask for /id?iri=…, or for /id/ and what follows our base")
        return [iri]
    rest = asked.raw.partition("/id/")[2]
    return list(dict.fromkeys((DATA + rest, DATA + unquote(rest, errors="replace"))))


def _page_id(site: Site, iri: str) -> PageId | None:
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
    page_id = PageId(kind, parts)
    return (
        page_id
        if kind in ("actor", "issue", "event", "article", "claim", "dyad") and exists(site.material, page_id)
        else None
    )


def _see_other(asked: PageRequest, page_id: PageId) -> Response:
    """A thing is not its page: the way to the document about it, in the form that is wanted."""
    ending = ENDINGS.get(asked.form().name, "")
    return RedirectResponse(Links(asked.raw[1:], live=True).to(page_id, ending), 303, {"Vary": "Accept"})


def _description(site: Site, asked: PageRequest, iri: str) -> Response:
    describer = site.material.describer
    assert describer is not None
    form = asked.form()
    if form.name != "html":
        ending = ENDINGS[form.name]
        return rdf(WRITERS[ending](describer.about([iri])), ending)
    frame = Frame(site.material, site.quoting, Links(asked.raw[1:], live=True), PageId("id"))
    address = f"?iri={quote(iri, safe='')}&format=" if asked.path == "/id" else "?format="
    alternates = [(each.media_type, address + each.name) for each in FORMS if each.name in ENDINGS]
    return html(thing_page(frame, iri, describer.triples(iri), alternates, describer.knows))


def _vocabulary(site: Site, asked: PageRequest) -> Response:
    """The ontology of the graph; in a browser the codebook, where the build made one."""
    describer = site.material.describer
    assert describer is not None
    form = asked.form()
    if form.name == "html" and CODEBOOK in site.build.outputs:
        return RedirectResponse(CODEBOOK, 303, {"Vary": "Accept"})
    ending = ENDINGS.get(form.name, ".ttl")
    return rdf(WRITERS[ending](describer.graph(ONTOLOGY_GRAPH)), ending)
