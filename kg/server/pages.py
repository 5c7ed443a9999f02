"""The pages of the graph, each thing by its path, and every IRI of the data, in the form that is asked for."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.routing import Route

from kg.model.dates import DateError, span
from kg.network.actors import UnknownActorError
from kg.server.asking_page import asset_routes
from kg.server.exchange import Exchange
from kg.server.negotiation import TRIPLES, by_word, choose, with_charset
from kg.server.problems import Problem
from kg.server.protocol import parameters
from kg.server.refusals import not_acceptable
from kg.server.shelf import Shelf
from kg.web.pages.catalogue import exists, page
from kg.web.pages.data import HAVE_DATA, data_of
from kg.web.pages.links import Links
from kg.web.pages.page import POLICY, STYLESHEET, Frame, stylesheet
from kg.web.pages.places import LISTS, Place
from kg.web.pages.search import search_page

if TYPE_CHECKING:
    from datetime import date

    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send

    from kg.server.negotiation import Form
    from kg.server.service import Service
    from kg.server.shelf import Book

ENDINGS = {"turtle": ".ttl", "ntriples": ".nt", "jsonld": ".jsonld"}
# A page first: that is what a reader who does not say otherwise is given.
FORMS = tuple(sorted((form for form in TRIPLES if form.name != "rdfxml"), key=lambda form: form.name != "html"))
SINGLE = ("actor", "issue", "event", "article")
DOUBLE = ("dyad", "claim")
HEADERS = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}
PAGE_HEADERS = HEADERS | {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": POLICY.format(form="'self'") + "; frame-ancestors 'none'",
}
AT_ONCE, MOST_WAITING = 2, 64


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers and a body."""

    status: int
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Request:
    """What a request asks of the pages: the path as it came, the parameters, what is accepted."""

    path: str
    raw: str
    given: dict[str, str]
    accept: str | None

    def form(self) -> Form:
        """The form that is wanted; raises Problem where there is none."""
        word = self.given.get("format") or self.given.get("output") or ""
        found = by_word(word, FORMS) if word else None
        chosen = (found,) if word else choose(self.accept, FORMS)
        if chosen is None or chosen[0] is None:
            raise not_acceptable("triples")
        return chosen[0]

    def at(self) -> date | None:
        """The day that is asked about; raises Problem where it is none."""
        text = self.given.get("at", "").strip()
        if not text:
            return None
        try:
            last = span(text[:32]).latest
        except DateError as error:
            raise Problem(400, "No date", f"at: {error}") from None
        if last is None:
            raise Problem(400, "No date", f"at: {text[:32]!r} has no last day")
        return last


class Pages:
    """The pages, as an application; what answers is a function of the book and the request, run beside the loop."""

    def __init__(self, service: Service) -> None:
        self.service, self.shelf = service, Shelf(service)
        self._working = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        exchange = Exchange(scope, receive, send, self.service.settings)
        exchange.check_method("GET", "HEAD")
        raw = scope.get("raw_path", exchange.path.encode()).partition(b"?")[0].decode("latin-1")
        given = dict(reversed(list(parameters(exchange.query))))
        asked = Request(exchange.path, raw, given, exchange.headers.get("accept"))
        book = await self.shelf.book()
        tag = _tag(book, asked)
        if tag[2:] in exchange.header("if-none-match"):
            await exchange.respond(304, HEADERS | {"ETag": tag})
            return
        answer = await self._answered(book, asked)
        headers = answer.headers | ({"ETag": tag} if answer.status == 200 else {})  # noqa: PLR2004 - the name of success
        await exchange.respond(answer.status, headers, answer.body)

    async def _answered(self, book: Book, asked: Request) -> Answer:
        if self._waiting >= MOST_WAITING:
            raise Problem(503, "Busy", "too many pages are asked for at once", headers={"Retry-After": "1"})
        self._waiting += 1
        try:
            async with self._working:
                return await asyncio.to_thread(answer, book, asked)
        finally:
            self._waiting -= 1


def page_routes(service: Service) -> list[BaseRoute]:
    """The routes of the pages, for `application`."""
    pages = Pages(service)
    paths = [f"/{kind}" for kind in ("overview", "about", "search", "id", "ns", STYLESHEET, *LISTS)]
    paths += ["/claims/{a}", "/id/{rest:path}", *(f"/{kind}/{{a}}" for kind in SINGLE)]
    paths += [f"/{kind}/{{a}}/{{b}}" for kind in DOUBLE]
    return [*(Route(path, pages) for path in paths), *asset_routes(service)]


