"""`kg leverage` as its user sees it."""

from __future__ import annotations

import json

import pytest


def test_every_format_says_the_same(kg, rows):
    found = rows(kg("leverage").stdout)
    assert kg("leverage", "--format", "csv").stdout == kg("leverage").stdout
    assert (found[0]["wielder"], found[0]["over"], found[0]["power"]) == ("china", "north-korea", "0.500000")
    whole = json.loads(kg("leverage", "--format", "json").stdout)
    assert {(p["wielder"], p["over"]) for p in whole["pairs"]} == {(r["wielder"], r["over"]) for r in found}
    note = kg("leverage", "--format", "table").stdout
    assert note.startswith("Who can move whom, 31 July 2016\n\nOf 7 pairs the strongest is China → North Korea")
    assert "They hold each other" in note


def test_over_and_by_take_any_name(kg, rows):
    over = rows(kg("leverage", "--over", "pyongyang").stdout)
    assert {(r["wielder"], r["over"]) for r in over} == {("china", "north-korea")}
    assert kg("leverage", "--over", "PRK").stdout == kg("leverage", "--over", "Kim Jong Un").stdout
    by = kg("leverage", "--by", "usa", "--format", "table").stdout
    assert "in turn China → United States" in by
    assert "China ⇄ North Korea" not in by


def test_paths_in_every_format(kg, rows):
    hops = rows(kg("leverage", "--paths", "usa", "dprk").stdout)
    assert [(h["wielder"], h["over"]) for h in hops] == [("united-states", "china"), ("china", "north-korea")]
    note = kg("leverage", "--paths", "usa", "dprk", "--format", "table").stdout
    assert "The strongest chain from United States to North Korea runs through China: 0.216 × 0.50 = 0.11." in note
    (path,) = json.loads(kg("leverage", "--paths", "usa", "dprk", "--format", "json").stdout)["paths"]
    assert path["actors"] == ["united-states", "china", "north-korea"]


def test_options_of_days_change_what_is_found(kg, rows):
    early = rows(kg("leverage", "--at", "2016-02-13").stdout)
    assert {r["at"] for r in early} == {"2016-02-13"}
    assert ("china", "north-korea") not in {(r["wielder"], r["over"]) for r in early}
    assert kg("leverage", "--known-at", "2016-03-01", "--at", "2016-02-13").exit_code == 0
    known = rows(kg("leverage", "--known-at", "2016-03-01").stdout)
    assert not {r["claim"] for r in known if r["contested"] == "true"}
    old = rows(kg("leverage", "--over", "usa", "--half-life", "30").stdout)
    assert float(old[0]["power"]) < float(rows(kg("leverage", "--over", "usa").stdout)[0]["power"])


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
@pytest.mark.parametrize(
    "asked",
    [
        ("--at", "2015-01-01"),
        ("--over", "japan"),
        ("--paths", "japan", "china"),
        ("--paths", "usa", "dprk", "--longest", "1"),
    ],
)
def test_nothing_matched_ends_with_1_and_a_word(kg, asked, format_):
    result = kg("leverage", *asked, "--format", format_)
    assert result.exit_code == 1
    words = ("no such leverage", "no chain of up to", "nobody says that Japan has leverage over anybody")
    assert any(each in result.stderr for each in words)
    if format_ == "table":
        assert result.stdout == ""


def test_by_then_is_said_only_where_a_day_was_asked_for(kg):
    told = [kg("leverage", "--over", "japan", *day).stderr for day in ((), ("--at", "2016-03-01"))]
    assert told == ["kg: no such leverage is spoken of\n", "kg: no such leverage is spoken of by then\n"]
    assert (
        "up to 1 hop leads from United States to North Korea"
        in kg("leverage", "--paths", "usa", "dprk", "--longest", "1").stderr
    )


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("--over", "chian"), "unknown actor 'chian'; did you mean china"),
        (("--paths", "usa", "nobody-at-all"), "unknown actor 'nobody-at-all'"),
        (("--paths", "china", "Xi Jinping"), "both count as 'china'"),
        (("--paths", "usa", "dprk", "--over", "china"), "--paths has both ends; drop --over and --by"),
        (("--longest", "2"), "--longest is about --paths A B"),
        (("--paths", "usa", "dprk", "--longest", "7"), "1<=x<=6"),
        (("--paths", "usa"), "requires 2 arguments"),
        (("--by", ""), "is empty"),
        (("--at", "yesterday"), "yesterday"),
    ],
)
def test_mistakes_are_wrong_usage(kg, asked, message):
    result = kg("leverage", *asked)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
