"""`/sparql`: queries by the SPARQL 1.1 Protocol."""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.server.body import Body, gzipped
from kg.server.exchange import WORTH_PACKING, ClientGoneError, Exchange
from kg.server.negotiation import ROWS, TRIPLES, WORDS, by_word, choose, takes_gzip, with_charset
from kg.server.page import PAGE_POLICY, asking
from kg.server.problems import Problem
from kg.server.protocol import check_body_type, parameters, question, refuse_update
from kg.server.refusals import not_acceptable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.types import Receive, Scope, Send

    from kg.server.process import Reply
    from kg.server.protocol import Question
    from kg.server.service import Service

HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?\Z")
# What differs from one asking to the next; too much may be taken for it, never too little.
VOLATILE = re.compile(r"(?:now|rand|uuid)[\s(#]|\\u", re.IGNORECASE)
LONGEST_ACCEPT = 4096
LONGEST_WORD = 80
LONGEST_KNOWN = 4096
UNWATCHED = 0.05
LAST_CHANCE = 0.2


@dataclass(frozen=True, slots=True)
class Wanted:
    """The format for each kind of answer and the media type to call it by; None where none is acceptable."""

    formats: Mapping[str, str | None]
    types: Mapping[str, str]


@dataclass(slots=True)
class Kept:
    """An answer in the cache, and the same packed once somebody has asked for that."""

    kind: str
    data: bytes
    packed: bytes | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A query on its way: the request, what it asks, the formats that it takes, the base of its relative IRIs."""

    exchange: Exchange
    asked: Question
    want: Wanted
    base: str

    @property
    def key(self) -> tuple[object, ...]:
        """All that an answer depends on, but for the dataset."""
        asked = self.asked
        return (asked.sparql, asked.default, asked.named, self.base, tuple(self.want.formats.values()))

    @property
    def lasting(self) -> bool:
        """Whether the answer is the same as long as the dataset is."""
        return VOLATILE.search(self.asked.sparql) is None

    def message(self) -> dict[str, Any]:
        """The question as workers take it."""
        asked = self.asked
        question = {"sparql": asked.sparql, "default": asked.default, "named": asked.named}
        return question | {"base": self.base, "formats": self.want.formats}

    async def send(self, kind: str, body: Body, headers: Mapping[str, str]) -> None:
        """Send the answer: as it is, or around it the page with the form."""
        told = {**headers, "Content-Type": with_charset(self.want.types[kind])}
        if self.want.formats[kind] == "html":
            table = b"".join(body.chunks()).decode()
            body = Body(asking(self.asked.sparql, table).encode())
            told |= {"Content-Security-Policy": PAGE_POLICY, "Content-Type": "text/html; charset=utf-8"}
        await self.exchange.respond(200, told, body)


class Sparql:
    """The endpoint, as an application; `describe` answers where there is no query."""

    def __init__(self, service: Service, describe: Callable[[Service, Exchange], Awaitable[None]]) -> None:
        self.service, self.describe = service, describe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        exchange = Exchange(scope, receive, send, self.service.settings)
        asked = await _asked(exchange)
        self.service.workers.look()
        if asked is None:
            await self.describe(self.service, exchange)
            return
        self.service.log.query(asked.sparql)
        await self._answer(Call(exchange, asked, wanted(exchange, asked.word), endpoint(exchange)))

    async def _answer(self, call: Call) -> None:
        built, exchange, lasting = self.service.workers.built, call.exchange, call.lasting
        tag = _tag(built.dataset, call.key) if lasting and exchange.method != "POST" else ""
        if tag and tag[2:] in exchange.header("if-none-match"):
            await exchange.respond(304, _headers(tag, lasting=True))
            return
        kept = self.service.cache.get((built.identity, call.key)) if lasting else None
        if isinstance(kept, Kept):
            await _send_kept(call, kept, _headers(tag, lasting=True))
            return
        reply = await self._reply(call)
        # Where the build has changed on the way, nobody knows which of the two the answer is from.
        sure = lasting and self.service.workers.built is built
        await self._send(call, reply, _headers(tag if sure else "", lasting=sure), built.identity if sure else "")

    async def _send(self, call: Call, reply: Reply, headers: dict[str, str], identity: str) -> None:
        small = reply.body.small
        if small is None or not identity:
            try:
                await call.send(reply.kind, reply.body, headers)
            finally:
                reply.body.close()
            return
        kept = Kept(reply.kind, small)
        # Twice its size, since it may be kept packed as well.
        self.service.cache.put((identity, call.key), kept, 2 * (len(small) + len(call.asked.sparql)))
        await _send_kept(call, kept, headers)

    async def _reply(self, call: Call) -> Reply:
        """The workers' answer; the work stops when nobody waits for it any more."""
        work = asyncio.ensure_future(self.service.ask(call.message()))
        try:
            await asyncio.wait({work}, timeout=UNWATCHED)
            if not work.done():
                await _unless_gone(call.exchange, work)
            return await work
        finally:
            if not work.done():
                work.cancel()


