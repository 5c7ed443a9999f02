"""Whether the files of a store are still those that were imported.

A file is read and hashed once; `verified.json` in the folder of the events then says what the file system knew of it,
which changes with whatever is written into it. Where nobody may write there, every command hashes what it reads.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "verified.json"


def damaged(folder: Path, hashes: Mapping[Path, str]) -> Path | None:
    """The first of some files whose SHA-256 is not the one given; None if all are what they were.

    `folder` is where it is remembered which have been read. Raises OSError where one cannot be read.
    """
    known = _known(folder)
    marks = {path: [digest, *_identity(path)] for path, digest in hashes.items()}
    fresh = [path for path, mark in marks.items() if known.get(path.name) != mark]
    for path in fresh:
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != hashes[path]:
                return path
    if fresh:
        _remember(folder, known | {path.name: marks[path] for path in fresh})
    return None


def _identity(path: Path) -> tuple[int, int, int, int]:
    """What the file system knows of a file, taken before the file is read."""
    stat = path.stat()
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _known(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(folder: Path, known: Mapping[str, Any]) -> None:
    """Write it beside, then rename it; months that are no longer there are forgotten."""
    beside = folder / f".{FILE}.{os.getpid()}"
    there = {path.name for path in folder.glob("*/*.parquet")}
    with suppress(OSError):
        text = json.dumps({name: mark for name, mark in sorted(known.items()) if name in there})
        beside.write_text(text + "\n", encoding="utf-8")
        beside.replace(folder / FILE)
