"""What is at an address, fetched once and politely: an honest agent, bounds of size and time, no private addresses.

A name is looked up once, and the connection goes to the very address that was judged, so that no second answer of a
name server leads elsewhere. Every redirect is judged alike, and told.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from kg.intake.document import Input

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from urllib3.response import BaseHTTPResponse

MOST_BYTES = 20_000_000
SECONDS = 30.0
MOST_REDIRECTS = 5
PIECE = 65_536
REDIRECTS = frozenset({301, 302, 303, 307, 308})
SCHEMES = {"http": 80, "https": 443}
# Of answers without an article, why, in words.
REFUSED = {
    401: "it wants a login",
    402: "it wants to be paid",
    403: "the server refuses programs, or everybody",
    404: "there is no such page",
    410: "the page is gone",
    429: "the server has had too many requests; wait",
    451: "the server may not show it here",
}


class FetchError(Exception):
    """An address cannot be fetched; the message says why."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one address may take: bytes, once they are unpacked, and seconds in all."""

    most_bytes: int = MOST_BYTES
    seconds: float = SECONDS


def fetched(
    url: str, *, today: str, private: bool = False, tell: Callable[[str], None] = print, bounds: Bounds | None = None
) -> Input:
    """What is at an address, as an input retrieved `today`; `tell` is told of every redirect.

    Addresses of this machine and of private networks are refused unless `private` is set. No cookies are kept, nothing
    that a page names is fetched, and no script runs. Raises FetchError.
    """
    bounds = bounds or Bounds()
    until = time.monotonic() + bounds.seconds
    at = url
    for _ in range(MOST_REDIRECTS + 1):
        status, headers, content = _asked(at, private, until, bounds)
        if status in REDIRECTS and headers.get("location"):
            at = urljoin(at, headers["location"])
            tell(f"{url} leads to {at}")
            continue
        if status != 200:  # noqa: PLR2004 - the one answer that has a page
            why = REFUSED.get(status, "no page")
            hint = (
                "; save it in a browser and give it as --html FILE --url ADDRESS" if status in {401, 402, 403} else ""
            )
            raise FetchError(f"{at} answers {status}: {why}{hint}")
        # The address without what only this visit had: a page is cited by where it was asked for in the end.
        return Input(content, at, at, headers.get("content-type", ""), today)
    raise FetchError(f"{url} leads on more than {MOST_REDIRECTS} times")


def agent() -> str:
    """What we say we are: the program and its version."""
    try:
        number = version("detente")
    except PackageNotFoundError:
        number = "0"
    return f"detente/{number} (kg add; one page for one reader)"


def _asked(url: str, private: bool, until: float, bounds: Bounds) -> tuple[int, Mapping[str, str], bytes]:  # noqa: FBT001
    try:
        import urllib3  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise FetchError("urllib3 is not installed; pip install 'detente[intake]'") from None
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port or SCHEMES.get(parts.scheme.lower())
    except ValueError:
        raise FetchError(f"{url!r} is no address") from None
    if scheme not in SCHEMES or not host or port is None:
        raise FetchError(f"{url!r} is no address that begins with http:// or https:// and names a host")
    if parts.username or parts.password:
        raise FetchError("the address holds a password, which would be kept with the article; leave it out")
    address = _judged(host, port, private=private)
    timeout = urllib3.Timeout(connect=_left(until), read=_left(until))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {
        "Host": parts.netloc,
        "User-Agent": agent(),
        "Accept": "text/html, application/xhtml+xml, application/pdf, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }
    pool: urllib3.HTTPConnectionPool = (
        urllib3.HTTPSConnectionPool(address, port, server_hostname=host, assert_hostname=host)
        if scheme == "https"
        else urllib3.HTTPConnectionPool(address, port)
    )
    with pool:
        try:
            answer = pool.urlopen(
                "GET", path, headers=headers, redirect=False, retries=False, preload_content=False, timeout=timeout
            )
            lower = {name.lower(): value for name, value in answer.headers.items()}
            content = b"" if answer.status in REDIRECTS else _content(answer, until, bounds)
            answer.close()
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise FetchError(f"{url} cannot be fetched: {_plain(error)}") from None
    return answer.status, lower, content


def _content(answer: BaseHTTPResponse, until: float, bounds: Bounds) -> bytes:
    """The body, unpacked, within the bounds."""
    pieces, size = [], 0
    # By what has come, since whoever waits for whole pieces waits as long as a server likes.
    while piece := answer.read1(PIECE, decode_content=True):
        size += len(piece)
        if size > bounds.most_bytes:
            raise FetchError(f"it has over {bounds.most_bytes:,} bytes")
        if time.monotonic() > until:
            raise FetchError(f"it takes longer than {bounds.seconds:g} seconds")
        pieces.append(piece)
    return b"".join(pieces)


def _judged(host: str, port: int, *, private: bool) -> str:
    """The first address of a host; raises FetchError where there is none, or any is not of the public network."""
    try:
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{host} is not known: {_plain(error)}") from None
    if not private:
        for each in found:
            if not _is_public(each):
                raise FetchError(
                    f"{host} is {each}, an address of this machine or a private network; --private allows it"
                )
    return found[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (inner is None or inner.is_global)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise FetchError("it takes too long")
    return left


def _plain(error: BaseException) -> str:
    """A network error in words, without objects in them."""
    reason = getattr(error, "reason", None) or error
    return str(getattr(reason, "strerror", None) or reason).rpartition(">: ")[2].lower()
