"""The networks that the analyses are measured on, and that each of them is measured."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from benchmarks import questions
from benchmarks.analyses import BESIDE, as_table, one
from benchmarks.measuring import CHECKOUT
from benchmarks.networks import corpus_of, drawn_network
from benchmarks.questions import QUESTIONS, asked, compared
from kg.model.records import contested
from kg.questions.dyads import tensions

DYADS = 30


@pytest.fixture
def once(monkeypatch):
    """Ask everything as seldom as can be."""
    monkeypatch.setattr(questions, "ENOUGH", 0.0)
    monkeypatch.setattr(questions, "TOO_LONG", 0.0)


@pytest.mark.parametrize("dyads", [20, 100, 333])
def test_a_network_has_as_many_dyads_as_asked_for(dyads):
    assert len(tensions(drawn_network(dyads))) == dyads


def test_the_same_seed_gives_the_same_records():
    assert corpus_of(DYADS) == corpus_of(DYADS)
    assert corpus_of(DYADS, seed=2).claims != corpus_of(DYADS).claims


def test_a_network_has_all_kinds_of_claims_by_several_voices_in_several_articles():
    corpus = corpus_of(100)
    claims = corpus.claims
    keys = {claim.key for claim in claims}
    assert len(keys) == len(claims)
    assert {claim.content.kind for claim in claims} == {"stance", "event", "leverage"}
    assert {claim.mode for claim in claims} == {"reported", "interpreted", "forecast", "conditional"}
    assert len(contested(claims)) > 5
    assert all(claim.denies in keys for claim in claims if claim.polarity == "denied")
    assert {claim.resolution for claim in claims if claim.mode == "forecast"} >= {"pending", "fulfilled", "failed"}
    assert any(len(claim.claimants) > 1 for claim in claims)
    assert any(getattr(claim.content, "target", "") in corpus.issues for claim in claims)
    assert any(hedge.lower is not None for claim in claims for hedge in claim.hedges)
    assert len(corpus.articles) > 5


def test_too_few_dyads_are_refused():
    with pytest.raises(ValueError, match="ask for 20 or more"):
        corpus_of(19)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_analysis_is_asked_and_finds_something(name, once):
    row = asked(name, DYADS, runs=1)
    assert row.keys() == {"dyads", "analysis", "wall_s", "cpu_s", "runs", "found", "more_mb"}
    assert (row["dyads"], row["analysis"], row["runs"]) == (DYADS, name, 1)
    # The two of the fullest dyad need not speak of one issue.
    assert row["found"] > 0 or name == "alignment of two"


def test_ours_networkx_and_igraph_agree(once):
    rows = compared(DYADS, runs=1)
    assert [(row["what"], row["way"]) for row in rows] == [
        (what, way) for what in ("betweenness", "triads of each actor") for way in ("kg", "networkx", "igraph")
    ]
    assert max(row["difference"] for row in rows) <= 1e-9


def test_the_alternatives_are_measured_by_their_name(once):
    assert len(one(BESIDE, DYADS, 1)) == 6


def test_the_median_is_of_what_follows_the_first_call():
    calls = []
    figures = questions._timed(lambda: calls.append(1) or len(calls), runs=3)
    assert figures["runs"] == len(calls) - 1 == questions.MOST_RUNS
    assert figures["found"] == 1


def row(dyads, cpu, **more):
    return {"dyads": dyads, "wall_s": cpu, "cpu_s": cpu, "runs": 3, "found": 7, "peak_mb": 100.0, **more}


def test_the_report_tells_growth_and_disagreement():
    machine = {"system": "Linux", "cores": 2, "python": "3.11", "versions": {"networkx": "3.6"}}
    slow = {"dyads": 2_000, "analysis": "slow", "timeout": 1_800.0}
    analyses = [
        row(200, 0.02, analysis="linear", more_mb=1.0), row(2_000, 0.2, analysis="linear", more_mb=1.0),
        row(200, 0.0001, analysis="slow", more_mb=0.0), slow,
    ]  # fmt: skip
    alternatives = [row(200, 0.1, what="betweenness", way="kg", difference=0.0),
                    row(200, 0.1, what="betweenness", way="other", difference=0.25)]  # fmt: skip
    text = as_table({"machine": machine, "runs": 3, "analyses": analyses, "alternatives": alternatives})
    lines = {tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in text.splitlines() if "|" in line}
    assert ("linear", "0.020", "0.200", "1.00", "7", "100 (+1)") in lines
    assert ("slow", "0.000", "> 1800", "-", "-", "-") in lines
    assert ("betweenness", "200", "other", "0.100", "NO, by 2.5e-01") in lines


def test_the_command_measures_in_processes_of_their_own():
    command = [sys.executable, "-m", "benchmarks.analyses", "--sizes", "30", "--runs", "1", "--only", "as_known"]
    done = subprocess.run([*command, "--format", "json"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    (found,) = json.loads(done.stdout)["analyses"]
    assert (found["analysis"], found["dyads"]) == ("as_known", 30)
    assert found["peak_mb"] > 10
    assert "30 dyads: as_known" in done.stderr


def test_an_analysis_that_there_is_not_is_wrong_usage():
    command = [sys.executable, "-m", "benchmarks.analyses", "--only", "astrology"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no analysis is called astrology; there are tension, explain, " in done.stderr
