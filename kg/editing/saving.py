"""Changed files take the places of the old ones: all of them or none, and only if nobody changed these meanwhile."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from kg.publication import publishing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.editing.text import FileText


class ChangedError(Exception):
    """A file is not what it was when the change was planned; the message names it, and nothing was written."""


def save(sources: Path, changed: Mapping[FileText, bytes], moved: Mapping[FileText, Path] | None = None) -> None:
    """Write these contents in place of what was read, in the folder of sources; what is `moved` gets another path.

    Links within the folder are followed, and permissions kept. A process that is killed leaves all of the files as they
    were, or all to be as they are to be, which whoever reads the sources next brings to its end. Raises ChangedError if
    a file has changed since it was read, BusyError if somebody else is writing there, OSError if the system refuses it.
    """
    moved = moved or {}
    _same(changed, moved)
    folder = sources.resolve()
    gone = [file.path.relative_to(sources).as_posix() for file in moved]
    with publishing(sources, gone=gone, within=True) as new:
        for file, content in changed.items():
            place = file.path.resolve()
            to = moved.get(file)
            target = new / (place.relative_to(folder) if to is None else to.relative_to(sources))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            shutil.copymode(place, target)
        _same(changed, moved)


def _same(changed: Mapping[FileText, bytes], moved: Mapping[FileText, Path]) -> None:
    for path in moved.values():
        if path.exists():
            message = f"{path.name} is there now; nothing was written, so choose another name"
            raise ChangedError(message)
    for file in changed:
        try:
            now = file.path.read_bytes()
        except FileNotFoundError:
            now = b""
        if now != file.content:
            message = f"{file.path.name} has changed since it was read; nothing was written, so try again"
            raise ChangedError(message)
