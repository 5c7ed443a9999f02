"""The files of the build: those that build.json lists, by their names, and nothing else."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from kg.server.body import Body
from kg.server.exchange import Exchange
from kg.server.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.types import Receive, Scope, Send

    from kg.server.service import Service

INDEX = "index.html"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".ttl": "text/turtle; charset=utf-8",
    ".graphml": "application/xml",
    ".xml": "application/xml",
    ".gexf": "application/xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".jsonld": "application/ld+json",
}
ANY_TYPE = "application/octet-stream"
# The pages say by themselves what they load; who may frame them can only be said here.
FRAMES = "frame-ancestors 'none'"
NO_SCRIPT = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
WAITS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)


class Files:
    """The files, as an application: `/` is the view."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        exchange = Exchange(scope, receive, send, self.service.settings)
        exchange.check_method("GET", "HEAD")
        self.service.workers.look()
        built = self.service.workers.built
        name = exchange.path.removeprefix("/")
        if not name and INDEX not in built.outputs:
            await exchange.respond(303, {"Location": "/sparql"})
            return
        await self._send(exchange, built.out, built.outputs, name or INDEX)

    async def _send(self, exchange: Exchange, out: Path, outputs: Mapping[str, str], name: str) -> None:
        # A name is looked up, never followed: what is not listed is not there, however the path is written.
        if name not in outputs:
            raise Problem(404, "Not found", "there is no such page; the view is at /, the graph at /sparql")
        file = await _opened(out, name)
        with file:
            told = os.fstat(file.fileno())
            headers = _headers(name, f'"{told.st_ino:x}-{told.st_size:x}-{told.st_mtime_ns:x}"')
            if headers["ETag"][2:] in exchange.header("if-none-match"):
                await exchange.respond(304, headers)
                return
            body = Body()
            body.file, body.size = file, told.st_size
            if exchange.method == "HEAD":
                await exchange.respond_as_is(200, headers, body)
            else:
                await exchange.respond(200, headers, body)


async def _opened(out: Path, name: str) -> IO[bytes]:
    """The file, also while a build puts it in its place; raises Problem for what is no file of the folder."""
    for wait in WAITS:
        try:
            return open_inside(out, name)
        except FileNotFoundError:
            await asyncio.sleep(wait)
        except OSError:
            break
    raise Problem(404, "Not found", "the file is not there; `kg build` makes it")


def open_inside(folder: Path, name: str) -> IO[bytes]:
    """A plain file below a folder, opened step by step so that no link leads out; raises OSError otherwise."""
    parts = PurePosixPath(name).parts
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for part in parts:
        try:
            below = os.open(part, flags, dir_fd=place)
        finally:
            os.close(place)
        place = below
    if not stat.S_ISREG(os.fstat(place).st_mode):
        os.close(place)
        raise PermissionError(name)
    return os.fdopen(place, "rb")


def _headers(name: str, tag: str) -> dict[str, str]:
    suffix = PurePosixPath(name).suffix.lower()
    return {
        "Content-Type": TYPES.get(suffix, ANY_TYPE),
        "Content-Security-Policy": FRAMES if suffix == ".html" else NO_SCRIPT,
        "Cache-Control": "no-cache",
        "ETag": f"W/{tag}",
        "Vary": "Accept-Encoding",
    }
