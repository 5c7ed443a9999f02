"""What the analyses found, in RDF."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from kg.exports.rdf.analysis_graph import report_quads
from kg.model.vocabulary import ANALYSIS_GRAPH, DATA, KG, RDF_TYPE
from kg.network.network import network_of
from kg.questions.report import report


@pytest.fixture(scope="module")
def found(shipped):
    return report(network_of(shipped.corpus, shipped.vocabulary))


@pytest.fixture(scope="module")
def quads(found):
    return list(report_quads(found))


def counted(quads):
    return Counter(q.object.value.removeprefix(KG) for q in quads if q.predicate.value == RDF_TYPE)


def test_every_result_is_a_node_of_its_own(found, quads):
    counts = counted(quads)
    assert {name: counts[name] for name in ("DyadTension", "DyadLeverage", "Dispute", "Triad", "DyadAlignment")} == {
        "DyadTension": len(found.tensions), "DyadLeverage": len(found.leverage), "Dispute": len(found.disputes),
        "Triad": len(found.balance.triads), "DyadAlignment": len(found.alignment.pairs),
    }  # fmt: skip
    assert counts["LeveragePart"] == sum(len(pair.parts) for pair in found.leverage)
    assert counts["TimelinePoint"] == sum(bool(point.arrived) for point in found.courses)
    assert len(quads) == len(set(quads))
    assert {quad.graph_name.value for quad in quads} == {ANALYSIS_GRAPH}


def test_numbers_are_those_of_the_report(found, quads):
    pair = found.leverage[0]
    node = f"{DATA}power/{pair.wielder}/{pair.over}"
    (power,) = (q.object.value for q in quads if q.subject.value == node and q.predicate.value == KG + "power")
    assert float(power) == pytest.approx(pair.power, abs=1e-12)


def test_disputes_of_several_holders_over_the_same_claims_are_kept_apart(found):
    opposed = next(dispute for dispute in found.disputes if dispute.kind == "opposed")
    twice = replace(found, disputes=(opposed, replace(opposed, holder="japan")))
    assert counted(report_quads(twice))["Dispute"] == 2


def test_a_score_without_settled_forecasts_has_no_number(found, quads):
    scored = {q.subject.value for q in quads if q.predicate.value == KG + "brier"}
    assert scored == {f"{DATA}forecast-score/{s.claimant}" for s in found.forecast_scores.claimants if s.settled}
