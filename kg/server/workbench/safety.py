"""Who is let in to a server that writes: nobody but the page that was opened with the token.

Any page of the web can have a browser send requests to this machine, by a form, a script, or a name of its own that was
made to lead here. So a request must name this host and port, must come from our own page or from nowhere, and must
have the cookie that the token was exchanged for, and what asks for data the word that stands in our page alone:
cookies do not keep ports apart.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse

from kg.server.middleware import problem_response
from kg.server.problems import Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

HEADER = "x-detente-workbench"
NAMES = ("localhost", "127.0.0.1", "[::1]")
HTTP = 80
METHODS = ("GET", "HEAD", "POST")
# Where a request comes from, as browsers say: our page, or a person who typed or opened the address.
OURS, TYPED = "same-origin", "none"
API, ASSETS = "/api/", "/assets/"


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one run: the token of the address, what the cookie holds, and the word in the page."""

    token: str = field(default_factory=_secret, repr=False)
    cookie: str = field(default_factory=_secret, repr=False)
    word: str = field(default_factory=_secret, repr=False)


class Guard:
    """Lets through what comes from the page that was opened with the token, and says of the rest why not."""

    def __init__(self, app: ASGIApp, port: int, keys: Keys) -> None:
        self.app, self.port, self.keys = app, port, keys
        self.hosts = frozenset(f"{name}:{port}" for name in NAMES) | (frozenset(NAMES) if port == HTTP else frozenset())
        self.cookie = f"detente-workbench-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        try:
            self._check_way(request)
            if self._has_token(request):
                # Without the token, so that it does not stay in the address.
                response = RedirectResponse(f"/{scope['path'].lstrip('/')}", 303, {"Cache-Control": "no-store"})
                response.set_cookie(self.cookie, self.keys.cookie, httponly=True, samesite="strict", path="/")
            else:
                self._check_keys(request)
                await self.app(scope, receive, send)
                return
        except Problem as problem:
            response = await problem_response(request, problem)  # type: ignore[assignment] # any response
        await response(scope, receive, send)

    def _check_way(self, request: Request) -> None:
        """Raises Problem for a request that names another host, or comes from another page."""
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self.hosts:
            raise Problem(421, "Misdirected request", f"this server goes by {', '.join(sorted(self.hosts))}")
        if request.method not in METHODS:
            raise Problem(405, "Method not allowed", "GET and POST are answered", headers={"Allow": "GET, HEAD, POST"})
        path, site = request.scope["path"], request.headers.get("sec-fetch-site")
        is_page = not path.startswith((API, ASSETS)) and request.method != "POST"
        if site is not None and site not in ((OURS, TYPED) if is_page else (OURS,)):
            raise Problem(403, "Another page asks", "the workbench answers its own page alone")
        origins = request.headers.getlist("origin")
        if any(origin.lower() != f"http://{hosts[0].lower()}" for origin in origins) or len(origins) > 1:
            raise Problem(403, "Another page asks", "the workbench answers its own page alone")
        if request.method == "POST" and not origins:
            raise Problem(403, "No origin", "a POST says in Origin from which page it comes")

    def _has_token(self, request: Request) -> bool:
        """Whether a page is opened with the token in its address; raises Problem if that is another."""
        if request.method != "GET" or request.scope["path"].startswith((API, ASSETS)):
            return False
        given = parse_qs(request.scope["query_string"].decode("latin-1"), keep_blank_values=True).get("token")
        if given is None:
            return False
        if len(given) != 1 or not _same(given[0], self.keys.token):
            raise Problem(403, "Another token", "open the address that this run of `kg annotate` printed")
        return True

    def _check_keys(self, request: Request) -> None:
        """Raises Problem for a request without the cookie, or for data without the word of the page."""
        path = request.scope["path"]
        if path.startswith(ASSETS):
            return
        if not _same(request.cookies.get(self.cookie, ""), self.keys.cookie):
            raise Problem(401, "Not opened", "open the address that `kg annotate` printed, with its token")
        if path.startswith(API) and not _same(request.headers.get(HEADER, ""), self.keys.word):
            raise Problem(403, "Not the page", f"{HEADER} must hold the word that stands in the page")


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
