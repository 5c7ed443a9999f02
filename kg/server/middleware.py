"""What every request passes: the log, the headers, other sites' hosts and scripts, the token, compression, mishaps."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import time
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response

from kg.model.findings import printable
from kg.server.negotiation import accepts_gzip, wants_page
from kg.server.page import PAGE_POLICY, page
from kg.server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.routing import Route
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kg.server.settings import Settings

LOG = logging.getLogger("kg.server")
LONGEST_PATH = 200
NO_NEWS = ("HEAD", 304)
PROBLEM_TYPE = "application/problem+json"
DAY = 86400
MOMENT = 0.02
WORTH_PACKING = 1024
KNOWN = "kg.known_host"
MOST_PASSED = 64
# What scripts of other origins that may read may send; the last are those of the protocol at /mcp.
ALLOWED_HEADERS = (
    "Authorization", "Content-Type", "If-None-Match", "Mcp-Method", "Mcp-Name", "Mcp-Protocol-Version",
)  # fmt: skip
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}


class Outermost:
    """Adds the headers of care to every answer that does not say otherwise, and writes a line of the log for each."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        headers = HEADERS | {"cross-origin-resource-policy": "cross-origin" if settings.cors else "same-origin"}
        self.headers = [(name.encode(), value.encode()) for name, value in headers.items()]
        self.names = {name for name, _ in self.headers}
        self.log = Lines()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun, status, size = time.perf_counter(), 0, 0

        async def send_on(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status, headers = message["status"], message["headers"]
                given = self.names.intersection(name for name, _ in headers)
                more = [pair for pair in self.headers if pair[0] not in given] if given else self.headers
                message["headers"] = [*headers, *more]
            elif scope["method"] != "HEAD":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, send_on)
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody outside is shown it
            LOG.error("kg: internal error: %s", printable(f"{type(error).__name__}: {error}"))  # noqa: TRY400 - in a line
            if not status:
                await (await internal_error(Request(scope), error))(scope, receive, send_on)
        finally:
            path = (scope.get("raw_path", b"").decode("latin-1") or scope["path"])[:LONGEST_PATH]
            milliseconds = (time.perf_counter() - begun) * 1000
            # Every two seconds an open view asks for news; that there are none is no line.
            if (scope["method"], status) != NO_NEWS:
                self.log.add(f"{scope['method']} {printable(path)} {status} {size} {milliseconds:.1f}ms")


class Lines:
    """The log's lines of requests: those of a moment are written at once, since writing costs more than an answer."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self.second, self.stamp = 0, ""

    def add(self, line: str) -> None:
        """Write a line, with the time before it, within a moment."""
        second = int(time.time())
        if second != self.second:
            self.second, self.stamp = second, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(second))
        if not self.held:
            asyncio.get_running_loop().call_later(MOMENT, self.write)
        self.held.append(f"{self.stamp} {line}")

    def write(self) -> None:
        """Write what is held."""
        held, self.held = self.held, []
        if held:
            LOG.info("%s", "\n".join(held))


class KnownHost:
    """Lets through what names a host of the server, by Starlette's check; says which these are where it does not.

    A page of another site whose name was made to lead here would have its browser say that name.
    """

    def __init__(self, app: ASGIApp, names: Sequence[str]) -> None:
        self.app, self.names = app, names
        self.check = TrustedHostMiddleware(_known, names, www_redirect=False)
        self.passed: set[bytes] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        host = next((value for name, value in scope["headers"] if name == b"host"), b"")
        if host in self.passed:
            await self.app(scope, receive, send)
            return
        checked: Scope = {**scope}
        await self.check(checked, receive, _unsent)
        if KNOWN in checked:
            if len(self.passed) < MOST_PASSED and len(host) <= LONGEST_PATH:
                self.passed.add(host)
            await self.app(scope, receive, send)
            return
        detail = f"this server goes by {', '.join(self.names)}; --allow-host names others"
        problem = Problem(421, "Misdirected request", detail)
        await (await problem_response(Request(scope), problem))(scope, receive, send)


async def _known(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - the interface is ASGI's
    scope[KNOWN] = True


async def _unsent(message: Message) -> None:
    """What Starlette would say says no name."""


class BearerToken:
    """Asks every request for the token of the server."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app, self.token = app, token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope)
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        same = hmac.compare_digest(given.strip().encode("latin-1", "replace"), self.token)
        if same and scheme.lower() == "bearer":
            await self.app(scope, receive, send)
            return
        asked = {"WWW-Authenticate": 'Bearer realm="kg"'}
        problem = Problem(401, "A token is needed", "send Authorization: Bearer with the server's token", headers=asked)
        await (await problem_response(request, problem))(scope, receive, send)


