"""`kg claims`, `kg actors` and `kg articles`, and how tables fit the screen."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize("width", [40, 80, 140, 200])
def test_tables_keep_words_whole_at_any_width(kg, monkeypatch, width):
    monkeypatch.setattr("kg.cli.printing.PIPED_WIDTH", width)
    for words in (("tension",), ("claims", "--contested"), ("actors",), ("articles",)):
        shown = kg(*words, "--format", "table").stdout
        assert max(map(len, shown.splitlines())) <= max(width, 52)
        assert "china" in shown


@pytest.mark.parametrize(
    ("command", "each", "number"),
    [
        ("tension", "dyads", 7), ("claims", "claims", 85), ("actors", "actors", 30), ("articles", "articles", 2),
        ("balance --what ties", "ties", 7),
    ],
)  # fmt: skip
def test_a_long_list_is_cut_on_the_screen_alone_and_says_so(kg, rows, monkeypatch, command, each, number):
    whole, words = kg(*command.split()), command.split()
    assert len(rows(whole.stdout)) == number
    assert "of" not in kg(*words, "--format", "table").stdout.splitlines()[-1].split()
    monkeypatch.setattr("kg.cli.printing.ON_SCREEN", 1)
    shown = kg(*words, "--format", "table").stdout
    assert shown.splitlines()[-1] == f"1 of {number} {each}; --format csv has all"
    assert kg(*words).stdout == whole.stdout


def test_so_many_of_a_list_are_had_in_every_format(kg, rows):
    for words in (("tension",), ("claims",), ("actors",)):
        all_of_them = rows(kg(*words).stdout)
        assert rows(kg(*words, "--top", 2).stdout) == all_of_them[:2]
        assert len(json.loads(kg(*words, "--top", 2, "--format", "json").stdout)) == 2
        shown = kg(*words, "--top", 2, "--format", "table").stdout.splitlines()
        assert shown[-1].startswith(f"2 of {len(all_of_them)} ")
    assert (
        rows(kg("tension", "--by", "friendly", "--top", 1).stdout) == rows(kg("tension", "--by", "friendly").stdout)[:1]
    )
    assert kg("tension", "--top", 0).exit_code == kg("tension", "--top", 2, "--sensitivity").exit_code == 2


def test_claims_with_filters(kg, rows):
    everything = rows(kg("claims").stdout)
    assert len(everything) == 85
    gause = rows(kg("claims", "--claimant", "ken gause").stdout)
    assert {r["claimants"] for r in gause} == {"ken-gause"}
    forecasts = rows(kg("claims", "--mode", "forecast", "--actor", "china", "--kind", "stance").stdout)
    assert {r["mode"] for r in forecasts} == {"forecast"}
    assert {r["kind"] for r in forecasts} == {"stance"}
    american = rows(kg("claims", "--claimant", "united states").stdout)
    assert {r["claimants"] for r in american} == {"samantha-power"}
    denials = rows(kg("claims", "--denied").stdout)
    assert all(r["polarity"] == "denied" for r in denials)
    contested = {r["claim"] for r in rows(kg("claims", "--contested").stdout)}
    assert {r["claim"] for r in denials if r["denies"]} < contested
    first = rows(kg("claims", "--until", "2016-03-01").stdout)
    assert {r["article"] for r in first} == {"2016-02-china-topix-thaad-talks"}
    assert kg("claims", "--since", "2017-01-01").exit_code == 1
    assert kg("claims", "--since", "2016").stdout == kg("claims").stdout, "a year begins on its first day"
    known = rows(kg("claims", "--known-at", "2016-03-01").stdout)
    assert [r["claim"] for r in known] == [r["claim"] for r in first]
    assert {r["resolution"] for r in known} == {"", "pending"}, "what settled them came later"
    assert kg("claims", "--actor", "atlantis").exit_code == 2
    assert kg("claims", "--article", "none").exit_code == 2


def test_actors_and_articles(kg, rows):
    people = rows(kg("actors", "--kind", "person").stdout)
    assert {"xi-jinping", "ken-gause"} <= {r["actor"] for r in people}
    china = next(r for r in rows(kg("actors").stdout) if r["actor"] == "china")
    assert int(china["claims"]) > 30
    articles = rows(kg("articles").stdout)
    assert [r["reliability"] for r in articles] == ["C3", "B2"]
    assert sum(int(r["claims"]) for r in articles) == 85
    assert len(rows(kg("articles", "--since", "2016-03-01").stdout)) == 1


@pytest.mark.parametrize(("width", "gone"), [(80, {"hostile", "claims"}), (100, {"hostile"}), (130, set())])
def test_a_narrow_screen_loses_columns_before_it_loses_the_table(kg, monkeypatch, width, gone):
    monkeypatch.setattr("kg.cli.printing.PIPED_WIDTH", width)
    heading = kg("tension", "--format", "table").stdout.split(" a ")[1].splitlines()[0].split()
    assert {"hostile", "claims", "tension"} - set(heading) == gone


@pytest.mark.parametrize(
    ("command", "whole"), [("claims", "85 claims"), ("articles", "2 articles"), ("actors", "actors")]
)
def test_lists_say_how_many_of_how_many_they_show(kg, rows, command, whole):
    few = kg(command, "--top", "1", "--format", "table").stdout.splitlines()[-1]
    assert few.startswith("1 of ")
    assert few.endswith(whole)
    assert kg(command, "--format", "table").stdout.splitlines()[-1].startswith("all ")
    cut = kg(command, "--top", "1", "--format", "csv")
    assert len(rows(cut.stdout)) == 1
    assert f"1 of {few.removeprefix('1 of ')}" in cut.stderr
    assert kg(command, "--format", "csv").stderr == ""


@pytest.mark.parametrize("command", ["explain china usa", "timeline china usa", "disputes", "leverage", "forecasts",
                                     "compare 2016-02-13 2016-07-31"])  # fmt: skip
def test_notes_show_some_or_all_and_data_is_always_whole(kg, command):
    words = command.split()
    whole, few = (kg(*words, *more, "--format", "table").stdout for more in (["--all"], ["--top", "1"]))
    assert len(few.splitlines()) < len(whole.splitlines())
    assert "1 of " in few
    for format_ in ("csv", "json"):
        assert kg(*words, "--top", "1", "--format", format_).stdout == kg(*words, "--format", format_).stdout
    assert kg(*words, "--top", "1", "--all").exit_code == 2
    assert kg(*words, "--top", "0").exit_code == 2
