"""The tension of every dyad: four SPARQL queries over the Dataset, then the formula."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import fsum
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, TypeAlias

from benchmarks.plain.terms import ID, KG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rdflib import Dataset

TAU, SIGMA, PRIOR, Z = 0.25, 0.45, 0.5, 1.645
HALF_LIVES = {"stance": 730.0, "event": 180.0}
OVER_ISSUES = 0.5
ENOUGH, ENOUGH_ARTICLES = 3, 2
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
    OPTIONAL { ?claim kg:latest ?said }
    OPTIONAL { ?content kg:latest ?held }
    OPTIONAL { ?claim kg:hedge ?hedge . ?hedge kg:lower ?lower ; kg:upper ?upper }
    BIND ("%s" AS ?kind)
    BIND (%s AS ?sign)
}"""
HELD = "?content kg:holder ?from ; kg:position ?number ; kg:target"
STANCES = QUERY % (f"{HELD} ?to .", "stance", "1")
EVENTS = QUERY % ("?content kg:initiator ?from ; kg:recipient ?to ; kg:goldstein ?number .", "event", "1")
DIRECTED = QUERY % (f"{HELD} ?issue . ?issue kg:directedAt ?to .", "stance", "-1")
PURSUED = QUERY % (f"{HELD} ?issue . ?issue kg:pursuit ?pursuit . ?pursuit kg:pursuer ?to .", "stance", "1")
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
    article: str
    over: bool
    claimants: set[str] = field(default_factory=set)


def tensions(dataset: Dataset) -> dict[Dyad, dict[str, Any]]:
    """The columns of the table by dyad (first slug < second), most tense first."""
    affirmed, denied = ({row.content for row in _asked(dataset, SAID % said)} for said in POLARITIES)
    contested = affirmed & denied
    acts_for = {str(person): str(state) for person, state in dataset.subject_objects(KG.actsFor)}
    at = max(row.day.toPython() for row in _asked(dataset, DAYS))
    found: dict[Dyad, dict[str, Item]] = defaultdict(dict)
    asked = [
        (query in (DIRECTED, PURSUED), row)
        for query in (STANCES, EVENTS, DIRECTED, PURSUED)
        for row in _asked(dataset, query)
    ]
    for over, row in asked:
        day = _day(row)
        first, second = _party(row["from"], acts_for), _party(row.to, acts_for)
        if day is None or day > at or not (first and second) or first == second:
            continue
        items = found[min(first, second), max(first, second)]
        if str(row.claim) not in items:
            weight = float(row.reliability) * 2 ** (-(at - day).days / HALF_LIVES[row.kind.toPython()])
            weight *= OVER_ISSUES if over else 1
            disputed, article = row.content in contested, str(row.article)
            items[str(row.claim)] = Item(_intensity(row), _probability(row), weight, disputed, article, over)
        items[str(row.claim)].claimants.add(_party(row.claimant, acts_for) or "")
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
    """The day from which a claim ages: that of its content, but never later than it was said."""
    said = row.said or row.published
    if said is None:
        return None
    days: list[date] = [day.toPython() for day in (row.held, said) if day is not None]
    return min(days)


def _intensity(row: Any) -> float:
    number = float(row.number) * row.sign.toPython()
    return number / 10 if row.kind.toPython() == "event" else number


def _probability(row: Any) -> float:
    if row["lower"] is None or row["upper"] is None:
        return float(row.default)
    return float((row["lower"].toPython() + row["upper"].toPython()) / 2)


def _row(items: list[Item], at: date) -> dict[str, Any]:
    """All columns for the items of one dyad."""
    shares, masses = _shares(items)
    free = [item for item in items if not item.contested]
    tension, said = fsum(shares), sum(map(_precision, masses.values()))
    error = (PRIOR**-2 + said) ** -0.5
    return {
        "at": at.isoformat(),
        "tension": tension,
        "low": max(tension - Z * error, -1.0),
        "high": min(tension + Z * error, 1.0),
        "unshrunk": tension * (PRIOR**-2 + said) / said,
        "probability": NormalDist().cdf(tension / error),
        "hostile": fsum(share for share in shares if share > 0),
        "friendly": -fsum(share for share in shares if share < 0),
        "direct": fsum(_shares([item for item in items if not item.over])[0]),
        "mass": fsum(masses.values()),
        "clusters": len(masses),
        "articles": len({item.article for item in items}),
        "claims": len(items),
        "thin": len(masses) < ENOUGH or len({item.article for item in items}) < ENOUGH_ARTICLES,
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
