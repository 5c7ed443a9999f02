"""One request over HTTP and its answer: whole, within bounds of time and size, never led to another address."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

from kg.rdf.remote.address import is_loopback, origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    import urllib3

MOST_BYTES = 4_000_000
MOST_ERROR_BYTES = 10_000
PIECE = 1 << 16
DIGITS = 10
OK = 200


class ModelError(Exception):
    """A model cannot be asked, or no answer of it can be used; the message says why, and holds no key."""


class BrokenError(Exception):
    """The connection broke on the way, which another attempt may mend."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of HTTP; `retry_after` is in seconds, 0 where it is not stated."""

    status: int
    media_type: str
    content: bytes
    location: str = ""
    retry_after: float = 0.0


@dataclass
class Transport:
    """Connections that are kept; `most` are the bytes that an answer may have, once it is unpacked."""

    most: int = MOST_BYTES
    pools: dict[str, urllib3.PoolManager] = field(default_factory=dict, repr=False)

    def post(self, url: str, headers: Mapping[str, str], body: bytes, deadline: float) -> Response:
        """The answer to a JSON document, read to its end by the deadline of the monotonic clock; redirects are answers.

        Raises BrokenError if another attempt may help, ModelError if none will, TimeoutError when the time is up.
        """
        try:
            from kg.rdf.remote.connections import ended_after  # noqa: PLC0415 - needs an extra
        except ModuleNotFoundError:
            raise ModelError("asking a model needs urllib3: pip install 'detente[draft]'") from None
        from urllib3.exceptions import HTTPError  # noqa: PLC0415 - an extra

        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            with ended_after(left):
                response = self._posted(url, headers, body, left, deadline)
        except (HTTPError, OSError, ValueError) as error:
            if time.monotonic() >= deadline or _is_late(error):
                raise TimeoutError from None
            raise _meaning(error) from None
        if time.monotonic() >= deadline:
            # A connection that was shut down amid the headers looks like an empty answer.
            raise TimeoutError
        return response

    def _posted(self, url: str, headers: Mapping[str, str], body: bytes, left: float, deadline: float) -> Response:
        sent = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "gzip",
                "User-Agent": "detente", **headers}  # fmt: skip
        response = self._pool(url).request(
            "POST", url, body=body, headers=sent, timeout=left, retries=False, redirect=False, preload_content=False
        )
        try:
            good = response.status == OK
            content = self._content(response, self.most if good else MOST_ERROR_BYTES, deadline, cut=not good)
        except BaseException:
            response.close()
            raise
        return Response(
            response.status,
            response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
            content,
            response.headers.get("Location", ""),
            _seconds(response.headers.get("Retry-After", "")),
        )

    @staticmethod
    def _content(response: urllib3.BaseHTTPResponse, most: int, deadline: float, *, cut: bool) -> bytes:
        """The body within its bound; a longer answer is refused, while for an error the beginning is enough."""
        content = bytearray()
        while piece := response.read1(PIECE, decode_content=True):
            content += piece
            if len(content) > most:
                response.close()
                if cut:
                    return bytes(content[:most])
                raise ModelError(f"the answer is longer than {most:,} bytes, so it is none")
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


def _meaning(error: Exception) -> Exception:
    """What a failure means: that another attempt may help, or why none will."""
    from urllib3 import exceptions  # noqa: PLC0415 - an extra

    match error:
        case exceptions.SSLError():
            said = "no safe connection, since its certificate is not vouched for"
        case exceptions.NewConnectionError() | exceptions.ProxyError():
            said = "it cannot be reached; is it running, and is the address right?"
        case exceptions.LocationValueError():
            said = "no address that can be reached"
        case exceptions.DecodeError():
            said = "its answer is not compressed as it says"
        case _:
            return BrokenError()
    return ModelError(said)


def _seconds(text: str) -> float:
    """The seconds in a header, 0 where it states none; a date would need the server's clock to be right."""
    return float(text) if text.isascii() and text.isdecimal() and len(text) < DIGITS else 0.0


def _is_late(error: Exception) -> bool:
    """Whether a socket waited too long; the library counts hosts that cannot be reached among these."""
    from urllib3 import exceptions  # noqa: PLC0415 - an extra

    late = isinstance(error, (TimeoutError, exceptions.TimeoutError))
    return late and not isinstance(error, exceptions.NewConnectionError)
