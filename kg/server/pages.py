"""The pages of the graph, each thing by its path, and every IRI of the data, in the form that is asked for."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from kg.model.dates import DateError, span
from kg.network.actors import UnknownActorError
from kg.server.negotiation import TRIPLES, by_word, choose, has_current, not_acceptable
from kg.server.problems import Problem
from kg.server.protocol import parameters
from kg.web.pages.catalogue import exists, page
from kg.web.pages.data import HAVE_DATA, data_of
from kg.web.pages.links import Links
from kg.web.pages.page import POLICY, Frame, stylesheet
from kg.web.pages.page_id import PageId
from kg.web.pages.search import search_page

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import date

    from starlette.requests import Request

    from kg.server.negotiation import Form
    from kg.server.site import CurrentSite, Site

    Answer: TypeAlias = Callable[["Site", "PageRequest"], Response]

ENDINGS = {"turtle": ".ttl", "ntriples": ".nt", "jsonld": ".jsonld"}
# A page first: that is what a reader who does not say otherwise is given.
FORMS = tuple(sorted((form for form in TRIPLES if form.name != "rdfxml"), key=lambda form: form.name != "html"))
HEADERS = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}
PAGE_POLICY = POLICY.format(form="'self'") + "; frame-ancestors 'none'"
AT_ONCE, MOST_WAITING = 2, 64


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What a request asks of the pages: the path as it came, the parameters, what is accepted."""

    path: str
    raw: str
    given: dict[str, str]
    accept: str | None

    def form(self) -> Form:
        """The form that is wanted; raises Problem if none is on offer."""
        word = self.given.get("format") or self.given.get("output") or ""
        found = by_word(word, FORMS) if word else None
        chosen = (found,) if word else choose(self.accept, FORMS)
        if chosen is None or chosen[0] is None:
            raise not_acceptable(TRIPLES)
        return chosen[0]

    def at(self) -> date | None:
        """The day that is asked about; raises Problem where it is none."""
        text = self.at_given()
        if not text:
            return None
        try:
            last = span(text).latest
        except DateError as error:
            raise Problem(400, "No date", f"at: {error}") from None
        if last is None:
            raise Problem(400, "No date", f"at: {text!r} has no last day")
        return last

    def at_given(self) -> str:
        """What stands for the day, without white space around it."""
        return self.given.get("at", "").strip()[:32]


class Pages:
    """What answers from the site of the build: functions of it and of the request, run beside the loop."""

    def __init__(self, site: CurrentSite) -> None:
        self.site = site
        self._working = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    def answering(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        """The function as an endpoint, with a tag for what has not changed."""

        async def respond(request: Request) -> Response:
            raw = request.scope.get("raw_path", request.scope["path"].encode()).decode("latin-1")
            given = dict(reversed(parameters(request.scope["query_string"])))
            asked = PageRequest(request.scope["path"], raw, given, request.headers.get("accept"))
            site = await self.site.get()
            tag = _tag(site, asked)
            if has_current(request.headers.get("if-none-match"), tag):
                return Response(status_code=304, headers=HEADERS | {"ETag": tag})
            response = await self._answered(answer, site, asked)
            if response.status_code == HTTPStatus.OK:
                response.headers["ETag"] = tag
            return response

        return respond

    async def _answered(self, answer: Answer, site: Site, asked: PageRequest) -> Response:
        if self._waiting >= MOST_WAITING:
            raise Problem(503, "Busy", "too many pages are asked for at once", headers={"Retry-After": "1"})
        self._waiting += 1
        try:
            async with self._working:
                return await asyncio.to_thread(answer, site, asked)
        finally:
            self._waiting -= 1


def style(_site: Site, _asked: PageRequest) -> Response:
    """The style sheet of the pages."""
    return Response(stylesheet(), 200, HEADERS, "text/css")


def search(site: Site, asked: PageRequest) -> Response:
    """What is found by some words."""
    frame = Frame(site.material, site.quoting, Links("search", live=True), PageId("search"))
    return html(search_page(frame, asked.given.get("q", "")))


def page_of(site: Site, asked: PageRequest) -> Response:
    """The page of a thing by its path, or its RDF; raises Problem if nothing has that path."""
    path, ending = asked.path.strip("/"), ""
    if "." in path:
        path, _, suffix = path.rpartition(".")
        ending = f".{suffix}"
    page_id = site.paths.get(path) or _named(site, path)
    if page_id is None or (ending and (ending not in ENDINGS.values() or page_id.kind not in HAVE_DATA)):
        raise Problem(404, "Not found", "there is no such page; /overview leads to all of them")
    if page_id.path != path:
        query = f"?at={quote(asked.at_given(), safe='/:')}" if asked.at() else ""
        return RedirectResponse(Links(asked.path[1:], live=True).to(page_id, ending) + query, 301)
    form = asked.form() if not ending and page_id.kind in HAVE_DATA else None
    if ending or (form is not None and form.name != "html"):
        return data(site, page_id, ending or ENDINGS[form.name if form else "turtle"])
    return html(
        page(site.material, site.quoting, page_id, live=True, here=path, day=site.day(asked.at())), links(page_id)
    )


def _named(site: Site, path: str) -> PageId | None:
    """The page that somebody means who writes a slug or an actor's name as it is, or a dyad in the other order."""
    kind, *parts = path.split("/")
    if kind in ("actor", "dyad"):
        try:
            parts = [site.material.network.actor_slug(_slug(site, part)) for part in parts]
        except UnknownActorError as error:
            raise Problem(
                404, "Not found", str(error).replace("`kg actors` lists them", "/actors lists them")
            ) from None
    if kind == "dyad":
        parts = sorted({site.material.ends.get(part, part) for part in parts})
    page_id = PageId(kind, tuple(parts))
    return page_id if exists(site.material, page_id) else None


def _slug(site: Site, name: str) -> str:
    known = site.paths.get(f"actor/{name}")
    return known.parts[0] if known else name


def data(site: Site, page_id: PageId, ending: str) -> Response:
    """The RDF about what a page is about."""
    return rdf(data_of(site.material, page_id, ending), ending, links(page_id))


def rdf(body: bytes, ending: str, link: str = "") -> Response:
    """RDF in the form of an ending."""
    media_type = next(form.media_type for form in FORMS if ENDINGS.get(form.name) == ending)
    return Response(body, 200, HEADERS | ({"Link": link} if link else {}), media_type)


def html(text: str, link: str = "") -> Response:
    """A page; `link` is the value of Link."""
    headers = HEADERS | {"Content-Security-Policy": PAGE_POLICY} | ({"Link": link} if link else {})
    return Response(text, 200, headers, "text/html")


def links(page_id: PageId) -> str:
    """The value of Link: the same in other forms."""
    if page_id.kind not in HAVE_DATA:
        return ""
    here = Links(page_id.path, live=True)
    forms = [("text/html", "")] + [(form.media_type, ENDINGS[form.name]) for form in FORMS if form.name in ENDINGS]
    return ", ".join(f'<{here.to(page_id, ending)}>; rel="alternate"; type="{media}"' for media, ending in forms)


@cache
def _version() -> str:
    return version("detente")


def _tag(site: Site, asked: PageRequest) -> str:
    """A weak tag, since what is packed is the same page."""
    key = repr(
        (_version(), site.build.dataset, site.build.identity, asked.raw, sorted(asked.given.items()), asked.accept)
    )
    return f'W/"{hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest()[:32]}"'
