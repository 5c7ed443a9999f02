"""Every question asked once, as a build asks it: the answers, their tables, their numbers and their RDF."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from kg.model.vocabulary import ANALYSIS_GRAPH, DATA, KG, RDF_TYPE
from kg.network.network import Network, network_of
from kg.questions import QUESTIONS, question
from kg.questions.answers import Answers
from kg.questions.disputes.rdf import quads as dispute_quads
from kg.questions.document import to_json
from kg.questions.rows import to_csv


@pytest.fixture(scope="module")
def answers(shipped):
    return Answers(network_of(shipped.corpus, shipped.vocabulary))


@pytest.fixture(scope="module")
def quads(answers):
    return list(answers.quads())


def counted(quads):
    return Counter(q.object.value.removeprefix(KG) for q in quads if q.predicate.value == RDF_TYPE)


def test_every_question_has_an_answer_on_the_newest_day(answers):
    assert answers.at == date(2016, 7, 31)
    assert [name for name in QUESTIONS if not answers[name]] == []
    assert (answers["comparison"].first, answers["comparison"].second) == (date(2016, 2, 13), date(2016, 7, 31))


def test_an_answer_is_found_once(answers):
    assert answers["balance"] is answers["balance"]


def test_a_question_that_is_not_listed_is_none():
    with pytest.raises(KeyError, match="weather"):
        question("weather")


def test_courses_end_where_the_tensions_are(answers):
    newest = {(point.a, point.b): point.tension for point in answers["timeline"]}
    assert newest == {(dyad.a, dyad.b): pytest.approx(dyad.tension, abs=1e-12) for dyad in answers["tension"]}
    assert any(point.arrived for point in answers["timeline"])


def test_nothing_dated_has_empty_answers():
    nothing = Answers(Network({}, {}, {}, {}, {}))
    assert [nothing[name] for name in ("tension", "leverage", "disputes", "timeline")] == [()] * 4
    assert (nothing["forecasts"].forecasts, nothing["alignment"].pairs) == ((), ())
    assert (nothing["balance"].triads, nothing["sensitivity"].dyads, nothing["comparison"].shifts) == ((), (), ())
    assert all(table.rows == () for table in nothing.tables().values())
    assert json.loads(to_json(nothing.summary())).keys() == set(QUESTIONS)
    assert list(nothing.quads()) == []


def test_every_table_is_rectangular_and_names_its_claims_or_actors(answers):
    for name, table in answers.tables().items():
        rows = list(csv.DictReader(io.StringIO(to_csv(table))))
        assert rows, name
        assert all(None not in row and None not in row.values() for row in rows), name
        assert {"a", "wielder", "claim", "claimant", "actor"} & rows[0].keys(), name


def test_claims_that_tables_name_exist(answers):
    tables = answers.tables()
    for name, column in (
        ("leverage.csv", "claim"), ("disputes.csv", "claim"), ("forecasts.csv", "claim"), ("timeline.csv", "arrived"),
        ("comparison.csv", "causes"), ("alignment.csv", "claims"), ("triads.csv", "claims"),
    ):  # fmt: skip
        rows = csv.DictReader(io.StringIO(to_csv(tables[name])))
        keys = {key for row in rows for key in filter(None, row[column].split("; "))}
        assert keys <= set(answers.network.claims), name


def test_the_summary_has_every_question_and_agrees_with_the_tables(answers):
    read = json.loads(to_json(answers.summary()))
    assert tuple(read) == QUESTIONS
    tables = answers.tables()
    assert read["tension"]["dyads"] == len(tables["tension.csv"].rows)
    assert read["timeline"]["points"] == len(tables["timeline.csv"].rows)
    assert read["balance"]["triads"] == len(tables["triads.csv"].rows)
    assert read["alignment"]["pairs"] == len(tables["alignment.csv"].rows)
    assert sum(read["disputes"].values()) == len({row[0] for row in tables["disputes.csv"].rows})
    assert "rests on" in read["sensitivity"]["conclusion"]


def test_every_result_is_a_node_of_its_own(answers, quads):
    counts = counted(quads)
    assert {name: counts[name] for name in ("DyadTension", "DyadLeverage", "Dispute", "Triad", "DyadAlignment")} == {
        "DyadTension": len(answers["tension"]), "DyadLeverage": len(answers["leverage"]),
        "Dispute": len(answers["disputes"]), "Triad": len(answers["balance"].triads),
        "DyadAlignment": len(answers["alignment"].pairs),
    }  # fmt: skip
    assert counts["LeveragePart"] == sum(len(pair.parts) for pair in answers["leverage"])
    assert counts["TimelinePoint"] == sum(bool(point.arrived) for point in answers["timeline"])
    assert len(quads) == len(set(quads))
    assert {quad.graph_name.value for quad in quads} == {ANALYSIS_GRAPH}


def test_numbers_in_rdf_are_those_of_the_answer(answers, quads):
    pair = answers["leverage"][0]
    node = f"{DATA}power/{pair.wielder}/{pair.over}"
    (power,) = (q.object.value for q in quads if q.subject.value == node and q.predicate.value == KG + "power")
    assert float(power) == pytest.approx(pair.power, abs=1e-12)


def test_disputes_of_several_holders_over_the_same_claims_are_kept_apart(answers):
    opposed = next(dispute for dispute in answers["disputes"] if dispute.kind == "opposed")
    twice = (opposed, replace(opposed, holder="japan"))
    assert counted(dispute_quads(twice, answers.at))["Dispute"] == 2


def test_a_score_without_settled_forecasts_has_no_number(answers, quads):
    scored = {q.subject.value for q in quads if q.predicate.value == KG + "brier"}
    claimants = answers["forecasts"].scores.claimants
    assert scored == {f"{DATA}forecast-score/{score.claimant}" for score in claimants if score.settled}
