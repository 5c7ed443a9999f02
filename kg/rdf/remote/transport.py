"""One request over HTTP and its answer, whole or not at all."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

from kg.rdf.remote.address import EndpointError, is_loopback, origin

if TYPE_CHECKING:
    import urllib3

MAX_BYTES = 256_000_000
MAX_ERROR_BYTES = 10_000
CHUNK = 1 << 16
DIGITS = 10
# The header by which Virtuoso says that it stopped half-way.
PARTIAL = "S1TAT"


class Broken(Exception):  # noqa: N818 - not an error until it has been tried again
    """The connection broke on the way, which another attempt may mend; the message is that of the last attempt."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent and where: a body for POST, none for GET."""

    url: str
    accept: str
    authorization: str = field(default="", repr=False)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; `retry_after` is in seconds, `most_rows` how many rows it could have, None if that is not stated."""

    status: int
    media_type: str
    content: bytes
    location: str = ""
    retry_after: float = 0.0
    most_rows: int | None = None


class Transport:
    """Connections that are kept; `name` is what messages call the other side."""

    def __init__(self, name: str, most: int = MAX_BYTES) -> None:
        self.name = name
        self.most = most
        self.pools: dict[str, urllib3.PoolManager] = {}

    def send(self, request: Request, deadline: float, timeout: float) -> Reply:
        """The answer to one request, read to its end by the deadline of the monotonic clock.

        Raises Broken if another attempt may help, EndpointError if none will.
        """
        try:
            from kg.rdf.remote.connections import ended_after  # noqa: PLC0415 - needs an extra
        except ImportError:
            raise EndpointError("asking an endpoint needs urllib3: pip install 'detente[remote]'") from None
        left = deadline - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            with ended_after(left):
                reply = self._sent(request, left, deadline)
            if time.monotonic() >= deadline:
                # A connection that was shut down amid the headers looks like an empty answer.
                raise TimeoutError
        except EndpointError:
            raise
        except (_http_errors(), OSError, ValueError) as error:
            if time.monotonic() >= deadline or _is_late(error):
                said = f"no answer within {timeout:g} seconds; narrow the query, or give --timeout"
                raise EndpointError(f"{self.name}: {said}") from None
            raise self._meaning(error) from None
        return reply

    def _meaning(self, error: Exception) -> Exception:
        """What a failure means: that another attempt may help, or why none will."""
        from urllib3 import exceptions  # noqa: PLC0415 - an extra, and only remote graphs need it

        match error:
            case exceptions.SSLError():
                said = f"no safe connection: {_cause(error)}"
            case exceptions.NewConnectionError() | exceptions.ProxyError():
                said = f"cannot be reached: {_cause(error)}"
            case exceptions.LocationValueError():
                said = "no address that can be reached"
            case exceptions.DecodeError():
                said = "its answer is not compressed as it says"
            case _:
                return Broken(f"{self.name}: the answer broke off")
        return EndpointError(f"{self.name}: {said}")

    def _sent(self, request: Request, left: float, deadline: float) -> Reply:
        headers = {"Accept": request.accept, "Accept-Encoding": "gzip", "User-Agent": "detente"}
        if request.authorization:
            headers["Authorization"] = request.authorization
        if request.body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        response = self._pool(request.url).request(
            "GET" if request.body is None else "POST", request.url, body=request.body, headers=headers,
            timeout=left, retries=False, redirect=False, preload_content=False,
        )  # fmt: skip
        try:
            return self._reply(response, deadline)
        except BaseException:
            response.close()
            raise

    def _reply(self, response: urllib3.BaseHTTPResponse, deadline: float) -> Reply:
        if response.headers.get("X-SQL-State") == PARTIAL:
            raise EndpointError(f"{self.name}: its time was up, and it gives a part of the answer; narrow the query")
        good = response.status == 200  # noqa: PLR2004 - HTTP's own number
        content = self._content(response, self.most if good else MAX_ERROR_BYTES, deadline, cut=not good)
        return Reply(
            response.status,
            response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
            content,
            response.headers.get("Location", ""),
            _number(response.headers.get("Retry-After", "")) or 0,
            # Where 0 is stated, it means that there is no limit.
            _number(response.headers.get("X-SPARQL-MaxRows", "")) or None,
        )

    def _content(self, response: urllib3.BaseHTTPResponse, most: int, deadline: float, *, cut: bool) -> bytes:
        """The body within its bound; a longer answer is refused, while for an error the beginning is enough."""
        content = bytearray()
        while chunk := response.read1(CHUNK, decode_content=True):
            content += chunk
            if len(content) > most:
                response.close()
                if cut:
                    return bytes(content[:most])
                raise EndpointError(f"{self.name}: the answer is longer than {most:,} bytes; narrow the query")
            if time.monotonic() > deadline:
                raise TimeoutError
        response.release_conn()
        return bytes(content)

    def _pool(self, url: str) -> urllib3.PoolManager:
        """Connections straight to a host, or through the proxy that the environment names for it."""
        from kg.rdf.remote.connections import pools  # noqa: PLC0415 - needs an extra

        scheme, host, _ = origin(url)
        proxy = "" if is_loopback(host) or proxy_bypass(host) else getproxies().get(scheme, "")
        if proxy not in self.pools:
            self.pools[proxy] = pools(proxy)
        return self.pools[proxy]

    def close(self) -> None:
        """Close the connections."""
        for pool in self.pools.values():
            pool.clear()


def _number(text: str) -> int | None:
    """The number in a header, if it is one; a Retry-After by a date would need the endpoint's clock to be right."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < DIGITS else None


def _http_errors() -> type[Exception]:
    from urllib3.exceptions import HTTPError  # noqa: PLC0415 - an extra, and only remote graphs need it

    return HTTPError


def _is_late(error: Exception) -> bool:
    """Whether a socket waited too long; the library counts hosts that cannot be reached among these."""
    from urllib3 import exceptions  # noqa: PLC0415 - an extra, and only remote graphs need it

    late = isinstance(error, (TimeoutError, exceptions.TimeoutError))
    return late and not isinstance(error, exceptions.NewConnectionError)


def _cause(error: BaseException) -> str:
    """The system's own words for what failed, which hold no address."""
    inner: BaseException | None = error
    while inner is not None:
        if isinstance(inner, OSError) and (text := getattr(inner, "verify_message", "") or inner.strerror):
            return str(text).lower()
        inner = (
            inner.__cause__
            or inner.__context__
            or next((each for each in inner.args if isinstance(each, BaseException)), None)
        )
    return type(error).__name__
