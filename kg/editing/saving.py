"""Changed files take the places of the old ones: all of them or none, and only if nobody changed these meanwhile.

several files   beside their places, then published together (`kg.publication`)
one file        beside its place, then put there by one rename, which is faster; what it replaced is looked at once
                more, so that what an editor wrote in the last moment is put back
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from kg.publication import NEW, OLD, locked, publishing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from kg.editing.text import FileText


# Of renameat2: names are paths as they stand, and both are to be there afterwards.
_HERE, _BOTH = -100, 2


class ChangedError(Exception):
    """A file is not what it was when the change was planned; the message names it, and nothing was written."""


def save(sources: Path, changed: Mapping[FileText, bytes], moved: Mapping[FileText, Path] | None = None) -> None:
    """Write these contents in place of what was read, in the folder of sources; what is `moved` gets another path.

    Links within the folder are followed, and permissions kept. A process that is killed leaves all of the files as they
    were, or all to be as they are to be, which whoever reads the sources next brings to its end. Raises ChangedError if
    a file has changed since it was read, BusyError if somebody else is writing there, OSError if the system refuses it.
    """
    moved = moved or {}
    _same(changed, moved.values())
    folder = sources.resolve()
    gone = [file.path.relative_to(sources).as_posix() for file in moved]
    with publishing(sources, gone=gone, within=True) as new:
        for file, content in changed.items():
            place = file.path.resolve()
            to = moved.get(file)
            target = new / (place.relative_to(folder) if to is None else to.relative_to(sources))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            _keep_mode(place, target)
        _same(changed, moved.values())


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
        _keep_mode(place, new)
        _same([file])
        replaced = _put(new, place, old)
        # At once, before an editor takes ours for the newest, and again for one that was about to write.
        _unless_written(replaced, file, place, content)
        _to_disk(place.parent)
        _unless_written(replaced, file, place, content)


def _unless_written(replaced: Path | None, file: FileText, place: Path, content: bytes) -> None:
    """Raise ChangedError if what was replaced is not what was read, once it is in its place again."""
    if replaced is not None and replaced.read_bytes() != file.content:
        _put_back(replaced, place, content)
        raise _changed(file)


def _put(new: Path, place: Path, old: Path) -> Path | None:
    """Put a file in its place, and give the path of what it replaced, or None where the system cannot tell."""
    if _exchange(new, place):
        return new
    with suppress(OSError):
        os.link(place, old)
    new.replace(place)
    return old if old.exists() else None


def _put_back(theirs: Path, place: Path, ours: bytes) -> None:
    """Put what an editor wrote in its place again, unless it has written something newer there.

    What it wrote is lost only if it saves twice in the microseconds between, the second time on top of ours.
    """
    if place.read_bytes() != ours:
        return
    if not _exchange(theirs, place):
        theirs.replace(place)
    elif theirs.read_bytes() != ours:
        # Something newer came there just now.
        _exchange(theirs, place)


def _exchange(one: Path, other: Path) -> bool:
    """Let two files change places at once; False where the system cannot do that."""
    rename = _renameat2()
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _BOTH) == 0


@cache
def _renameat2() -> Callable[..., int] | None:
    """The call of Linux that exchanges two names; Python has none for it."""
    return getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None


def _to_disk(folder: Path) -> None:
    """Have the names in a folder on the disk; Windows has no such thing."""
    if os.name != "nt":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _keep_mode(place: Path, new: Path) -> None:
    """Give a file the permissions of the one whose place it takes, if there is one."""
    if place.exists():
        shutil.copymode(place, new)


def _same(files: Iterable[FileText], places: Iterable[Path] = ()) -> None:
    """Raise ChangedError if a file is not as it was read, or something stands where one is to be moved."""
    for path in places:
        if path.exists():
            raise ChangedError(f"{path.name} is there now; nothing was written, so choose another name")
    for file in files:
        try:
            now = file.path.read_bytes()
        except FileNotFoundError:
            now = b""
        if now != file.content:
            raise _changed(file)


def _changed(file: FileText) -> ChangedError:
    return ChangedError(f"{file.path.name} has changed since it was read; nothing was written, so try again")
