"""The files of the build: those that build.json lists, by their names, and nothing else.

At `/` the view is told which of its builds it is of, so that it can renew itself; all else is as it lies there.
"""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from starlette.responses import RedirectResponse, Response, StreamingResponse

from kg.server.negotiation import has_current
from kg.server.problems import Problem
from kg.web.view.renewal import renewing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.requests import Request

    from kg.server.service import Service

INDEX = "index.html"
CHUNK = 65536
# In so many bytes the view has said how it may be renewed.
HEAD = 4096
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
    """The files: `/` is the view. Starlette's StaticFiles would serve what is not listed, too."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def respond(self, request: Request) -> Response:
        """Answer one request."""
        await self.service.pool.current()
        build = self.service.pool.build
        name = request.path_params["name"]
        if not name and INDEX not in build.outputs:
            return RedirectResponse("/sparql", 303)
        is_view, name = not name, name or INDEX
        # A name is looked up, never followed: what is not listed is not there, however the path is written.
        if name not in build.outputs:
            raise Problem(404, "Not found", "there is no such page; the view is at /, the graph at /sparql")
        file = await _opened(build.out, name)
        about = os.fstat(file.fileno())
        headers = _headers(name, f'W/"{about.st_ino:x}-{about.st_size:x}-{about.st_mtime_ns:x}"')
        if has_current(request.headers.get("if-none-match"), headers["ETag"]):
            file.close()
            return Response(status_code=304, headers=headers)
        if not is_view:
            return streamed(file, about.st_size, headers)
        before = file.read(HEAD)
        head = renewing(before, headers["ETag"])
        return streamed(file, about.st_size + len(head) - len(before), headers, head)


def streamed(file: IO[bytes], size: int, headers: dict[str, str], head: bytes = b"") -> Response:
    """An answer of so many bytes: a head, if there is one, and what is left of a file, which is closed at its end.

    It goes piece by piece where it is large.
    """
    if size <= CHUNK:
        with file:
            return Response(head + file.read(), headers=headers)
    return StreamingResponse(_pieces(file, head), headers={"Content-Length": str(size), **headers})


async def _pieces(file: IO[bytes], head: bytes) -> AsyncIterator[bytes]:
    with file:
        if head:
            yield head
        while piece := file.read(CHUNK):
            yield piece
            # Others have their turn, and among them whoever sees that the client is gone.
            await asyncio.sleep(0)


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
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for part in parts:
        try:
            below = os.open(part, flags, dir_fd=opened)
        finally:
            os.close(opened)
        opened = below
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise PermissionError(name)
    return os.fdopen(opened, "rb")


def _headers(name: str, tag: str) -> dict[str, str]:
    suffix = PurePosixPath(name).suffix.lower()
    return {
        "Content-Type": TYPES.get(suffix, ANY_TYPE),
        "Content-Security-Policy": FRAMES if suffix == ".html" else NO_SCRIPT,
        "Cache-Control": "no-cache",
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