def answer(book: Book, asked: Request) -> Answer:
    """The answer to a request; raises Problem where there is none."""
    kind = asked.path.split("/")[1]
    if kind == STYLESHEET:
        return Answer(200, HEADERS | {"Content-Type": "text/css; charset=utf-8"}, stylesheet())
    if kind == "search":
        frame = Frame(book.material, book.quoting, Links("search", live=True), Place("search"))
        return _html(search_page(frame, asked.given.get("q", "")))
    if kind in ("id", "ns"):
        from kg.server.documents import document  # noqa: PLC0415 - it takes the pieces of this module

        return document(book, asked)
    return _of_place(book, asked)


def _of_place(book: Book, asked: Request) -> Answer:
    path, ending = asked.path.strip("/"), ""
    if "." in path:
        path, _, suffix = path.rpartition(".")
        ending = f".{suffix}"
    place = book.paths.get(path) or _named(book, path)
    if place is None or (ending and (ending not in ENDINGS.values() or place.kind not in HAVE_DATA)):
        raise Problem(404, "Not found", "there is no such page; /overview leads to all of them")
    if place.path != path:
        query = f"?at={asked.given['at'][:32]}" if asked.at() else ""
        return Answer(301, {"Location": Links(asked.path[1:], live=True).to(place, ending) + query})
    form = asked.form() if not ending and place.kind in HAVE_DATA else None
    if ending or (form is not None and form.name != "html"):
        return data(book, place, ending or ENDINGS[form.name if form else "turtle"])
    return _html(page(book.material, book.quoting, place, live=True, here=path, day=book.day(asked.at())), links(place))


def _named(book: Book, path: str) -> Place | None:
    """The place that somebody means who writes a slug or an actor's name as it is, or a dyad in the other order."""
    kind, *parts = path.split("/")
    if kind in ("actor", "dyad"):
        try:
            parts = [book.material.network.actor_slug(_slug(book, part)) for part in parts]
        except UnknownActorError as error:
            raise Problem(
                404, "Not found", str(error).replace("`kg actors` lists them", "/actors lists them")
            ) from None
    if kind == "dyad":
        parts = sorted({book.material.ends.get(part, part) for part in parts})
    place = Place(kind, tuple(parts))
    return place if exists(book.material, place) else None


def _slug(book: Book, name: str) -> str:
    known = book.paths.get(f"actor/{name}")
    return known.parts[0] if known else name


def data(book: Book, place: Place, ending: str) -> Answer:
    """The RDF about what a page is about."""
    return rdf(data_of(book.material, place, ending), ending, links(place))


def rdf(body: bytes, ending: str, link: str = "") -> Answer:
    """RDF in the form of an ending."""
    media_type = next(form.media_type for form in FORMS if ENDINGS.get(form.name) == ending)
    headers = HEADERS | {"Content-Type": with_charset(media_type)} | ({"Link": link} if link else {})
    return Answer(200, headers, body)


def links(place: Place) -> str:
    """The value of Link: the same in other forms."""
    if place.kind not in HAVE_DATA:
        return ""
    here = Links(place.path, live=True)
    forms = [("text/html", "")] + [(form.media_type, ENDINGS[form.name]) for form in FORMS if form.name in ENDINGS]
    return ", ".join(f'<{here.to(place, ending)}>; rel="alternate"; type="{media}"' for media, ending in forms)


def _html(text: str, link: str = "") -> Answer:
    return Answer(200, PAGE_HEADERS | ({"Link": link} if link else {}), text.encode())


def html(text: str) -> Answer:
    """A page."""
    return _html(text)


def unescaped(raw: str) -> str:
    """A path as it came, without percent signs."""
    return unquote(raw, errors="replace")


@cache
def _version() -> str:
    return version("detente")


def _tag(book: Book, asked: Request) -> str:
    """A weak tag, since what is packed is the same page."""
    key = repr(
        (_version(), book.built.dataset, book.built.identity, asked.raw, sorted(asked.given.items()), asked.accept)
    )
    return f'W/"{hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest()[:32]}"'
