"""A build as it is read: its graph and its `build.json`, which belong together."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from kg.model.records import GraphError
from kg.publication import in_exchange, settle
from kg.rdf import store

if TYPE_CHECKING:
    from pathlib import Path

STORE = "store"
MANIFEST = "build.json"
# How long a build may take to put what it published at its place; it moves some twenty names.
WAIT = 10.0
ASK_AGAIN = 0.05


class NotBuiltError(GraphError):
    """The project has not been built; the message says how."""


def manifest(out: Path) -> dict[str, Any]:
    """What `build.json` says of the build in a folder, empty if there is none; raises GraphError if it is damaged."""
    _settle(out)
    file = out / MANIFEST
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (ValueError, RecursionError, OSError):
        found = None
    if not is_sound(found):
        raise GraphError(f"{file} is damaged; run `kg build` again")
    sound: dict[str, Any] = found
    return sound


def is_sound(made: Any) -> bool:
    """Whether what was read as `build.json` has the form that a build gives it, so that it can be relied on."""
    if not isinstance(made, dict) or not isinstance(made.get("dataset", ""), str):
        return False
    of_texts = all(_is_mapping(made.get(name, {}), str) for name in ("inputs", "outputs"))
    return of_texts and _is_mapping(made.get("counts", {}), int)


def _is_mapping(given: Any, kind: type) -> bool:
    return isinstance(given, dict) and all(isinstance(value, kind) for value in given.values())


def open_build(out: Path) -> store.Store:
    """The graph of the build in a folder, read-only, also while another build takes its place.

    Raises NotBuiltError if there is none, GraphError if it is damaged or not the one of which `build.json` speaks.
    """
    until = time.monotonic() + WAIT
    while True:
        before = _identity(out / STORE)
        try:
            return _opened(out, manifest(out))
        except GraphError:
            # Another build may be taking the place of the one that was just opened.
            if not (in_exchange(out) or _identity(out / STORE) != before) or time.monotonic() >= until:
                raise
            time.sleep(ASK_AGAIN)


def _opened(out: Path, made: dict[str, Any]) -> store.Store:
    folder = out / STORE
    if not folder.is_dir():
        raise NotBuiltError(f"there is no built graph in {out}; run `kg build` first")
    opened = store.open_store(folder)
    if made and store.dataset_of(folder) != made.get("dataset"):
        raise GraphError(f"{folder} is not the graph of which {out / MANIFEST} speaks; run `kg build` again")
    return opened


def _identity(folder: Path) -> tuple[int, int, int] | None:
    """What tells a folder from another that stands there later."""
    try:
        stat = folder.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino, stat.st_ctime_ns


def _settle(out: Path) -> None:
    try:
        settle(out, wait=WAIT)
    except OSError as error:
        raise GraphError(
            f"{out}: a build was cut short and cannot be finished: {(error.strerror or str(error)).lower()}; "
            "run `kg build` again"
        ) from None
