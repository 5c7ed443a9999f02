"""The ledger of forecasts as a note and a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.network.network import network_of
from kg.questions.forecasts.ledger import forecasts
from kg.questions.forecasts.note import note
from kg.questions.forecasts.tables import table
from kg.questions.prose import laid_out


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture(scope="module")
def ledger(network):
    return forecasts(network)


def in_one_line(text):
    return " ".join(text.split())


def test_the_note_is_the_golden_one(network, ledger, snapshot):
    snapshot("note-forecasts.txt", laid_out(note(network, ledger)))


def test_a_settled_forecast_has_its_quote_and_below_it_that_of_the_evidence(network, ledger):
    settled = [forecast for forecast in ledger if forecast.evidence]
    assert len(settled) == 3
    for forecast in settled:
        text = in_one_line(laid_out(note(network, [forecast])))
        claims = (forecast.claim, *forecast.evidence)
        places = [text.index(in_one_line(claim.passages[0].exact)) for claim in claims]
        assert places == sorted(places)
        assert all(claim.key in text for claim in claims)


def test_every_pending_forecast_has_its_quote_and_key(network, ledger):
    text = in_one_line(laid_out(note(network, ledger)))
    for forecast in ledger:
        assert in_one_line(forecast.claim.passages[0].exact) in text
        assert forecast.claim.key in text


def test_what_is_past_its_day_is_marked_overdue(network, ledger):
    late = replace(ledger[-1], due=date(2016, 3, 1), overdue=True)
    text = in_one_line(laid_out(note(network, [late])))
    assert "The only forecast is pending, past the day on which due." in text
    two = in_one_line(laid_out(note(network, [late, ledger[-2]])))
    assert "Of 2 forecasts none is settled. 1 of those pending is past the day on which due." in two
    assert "OVERDUE: " in text
    assert "due by 1 March 2016" in text


def test_one_forecast_is_told_in_the_singular(network, ledger):
    settled, pending = ledger[0], ledger[-1]
    assert "The only forecast is settled: fulfilled.\n" in laid_out(note(network, [settled]))
    assert "The only forecast is pending and names no day. It has no interval;" in laid_out(note(network, [pending]))


def test_a_condition_and_a_denial_are_told(network, ledger):
    forecast = next(f for f in ledger if f.claim.slug == "no-cutting-off")
    conditional = replace(forecast, claim=replace(forecast.claim, condition="if sanctions hold"))
    text = in_one_line(laid_out(note(network, [conditional])))
    assert "not to come: China cuts North Korea off" in text
    assert "on the condition: if sanctions hold" in text


def test_nothing_forecast_says_so(network):
    assert "Nothing was forecast by then." in laid_out(note(network, []))


def test_the_table_has_plain_values_in_the_order_of_the_ledger(network, ledger):
    made = table(network, ledger)
    rows = [dict(zip(made.columns, row, strict=True)) for row in made.rows]
    assert [row["claim"] for row in rows] == [f.claim.key for f in ledger]
    first = next(row for row in rows if row["claim"].endswith("/gause-go-along"))
    assert (first["lower"], first["upper"], first["outcome"], first["hedge"]) == (0.8, 0.95, 1.0, "most likely")
    assert first["evidence"] == "2016-07-isdp-thaad-thawing/china-collaborated"
    assert (first["said"], first["due"], first["overdue"]) == (date(2016, 2, 13), None, False)
    pending = next(row for row in rows if row["resolution"] == "pending")
    assert (pending["outcome"], pending["evidence"]) == (None, None)


@pytest.mark.parametrize("width", [72, 100])
def test_lines_keep_to_the_width(network, ledger, width):
    assert max(map(len, laid_out(note(network, ledger), width).splitlines())) <= width
