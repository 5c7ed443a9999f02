"""Rows and CSV."""

from __future__ import annotations

import csv
import io
import itertools
from dataclasses import replace

import pytest

from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.questions.rows import Table, to_csv
from kg.questions.saying import described
from kg.questions.tables import CLAIM_COLUMNS, claim_table
from kg.questions.tension.tables import tension_table

CONTRACT = (
    "a,b,at,tension,low,high,unshrunk,probability,hostile,friendly,direct,mass,clusters,articles,claims,thin,"
    "tension_without_contested"
)


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def test_tension_csv_has_the_columns_and_forms_of_the_contract(network):
    text = to_csv(tension_table(tensions(network)))
    header, *lines = text.splitlines()
    assert header == CONTRACT
    for row in csv.DictReader(io.StringIO(text)):
        assert row["a"] < row["b"]
        assert row["at"] == "2016-07-31"
        for column in (
            "tension", "low", "high", "unshrunk", "probability", "hostile", "friendly", "direct", "mass",
            "tension_without_contested",
        ):  # fmt: skip
            assert len(row[column].partition(".")[2]) == 6
        assert row["thin"] in ("true", "false")
        assert abs(float(row["hostile"]) - float(row["friendly"]) - float(row["tension"])) < 2e-6
    assert len(lines) == len(tensions(network))


def test_claims_csv_has_every_claim_with_its_quote(network, shipped):
    rows = list(csv.DictReader(io.StringIO(to_csv(claim_table(network, shipped.corpus.claims)))))
    assert tuple(rows[0]) == CLAIM_COLUMNS
    assert [row["claim"] for row in rows] == [claim.key for claim in shipped.corpus.claims]
    gause = next(row for row in rows if row["claim"].endswith("gause-go-along"))
    assert gause["quote"] == "Beijing will most likely go along with sanctions"
    assert (gause["hedge"], gause["lower"], gause["upper"]) == ("most likely", "0.800000", "0.950000")
    assert (gause["claimants"], gause["reported_by"]) == ("ken-gause", "china-topix")


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        (
            "yoo-threat",
            {
                "kind": "stance", "from": "south-korea; united-states", "to": "north-korea", "type": "threatened-by",
                "position": "-0.700000", "said_on": "2016-02-07/2016-02-13", "start": "1757", "end": "1806",
                "content": "South Korea and United States feel threatened by North Korea",
            },
        ),
        (
            "launch-of-a-rocket",
            {
                "kind": "event", "from": "north-korea", "to": "north-korean-weapons", "type": "MOBILIZE",
                "goldstein": "-5.500000", "when": "2016-02-07", "status": "occurred", "start": "528", "end": "586",
                "content": "North Korea launches a space rocket",
            },
        ),
        (
            "launch-opened-seoul",
            {
                "kind": "leverage", "from": "north-korea", "to": "south-korea", "type": "pressure", "strength": "strong",
                "start": "1504", "end": "1543",
                "content": "North Korea over South Korea by the rocket launch (pressure, strong; aim: South Korea opens to "
                "THAAD, unintended by North Korea)",
            },
        ),
    ],
)  # fmt: skip
def test_a_claim_of_each_kind_has_its_own_columns_and_no_others(network, shipped, slug, expected):
    claim = next(claim for claim in shipped.corpus.claims if claim.slug == slug)
    (row,) = csv.DictReader(io.StringIO(to_csv(claim_table(network, [claim]))))
    apart = (
        "kind",
        "from",
        "to",
        "type",
        "position",
        "goldstein",
        "strength",
        "when",
        "status",
        "said_on",
        "start",
        "end",
    )
    assert {name: row[name] for name in (*apart, "content") if row[name]} == expected
    assert row["denies"] == row["hedge"] == row["lower"] == row["upper"] == ""


def test_several_passages_are_one_quote_with_its_gaps_marked(network, shipped):
    claim = next(claim for claim in shipped.corpus.claims if claim.slug == "yoo-threat")
    first = claim.passages[0]
    twice = replace(claim, passages=(first, replace(first, exact="later words", start=2000, end=2011)))
    (row,) = csv.DictReader(io.StringIO(to_csv(claim_table(network, [twice]))))
    assert row["quote"] == f"{first.exact} […] later words"
    assert (row["start"], row["end"]) == ("1757", "1806")


def test_what_a_stance_says_in_a_line(network, shipped):
    claim = next(claim for claim in shipped.corpus.claims if claim.slug == "yoo-threat")
    stance = replace(claim.content, holders=("japan",), construed_as="a menace", ground="its missiles")

    def line(content, **options):
        return described(network, replace(claim, content=content), **options)

    assert line(stance) == "Japan feels threatened by North Korea (as a menace) (its missiles)"
    assert line(replace(stance, construed_as="", ground="")) == "Japan feels threatened by North Korea"
    assert line(replace(stance, target="A talk."), quoted=True).startswith("Japan feels threatened by “A talk” (as")
    assert line(replace(stance, type="no-such-term", ground="")) == "Japan no such term North Korea (as a menace)"


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


@pytest.mark.parametrize("width", [1, 2])
def test_cells_are_quoted_as_pythons_own_writer_quotes_them(width):
    cells = ["", " ", ",", '"', '""', "a\r", "\n", "a\r\n", "a,b", 'a "b" c', " a ", "ä\u2028b", "\x00", ";", "\\", "#"]
    rows = tuple(itertools.product(cells, repeat=width))
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    expected = "".join(f"{line}\n" for line in ["x,y"[: 2 * width - 1], *split(written.getvalue())])
    assert to_csv(Table(("x", "y")[:width], rows)) == expected
    assert list(csv.reader(io.StringIO(expected, newline="")))[1:] == [list(row) for row in rows]


def split(written):
    """The records of a file, whose lines end with both a carriage return and a line feed outside quotation marks."""
    records, open_ = [""], False
    for letter in written:
        open_ ^= letter == '"'
        records[-1] += letter
        if records[-1].endswith("\r\n") and not open_:
            records[-1] = records[-1][:-2]
            records.append("")
    return records[:-1]