class Compression(GZipMiddleware):
    """Starlette's, which would also send gzip to who refuses it by `gzip;q=0`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        accepted = next((value for name, value in scope["headers"] if name == b"accept-encoding"), None)
        welcome = accepted is not None and accepts_gzip(accepted.decode("latin-1"))
        await (super().__call__ if welcome else self.app)(scope, receive, send)


class Shortcut:
    """Leads to routes whose paths are plain before Starlette compares a path with every pattern; the rest goes on.

    `routes` gives for a path the methods that it knows and who answers, as Starlette's `Route` has them; what goes
    wrong is answered by the same handlers.
    """

    def __init__(self, app: ASGIApp, routes: Mapping[str, Route], handlers: Mapping[Any, Any]) -> None:
        self.app, self.routes, self.handlers = app, routes, handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        route = self.routes.get(scope["path"])
        if route is None or scope["method"] not in (route.methods or ()):
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive, send)
        try:
            response = await route.endpoint(request)
        except (HTTPException, ClientDisconnect) as error:
            handler = next(handle for kind, handle in self.handlers.items() if isinstance(error, kind))
            response = await handler(request, error)
        await response(scope, receive, send)


def middleware(settings: Settings, routes: Sequence[Route], handlers: Mapping[Any, Any]) -> list[Middleware]:
    """What the application is wrapped in, the outer ones first; `routes` are those that are asked for most."""
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.cors,
        allow_methods=("GET", "HEAD", "POST"),
        allow_headers=ALLOWED_HEADERS,
        expose_headers=("ETag", "Retry-After", "WWW-Authenticate"),
        max_age=DAY,
    )
    return [
        *([Middleware(KnownHost, settings.names)] if settings.names else []),
        *([cors] if settings.cors else []),
        *([Middleware(BearerToken, settings.token)] if settings.token else []),
        Middleware(Compression, minimum_size=WORTH_PACKING, compresslevel=1),
        Middleware(Shortcut, {route.path: route for route in routes}, handlers),
    ]


async def problem_response(request: Request, problem: HTTPException) -> Response:
    """A problem as a page where a browser asks, else as the standard's document."""
    status = problem.status_code
    phrase = HTTPStatus(status).phrase
    title, more = getattr(problem, "title", phrase), getattr(problem, "more", {})
    detail = problem.detail if problem.detail != title else ""
    headers = {"Cache-Control": "no-store", "Vary": "Accept", **(problem.headers or {})}
    if wants_page(request.headers.get("accept")):
        body = f"<pre>{escape(detail)}</pre>\n<p>{status} {phrase}</p>"
        headers["Content-Security-Policy"] = PAGE_POLICY
        return HTMLResponse(page(title, f"<h1>{escape(title)}</h1>\n{body}"), status, headers)
    document: dict[str, Any] = {"type": "about:blank", "title": title, "status": status}
    document |= ({"detail": detail} if detail else {}) | more
    return Response(json.dumps(document, ensure_ascii=False, indent=2) + "\n", status, headers, PROBLEM_TYPE)


async def internal_error(request: Request, _: Exception) -> Response:
    """What is said of a mistake of ours."""
    return await problem_response(request, Problem(500, "Internal error", "the server's log says more"))


async def client_gone(_request: Request, _error: Exception) -> Response:
    """For the log alone: whoever asked does not listen any more."""
    return Response(status_code=499)
