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


def _same(changed: Mapping[FileText, bytes]) -> None:
    for file in changed:
        try:
            now = file.path.read_bytes()
        except FileNotFoundError:
            now = b""
        if now != file.content:
            message = f"{file.path.name} has changed since it was read; nothing was written, so try again"
            raise ChangedError(message)
