"""The actors of a store by the names that people give them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from kg.events.countries import folded

if TYPE_CHECKING:
    from kg.events.engines import Engine
    from kg.events.store import Store

ENDS = ("source", "target")


def actors_called(store: Store, engine: Engine, name: str) -> list[str]:
    """The actors of this name in any case, and those told apart only by the country in brackets behind it."""
    wanted = name.lower()
    own = nw.col("name").str.to_lowercase()
    found = _names(engine, _actors(store, engine).filter((own == wanted) | own.str.starts_with(f"{wanted} (")))
    return [name] if name in found else found


def actors_near(store: Store, engine: Engine, name: str, most: int = 3) -> list[str]:
    """The actors whose names contain this, whatever the accents, shortest first; else those that look like it."""
    known = {folded(each): each for each in _names(engine, _actors(store, engine))}
    wanted = folded(name)
    within = sorted((each for each in known if wanted and wanted in each), key=lambda each: (len(each), each))
    return [known[each] for each in within[:most] or get_close_matches(wanted, known, n=most)]


def _actors(store: Store, engine: Engine) -> nw.LazyFrame[Any]:
    events = store.events(engine)
    assert events is not None
    return nw.concat([events.select(name=nw.col(end)) for end in ENDS]).filter(~nw.col("name").is_null()).unique()


def _names(engine: Engine, actors: nw.LazyFrame[Any]) -> list[str]:
    return sorted(row["name"] for row in engine.rows(actors))
