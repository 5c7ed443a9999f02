"""What a data set of events says of a project's actors, shown beside what its articles say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from kg.events.calendar import day_number
from kg.events.engines import open_engine
from kg.events.problems import StoreError
from kg.events.scores import scores
from kg.events.specification import Specification
from kg.events.store import open_store, reading
from kg.events.tension import explain, ranked, tension_of
from kg.measure.formula import Parameters

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from pathlib import Path

    from kg.events.engines import Engine
    from kg.events.store import Store
    from kg.events.tension import EventExplanation
    from kg.measure.lens import Level

SHOWN = 10


@dataclass(frozen=True, slots=True)
class DatasetTension:
    """The dyads among some actors by one data set on a day, most tense first, each with its weightiest events.

    `scale` and `cluster` are those of the specification; the data set's events run from `first_day` to `last_day`.
    """

    dataset: str
    at: date
    first_day: date
    last_day: date
    scale: str
    cluster: str
    half_life: float
    dyads: tuple[EventExplanation, ...]


def of_stores(
    folders: Sequence[Path],
    actors: Collection[str],
    *,
    at: date,
    parameters: Parameters | None = None,
    level: Level = "state",
    most: int = SHOWN,
) -> tuple[DatasetTension, ...]:
    """What the stores in some folders say of the dyads among some actors up to a day, each on its own scale.

    Raises StoreError if there is no store or two have one name, EngineError if DuckDB is not installed.
    """
    engine = open_engine()
    stores = [open_store(folder) for folder in folders]
    for place, store in enumerate(stores):
        if store.dataset in {other.dataset for other in stores[:place]}:
            raise StoreError(
                f"{store.folder}: holds {store.dataset}, as another does; import one with a --name of its own"
            )

    def ask(store: Store) -> DatasetTension:
        scale = store.column(store.own_scale())
        chosen = Specification(scale, level, parameters=parameters or Parameters())
        with engine.errors_named():
            return among_actors(store, chosen, engine, actors, at=at, most=most)

    return tuple(reading(store.folder, ask) for store in stores)


def among_actors(
    store: Store, specification: Specification, engine: Engine, actors: Collection[str], *, at: date, most: int = SHOWN
) -> DatasetTension:
    """What a store says of the dyads among some actors up to a day, with at most so many events each."""
    found = store.sums(specification, day_number(at), engine)
    dyads: list[EventExplanation] = []
    if found is not None:
        names = sorted(actors)
        ours = found.filter(nw.col("a").is_in(names), nw.col("b").is_in(names))
        for dyad in ranked([tension_of(row, at) for row in engine.rows(scores(ours, specification))]):
            explained = explain(store, specification, engine, (dyad.a, dyad.b), at=at, most=most)
            assert explained is not None
            dyads.append(explained)
    return DatasetTension(
        store.dataset,
        at,
        store.first_day,
        store.last_day,
        specification.scale.replace("_", "-"),
        specification.cluster,
        specification.parameters.half_life,
        tuple(dyads),
    )
