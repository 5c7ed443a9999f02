"""`/sparql`: queries by the SPARQL 1.1 Protocol."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache
from starlette.datastructures import URL
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from kg.model.findings import printable
from kg.server.files import streamed
from kg.server.negotiation import LONGEST_HEADER, ROWS, TRIPLES, WORDS, by_word, choose, has_current, not_acceptable
from kg.server.page import PAGE_POLICY
from kg.server.problems import Problem
from kg.server.protocol import check_body_type, parameters, question, refuse_update
from kg.server.query_form import plain_form

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from starlette.requests import Request
    from starlette.types import Scope

    from kg.server.protocol import Question
    from kg.server.service import Service
    from kg.server.settings import Settings
    from kg.server.worker_process import Reply

LOG = logging.getLogger("kg.server")
# All that may carry an update, so that it is refused as one.
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# What differs from one asking to the next; too much may be taken for it, never too little.
VOLATILE = re.compile(r"(?:now|rand|uuid)[\s(#]|\\u", re.IGNORECASE)
VOLATILE_LETTERS = ("now", "rand", "uuid", "\\u")
LONGEST_WORD = 80
UNWATCHED = 0.05
LAST_CHANCE = 0.2
LARGEST_SHARE = 16
OVERHEAD = 512
LONGEST_KNOWN = 4096
LONGEST_HOST = 256


@dataclass(frozen=True, slots=True)
class Wanted:
    """The format for each kind of answer and the media type to call it by; None where none is acceptable."""

    formats: Mapping[str, str | None]
    types: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer in the cache, and about how many bytes it takes there."""

    kind: str
    data: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Call:
    """A query on its way: what it asks, the formats that it takes, the base of its relative IRIs."""

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
        letters = self.asked.sparql.lower()
        return not any(part in letters for part in VOLATILE_LETTERS) or VOLATILE.search(self.asked.sparql) is None

    def message(self) -> dict[str, Any]:
        """The question as workers take it."""
        asked = self.asked
        question = {"sparql": asked.sparql, "default": asked.default, "named": asked.named}
        return question | {"base": self.base, "formats": self.want.formats}

    def response(self, kind: str, data: bytes, headers: dict[str, str]) -> Response:
        """The answer as it is, or around it the page with the form."""
        if self.want.formats[kind] == "html":
            content = plain_form(self.asked.sparql, data.decode())
            return Response(content, 200, headers | {"Content-Security-Policy": PAGE_POLICY}, "text/html")
        return Whole(data, headers, self.want.types[kind])


class Whole(Response):
    """An answer of status 200 whose headers are all known, so that Starlette need not look for what is missing."""

    def __init__(self, data: bytes, headers: Mapping[str, str], media_type: str) -> None:
        self.status_code, self.background, self.body = 200, None, data
        charset = f"; charset={self.charset}" if media_type.startswith("text/") else ""
        whole = {**headers, "content-type": media_type + charset, "content-length": str(len(data))}
        self.raw_headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in whole.items()]


class Sparql:
    """The endpoint; `describe` answers a request without a query.

    A key of the cache names the dataset by its hash, and a dataset does not change under a hash, so that nothing in it
    grows old.
    """

    def __init__(self, service: Service, describe: Callable[[Request], Awaitable[Response]]) -> None:
        self.service, self.describe = service, describe
        self.cache: LRUCache[object, Kept] = LRUCache(service.settings.cache, attrgetter("size"))

    async def respond(self, request: Request) -> Response:
        """Answer one request."""
        given = _first_of(request.scope["headers"])
        asked = await _asked(request, given, self.service.settings)
        if not self.service.pool.is_current():
            await self.service.pool.current()
        if asked is None:
            return await self.describe(request)
        if LOG.isEnabledFor(logging.DEBUG):
            LOG.debug("  query: %s", printable(" ".join(asked.sparql.split())))
        want = wanted(given.get(b"accept", b"").decode("latin-1")[:LONGEST_HEADER], asked.word[:LONGEST_WORD])
        call = Call(asked, want, endpoint(request.scope))
        build, lasting, key = self.service.pool.build, call.lasting, call.key
        tag = _tag(build.dataset, key) if lasting and request.method != "POST" else ""
        if tag and has_current(given.get(b"if-none-match", b"").decode("latin-1"), tag):
            return Response(status_code=304, headers=_headers(tag, lasting=True))
        kept = self.cache.get((build.identity, key)) if lasting else None
        if kept is not None:
            return call.response(kept.kind, kept.data, _headers(tag, lasting=True))
        reply = await self.service.lookups.answer(build, asked, call.base, call.want.formats["rows"])
        if reply is None:
            reply = await self._reply(call, request)
        # Where the build has changed on the way, nobody knows which of the two the answer is from.
        lasting = lasting and self.service.pool.build is build
        headers = _headers(tag if lasting else "", lasting=lasting)
        if reply.file is not None and call.want.formats[reply.kind] != "html":
            media_type = call.response(reply.kind, b"", {}).headers["Content-Type"]
            return streamed(reply.file, reply.size, headers | {"Content-Type": media_type})
        kept = Kept(reply.kind, reply.read(), OVERHEAD + reply.size + len(asked.sparql))
        if lasting and kept.size <= self.cache.maxsize // LARGEST_SHARE:
            self.cache[build.identity, key] = kept
        return call.response(kept.kind, kept.data, headers)

    async def _reply(self, call: Call, request: Request) -> Reply:
        """The workers' answer; the work stops when nobody waits for it any more."""
        watch = Watch(request)
        try:
            return await self.service.ask(call.message())
        except asyncio.CancelledError:
            if not watch.gone:
                raise
            watch.task.uncancel()
            raise ClientDisconnect from None
        finally:
            watch.end()


