"""What can be read of an entry that has mistakes, so that they hide no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from kg.sources.entries import path_of
from kg.sources.yaml import plain

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from kg.model.records import Node
    from kg.sources.schema import AnyEntry, Entry

# Stands for a value that is needed and cannot be read, until the entry is otherwise whole: word, slug, date and number.
STAND_IN = "0"
# Every round mends all mistakes that are seen; what stood behind them is seen in the next.
ROUNDS = 8

Path = tuple[str | int, ...]


def readable_part(schema: type[AnyEntry], node: Node) -> AnyEntry | None:
    """The entry that a node stands for, with None for what is needed and cannot be read, and without what else cannot.

    None where the node is no mapping.
    """
    data = plain(node)
    if not isinstance(data, dict):
        return None
    needed: set[Path] = set()
    for _ in range(ROUNDS):
        try:
            entry = schema.model_validate(data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                _mend(data, path_of(detail["loc"]), detail, needed)
        else:
            for path in needed:
                entry = _without(entry, path)
            return entry
    return None


def _mend(data: dict[str, Any], path: Path, detail: ErrorDetails, needed: set[Path]) -> None:
    """Take out what a mistake is about, or put something there if it is missing."""
    # A list with one wrong item is left out whole, so that the places of the others stay true.
    while path and isinstance(path[-1], int):
        path = path[:-1]
    outer = _inner(data, path[:-1])
    if not path or not isinstance(outer, dict):
        return
    key = str(path[-1])
    if path in needed and detail["type"] == "literal_error":
        outer[key] = str(detail["ctx"]["expected"]).split("'")[1]
    elif detail["type"] == "missing":
        outer[key] = STAND_IN
        needed.add(path)
    else:
        outer.pop(key, None)


def _inner(data: Any, path: Path) -> Any:
    """The value under a path; where a list may be written as its only item, step 0 stays at that item."""
    for step in path:
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif isinstance(data, dict) and step != 0:
            data = data.get(str(step))
    return data


def _without(value: Any, path: Path) -> Any:
    """An entry, or a list of them, with None under a path."""
    if not path:
        return None
    if isinstance(value, list):
        return [_without(item, path[1:]) if index == path[0] else item for index, item in enumerate(value)]
    name = str(path[0]).replace("-", "_")
    entry: Entry = value
    return entry.model_copy(update={name: _without(getattr(entry, name), path[1:])})
