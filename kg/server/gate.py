"""What every request passes: the host it names, the token, other sites' scripts, the headers, the log, and mishaps."""

from __future__ import annotations

import hmac
import time
from typing import TYPE_CHECKING

from kg.server.exchange import ClientGoneError, Exchange
from kg.server.negotiation import wants_page
from kg.server.page import PAGE_POLICY, page
from kg.server.problems import PROBLEM_TYPE, Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.server.log import Log
    from kg.server.settings import Settings

METHODS = "GET, HEAD, POST, OPTIONS"
READING = "GET, HEAD, OPTIONS"
DAY = "86400"
NOTHING_LOADED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
}


class Gate:
    """The outermost application; what is inside it may raise Problem."""

    def __init__(self, inside: ASGIApp, settings: Settings, log: Log) -> None:
        self.inside, self.settings, self.log = inside, settings, log
        fixed = FIXED | {"cross-origin-resource-policy": "cross-origin" if settings.cors else "same-origin"}
        self.fixed = [(name.encode(), value.encode()) for name, value in fixed.items()]
        self.policy = (b"content-security-policy", NOTHING_LOADED.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.inside(scope, receive, send)
            return
        begun = time.perf_counter()
        told = _Told(send, self._added(scope))
        exchange = Exchange(scope, receive, told, self.settings)
        try:
            await self._answer(exchange, scope, receive, told)
        except ClientGoneError:
            told.status = told.status or 499
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody outside is shown it
            self.log.note(f"internal error: {type(error).__name__}: {error}")
            if told.status:
                exchange.abort()
            else:
                await _tell(exchange, Problem(500, "Internal error", "the server's log says more"))
        finally:
            path = scope.get("raw_path", b"").decode("latin-1") or scope["path"]
            self.log.request(scope["method"], path, told.status, told.size, time.perf_counter() - begun)

    async def _answer(self, exchange: Exchange, scope: Scope, receive: Receive, told: _Told) -> None:
        try:
            self._check_host(exchange)
            if exchange.method == "OPTIONS":
                await exchange.respond(204, self._options(exchange))
                return
            self._check_token(exchange)
            await self.inside(scope, receive, told)
        except Problem as problem:
            if told.status:
                exchange.abort()
                return
            await _tell(exchange, problem)

    def _check_host(self, exchange: Exchange) -> None:
        """A page of another site whose name was made to lead here would have its browser say that name."""
        if not self.settings.names:
            return
        host = exchange.header("host").lower()
        name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
        if name not in self.settings.names:
            detail = f"this server goes by {', '.join(self.settings.names)}; --allow-host names others"
            raise Problem(421, "Misdirected request", detail)

    def _check_token(self, exchange: Exchange) -> None:
        if not self.settings.token:
            return
        scheme, _, given = exchange.header("authorization").partition(" ")
        same = hmac.compare_digest(given.strip().encode("latin-1", "replace"), self.settings.token.encode())
        if scheme.lower() != "bearer" or not same:
            asked = {"WWW-Authenticate": 'Bearer realm="kg"'}
            raise Problem(401, "A token is needed", "send Authorization: Bearer with the server's token", headers=asked)

    def _options(self, exchange: Exchange) -> dict[str, str]:
        allowed = METHODS if exchange.path.rstrip("/") == "/sparql" else READING
        headers = {"Allow": allowed}
        if exchange.header("access-control-request-method") and self._origin(exchange.scope):
            headers |= {
                "Access-Control-Allow-Methods": allowed,
                "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
                "Access-Control-Max-Age": DAY,
            }
        return headers

    def _origin(self, scope: Scope) -> bytes:
        """The origin whose scripts may read the answer, empty for none."""
        if not self.settings.cors:
            return b""
        if "*" in self.settings.cors:
            return b"*"
        origin: bytes = next((value for name, value in scope["headers"] if name == b"origin"), b"")
        return origin if origin.decode("latin-1") in self.settings.cors else b""

    def _added(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        added = list(self.fixed)
        origin = self._origin(scope)
        if origin:
            added += [
                (b"access-control-allow-origin", origin),
                (b"access-control-expose-headers", b"ETag, Retry-After, WWW-Authenticate"),
            ]
        if self.settings.cors and "*" not in self.settings.cors:
            added.append((b"vary", b"Origin"))
        return [*added, self.policy]


class _Told:
    """What has been sent: status and bytes; adds the headers that every answer has."""

    def __init__(self, send: Send, added: list[tuple[bytes, bytes]]) -> None:
        self.send, self.added = send, added
        self.status = self.size = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            given = list(message.get("headers", ()))
            names = {name for name, _ in given} - {b"vary"}
            message = {**message, "headers": [*given, *(pair for pair in self.added if pair[0] not in names)]}
        elif message["type"] == "http.response.body":
            self.size += len(message.get("body", b""))
        await self.send(message)


async def _tell(exchange: Exchange, problem: Problem) -> None:
    """Send a problem: as a page where a browser asks, else as the standard's document."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept", **problem.headers}
    if wants_page(exchange.header("accept")):
        headers |= {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": PAGE_POLICY}
        body = page(problem.title, problem.page()).encode()
    else:
        headers["Content-Type"] = PROBLEM_TYPE
        body = problem.document()
    await exchange.respond(problem.status, headers, body)
