"""One request over HTTP and its answer: whole, within bounds of time and size, never led to another address."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.request import getproxies, proxy_bypass

from kg.http.addresses import is_loopback, origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    import urllib3

MOST_ERROR_BYTES = 10_000
PIECE = 1 << 16
DIGITS = 10
OK = 200

Cause = Literal["certificate", "connection", "address", "compression"]


class BrokenOffError(Exception):
    """The connection broke on the way, which another attempt may mend."""


class TooLongError(Exception):
    """The answer is longer than it may be."""


class UnreachableError(Exception):
    """There is no answer, and another attempt would give none; `said` is the system's own word, with no address."""

    def __init__(self, cause: Cause, said: str = "") -> None:
        super().__init__(cause)
        self.cause, self.said = cause, said


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of HTTP, of an error the beginning; the names of `headers` are found in any case."""

    status: int
    content: bytes
    headers: Mapping[str, str]

    @property
    def media_type(self) -> str:
        """The type of the content without its parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def location(self) -> str:
        """Where it leads on to, or nothing."""
        return self.headers.get("Location", "")

    def number(self, name: str) -> int | None:
        """The whole number in a header, if it is one; Retry-After by a date would need the other's clock."""
        text = self.headers.get(name, "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < DIGITS else None


@dataclass
class Connections:
    """Connections that are kept, straight or through the proxies that the environment names."""

    pools: dict[str, urllib3.PoolManager] = field(default_factory=dict, repr=False)

    def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        most: int,
        deadline: float,
    ) -> Response:
        """The answer to a request, of at most so many bytes once unpacked, by a deadline of the monotonic clock.

        Raises ModuleNotFoundError without urllib3, TimeoutError when the time is up, BrokenOffError where another
        attempt may help, TooLongError and UnreachableError where none will.
        """
        from urllib3.exceptions import HTTPError  # noqa: PLC0415 - an extra

        from kg.http.connections import ended_after  # noqa: PLC0415 - needs an extra

        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            with ended_after(left):
                response = self._pool(url).request(
                    method, url, body=body, headers={"Accept-Encoding": "gzip", "User-Agent": "detente", **headers},
                    timeout=left, retries=False, redirect=False, preload_content=False,
                )  # fmt: skip
                try:
                    answer = Response(response.status, _content(response, most, deadline), response.headers)
                except BaseException:
                    response.close()
                    raise
        except (HTTPError, OSError, ValueError) as error:
            if time.monotonic() >= deadline or _is_late(error):
                raise TimeoutError from None
            raise _meaning(error) from None
        if time.monotonic() >= deadline:
            # A connection that was shut down amid the headers looks like an empty answer.
            raise TimeoutError
        return answer

    def _pool(self, url: str) -> urllib3.PoolManager:
        """Connections straight to a host, or through the proxy that the environment names for it."""
        from kg.http.connections import pools  # noqa: PLC0415 - needs an extra

        scheme, host, _ = origin(url)
        proxy = "" if is_loopback(host) or proxy_bypass(host) else getproxies().get(scheme, "")
        if proxy not in self.pools:
            self.pools[proxy] = pools(proxy)
        return self.pools[proxy]

    def close(self) -> None:
        """Close the connections."""
        for pool in self.pools.values():
            pool.clear()


def _content(response: urllib3.BaseHTTPResponse, most: int, deadline: float) -> bytes:
    """The body within its bound; a longer answer is refused, while for an error the beginning is enough."""
    good = response.status == OK
    most = most if good else MOST_ERROR_BYTES
    content = bytearray()
    while piece := response.read1(PIECE, decode_content=True):
        content += piece
        if len(content) > most:
            response.close()
            if not good:
                return bytes(content[:most])
            raise TooLongError
        if time.monotonic() > deadline:
            raise TimeoutError
    response.release_conn()
    return bytes(content)


def _meaning(error: Exception) -> Exception:
    """What a failure means: that another attempt may help, or why none will."""
    from urllib3 import exceptions  # noqa: PLC0415 - an extra

    match error:
        case exceptions.SSLError():
            return UnreachableError("certificate", _said(error))
        case exceptions.NewConnectionError() | exceptions.ProxyError():
            return UnreachableError("connection", _said(error))
        case exceptions.LocationValueError():
            return UnreachableError("address")
        case exceptions.DecodeError():
            return UnreachableError("compression")
        case _:
            return BrokenOffError()


def _is_late(error: Exception) -> bool:
    """Whether a socket waited too long; the library counts hosts that cannot be reached among these."""
    from urllib3 import exceptions  # noqa: PLC0415 - an extra

    late = isinstance(error, (TimeoutError, exceptions.TimeoutError))
    return late and not isinstance(error, exceptions.NewConnectionError)


def _said(error: BaseException) -> str:
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
