"""The note on two days, its table and its JSON."""

from __future__ import annotations

from datetime import date

import pytest

from kg.network.network import network_of
from kg.questions.comparison.analysis import compare
from kg.questions.comparison.note import note
from kg.questions.comparison.tables import document, table
from kg.questions.prose import laid_out

FEBRUARY, JULY = date(2016, 2, 13), date(2016, 7, 31)


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture(scope="module")
def found(network):
    return compare(network, FEBRUARY, JULY)


def test_the_note_is_the_golden_one(network, found, snapshot):
    snapshot("note-comparison.txt", laid_out(note(network, found)))


def test_nothing_beyond_the_intervals_is_said_plainly(network, found):
    assert {shift.beyond for shift in found.shifts} == {"within"}
    assert "Nothing moved beyond the intervals" in " ".join(laid_out(note(network, found)).split())


def test_two_equal_days_moved_nothing(network):
    text = " ".join(laid_out(note(network, compare(network, JULY, JULY))).split())
    assert "0 rose, 0 fell and 7 stayed" in text


def test_rows_have_both_scores_and_the_causes(network, found):
    rows = [dict(zip(table(network, found).columns, row, strict=True)) for row in table(network, found).rows]
    for row in rows:
        assert row["after"] - row["before"] == pytest.approx(row["change"], abs=1e-12)
    assert rows[0]["causes"] == "2016-07-isdp-thaad-thawing/sanctions-imposed"


def test_the_document_quotes_the_causes(network, found):
    whole = document(network, found)
    quoted = {key: claim["passages"][0]["exact"] for key, claim in whole["claims"].items()}
    cause = whole["shifts"][0]["causes"][0]
    assert quoted[cause["claim"]].startswith("strengthened international sanctions")
    assert cause["kind"] == "new"
