"""The bytes of an answer: in memory while they are few, in a file without a name beyond."""

from __future__ import annotations

import tempfile
import zlib
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

IN_MEMORY = 1024 * 1024
CHUNK = 65536
GZIP_LEVEL = 1
GZIP_BITS = 31


class Body:
    """What a worker has answered; complete before any of it is sent, so that no part looks whole."""

    def __init__(self, data: bytes = b"") -> None:
        self.pieces = [data] if data else []
        self.size = len(data)
        self.file: IO[bytes] | None = None

    def add(self, data: bytes) -> None:
        """Take more bytes."""
        self.size += len(data)
        if self.file is None and self.size > IN_MEMORY:
            self.file = tempfile.TemporaryFile(prefix="kg-serve-")  # noqa: SIM115 - lives as long as the answer
            self.file.write(b"".join(self.pieces))
            self.pieces.clear()
        if self.file is None:
            self.pieces.append(data)
        else:
            self.file.write(data)

    @property
    def small(self) -> bytes | None:
        """All of it, where it is in memory."""
        if self.file is not None:
            return None
        if len(self.pieces) != 1:
            self.pieces = [b"".join(self.pieces)]
        return self.pieces[0]

    def chunks(self) -> Iterator[bytes]:
        """All of it, piece by piece."""
        if self.file is None:
            yield self.small or b""
            return
        self.file.seek(0)
        while piece := self.file.read(CHUNK):
            yield piece

    def close(self) -> None:
        """Give up the file, where there is one."""
        if self.file is not None:
            self.file.close()


def gzipped(body: Body) -> Body:
    """The same bytes, packed; no time of day in them."""
    packed = Body()
    packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, GZIP_BITS)
    for piece in body.chunks():
        if done := packer.compress(piece):
            packed.add(done)
    packed.add(packer.flush())
    return packed
