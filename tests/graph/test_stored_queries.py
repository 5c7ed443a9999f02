"""The stored questions, asked of the shipped articles."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from kg.graph.stored_queries import UnknownQueryError, stored_queries, stored_query
from kg.vocabulary import load

NAMES = sorted(stored_queries(load()))


def ask(built, name):
    answer = built.query(name=name)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


@pytest.mark.parametrize("name", NAMES)
def test_every_question_says_what_it_answers_and_has_an_answer_in_a_fixed_order(built, name):
    query = stored_query(built.vocabulary, name)
    assert re.match(r"# [A-Z].*\?", query.sparql)
    assert "ORDER BY" in query.sparql
    rows = built.query(name=name).rows
    assert rows
    assert rows == built.query(name=name).rows


@pytest.mark.parametrize("name", NAMES)
def test_a_second_engine_gives_the_same_rows(built, name):
    query = stored_query(built.vocabulary, name).sparql
    theirs = [tuple(None if value is None else value.toPython() for value in row) for row in built.dataset.query(query)]

    def plain(row):
        cells = ("; ".join(sorted(v.split("; "))) if isinstance(v, str) else v for v in row)
        return tuple(str(float(v)) if isinstance(v, (Decimal, float)) else str(v) for v in cells)

    assert sorted(map(plain, theirs)) == sorted(map(plain, built.query(name=name).rows))


def test_chinas_stances_toward_thaad(built):
    rows = ask(built, "china-on-thaad")
    assert [(r["stance"], r["saysWho"]) for r in rows] == [
        ("feels threatened by", "Niklas Swanström"),
        ("opposes", "Niklas Swanström"),
        ("is wary of", "Niklas Swanström"),
    ]
    assert rows[0]["construedAs"] == "a measure by Washington to contain China's expanding influence"
    assert {r["since"] for r in rows} == {date(2016, 7, 31)}


def test_forecasts_of_named_analysts(built):
    rows = ask(built, "analyst-forecasts")
    assert {r["analyst"] for r in rows} == {"Ian Armstrong", "Ken Gause", "Scott Snyder", "Niklas Swanström"}
    gause = next(r for r in rows if r["quote"] == "Beijing will most likely go along with sanctions")
    assert (gause["hedge"], gause["lower"], gause["upper"]) == ("most likely", Decimal("0.8"), Decimal("0.95"))
    assert gause["resolution"] == "fulfilled"
    assert gause["resolvedBy"] == "its collaboration on strengthened international sanctions"
    assert all(r["lower"] is not None or r["noInterval"] for r in rows)


def test_denials_with_both_sides(built):
    rows = ask(built, "denials")
    assert len(rows) == 4
    vigorous = next(r for r in rows if "retaliation" in r["claim"] and r["deniedBy"] == "China")
    assert vigorous["denialQuote"] == "The Chinese government has vigorously denied this"
    assert set(vigorous["saidBy"].split("; ")) == {"Critics in Japan", "Critics in South Korea"}


def test_leverage_over_north_korea(built):
    rows = ask(built, "leverage-over-north-korea")
    assert [(r["who"], r["strength"]) for r in rows] == [("China", "strong"), ("China", "weak")]
    assert rows[1]["quote"] == "Beijing’s ability to do so has been exaggerated"


def test_what_the_articles_disagree_on(built):
    rows = ask(built, "disagreements")
    across = [r for r in rows if r["oneArticle"] != r["otherArticle"]]
    assert any(r["oneSaysWho"] == "Ian Armstrong" and r["otherSaysWho"] == "China" for r in across)
    ally = [r for r in rows if r["kind"] == "opposite stances"]
    assert ("its impoverished traditional ally", "its neighbor and former ally") in {
        (r["oneQuote"], r["otherQuote"]) for r in ally
    }


def test_events_between_two_dates(built):
    rows = ask(built, "events-between")
    found = {r["event"]: r["when"] for r in rows}
    assert found["North Korea launches a space rocket"] == "2016-02-07"
    assert found["The United States and South Korea decide to deploy THAAD"] == "2016-07-08"
    assert {r["status"] for r in rows} == {"occurred", "ongoing"}
    text = stored_query(built.vocabulary, "events-between").sparql
    narrow = built.query(text.replace("2016-01-01", "2016-02-05").replace("2016-07-31", "2016-02-08"))
    named = {row[1] for row in narrow.rows}
    assert "North Korea launches a space rocket" in named
    assert "The United States and South Korea decide to deploy THAAD" not in named


def test_what_articles_say_in_their_own_voice(built):
    rows = ask(built, "own-voice")
    assert {r["voice"] for r in rows} == {"China Topix", "Niklas Swanström"}
    assert any(r["quote"] == "its impoverished traditional ally" for r in rows)
    assert not any("vigorously denied" in r["quote"] for r in rows)


def test_chains_of_reporting_in_their_order(built):
    steps = [r["passedOnBy"] for r in ask(built, "actor-chains") if r["claim"].endswith("armstrong-edge-china")]
    assert steps == ["Global Risk Insights", "China Topix"]


def test_the_dyads_of_the_analysis_graph(built):
    rows = ask(built, "tension")
    assert (rows[0]["a"], rows[0]["b"]) == ("China", "United States")
    assert sum(r["share"] for r in rows if (r["a"], r["b"]) == ("China", "United States")) == pytest.approx(
        rows[0]["tension"], abs=Decimal("1e-9")
    )


def test_an_unknown_name_gets_the_nearest(built):
    with pytest.raises(UnknownQueryError, match="did you mean 'denials'"):
        stored_query(built.vocabulary, "denial")


def test_a_projects_own_question_comes_over_the_packaged_one(tmp_path):
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries/denials.rq").write_text(
        "# Is anything denied?\nASK { ?a <https://w3id.org/detente/ns#denies> ?b }\n"
    )
    found = stored_queries(load(tmp_path))
    assert found["denials"].question == "Is anything denied?"
    assert set(NAMES) <= set(found)
