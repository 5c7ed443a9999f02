"""What was made before, kept by the hash of what it was made from: in memory, and in a folder that may vanish.

The folder is one of the user's own and never part of a project: what comes with a project from somebody else must not
stand in for what its sources say. Whatever is damaged, of another version, or cannot be written there is as if it had
never been kept.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import re
import shutil
import sys
import tempfile
import zlib
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import platformdirs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Kept = TypeVar("Kept")

# Where the folder is to be, instead of where the system has such folders; empty for none.
VARIABLE = "KG_CACHE"
# So many times what the last run used may lie in a folder before the oldest is removed.
MOST_TIMES = 3
FEWEST = 64
# So many projects have a folder, so that those that are gone do not stay for ever.
MOST_PROJECTS = 64
# Of these files the program is: its modules, and the facts that they read.
PARTS = (".py", ".yaml", ".json", ".ttl")
# What reading damaged pickles may raise.
DAMAGED = (ArithmeticError, AttributeError, EOFError, ImportError, LookupError, TypeError, ValueError)
# Sweeps after which what nobody asks for is forgotten; a build sweeps twice.
SWEEPS = 4
LEVEL = 1
FOLDER = re.compile("[0-9a-f]{32}")
PLAIN: frozenset[type] = frozenset({Decimal, date, frozenset, set})
# What makes records of what they were packed into.
MAKERS = frozenset({("kg.model.records", "unpacked")})


class Cache:
    """Keeps values by keys: in memory where `stays` is set, and in `folder`, if there is one, for the next process.

    `stays` is for a process that does its work again and again; one that does it once would hold for nothing what it
    has written into files. A value must not be changed by whoever gets it. Values in the folder are plain data and
    frozen records.
    """

    def __init__(self, folder: Path | None = None, *, stays: bool = True) -> None:
        self.folder, self.stays = folder, stays
        self._values: dict[str, Any] = {}
        self._used: set[str] = set()
        self._idle: dict[str, int] = {}

    def get(self, key: str, make: Callable[[], Kept]) -> Kept:
        """The value that was kept by this key, or else what `make` gives, which is kept from now on."""
        kept = self._kept(key)
        if kept is None:
            kept = (make(),)
            self._keep(key, kept)
        value: Kept = kept[0]
        return value

    def get_each(self, keys: Mapping[str, str], make: Callable[[set[str]], Mapping[str, Kept]]) -> dict[str, Kept]:
        """What was kept for each name by its key; `make` gives at once what is missing, by name, if anything is."""
        there = {name: kept for name, key in keys.items() if (kept := self._kept(key)) is not None}
        if missing := keys.keys() - there.keys():
            for name, value in make(missing).items():
                there[name] = (value,)
                self._keep(keys[name], there[name])
        return {name: there[name][0] for name in keys}

    def recall(self, key: str, make: Callable[[], Kept]) -> Kept:
        """The same in memory alone, for what is large, or no plain data."""
        self._used.add(key)
        if key in self._values:
            value: Kept = self._values[key]
            return value
        made = make()
        if self.stays:
            self._values[key] = made
        return made

    def sweep(self) -> None:
        """Forget what nobody has asked for over some sweeps; of the folder, if much has gathered there, the oldest."""
        used, self._used = self._used, set()
        self._idle = {key: 0 if key in used else self._idle.get(key, 0) + 1 for key in self._values}
        self._values = {key: value for key, value in self._values.items() if self._idle[key] < SWEEPS}
        if self.folder is None:
            return
        with suppress(OSError):
            files = list(self.folder.iterdir())
            if len(files) > max(FEWEST, MOST_TIMES * len(used)):
                idle = sorted((path.stat().st_mtime_ns, path) for path in files if path.name not in used)
                for _, path in idle[: len(files) - len(used)]:
                    path.unlink(missing_ok=True)
            others = sorted((path.stat().st_mtime_ns, path) for path in self.folder.parent.iterdir() if _is_ours(path))
            for _, path in others[:-MOST_PROJECTS]:
                shutil.rmtree(path, ignore_errors=True)

    def _kept(self, key: str) -> tuple[Any] | None:
        self._used.add(key)
        if key in self._values:
            return (self._values[key],)
        kept = self._read(key)
        if kept is not None and self.stays:
            self._values[key] = kept[0]
        return kept

    def _keep(self, key: str, kept: tuple[Any]) -> None:
        if self.stays:
            self._values[key] = kept[0]
        self._write(key, kept)

    def _read(self, key: str) -> tuple[Any] | None:
        if self.folder is None:
            return None
        try:
            content = (self.folder / key).read_bytes()
            digest, packed = content[:32], content[32:]
            if hashlib.sha256(packed).digest() != digest:
                return None
            return (_Unpickler(io.BytesIO(zlib.decompress(packed))).load(),)
        except (OSError, zlib.error, pickle.UnpicklingError, *DAMAGED):
            return None

    def _write(self, key: str, kept: tuple[Any]) -> None:
        if self.folder is None:
            return
        packed = zlib.compress(pickle.dumps(kept[0], protocol=5), LEVEL)
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            number, name = tempfile.mkstemp(dir=self.folder, prefix=".")
            with os.fdopen(number, "wb") as file:
                file.write(hashlib.sha256(packed).digest() + packed)
            Path(name).replace(self.folder / key)


class Pieces:
    """What is made again and again of the articles of a project, each piece kept by what it was made from.

    `keys` has by article the hash of all that pieces may say of it; where there is none, all is made anew.
    """

    def __init__(self, cache: Cache | None = None, keys: Mapping[str, str] | None = None) -> None:
        self.cache = cache or Cache(stays=False)
        self.keys = keys or {}

    def get(self, kind: str, article: str, make: Callable[[], Kept]) -> Kept:
        """The piece of a kind of an article; `kind` names all else on which it depends. Nobody may change it."""
        key = self.keys.get(article)
        return self.cache.recall(key_of("piece", kind, key), make) if key else make()

    def also(self, *given: str) -> Pieces:
        """Pieces that depend on more."""
        return Pieces(self.cache, {slug: key_of(key, *given) for slug, key in self.keys.items()})


ANEW = Pieces()


def _is_ours(path: Path) -> bool:
    """Whether a folder is one of a project, by its name, so that nothing else beside it is ever removed."""
    return FOLDER.fullmatch(path.name) is not None and path.is_dir() and not path.is_symlink()


class _Unpickler(pickle.Unpickler):
    """Reads plain data and records of this package, and calls nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.startswith("kg.") or module in _PLAIN_MODULES else None
        is_record = isinstance(found, type) and (is_dataclass(found) or hasattr(found, "__pydantic_fields__"))
        if is_record or found in PLAIN or (module, name) in MAKERS:
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


