"""What the analyses find → quads of the analysis graph, apart from everything that was said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg.model.vocabulary import ANALYSIS_GRAPH, DATA, KG, PREFIXES, RDF_TYPE
from kg.rdf.dataset import DATE, decimal, identifier, iri, kg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.events.datasets import DatasetTension
    from kg.questions.alignment.analysis import Alignment
    from kg.questions.balance.analysis import Balance
    from kg.questions.comparison.analysis import Comparison
    from kg.questions.disputes.analysis import Dispute
    from kg.questions.forecasts.analysis import ForecastScores
    from kg.questions.leverage.power import DyadLeverage
    from kg.questions.report import Report
    from kg.questions.sensitivity.analysis import Sensitivity
    from kg.questions.tension.analysis import DyadTension
    from kg.questions.timeline.course import CoursePoint

    One: TypeAlias = ox.NamedNode | str | float | date
    Values: TypeAlias = One | list[ox.NamedNode]

GRAPH = iri(ANALYSIS_GRAPH)
DCT = PREFIXES["dct"]
PLACES = Decimal("1e-12")
NUMBERS_OF_TENSION = ("tension", "low", "high", "hostile", "friendly", "mass")
NUMBERS_OF_CONTRIBUTION = ("share", "intensity", "probability", "weight")
NUMBERS_OF_EVENT = ("share", "intensity", "weight")
TEXTS_OF_EVENT = {
    "eventId": "id", "actedBy": "source", "actedOn": "target", "eventCode": "code", "eventText": "text",
    "outlet": "publisher", "reportAddress": "url",
}  # fmt: skip
NUMBERS_OF_LEVERAGE_PART = ("share", "probability", "weight")


def report_quads(report: Report, datasets: Sequence[DatasetTension] = ()) -> Iterator[ox.Quad]:
    """Everything that the analyses found, and what data sets of events say; numbers are rounded to 12 places."""
    return chain(
        tension_quads(report.tensions),
        _datasets(datasets),
        _leverage(report.leverage),
        _disputes(report.disputes),
        _forecasts(report.forecast_scores, report.at),
        _courses(report.courses),
        _comparison(report.comparison),
        _balance(report.balance),
        _alignment(report.listed_alignment, report.at),
        _sensitivity(report.sensitivity),
    )


def tension_quads(tensions: Iterable[DyadTension]) -> Iterator[ox.Quad]:
    """Every dyad with its contributions."""
    for dyad in tensions:
        node = _dyad("tension", dyad.a, dyad.b)
        yield from _dyadic(node, "DyadTension", dyad.a, dyad.b, dyad.at)
        yield from _values(node, **{name: getattr(dyad, name) for name in NUMBERS_OF_TENSION})
        for part in dyad.contributions:
            inner = iri(f"{node.value}/contribution/{part.claim.key}")
            yield from _values(node, contribution=inner)
            yield from _described(inner, "Contribution", claim=_claim(part.claim.key), date=part.day)
            yield from _values(
                inner, cluster=part.cluster, **{name: getattr(part, name) for name in NUMBERS_OF_CONTRIBUTION}
            )


def _datasets(datasets: Iterable[DatasetTension]) -> Iterator[ox.Quad]:
    """Each data set with its dyads, whose source it is, each of them with the events that weigh most."""
    for each in datasets:
        source = iri(f"{DATA}dataset/{each.dataset}")
        yield from _described(source, "EventDataset", eventScale=each.scale, halfLife=each.half_life)
        yield ox.Quad(source, iri(DCT + "title"), ox.Literal(each.dataset), GRAPH)
        for found in each.dyads:
            dyad = found.tension
            node = iri(f"{DATA}tension/{dyad.a}/{dyad.b}/{each.dataset}")
            yield from _dyadic(node, "DyadTension", dyad.a, dyad.b, dyad.at)
            yield ox.Quad(node, iri(DCT + "source"), source, GRAPH)
            yield from _values(node, **{name: getattr(dyad, name) for name in NUMBERS_OF_TENSION})
            yield from _values(node, eventCount=dyad.events)
            for place, part in enumerate(found.contributions, 1):
                inner = iri(f"{node.value}/event/{place}")
                yield from _values(node, contribution=inner)
                yield from _described(inner, "EventContribution", date=part.day, cluster=part.cluster)
                yield from _values(inner, **{name: getattr(part, name) for name in NUMBERS_OF_EVENT})
                texts = {name: getattr(part, key) for name, key in TEXTS_OF_EVENT.items()}
                yield from _values(inner, **{name: text for name, text in texts.items() if text})


def _leverage(pairs: Iterable[DyadLeverage]) -> Iterator[ox.Quad]:
    for pair in pairs:
        node = _dyad("power", pair.wielder, pair.over)
        yield from _dyadic(node, "DyadLeverage", pair.wielder, pair.over, pair.at)
        yield from _values(node, wielder=identifier("actor", pair.wielder), over=identifier("actor", pair.over))
        yield from _values(node, power=pair.power, low=pair.low, high=pair.high)
        for part in pair.parts:
            inner = iri(f"{node.value}/part/{part.claim.key}")
            yield from _values(node, contribution=inner)
            yield from _described(inner, "LeveragePart", claim=_claim(part.claim.key), date=part.day)
            yield from _values(inner, **{name: getattr(part, name) for name in NUMBERS_OF_LEVERAGE_PART})


def _disputes(disputes: Iterable[Dispute]) -> Iterator[ox.Quad]:
    for dispute in disputes:
        affirming, denying = (
            [_claim(side.claim.key) for side in sides] for sides in (dispute.affirming, dispute.denying)
        )
        toward = f"{dispute.holder}/{dispute.target}/" if dispute.holder else ""
        first = f"{dispute.affirming[0].claim.key}/{dispute.denying[0].claim.key}"
        node = iri(f"{DATA}dispute/{dispute.kind}/{toward}{first}")
        yield from _described(node, "Dispute", asOf=dispute.at, disputeKind=dispute.kind)
        yield from _values(node, affirming=affirming, denying=denying)
        for shift in dispute.rests:
            inner = iri(f"{node.value}/{shift.mode}/{shift.a}/{shift.b}")
            yield from _values(node, shift=inner)
            yield from _dyadic(inner, "Shift", shift.a, shift.b, dispute.at)
            yield from _values(inner, track=kg(shift.mode.capitalize()), difference=shift.change)


def _forecasts(scores: ForecastScores, at: date) -> Iterator[ox.Quad]:
    for score in scores.claimants:
        node = iri(f"{DATA}forecast-score/{score.claimant}")
        yield from _described(node, "ForecastScore", asOf=at, forecaster=identifier("actor", score.claimant))
        yield from _values(node, settled=score.settled, pending=score.pending)
        if score.brier is not None:
            yield from _values(node, brier=score.brier)


def _alignment(alignment: Alignment, at: date) -> Iterator[ox.Quad]:
    for pair in alignment.pairs:
        node = _dyad("alignment", pair.a, pair.b)
        yield from _dyadic(node, "DyadAlignment", pair.a, pair.b, at)
        yield from _values(node, congruence=pair.congruence, conflict=pair.conflict)
        statements = [s for issue in pair.issues for side in (issue.a, issue.b) for s in side.statements]
        yield from _values(node, onIssue=[identifier("issue", issue.issue) for issue in pair.issues])
        yield from _values(node, stanceClaim=list(dict.fromkeys(_claim(s.claim.key) for s in statements)))


def _courses(points: Iterable[CoursePoint]) -> Iterator[ox.Quad]:
    """A point for each day on which something entered."""
    for point in points:
        if point.arrived:
            node = iri(f"{DATA}timeline/{point.a}/{point.b}/{point.day.isoformat()}")
            yield from _dyadic(node, "TimelinePoint", point.a, point.b, point.day)
            yield from _values(node, then=point.tension, arrived=[_claim(key) for key in point.arrived])


def _comparison(comparison: Comparison) -> Iterator[ox.Quad]:
    for shift in comparison.shifts:
        node = _dyad("change", shift.a, shift.b)
        yield from _dyadic(node, "TensionChange", shift.a, shift.b, comparison.second)
        beyond = shift.beyond == "beyond both intervals"
        yield from _values(node, since=comparison.first, difference=shift.change, beyond=beyond)


def _balance(balance: Balance) -> Iterator[ox.Quad]:
    for triad in balance.triads:
        members = [triad.a, triad.b, triad.c]
        node = iri(f"{DATA}triad/{'/'.join(members)}")
        yield from _described(node, "Triad", asOf=balance.at, member=[identifier("actor", slug) for slug in members])
        yield from _values(node, balanceProbability=float(triad.balanced_probability))
    for standing in balance.actors:
        node = iri(f"{DATA}standing/{standing.actor}")
        yield from _described(node, "Standing", asOf=balance.at, standingOf=identifier("actor", standing.actor))
        yield from _values(node, betweenness=float(standing.betweenness))


def _sensitivity(sensitivity: Sensitivity) -> Iterator[ox.Quad]:
    for dyad in sensitivity.dyads:
        node = _dyad("sensitivity", dyad.a, dyad.b)
        yield from _dyadic(node, "DyadSensitivity", dyad.a, dyad.b, sensitivity.at)
        yield from _values(node, lowest=dyad.lowest, highest=dyad.highest, signStable=dyad.sign_stable)


def _dyad(kind: str, a: str, b: str) -> ox.NamedNode:
    return iri(f"{DATA}{kind}/{a}/{b}")


def _claim(key: str) -> ox.NamedNode:
    return identifier("claim", key)


def _dyadic(node: ox.NamedNode, class_name: str, a: str, b: str, at: date) -> Iterator[ox.Quad]:
    """The class of a result about two actors, who they are, and its day."""
    return _described(node, class_name, between=[identifier("actor", a), identifier("actor", b)], asOf=at)


def _described(node: ox.NamedNode, class_name: str, **values: Values) -> Iterator[ox.Quad]:
    """The class of a node and its values."""
    yield ox.Quad(node, iri(RDF_TYPE), kg(class_name), GRAPH)
    yield from _values(node, **values)


def _values(node: ox.NamedNode, **values: Values) -> Iterator[ox.Quad]:
    """The values of a node by the names of their properties."""
    for name, given in values.items():
        for value in given if isinstance(given, list) else [given]:
            yield ox.Quad(node, iri(KG + name), _term(value), GRAPH)


def _term(value: One) -> ox.NamedNode | ox.Literal:
    """A node as it is, and a plain value as the literal of its type."""
    if isinstance(value, ox.NamedNode):
        return value
    if isinstance(value, (bool, int)):
        return ox.Literal(value)
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=DATE)
    if isinstance(value, str):
        return ox.Literal(value)
    exact = Decimal(value).quantize(PLACES).normalize()
    return decimal(exact + 0 if exact else Decimal(0))
