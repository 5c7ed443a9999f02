"""The scores of forecasts as a note and a table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.network.network import network_of
from kg.questions.forecasts.analysis import forecast_scores
from kg.questions.forecasts.ledger import forecasts
from kg.questions.forecasts.scores_note import note
from kg.questions.forecasts.tables import score_table as table
from kg.questions.prose import laid_out


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture(scope="module")
def ledger(network):
    return forecasts(network)


def text_of(network, ledger):
    return " ".join(laid_out(note(network, forecast_scores(ledger))).split())


def many(ledger, outcome, probability=0.9):
    """Ten settled forecasts of contents of their own."""
    one = next(f for f in ledger if f.outcome is not None)
    return [
        replace(one, outcome=outcome, probability=probability, claim=replace(one.claim, content_key=f"c{i}"))
        for i in range(10)
    ]


def test_the_note_is_the_golden_one(network, ledger, snapshot):
    snapshot("note-forecast-scores.txt", laid_out(note(network, forecast_scores(ledger))))


def test_too_few_to_judge_is_said_first(network, ledger):
    assert text_of(network, ledger).startswith(
        "Scores of forecasts 3 forecasts are settled, 10 pending (of 14 in all, 1 repeats "
    )


def test_halves_alone_are_held_against_no_yardstick(network, ledger):
    text = text_of(network, many(ledger, 0.5))
    assert "All came true in part, which cannot be judged: Brier score 0.16 (within" in text
    assert "would score" not in text


@pytest.mark.parametrize(
    ("outcomes", "told"),
    [
        ((1.0,), "(90%): one, which came true"),
        ((0.0,), "(90%): one, which failed"),
        ((0.5,), "(90%): one, which came true in part"),
        ((1.0, 1.0), "(90% on average): two, which both came true"),
        ((1.0, 0.5), "(90% on average): two, of which 1.5 came true, a part counted as half"),
        ((1.0, 1.0, 0.0), "(90% on average): 67% of 3 came true (90 % interval 25% to 92%)"),
    ],
)
def test_few_outcomes_are_told_in_words(network, ledger, outcomes, told):
    made = [replace(one, outcome=outcome) for one, outcome in zip(many(ledger, 1.0), outcomes, strict=False)]
    assert told in text_of(network, made)


@pytest.mark.parametrize(("outcome", "than"), [(1.0, "better than"), (0.0, "worse than")])
def test_ten_are_held_against_always_saying_50(network, ledger, outcome, than):
    text = text_of(network, many(ledger, outcome))
    assert f"They were {than} always saying 50 %" in text
    assert "too few" not in text


def test_nothing_settled_is_nothing_to_score(network, ledger):
    pending = [f for f in ledger if f.outcome is None]
    assert (
        "None of 10 forecasts (of 11 in all, 1 repeats another) is settled, so there is nothing to score."
        in text_of(network, pending)
    )


def test_the_table_has_all_together_first_and_nobody_where_nothing_was_forecast(network, ledger):
    made = table(network, forecast_scores(ledger))
    assert made.rows[0][:3] == (None, 3, 10)
    assert {row[0] for row in made.rows[1:]} >= {"ken-gause", "niklas-swanstrom"}
    assert table(network, forecast_scores([])).rows == ()
