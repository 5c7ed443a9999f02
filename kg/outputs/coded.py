"""What data sets of machine-coded events say of the page's actors, as the page's layer has it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.events.beside import DatasetTension
    from kg.events.tension import EventContribution, EventExplanation

PLACES = 9
SCORES = ("a", "b", "tension", "low", "high", "hostile", "friendly", "mass", "clusters", "events", "thin")


class CodedData(TypedDict):
    """A data set with its dyads; each has its scores, its weightiest events as `top`, and what the `others` come to."""

    name: str
    at: str
    last_day: str
    scale: str
    cluster: str
    half_life: float
    dyads: list[dict[str, Any]]


def coded_data(datasets: Sequence[DatasetTension], nodes: Collection[str]) -> list[CodedData]:
    """The data sets that have dyads both of whose actors are on the page; a second one of a name is numbered."""
    names = [each.dataset for each in datasets]
    found = [
        CodedData(
            name=each.dataset if names.index(each.dataset) == place else f"{each.dataset}-{place + 1}",
            at=each.at.isoformat(),
            last_day=each.last_day.isoformat(),
            scale=each.scale,
            cluster=each.cluster,
            half_life=each.half_life,
            dyads=[_dyad(found) for found in each.dyads if {found.tension.a, found.tension.b} <= set(nodes)],
        )
        for place, each in enumerate(datasets)
    ]
    return [each for each in found if each["dyads"]]


def _dyad(found: EventExplanation) -> dict[str, Any]:
    scores = {name: _rounded(getattr(found.tension, name)) for name in SCORES}
    top = [_event(part) for part in found.contributions]
    return {**scores, "others": found.others, "rest": _rounded(found.rest), "top": top}


def _event(part: EventContribution) -> dict[str, Any]:
    return {name: _rounded(value) for name, value in asdict(part).items()} | {"day": part.day.isoformat()}


def _rounded(value: Any) -> Any:
    return round(value, PLACES) + 0.0 if isinstance(value, float) else value
