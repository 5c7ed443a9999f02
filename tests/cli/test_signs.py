"""Every table says in its heads which sign of a number is which, and no column of signed numbers is forgotten."""

from __future__ import annotations

import csv
import io
import re

import pytest

from kg.exports.event_tables import COLUMNS as OF_EVENT_DYADS
from kg.exports.event_tables import EVENT_COLUMNS as OF_EVENTS
from kg.exports.formats import FORMATS
from kg.model.signs import COLUMNS, SIGNS, heads, kind_of, said

# Where the view puts a node is no number of the measure.
PLACES = {"x", "y"}
TABLES = [
    ("tension",), ("tension", "--level", "actor"), ("tension", "--sensitivity"), ("explain", "china", "us"), ("claims",),
    ("claims", "--uncounted"), ("timeline", "china", "us"), ("compare", "2016-03-01", "2016-07-31"), ("leverage",),
    ("disputes",), ("forecasts",), ("alignment",), ("alignment", "--two-mode"), ("actors",), ("articles",),
    *(("balance", "--what", what) for what in ("triads", "actors", "ties", "brokers")),
]  # fmt: skip
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def signed_columns(rows):
    """The columns that are of numbers alone, some of them below 0."""
    for column in rows[0] if rows else ():
        texts = [row[column].removeprefix("'") for row in rows if row[column]]
        if texts and all(map(NUMBER.fullmatch, texts)) and any(float(text) < 0 for text in texts):
            yield column


def unknown(rows):
    return {column for column in signed_columns(rows) if not kind_of(column, list(rows[0]))} - PLACES


@pytest.mark.parametrize("command", TABLES, ids=" ".join)
def test_each_column_of_signed_numbers_has_a_kind(kg, rows, command):
    found = rows(kg(*command, "--format", "csv").stdout)
    assert found
    assert unknown(found) == set()


def test_so_has_each_of_the_files_of_a_build_and_of_an_export(built):
    files = {path.name: path.read_bytes() for path in built.out.glob("*.csv")} | FORMATS["csv"].files(built)
    assert len(files) > 10
    signed = {}
    for name, content in files.items():
        rows = list(csv.DictReader(io.StringIO(content.decode())))
        assert unknown(rows) == set(), name
        signed[name] = set(signed_columns(rows)) - PLACES
    assert {"tension", "low"} <= signed["tension.csv"]
    assert {"intensity", "tension"} <= signed["edges.csv"]
    assert {"position", "goldstein"} <= signed["claims.csv"]


@pytest.mark.parametrize("command", [("tension",), ("balance", "--what", "ties")], ids=" ".join)
def test_tables_on_a_screen_say_it_in_their_heads(kg, command):
    head, _, body = kg(*command, "--format", "table").stdout.partition("──")
    assert said("tension") in head
    assert "+ " not in body


def test_a_terminal_too_narrow_for_the_table_has_it_beside_each_number(kg, monkeypatch):
    monkeypatch.setattr("kg.cli.printing.PIPED_WIDTH", 30)
    assert f"tension ({said('tension')})" in kg("tension", "--format", "table").stdout


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("explain", "china", "us"), "What raises it (effect and share: + hostile; intensity: + friendly)"),
        (("tension", "--sensitivity"), "moves most: + more tense"),
        (("alignment",), "The strongest pairs (pairs: + agree; positions: + for)"),
        (("alignment", "china", "us"), "Issue by issue (pairs: + agree; positions: + for)"),
        (("timeline", "china", "us"), "-1 friendly"),
        (("compare", "2016-03-01", "2016-07-31"), "More tense"),
    ],
)
def test_notes_say_it_in_theirs(kg, command, words):
    assert words in kg(*command, "--format", "table").stdout


def test_heads_say_each_kind_once():
    columns = ("a", "tension", "low", "high", "gdelt_tension", "gdelt_low", "position", "goldstein", "claims")
    assert {column: sign for column, sign in heads(columns).items() if sign} == {
        "tension": "+ hostile", "position": "+ for", "goldstein": "+ cooperation",
    }  # fmt: skip
    assert [kind_of(column, columns) for column in ("low", "gdelt_low", "claims")] == ["tension", "tension", ""]
    assert heads(("b", "low"), columns) == {"b": "", "low": "+ hostile"}


def test_shares_of_power_and_ends_of_probabilities_have_no_sign():
    assert kind_of("share", ("wielder", "power", "low", "share")) == ""
    assert kind_of("low", ("wielder", "power", "low")) == kind_of("lower", ("claim", "lower")) == ""


def test_tables_of_events_are_of_the_same_kinds():
    assert [kind_of(column, OF_EVENTS) for column in ("share", "intensity", "weight")] == ["tension", "intensity", ""]
    kinds = {column for column in OF_EVENT_DYADS if kind_of(column, OF_EVENT_DYADS)}
    assert kinds == {"tension", "low", "high"}


def test_the_codebook_has_every_column_with_both_its_signs(built):
    page = (built.out / "codebook.html").read_text(encoding="utf-8")
    section = page[page.index('id="signs"') :].replace("<wbr>", "")
    assert {column for column in COLUMNS if f"<code>{column}</code>" not in section} == set()
    assert {word for both in SIGNS.values() for word in both if f"<td>{word}</td>" not in section} == set()
    assert f"position ({said('position')})" in page
    assert f"Goldstein ({said('goldstein')})" in page
