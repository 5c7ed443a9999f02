"""Files that users name, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.cli.options import fail, note

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_whole(name: str, content: bytes) -> None:
    """Write beside the file and rename, so that what was there stays if the disk or the permissions do not allow it."""
    with whole(name) as opened:
        opened.write(content)


@contextmanager
def whole(name: str) -> Iterator[IO[bytes]]:
    """A file to write piece by piece, which takes its name when everything is written; says so on standard error."""
    try:
        with _exchanged(Path(name)) as opened:
            yield opened
            size = opened.tell()
    except OSError as error:
        fail(f"{name}: {(error.strerror or str(error)).lower()}")
    note(f"wrote {name} ({size:,} bytes)")


@contextmanager
def _exchanged(file: Path) -> Iterator[IO[bytes]]:
    """Through a new file of our own, since one with a name that others can guess may be a link to something else."""
    number, beside = tempfile.mkstemp(prefix=f".{file.name[:40]}.", dir=file.parent)
    try:
        with os.fdopen(number, "wb") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        # A file of mkstemp is for its owner alone, but a requested file should be as readable as any other.
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The mask by which this process makes files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