async def _send_kept(call: Call, kept: Kept, headers: dict[str, str]) -> None:
    """Send what is in the cache, packed once for all who want it so."""
    plain = call.want.formats[kept.kind] == "html" or len(kept.data) < WORTH_PACKING
    if plain or not takes_gzip(call.exchange.header("accept-encoding")):
        await call.send(kept.kind, Body(kept.data), headers)
        return
    if kept.packed is None:
        kept.packed = gzipped(Body(kept.data)).small or b""
    await call.send(kept.kind, Body(kept.packed), headers | {"Content-Encoding": "gzip"})


@lru_cache(maxsize=512)
def _parameters(query: bytes) -> tuple[tuple[str, str], ...]:
    """The parameters of an address; programs ask the same over and over."""
    return tuple(parameters(query))


async def _asked(exchange: Exchange) -> Question | None:
    """What a request asks; an update is refused before anything else is looked at."""
    content_type = exchange.header("content-type")
    refuse_update([], content_type)
    given = list(_parameters(exchange.query) if len(exchange.query) < LONGEST_KNOWN else parameters(exchange.query))
    refuse_update(given, content_type)
    if exchange.method in ("GET", "HEAD"):
        return question(given)
    exchange.check_method("GET", "HEAD", "POST")
    check_body_type(content_type, exchange.header("content-encoding"))
    return question(given, content_type, await exchange.body())


async def _unless_gone(exchange: Exchange, work: asyncio.Future[Reply]) -> None:
    """Wait for the work, or until the client is gone; then it has a moment left, since a new worker costs more."""
    gone = asyncio.ensure_future(exchange.gone())
    waiting: set[asyncio.Future[Any]] = {work, gone}
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            await asyncio.wait({work}, timeout=LAST_CHANCE)
            raise ClientGoneError
    finally:
        gone.cancel()
        if work.done() and not work.cancelled():
            work.exception()


def wanted(exchange: Exchange, word: str) -> Wanted:
    """The formats that a request accepts; raises Problem where there is none for any kind of answer."""
    accept = exchange.headers.get("accept")
    return _wanted(accept and accept[:LONGEST_ACCEPT], word[:LONGEST_WORD])


@lru_cache(maxsize=256)
def _wanted(accept: str | None, word: str) -> Wanted:
    formats: dict[str, str | None] = {}
    types: dict[str, str] = {}
    for kind, forms in (("rows", ROWS), ("truth", ROWS), ("triples", TRIPLES)):
        form = by_word(word, forms) if word else None
        chosen = (form and (form, form.media_type)) if word else choose(accept, forms)
        formats[kind] = chosen[0].name if chosen else None
        if chosen:
            types[kind] = chosen[1]
    if not types and word:
        raise Problem(400, "Unknown format", f"{word!r} is none of {', '.join(WORDS)}")
    if not types:
        raise not_acceptable()
    return Wanted(formats, types)


def endpoint(exchange: Exchange) -> str:
    """The address of the endpoint as the client sees it; relative IRIs of its queries are resolved against it."""
    host = exchange.header("host")
    settings = exchange.settings
    name = host if HOST.match(host) else f"{'[' * (':' in settings.host)}{settings.host}{']' * (':' in settings.host)}"
    return f"{exchange.scope.get('scheme', 'http')}://{name}/sparql"


def _tag(dataset: str, key: object) -> str:
    """A weak tag: the same query on the same dataset means the same, though blank nodes may be called otherwise."""
    return f'W/"{hashlib.sha256(repr((dataset, key)).encode("utf-8", "backslashreplace")).hexdigest()[:32]}"'


def _headers(tag: str, *, lasting: bool) -> dict[str, str]:
    headers = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache" if lasting else "no-store"}
    return headers | ({"ETag": tag} if tag else {})
