"""The tension of every dyad: two SPARQL queries over the Dataset, then the formula."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, Any, TypeAlias

from benchmarks.plain.terms import ID, KG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rdflib import Dataset

TAU, SIGMA, PRIOR, HALF_LIFE, Z = 0.25, 0.45, 0.5, 180.0, 1.645
ENOUGH = 3
POLARITIES = ("Affirmed", "Denied")

QUERY = """
SELECT * WHERE {
    ?claim a kg:Claim ; kg:mode kg:Reported ; kg:polarity kg:Affirmed ; kg:content ?content .
    %s
    ?claim kg:claimant ?claimant ; kg:certainty ?certainty ; kg:evidence ?evidence .
    ?evidence oa:hasSource ?article .
    ?certainty kg:defaultProbability ?default .
    ?article kg:reliability ?grade .
    ?grade kg:defaultReliability ?reliability .
    OPTIONAL { ?article kg:latest ?published }
    OPTIONAL { ?%s kg:latest ?latest }
    OPTIONAL { ?claim kg:hedge ?hedge . ?hedge kg:lower ?lower ; kg:upper ?upper }
    BIND ("%s" AS ?kind)
}"""
STANCES = QUERY % ("?content kg:holder ?from ; kg:target ?to ; kg:position ?number .", "claim", "stance")
EVENTS = QUERY % ("?content kg:initiator ?from ; kg:recipient ?to ; kg:goldstein ?number .", "content", "event")
DAYS = "SELECT ?day WHERE { ?article a kg:Article ; kg:latest ?day }"
SAID = "SELECT ?content WHERE { ?claim kg:content ?content ; kg:polarity kg:%s }"

Dyad: TypeAlias = tuple[str, str]


@dataclass
class Item:
    """One claim that counts for a dyad."""

    intensity: float
    probability: float
    weight: float
    contested: bool
    claimants: set[str] = field(default_factory=set)


def tensions(dataset: Dataset) -> dict[Dyad, dict[str, Any]]:
    """The columns of the table by dyad (first slug < second), most tense first."""
    affirmed, denied = ({row.content for row in _asked(dataset, SAID % said)} for said in POLARITIES)
    contested = affirmed & denied
    acts_for = {str(person): str(state) for person, state in dataset.subject_objects(KG.actsFor)}
    at = max(row.day.toPython() for row in _asked(dataset, DAYS))
    found: dict[Dyad, dict[str, Item]] = defaultdict(dict)
    for row in (*_asked(dataset, STANCES), *_asked(dataset, EVENTS)):
        day = _day(row)
        first, second = _party(row["from"], acts_for), _party(row.to, acts_for)
        if day is None or day > at or not (first and second) or first == second:
            continue
        items = found[min(first, second), max(first, second)]
        if str(row.claim) not in items:
            weight = float(row.reliability) * 2 ** (-(at - day).days / HALF_LIFE)
            items[str(row.claim)] = Item(_intensity(row), _probability(row), weight, row.content in contested)
        items[str(row.claim)].claimants.add(_slug(row.claimant))
    rows = {dyad: _row(list(items.values()), at) for dyad, items in found.items()}
    return dict(sorted(rows.items(), key=lambda row: (-row[1]["tension"], row[0])))


def _asked(dataset: Dataset, query: str) -> list[Any]:
    return list(dataset.query(query, initNs=PREFIXES))


def _slug(node: object) -> str:
    return str(node).removeprefix(ID).partition("/")[2]


def _party(node: object, acts_for: dict[str, str]) -> str | None:
    """For whom an actor stands in the end; None for what is no actor."""
    found = str(node)
    if not found.startswith(f"{ID}actor/"):
        return None
    while found in acts_for:
        found = acts_for[found]
    return _slug(found)


def _day(row: Any) -> date | None:
    """The day from which a claim ages; an event's is never later than the article's."""
    days: list[date] = [day.toPython() for day in (row.latest, row.published) if day is not None]
    if not days:
        return None
    return min(days) if row.kind.toPython() == "event" else days[0]


def _intensity(row: Any) -> float:
    number = float(row.number)
    return number / 10 if row.kind.toPython() == "event" else number


def _probability(row: Any) -> float:
    if row["lower"] is None or row["upper"] is None:
        return float(row.default)
    return float((row["lower"].toPython() + row["upper"].toPython()) / 2)


def _row(items: list[Item], at: date) -> dict[str, Any]:
    """All columns for the items of one dyad."""
    shares, masses = _shares(items)
    free = [item for item in items if not item.contested]
    tension = fsum(shares)
    error = (PRIOR**-2 + sum(map(_precision, masses.values()))) ** -0.5
    return {
        "at": at.isoformat(),
        "tension": tension,
        "low": tension - Z * error,
        "high": tension + Z * error,
        "hostile": fsum(share for share in shares if share > 0),
        "friendly": -fsum(share for share in shares if share < 0),
        "mass": fsum(masses.values()),
        "clusters": len(masses),
        "claims": len(items),
        "thin": len(masses) < ENOUGH,
        "tension_without_contested": fsum(_shares(free)[0]),
    }


def _shares(items: Iterable[Item]) -> tuple[list[float], dict[str, float]]:
    """What each item adds to the tension, and the mass of each cluster of claimants."""
    clustered = [(" ".join(sorted(item.claimants)), item) for item in items]
    masses: dict[str, float] = defaultdict(float)
    for cluster, item in clustered:
        masses[cluster] += item.weight * item.probability
    total = PRIOR**-2 + sum(map(_precision, masses.values()))
    return [
        -_precision(masses[c]) / masses[c] * i.weight * i.probability * i.intensity / total for c, i in clustered
    ], masses


def _precision(mass: float) -> float:
    return 1 / (TAU**2 + SIGMA**2 / mass)