_PLAIN_MODULES = frozenset(kind.__module__ for kind in PLAIN)


def of_project(root: Path, *, stays: bool = False) -> Cache:
    """The cache of the project in a folder, with a folder of its own for the next process."""
    given = os.environ.get(VARIABLE)
    if given == "":
        return Cache(stays=stays)
    base = Path(given) if given else platformdirs.user_cache_path("detente", appauthor=False)
    # Of every version of the program the same, so that what another has kept is swept in time.
    return Cache(base / hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:32], stays=stays)


def key_of(*parts: str | bytes) -> str:
    """A key for what is made from some texts and bytes by this version of the program."""
    contents = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    sizes = b"".join(len(content).to_bytes(8, "big") for content in contents)
    digest = hashlib.sha256(_version())
    digest.update(len(contents).to_bytes(8, "big") + sizes)
    digest.update(b"".join(contents))
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _version() -> bytes:
    """The hash of what the program is: its files by name, size and time of change, its libraries, and Python."""
    # By the folders that name each package with its version; the time of the folder around them changes as it is used.
    libraries = Path(platformdirs.__file__).parents[1]
    packages = sorted(path.name for path in libraries.iterdir() if path.suffix == ".dist-info")
    digest = hashlib.sha256(f"{sys.version} {libraries} {packages}".encode())
    folder = str(Path(__file__).parent)
    for entry in _parts(folder):
        status = entry.stat()
        digest.update(f"{entry.path[len(folder) :]} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.digest()


def _parts(folder: str) -> Iterator[os.DirEntry[str]]:
    """The files that the program is made of, in an order that stays."""
    with os.scandir(folder) as found:  # a third of what `Path.rglob` takes, and every command waits for it
        entries = sorted(found, key=attrgetter("name"))
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _parts(entry.path)
        elif entry.name.endswith(PARTS):
            yield entry
