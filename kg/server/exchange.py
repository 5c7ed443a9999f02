"""One request and its answer: headers, a body within bounds of size and time, and a response that is not waited for."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kg.server.body import CHUNK, Body, gzipped
from kg.server.negotiation import takes_gzip
from kg.server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

    from kg.server.settings import Settings

TRANSPORT = "kg.transport"
WORTH_PACKING = 1024
PACK_ASIDE = 65536
PACKED = ("text/", "json", "xml", "n-triples", "n-quads", "trig", "javascript", "sparql-results")


class ClientGoneError(Exception):
    """Whoever asked does not listen any more."""


class Exchange:
    """A request, and the way to answer it."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, settings: Settings) -> None:
        self.scope, self.receive, self.send, self.settings = scope, receive, send, settings
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query: bytes = scope["query_string"]
        self.headers: dict[str, str] = {}
        for name, value in scope["headers"]:
            key = name.decode("latin-1")
            text = value.decode("latin-1")
            self.headers[key] = f"{self.headers[key]}, {text}" if key in self.headers else text

    def header(self, name: str) -> str:
        """The value of a header, empty where there is none."""
        return self.headers.get(name, "")

    def check_method(self, *methods: str) -> None:
        """Raise Problem where the request's method is none of these."""
        if self.method not in methods:
            answered = f"{', '.join(methods[:-1])} and {methods[-1]} are answered"
            allowed = {"Allow": ", ".join((*methods, "OPTIONS"))}
            raise Problem(405, "Method not allowed", answered, headers=allowed)

    async def body(self) -> bytes:
        """The body; raises Problem where it is too large or too slow, ClientGoneError where it breaks off."""
        most = self.settings.max_body
        told = self.header("content-length")
        if told.isdigit() and int(told[:20]) > most:
            raise self._too_large()
        try:
            async with asyncio.timeout(self.settings.patience):
                return await self._received(most)
        except TimeoutError:
            wait = f"the body did not come within {self.settings.patience:g} seconds"
            raise Problem(408, "Request timeout", wait, headers={"Connection": "close"}) from None

    async def _received(self, most: int) -> bytes:
        data = bytearray()
        while True:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise ClientGoneError
            data += message.get("body", b"")
            if len(data) > most:
                raise self._too_large()
            if not message.get("more_body", False):
                return bytes(data)

    def _too_large(self) -> Problem:
        return Problem(413, "Content too large", f"a query may have {self.settings.max_body:,} bytes")

    async def gone(self) -> None:
        """Returns when the client has gone away."""
        while (await self.receive())["type"] != "http.disconnect":
            pass

    async def respond(self, status: int, headers: Mapping[str, str], body: Body | bytes = b"") -> None:
        """Send an answer, packed where that is welcome and worthwhile; a client that does not read is cut off."""
        whole = Body(body) if isinstance(body, bytes) else body
        told = dict(headers)
        if self._to_pack(told, whole.size):
            told["Content-Encoding"] = "gzip"
            # A thread costs more than it gives where there is little to pack.
            whole = gzipped(whole) if whole.size < PACK_ASIDE else await asyncio.to_thread(gzipped, whole)
        await self.respond_as_is(status, told, whole)

    def _to_pack(self, headers: Mapping[str, str], size: int) -> bool:
        kind = headers.get("Content-Type", "")
        worth = size >= WORTH_PACKING and any(part in kind for part in PACKED)
        return worth and "Content-Encoding" not in headers and takes_gzip(self.header("accept-encoding"))

    async def respond_as_is(self, status: int, headers: Mapping[str, str], body: Body) -> None:
        """Send an answer with the bytes as they are."""
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        if status not in (204, 304):
            raw.append((b"content-length", str(body.size).encode()))
        await self.send({"type": "http.response.start", "status": status, "headers": raw})
        small = body.small
        if self.method == "HEAD" or (small is not None and len(small) <= CHUNK):
            data = b"" if self.method == "HEAD" else small or b""
            await self.send({"type": "http.response.body", "body": data})
            return
        try:
            for piece in body.chunks():
                for start in range(0, len(piece), CHUNK):
                    await self._pass({"body": piece[start : start + CHUNK], "more_body": True})
            await self._pass({"body": b""})
        except TimeoutError:
            self.abort()
            raise ClientGoneError from None

    async def _pass(self, message: dict[str, Any]) -> None:
        async with asyncio.timeout(self.settings.patience):
            await self.send({"type": "http.response.body", **message})

    def abort(self) -> None:
        """Break the connection off, so that nobody takes what was sent for the whole."""
        transport = self.scope.get(TRANSPORT)
        if transport is not None:
            with suppress(Exception):
                transport.abort()
