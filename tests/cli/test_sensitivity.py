"""`kg tension --sensitivity` as its users see it."""

from __future__ import annotations

import json


def test_the_note_says_first_what_the_ranking_rests_on(kg):
    result = kg("tension", "--sensitivity", "--format", "table")
    assert result.exit_code == 0
    assert "rests on Niklas Swanström" in " ".join(result.stdout.split("\n\n")[2].split())
    assert "How far each dyad moves" in result.stdout


def test_rows_for_programs_have_the_base_beside_every_variant(kg, rows):
    text = kg("tension", "--sensitivity").stdout
    assert text == kg("tension", "--sensitivity", "--format", "csv").stdout
    assert text.splitlines()[0] == "kind,variant,a,b,tension,rank,base_tension,base_rank"
    base = {(r["a"], r["b"]): r["tension"] for r in rows(kg("tension").stdout)}
    found = rows(text)
    assert {(r["a"], r["b"]): r["base_tension"] for r in found} == base
    longer = {(r["a"], r["b"]): r["tension"] for r in found if (r["kind"], r["variant"]) == ("half-life", "360")}
    assert longer == {(r["a"], r["b"]): r["tension"] for r in rows(kg("tension", "--half-life", "360").stdout)}


def test_json_has_all_of_it_with_the_claims(kg):
    found = json.loads(kg("tension", "--sensitivity", "--format", "json").stdout)
    assert found["conclusion"].startswith("The first place of China – United States ")
    assert found["decisive"] == {"kind": "without claimant", "name": "niklas-swanstrom"}
    assert {part["claim"]["claimants"][0] for part in found["lost"]} == {"niklas-swanstrom"}
    assert {"kind", "name", "dyads", "kendall", "flips", "gone", "top_changed"} <= found["variants"][0].keys()


def test_it_goes_with_the_options_of_the_measure(kg, rows):
    names = {r["variant"] for r in rows(kg("tension", "--sensitivity", "--half-life", "30").stdout)}
    assert {"15", "60", "120", "none"} <= names
    early = rows(kg("tension", "--sensitivity", "--known-at", "2016-02-13").stdout)
    assert {r["variant"] for r in early if r["kind"] == "without article"} == {"2016-02-china-topix-thaad-talks"}
    assert "ri-su-yong" in kg("tension", "--sensitivity", "--level", "actor", "--at", "2016-07").stdout
    assert "a forecast" not in kg("tension", "--sensitivity", "--mode", "forecast", "--format", "table").stderr


def test_the_contested_claims_cannot_be_left_out_at_once(kg):
    result = kg("tension", "--sensitivity", "--without-contested")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "drop --without-contested" in result.stderr


def test_where_nothing_was_said_nothing_matches(kg):
    for format_, printed in (("table", ""), ("csv", "kind,variant,a,b,tension,rank,base_tension,base_rank\n")):
        result = kg("tension", "--sensitivity", "--at", "2015-01-01", "--format", format_)
        assert (result.exit_code, result.stdout) == (1, printed)
        assert "there is nothing reported to score on that day" in result.stderr
