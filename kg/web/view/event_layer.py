"""What data sets of machine-coded events say of the page's actors, as the page's layers have it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.events.datasets import DatasetTension
    from kg.events.tension import EventContribution, EventExplanation

PLACES = 9
SCORES = ("a", "b", "tension", "low", "high", "hostile", "friendly", "mass", "clusters", "events", "thin")


class CodedData(TypedDict):
    """A data set with its dyads; each has its scores, its weightiest events as `top`, and the sum of the `others`.

    `events` is how many events these dyads have. Empty fields of an event are left out, and the page puts them back.
    """

    name: str
    at: str
    last_day: str
    scale: str
    cluster: str
    half_life: float
    events: int
    dyads: list[dict[str, Any]]


def coded_data(datasets: Sequence[DatasetTension], nodes: Collection[str]) -> list[CodedData]:
    """The data sets with dyads both of whose actors are on the page; data sets of the same name are numbered."""
    shown, found = frozenset(nodes), []
    for name, each in zip(_names(datasets), datasets, strict=True):
        dyads = [dyad for dyad in each.dyads if {dyad.tension.a, dyad.tension.b} <= shown]
        if dyads:
            found.append(_dataset(name, each, dyads))
    return found


def _names(datasets: Sequence[DatasetTension]) -> list[str]:
    """A name for each data set: its own, with the first free number if that is taken."""
    own, found = {each.dataset for each in datasets}, list[str]()
    for each in datasets:
        name, number = each.dataset, 1
        while name in found or (number > 1 and name in own):
            number += 1
            name = f"{each.dataset}-{number}"
        found.append(name)
    return found


def _dataset(name: str, each: DatasetTension, dyads: Sequence[EventExplanation]) -> CodedData:
    return CodedData(
        name=name,
        at=each.at.isoformat(),
        last_day=each.last_day.isoformat(),
        scale=each.scale,
        cluster=each.cluster,
        half_life=each.half_life,
        events=sum(dyad.tension.events for dyad in dyads),
        dyads=[_dyad(dyad) for dyad in dyads],
    )


def _dyad(found: EventExplanation) -> dict[str, Any]:
    scores = {name: _rounded(getattr(found.tension, name)) for name in SCORES}
    top = [_event(part) for part in found.contributions]
    return {**scores, "others": found.others, "rest": _rounded(found.rest), "top": top}


def _event(part: EventContribution) -> dict[str, Any]:
    values = asdict(part) | {"day": part.day.isoformat()}
    return {name: _rounded(value) for name, value in values.items() if value != ""}


def _rounded(value: Any) -> Any:
    return round(value, PLACES) + 0.0 if isinstance(value, float) else value
