"""Queries over HTTP: retried, bounded in time and size, with redirects followed only as far as is safe."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin

from kg.http.addresses import origin, shown
from kg.rdf.guard import QueryError
from kg.rdf.remote.address import EndpointError
from kg.rdf.remote.transport import Broken, Request, Transport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.rdf.remote.address import Address
    from kg.rdf.remote.transport import Reply

TIMEOUT = 60.0
# Longer addresses are refused by some servers and proxies, so the query goes by POST.
LONGEST_GET = 2_000
REDIRECTS = 3
# Seconds before another attempt, if the endpoint does not say how many.
WAITS = (0.5, 1.0, 2.0, 4.0)
BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE}
ELSEWHERE = {
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
}
ADVICE: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "it asks who you are (401); give --token or KG_TOKEN",
    HTTPStatus.FORBIDDEN: "it does not let you ask (403); is the token right?",
    HTTPStatus.NOT_FOUND: "there is no endpoint at this address (404)",
}
PROSE = ("text/plain", "application/problem+json", "application/json")
SHOWN = 200


class Client:
    """Sends queries to one endpoint; `timeout` is in seconds, for each query with all its attempts."""

    def __init__(
        self,
        address: Address,
        *,
        timeout: float = TIMEOUT,
        transport: Transport | None = None,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address = address
        self.timeout = timeout
        self.transport = transport or Transport(str(address))
        self.rest = rest

    def ask(self, query: str, accept: str, dataset: Sequence[tuple[str, str]] = ()) -> Reply:
        """The answer to a query, whole; `dataset` are parameters of the protocol that say over which graphs.

        Raises QueryError if the endpoint finds the query wrong, EndpointError if anything else goes wrong.
        """
        given = urlencode([("query", query), *dataset], errors="replace")
        reply = self._tried(_request(self.address, given, accept))
        if reply.status == HTTPStatus.BAD_REQUEST:
            raise QueryError(f"{self.address} finds the query wrong: {_words(reply) or 'it does not say why'}")
        if reply.status != HTTPStatus.OK:
            raise EndpointError(f"{self.address}: {_refusal(reply)}")
        return reply

    def _tried(self, request: Request) -> Reply:
        """The first answer that is not "later", after a few attempts, within the time for all of them."""
        deadline = time.monotonic() + self.timeout
        for wait in WAITS:
            try:
                reply = self._followed(request, deadline)
            except Broken:
                self._rest(wait, deadline)
                continue
            if reply.status not in BUSY:
                return reply
            self._rest(max(wait, reply.retry_after), deadline)
        try:
            return self._followed(request, deadline)
        except Broken as error:
            raise EndpointError(str(error)) from None

    def _rest(self, seconds: float, deadline: float) -> None:
        if time.monotonic() + seconds >= deadline:
            raise EndpointError(
                f"{self.address}: too busy to answer within {self.timeout:g} seconds; try later, or give --timeout"
            )
        self.rest(seconds)

    def _followed(self, request: Request, deadline: float) -> Reply:
        """The answer from wherever the endpoint redirects; credentials go only to the server they are for."""
        for _ in range(REDIRECTS + 1):
            reply = self.transport.send(request, deadline, self.timeout)
            if reply.status not in ELSEWHERE:
                return reply
            request = self._redirected(request, reply)
        raise EndpointError(f"{self.address}: redirects more than {REDIRECTS} times")

    def _redirected(self, request: Request, reply: Reply) -> Request:
        try:
            target = urljoin(request.url, reply.location)
            before, after = origin(request.url), origin(target)
        except ValueError:
            raise EndpointError(f"{self.address}: redirects to nowhere") from None
        plain = after[0] == "http" and before[0] == "https"
        if not reply.location or after[0] not in ("http", "https") or not after[1] or plain:
            raise EndpointError(f"{self.address}: redirects to {shown(target)!r}, where it is not followed")
        authorization = request.authorization if before == after else ""
        # A query changes nothing, so a POST may be sent again, unless the redirect says to GET its answer.
        body = None if reply.status == HTTPStatus.SEE_OTHER else request.body
        return Request(target, request.accept, authorization, body)


def _request(address: Address, given: str, accept: str) -> Request:
    """GET, which can be cached, unless the address would be longer than servers take."""
    url = f"{address.url}{'&' if '?' in address.url else '?'}{given}"
    if len(url) <= LONGEST_GET:
        return Request(url, accept, address.authorization, None)
    return Request(address.url, accept, address.authorization, given.encode())


def _refusal(reply: Reply) -> str:
    """What a status means to the one who asked."""
    if reply.status in ADVICE:
        return ADVICE[reply.status]
    phrase = next((status.phrase for status in HTTPStatus if status == reply.status), "")
    words = _words(reply)
    return f"it answers {reply.status} {phrase}".rstrip() + (f": {words}" if words else "")


def _words(reply: Reply) -> str:
    """The beginning of an endpoint's error message, on one line, if it is text and not a web page."""
    if reply.media_type not in PROSE:
        return ""
    text = reply.content.decode("utf-8", "replace")
    with suppress(ValueError, RecursionError):
        problem = json.loads(text)
        text = str(problem.get("detail") or problem.get("title") or text) if isinstance(problem, dict) else text
    return " ".join(text.split())[:SHOWN]
