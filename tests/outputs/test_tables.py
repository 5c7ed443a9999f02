"""Rows and CSV."""

from __future__ import annotations

import csv
import io

import pytest

from kg.network.network import network_of
from kg.questions.tables import CLAIM_COLUMNS, Table, claim_table, to_csv
from kg.questions.tension.analysis import tensions
from kg.questions.tension.tables import tension_table

CONTRACT = "a,b,at,tension,low,high,hostile,friendly,mass,clusters,claims,thin,tension_without_contested"


@pytest.fixture(scope="module")
def web(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def test_tension_csv_has_the_columns_and_forms_of_the_contract(web):
    text = to_csv(tension_table(tensions(web)))
    header, *lines = text.splitlines()
    assert header == CONTRACT
    for row in csv.DictReader(io.StringIO(text)):
        assert row["a"] < row["b"]
        assert row["at"] == "2016-07-31"
        for column in ("tension", "low", "high", "hostile", "friendly", "mass", "tension_without_contested"):
            assert len(row[column].partition(".")[2]) == 6
        assert row["thin"] in ("true", "false")
        assert abs(float(row["hostile"]) - float(row["friendly"]) - float(row["tension"])) < 2e-6
    assert len(lines) == len(tensions(web))


def test_claims_csv_has_every_claim_with_its_quote(web, shipped):
    rows = list(csv.DictReader(io.StringIO(to_csv(claim_table(web, shipped.corpus.claims)))))
    assert tuple(rows[0]) == CLAIM_COLUMNS
    assert [row["claim"] for row in rows] == [claim.key for claim in shipped.corpus.claims]
    gause = next(row for row in rows if row["claim"].endswith("gause-go-along"))
    assert gause["quote"] == "Beijing will most likely go along with sanctions"
    assert (gause["hedge"], gause["lower"], gause["upper"]) == ("most likely", "0.800000", "0.950000")
    assert (gause["claimants"], gause["reported_by"]) == ("ken-gause", "china-topix")


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "@SUM(A1)", "-cmd", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_run_is_defused(text):
    rows = list(csv.reader(io.StringIO(to_csv(Table(("x",), ((text,),))), newline="")))
    assert rows[1] == ["'" + text]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-0.0, "0.000000"),
        (-0.25, "-0.250000"),
        (3, "3"),
        ('a"b,c', 'a"b,c'),
    ],
)
def test_cells(value, cell):
    assert next(iter(list(csv.reader(io.StringIO(to_csv(Table(("x", "y"), ((value, 1),))))))[1:]))[0] == cell
