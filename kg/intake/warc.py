"""Web archives (WARC 1.0 and 1.1, also packed): the pages in them as inputs, each with its address and its day."""

from __future__ import annotations

import re
import zlib
from http.client import HTTPException, parse_headers
from io import BytesIO
from typing import TYPE_CHECKING

from kg.intake.document import Input, Reading, UnreadableInputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_BYTES = 300_000_000
MOST_OF_A_PAGE = 30_000_000
MOST_PAGES = 5_000
KINDS = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain")
SHORTEST_PAGE = 500


def read(given: Input) -> Reading:
    """The pages that a web archive has an answer of, the last of each address; scripts, pictures and errors are not."""
    pages: dict[str, Input] = {}
    for headers, block in _records(_unpacked(given.content)):
        if headers.get("warc-type") not in {"response", "resource"}:
            continue
        url = headers.get("warc-target-uri", "").strip("<>")
        if not url.startswith(("http://", "https://")):
            continue
        kind, body = _answer(headers, block)
        if kind.startswith(KINDS) and len(body) >= SHORTEST_PAGE:
            pages[url] = Input(body, url, url, kind, headers.get("warc-date", "")[:10])
            if len(pages) >= MOST_PAGES:
                break
    if not pages:
        raise UnreadableInputError("add-empty", "there is no page in it")
    return Reading(inputs=tuple(pages.values()))


def _unpacked(content: bytes) -> bytes:
    """The records of an archive each of which may be packed by itself."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    whole = bytearray()
    rest = content
    while rest:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            whole += unpacker.decompress(rest, MOST_BYTES - len(whole) + 1)
        except zlib.error:
            break
        if len(whole) > MOST_BYTES:
            raise UnreadableInputError("add-bounds", f"it has over {MOST_BYTES:,} bytes once it is unpacked")
        rest = unpacker.unused_data
    return bytes(whole)


def _records(content: bytes) -> Iterator[tuple[Mapping[str, str], bytes]]:
    """Each record: its headers by their names in small letters, and its block; what is damaged is passed over."""
    at = content.find(b"WARC/")
    while at >= 0:
        end = content.find(b"\r\n\r\n", at)
        if end < 0:
            return
        lines = content[at:end].decode("utf-8", "replace").split("\r\n")[1:]
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        size = headers.get("content-length", "")
        length = int(size) if re.fullmatch(r"\d{1,12}", size) else 0
        yield headers, content[end + 4 : end + 4 + length]
        at = content.find(b"WARC/", end + 4 + length)


def _answer(headers: Mapping[str, str], block: bytes) -> tuple[str, bytes]:
    """The media type and the body of an answer, unpacked; nothing for one that is no page."""
    if headers.get("warc-type") == "resource":
        return headers.get("content-type", "").lower(), block
    status, _, rest = block.partition(b"\r\n")
    if not re.match(rb"HTTP/[\d.]+ 200\b", status):
        return "", b""
    source = BytesIO(rest)
    try:
        said = parse_headers(source)
    except (HTTPException, ValueError):
        return "", b""
    body = source.read()
    if "chunked" in str(said.get("Transfer-Encoding", "")).lower():
        body = _joined(body)
    return str(said.get("Content-Type", "")).lower(), _decoded(body, str(said.get("Content-Encoding", "")).lower())


def _joined(body: bytes) -> bytes:
    """The pieces of a body that was sent in pieces; as it is where it is already joined."""
    pieces: list[bytes] = []
    at = 0
    while match := re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]*\r\n").match(body, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[match.end() : match.end() + size])
        at = match.end() + size
    return b"".join(pieces) if pieces else body


def _decoded(body: bytes, encoding: str) -> bytes:
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        return body
    for bits in (31, 15, -15):
        try:
            return zlib.decompressobj(wbits=bits).decompress(body, MOST_OF_A_PAGE)
        except zlib.error:
            continue
    return body
