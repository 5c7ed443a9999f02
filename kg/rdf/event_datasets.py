"""What data sets of machine-coded events say of two actors, as the graph of what was computed has it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from math import fsum, isfinite
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model.vocabulary import DATA, KG, PREFIXES, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.rdf.store import Store

    Values = Mapping[str, list[str]]

ACTOR = f"{DATA}actor/"
SOURCE, TITLE = PREFIXES["dct"] + "source", PREFIXES["dct"] + "title"


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event of a data set: on which day who acted on whom, what the code means, who reported it, what it adds."""

    day: date
    source: str
    target: str
    code: str
    text: str
    outlet: str
    address: str
    share: float


@dataclass(frozen=True, slots=True)
class CodedTension:
    """A dyad by one data set, with the events that weigh most, largest first; `iris` are those of both."""

    iris: tuple[str, str]
    dataset: str
    scale: str
    at: date
    tension: float
    low: float
    high: float
    hostile: float
    friendly: float
    events: int
    largest: tuple[CodedEvent, ...]

    @property
    def others(self) -> int:
        """How many events are not among the largest."""
        return max(0, self.events - len(self.largest))

    @property
    def rest(self) -> float:
        """What the others add together."""
        return self.tension - fsum(event.share for event in self.largest) if self.others else 0.0


def coded_tensions(store: Store) -> dict[tuple[str, str], tuple[CodedTension, ...]]:
    """What each data set says of two actors (a < b), by the names of the data sets; what is incomplete is left out."""
    found: dict[tuple[str, str], list[CodedTension]] = defaultdict(list)
    for source in _subjects(store, RDF_TYPE, KG + "EventDataset"):
        about = _values(store, source)
        for node in _subjects(store, SOURCE, source):
            values = _values(store, node)
            try:
                a, b = sorted(iri.removeprefix(ACTOR) for iri in values[KG + "between"])
                tension = _tension(store, node, source, values, about)
            except (KeyError, ValueError):
                continue
            found[a, b].append(tension)
    return {dyad: tuple(sorted(each, key=lambda one: one.iris)) for dyad, each in sorted(found.items())}


def _tension(store: Store, node: str, source: str, values: Values, about: Values) -> CodedTension:
    events = [_event(_values(store, part)) for part in values.get(KG + "contribution", ())]
    return CodedTension(
        iris=(node, source),
        dataset=about[TITLE][0],
        scale=_text(about, "eventScale"),
        at=date.fromisoformat(values[KG + "asOf"][0]),
        **{name: _number(values, name) for name in ("tension", "low", "high", "hostile", "friendly")},
        events=int(values[KG + "eventCount"][0]),
        largest=tuple(sorted(events, key=lambda event: (-abs(event.share), event.day, event.text))),
    )


def _event(values: Values) -> CodedEvent:
    return CodedEvent(
        day=date.fromisoformat(values[KG + "date"][0]),
        source=_text(values, "actedBy"),
        target=_text(values, "actedOn"),
        code=_text(values, "eventCode"),
        text=_text(values, "eventText"),
        outlet=_text(values, "outlet"),
        address=_text(values, "reportAddress"),
        share=_number(values, "share"),
    )


def _number(values: Values, name: str) -> float:
    number = float(values[KG + name][0])
    if not isfinite(number):
        raise ValueError(name)
    return number


def _text(values: Values, name: str) -> str:
    return values.get(KG + name, [""])[0]


def _subjects(store: Store, predicate: str, value: str) -> Iterator[str]:
    quads = store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(value), None)
    yield from sorted({quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)})


def _values(store: Store, node: str) -> Values:
    """The values of a node's properties, sorted, as text."""
    found: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads_for_pattern(ox.NamedNode(node), None, None, None):
        if not isinstance(quad.object, ox.Triple):
            found[quad.predicate.value].append(quad.object.value)
    return {name: sorted(texts) for name, texts in found.items()}
