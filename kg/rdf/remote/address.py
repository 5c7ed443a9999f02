"""Where an endpoint is, and the credentials for asking it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from kg.http.addresses import DEFAULT_PORTS, is_loopback, shown
from kg.model.records import GraphError


class EndpointError(GraphError):
    """An endpoint cannot be asked, or its answer makes no sense; the message names it without credentials."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of an endpoint without user and password, which stand in `authorization` as the header has them."""

    url: str
    authorization: str = field(default="", repr=False)

    def __str__(self) -> str:
        """The address for people: without its query, which may hold a key."""
        return shown(self.url)


def address(url: str, token: str = "") -> Address:
    """The address of an endpoint, `http://` or `https://`, with a bearer token or the `user:password@` that it names.

    Raises EndpointError if it is not one, or if the credentials would be sent for everybody to read.
    """
    parts = _parts(url)
    user = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}" if "@" in parts.netloc else ""
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")
    if token and user:
        raise EndpointError(f"{shown(url)}: give a token or a user with a password, not both")
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise EndpointError(f"{shown(url)}: the token holds characters that no token has")
    if (token or user) and parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise EndpointError(f"{shown(url)}: a token or password would travel for all to read; use https://")
    secret = base64.b64encode(user.encode()).decode()
    return Address(bare.geturl(), f"Bearer {token}" if token else f"Basic {secret}" if user else "")


def _parts(url: str) -> SplitResult:
    """The parts of an address; an address that cannot be parsed is not repeated, since it may hold a password."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole or not url.isprintable() or " " in url or "\\" in url:
        raise EndpointError("an endpoint is an address such as https://example.org/sparql")
    return parts
