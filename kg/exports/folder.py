"""The folder of outputs: written beside the last build, and put in its place only when it is complete."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping


def publish(
    out: Path,
    files: Mapping[str, bytes],
    folders: Mapping[str, Callable[[Path], None]],
    *,
    gone: Collection[str] = (),
) -> None:
    """Write files, and folders by functions that fill a path, so that `out` holds the old build or the new one whole.

    Everything is written into a folder beside its place and renamed; should a rename fail, those before it are taken
    back. `gone` names files of an earlier build that this one lacks, which are removed; other files in `out` stay.
    Raises OSError if the disk or the permissions do not allow it.
    """
    out.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
    try:
        new = staging / "new"
        new.mkdir()
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        for name, fill in folders.items():
            fill(new / name)
        _exchange(new, staging / "old", out, gone)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _exchange(new: Path, old: Path, out: Path, gone: Collection[str]) -> None:
    """Move the old entries away and the new ones in; undo all of it if one of them cannot be moved."""
    old.mkdir()
    moved: list[tuple[Path, Path]] = []
    try:
        for entry in sorted(new.iterdir()):
            place = out / entry.name
            if place.exists() or place.is_symlink():
                _move(place, old / entry.name, moved)
            _move(entry, place, moved)
        for name in sorted(gone):
            if (out / name).exists():
                _move(out / name, old / name, moved)
    except BaseException:
        for source, target in reversed(moved):
            os.replace(target, source)  # noqa: PTH105 - the pair reads as a move back
        raise


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    source.replace(target)
    moved.append((source, target))