class Watch:
    """Sees whether the client of a request is gone, once its answer takes longer than most, and then ends the task."""

    def __init__(self, request: Request) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.request, self.task, self.gone = request, task, False
        self.watching: asyncio.Task[None] | None = None
        self.begin = task.get_loop().call_later(UNWATCHED, self._begin)

    def end(self) -> None:
        """Watch no more."""
        self.begin.cancel()
        if self.watching is not None:
            self.watching.cancel()

    def _begin(self) -> None:
        self.watching = self.task.get_loop().create_task(self._watch())

    async def _watch(self) -> None:
        """Wait until the client is gone; the work has a moment left then, since a new worker costs more."""
        while (await self.request.receive())["type"] != "http.disconnect":
            pass
        await asyncio.sleep(LAST_CHANCE)
        self.gone = True
        self.task.cancel()


def _first_of(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """The headers of a request by their names; of those that come several times the first."""
    return dict(reversed([*headers]))


async def _asked(request: Request, headers: Mapping[bytes, bytes], settings: Settings) -> Question | None:
    """What a request asks; an update is refused before anything else is looked at."""
    content_type = headers.get(b"content-type", b"").decode("latin-1")
    refuse_update([], content_type)
    address = request.scope["query_string"]
    if request.method in ("GET", "HEAD"):
        return _known_question(address) if len(address) < LONGEST_KNOWN else _question(address)
    given = parameters(address)
    refuse_update(given, content_type)
    if request.method != "POST":
        allowed = {"Allow": "GET, HEAD, POST"}
        raise Problem(405, "Method not allowed", "GET, HEAD and POST are answered", headers=allowed)
    check_body_type(content_type, request.headers.get("content-encoding", ""))
    return question(given, content_type, await body_of(request, settings))


def _question(address: bytes) -> Question | None:
    """What is asked by the parameters of an address alone."""
    given = parameters(address)
    refuse_update(given, "")
    return question(given)


# Programs ask the same over and over.
_known_question = lru_cache(maxsize=512)(_question)


async def body_of(request: Request, settings: Settings) -> bytes:
    """The body; raises Problem where it is too large or too slow, ClientDisconnect where it breaks off."""
    most, data = settings.max_body, bytearray()
    too_large = Problem(413, "Content too large", f"a query may have {most:,} bytes")
    stated = request.headers.get("content-length", "")
    if stated.isdigit() and int(stated[:20]) > most:
        raise too_large
    try:
        async with asyncio.timeout(settings.patience):
            async for piece in request.stream():
                data += piece
                if len(data) > most:
                    raise too_large
    except TimeoutError:
        wait = f"the body did not come within {settings.patience:g} seconds"
        raise Problem(408, "Request timeout", wait, headers={"Connection": "close"}) from None
    return bytes(data)


@lru_cache(maxsize=256)
def wanted(accept: str, word: str) -> Wanted:
    """The formats that a request accepts; raises Problem if no kind of answer has any of them."""
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
        raise not_acceptable((*ROWS, *TRIPLES))
    return Wanted(formats, types)


def endpoint(scope: Scope) -> str:
    """The address of the endpoint as the client sees it; relative IRIs of its queries are resolved against it."""
    host = next((value for name, value in scope["headers"] if name == b"host"), None)
    known = _known_endpoint if host is None or len(host) < LONGEST_HOST else _endpoint
    return known(scope["scheme"], host, scope.get("server"))


def _endpoint(scheme: str, host: bytes | None, server: tuple[str, int | None] | None) -> str:
    headers = [] if host is None else [(b"host", host)]
    url = URL(scope={"scheme": scheme, "server": server, "path": "/sparql", "query_string": b"", "headers": headers})
    return f"{url.scheme}://{url.netloc}/sparql"


_known_endpoint = lru_cache(maxsize=256)(_endpoint)


def _tag(dataset: str, key: object) -> str:
    """A weak tag: the same query on the same dataset means the same, though blank nodes may be called otherwise."""
    return f'W/"{hashlib.sha256(repr((dataset, key)).encode("utf-8", "backslashreplace")).hexdigest()[:32]}"'


def _headers(tag: str, *, lasting: bool) -> dict[str, str]:
    headers = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache" if lasting else "no-store"}
    return headers | ({"ETag": tag} if tag else {})
