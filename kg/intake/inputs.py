"""What people name on the command line → inputs: files, folders, patterns, addresses, standard input."""

from __future__ import annotations

import glob
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.files import UnreadableError, content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ADDRESS = re.compile(r"^https?://", re.IGNORECASE)
STANDARD_INPUT = "-"
MOST_BYTES = 200_000_000
# What lies in folders of pages and is none: what a browser saves beside a page, and what systems leave.
PARTS = re.compile(r"(?:_files|_Dateien|_fichiers|_archivos|\.assets)$")
NO_ARTICLES = frozenset({
    ".css", ".js", ".map", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".woff", ".woff2", ".ttf",
    ".eot", ".mp4", ".mp3", ".webm", ".avi", ".mov", ".wav", ".zip", ".gz", ".yaml", ".yml", ".py", ".db",
    ".sqlite", ".csv", ".tsv", ".xlsx", ".xls", ".ds_store", ".ini", ".lnk",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that was named, directly or as part of a folder: a path, an address, or `-` for standard input."""

    name: str

    @property
    def is_address(self) -> bool:
        """Whether it is to be fetched."""
        return bool(ADDRESS.match(self.name))

    @property
    def folder(self) -> Path | None:
        """The folder of a file, in which what references name may lie."""
        return None if self.is_address or self.name == STANDARD_INPUT else Path(self.name).parent

    def content(self) -> bytes:
        """The bytes of a file; raises UnreadableError."""
        return content_of(Path(self.name), MOST_BYTES)


def expanded(names: Sequence[str]) -> Iterator[Named]:
    """Everything that is named, files of folders in the order of their names, each once; pictures and the like not.

    A pattern that nothing matches is given as it is, so that reading it says that there is no such file.
    """
    seen: set[str] = set()
    for name in names:
        for each in _of(name):
            if each not in seen:
                seen.add(each)
                yield Named(each)


def _of(name: str) -> Iterator[str]:
    if ADDRESS.match(name) or name == STANDARD_INPUT:
        yield name
        return
    path = Path(name)
    if path.is_dir():
        yield from _files(path)
    elif not path.exists() and glob.has_magic(name):
        found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - a pattern may begin anywhere
        for each in found:
            yield from _files(Path(each)) if Path(each).is_dir() else (each,)
        if not found:
            yield name
    else:
        yield name


def _files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            if not PARTS.search(path.name):
                yield from _files(path)
        elif path.suffix.lower() not in NO_ARTICLES:
            yield str(path)


__all__ = ["ADDRESS", "STANDARD_INPUT", "Named", "UnreadableError", "expanded"]
