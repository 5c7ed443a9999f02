"""Changed files take the places of the old ones: all of them or none, and only if nobody changed these meanwhile.

several files   beside their places, then published together (`kg.publication`)
one file        beside its place, then put there by one rename, which is faster; what it replaced is looked at once
                more, so that what an editor wrote in the last moment is put back
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from kg.publication import NEW, OLD, locked, publishing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.editing.text import FileText


class ChangedError(Exception):
    """A file is not what it was when the change was planned; the message names it, and nothing was written."""


def save(sources: Path, changed: Mapping[FileText, bytes]) -> None:
    """Write these contents in place of what was read, in the folder of sources.

    Links within the folder are followed, and permissions kept. A process that is killed leaves all of the files as they
    were, or all to be as they are to be, which whoever reads the sources next brings to its end. Raises ChangedError if
    a file has changed since it was read, BusyError if somebody else is writing there, OSError if the system refuses it.
    """
    _same(changed)
    folder = sources.resolve()
    with publishing(sources, within=True) as new:
        for file, content in changed.items():
            place = file.path.resolve()
            target = new / place.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            shutil.copymode(place, target)
        _same(changed)


def replace_file(sources: Path, file: FileText, content: bytes) -> None:
    """Write this content in place of what was read of one file, in the folder of sources, and have it on the disk.

    A process that is killed leaves the old file or the new one. Links within the folder are followed, and permissions
    kept. Raises as `save` does.
    """
    _same([file])
    place = file.path.resolve()
    with locked(sources) as staging:
        new, old = staging / NEW / place.name, staging / OLD / place.name
        new.parent.mkdir()
        old.parent.mkdir()
        with new.open("wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        shutil.copymode(place, new)
        _same([file])
        # Some file systems have no such links; there an editor's last moment is not looked at.
        with suppress(OSError):
            os.link(place, old)
        new.replace(place)
        _to_disk(place.parent)
        if old.exists() and old.read_bytes() != file.content:
            if place.read_bytes() == content:
                old.replace(place)
            raise _changed(file)


def _to_disk(folder: Path) -> None:
    """Have the names in a folder on the disk; Windows has no such thing."""
    if os.name != "nt":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _same(files: Iterable[FileText]) -> None:
    for file in files:
        try:
            now = file.path.read_bytes()
        except FileNotFoundError:
            now = b""
        if now != file.content:
            raise _changed(file)


def _changed(file: FileText) -> ChangedError:
    return ChangedError(f"{file.path.name} has changed since it was read; nothing was written, so try again")
