"""The build that is served, and whether another has taken its place."""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from kg.publication import BusyError, in_exchange, settle
from kg.rdf.build import MANIFEST, STORE, is_sound
from kg.rdf.store import dataset_of

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOK_EVERY = 0.2


class NotBuiltError(ValueError):
    """There is nothing to serve; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Build:
    """One build: where its store is, the hash of its dataset, its files by name with their hashes, its counts."""

    store: Path
    identity: str
    dataset: str
    out: Path
    outputs: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


def identity_of(store: Path) -> str:
    """What tells this store from another that stands there later; raises OSError if there is none."""
    stat = _status_of(str(store))
    return f"{stat.st_dev}-{stat.st_ino}-{stat.st_mtime_ns}-{stat.st_ctime_ns}-{stat.st_size}"


def _status_of(store: str) -> os.stat_result:
    try:
        return os.stat(f"{store}/CURRENT")  # noqa: PTH116 - asked for with every request, and this is the quick way
    except NotADirectoryError:
        return os.stat(store)  # noqa: PTH116


def is_there(build: Build) -> bool:
    """Whether the store of a build is still the one at its place."""
    try:
        return identity_of(build.store) == build.identity
    except OSError:
        return False


def read_build(root: Path, out: Path) -> Build:
    """The build that is there now; raises NotBuiltError if there is none, or only half of one."""
    if root.is_file():
        dataset = hashlib.sha256(root.read_bytes()).hexdigest()
        return Build(root, identity_of(root), dataset, out)
    store = out / STORE
    try:
        settle(out, wait=0)
        identity = identity_of(store)
        made = _sound(json.loads((out / MANIFEST).read_bytes()))
        dataset, outputs, counts = made["dataset"], made.get("outputs", {}), made.get("counts", {})
        belongs = dataset_of(store) == dataset
        steady = identity_of(store) == identity and not in_exchange(out)
    except FileNotFoundError:
        raise NotBuiltError(f"there is no built graph in {out}; run `kg build` first") from None
    except BusyError:
        steady = False
    except (ValueError, RecursionError, OSError):
        raise NotBuiltError(f"{out / MANIFEST} is damaged; run `kg build` again") from None
    if not steady:
        raise NotBuiltError(f"{out} is being built anew")
    if not belongs:
        raise NotBuiltError(f"{store} is not the graph of which {out / MANIFEST} speaks; run `kg build` again")
    return Build(store, identity, dataset, out, {n: h for n, h in outputs.items() if _is_plain(n)}, counts)


def _sound(made: Any) -> dict[str, Any]:
    """What `build.json` says, if it is what a build writes; raises ValueError if it is not."""
    if not is_sound(made) or not isinstance(made.get("dataset"), str):
        raise ValueError(MANIFEST)
    found: dict[str, Any] = made
    return found


class Watch:
    """Looks, but not all the time, whether another build stands where this one stood."""

    def __init__(self, root: Path, out: Path, first: Build) -> None:
        self.root, self.out, self.last, self.looked = root, out, first, time.monotonic()

    def look(self, *, now: bool = False) -> Build | None:
        """The new build, once it is whole; None where nothing has changed since it was last said."""
        if not now and time.monotonic() - self.looked < LOOK_EVERY:
            return None
        self.looked = time.monotonic()
        try:
            if is_there(self.last):
                return None
            self.last = read_build(self.root, self.out)
        except (OSError, NotBuiltError):
            return None
        return self.last


def _is_plain(name: str) -> bool:
    """Whether a name leads to a file below the folder and nowhere else."""
    path = PurePosixPath(name)
    plain = not path.is_absolute() and path.as_posix() == name and "\\" not in name and name.isprintable()
    return plain and path.parts[:1] != (STORE,) and not any(part.startswith(".") for part in path.parts)
