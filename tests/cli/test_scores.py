"""`kg tension` and `kg explain` as their users see them."""

from __future__ import annotations

import json

import pytest


def test_tension_in_every_format(kg, rows):
    found = rows(kg("tension", "--format", "csv").stdout)
    assert (found[0]["a"], found[0]["b"]) == ("china", "united-states")
    assert [float(r["tension"]) for r in found] == sorted((float(r["tension"]) for r in found), reverse=True)
    assert kg("tension").stdout == kg("tension", "--format", "csv").stdout
    assert len(json.loads(kg("tension", "--format", "json").stdout)) == len(found)
    table = kg("tension", "--format", "table").stdout
    assert "china" in table
    assert "united-states" in table


def test_tension_options_change_what_they_say(kg, rows):
    assert kg("tension", "--at", "2015-01-01").exit_code == 1
    early = rows(kg("tension", "--at", "2016-02-13").stdout)
    assert all(r["at"] == "2016-02-13" for r in early)
    assert {"japan"} & {r["b"] for r in rows(kg("tension", "--mode", "forecast").stdout)} or {
        r["a"] for r in rows(kg("tension", "--mode", "forecast").stdout)
    } & {"japan"}
    actors = {name for r in rows(kg("tension", "--level", "actor").stdout) for name in (r["a"], r["b"])}
    assert "ri-su-yong" in actors
    short = rows(kg("tension", "--half-life", "10").stdout)
    assert float(short[0]["mass"]) < float(rows(kg("tension").stdout)[0]["mass"])
    assert kg("tension", "--half-life", "0").exit_code == 2
    assert kg("tension", "--at", "yesterday").exit_code == 2


def test_explain_takes_any_name_and_order(kg):
    notes = {
        kg("explain", *names).stdout for names in (("china", "north korea"), ("PRK", "chn"), ("pyongyang", "Beijing"))
    }
    assert len(notes) == 1
    note = notes.pop()
    assert "China – North Korea, 31 July 2016" in note
    assert "“it has increased sanctions on North Korea”" in note


def test_explain_refuses_who_is_unknown_or_the_same(kg):
    result = kg("explain", "chian", "japan")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "unknown actor 'chian'; did you mean china" in result.stderr
    assert "--level actor keeps apart" in kg("explain", "Xi Jinping", "china").stderr
    assert "name two actors" in kg("explain", "PRC", "china").stderr
    assert kg("explain", "japan", "yonhap").exit_code == 1


def test_explain_for_programs(kg, rows):
    shares = [
        float(r["share"])
        for r in rows(kg("explain", "china", "usa", "--format", "csv").stdout)
        if r["mode"] == "reported"
    ]
    whole = json.loads(kg("explain", "china", "usa", "--format", "json").stdout)
    assert sum(shares) == pytest.approx(whole["tension"], abs=1e-5)
    assert whole["disputes"]


@pytest.mark.parametrize("command", ["tension", "leverage", "disputes", "forecasts", "balance", "alignment"])
def test_before_anything_was_published_nothing_is_found(kg, command):
    result = kg(command, "--known-at", "2015", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) is not None
    assert "no dated article" not in result.stderr


def test_text_is_what_people_read_in_every_command_that_has_formats(kg):
    for command in (["tension"], ["explain", "china", "usa"], ["leverage"], ["disputes"], ["claims"], ["actors"]):
        assert kg(*command, "--format", "text").stdout == kg(*command, "--format", "table").stdout
        assert kg(*command, "--format", "text").exit_code == 0


def test_a_day_long_after_the_newest_evidence_says_how_long(kg):
    assert "The newest evidence is of" in kg("tension", "--at", "2099", "--format", "table").stdout
    assert "years before." in kg("tension", "--at", "2099", "--format", "table").stdout
    assert "what is known is old: the newest is of" in " ".join(
        kg("explain", "china", "usa", "--at", "2099").stdout.split()
    )
    assert "newest evidence" not in kg("tension", "--format", "table").stdout
    assert "-0.000" not in kg("tension", "--at", "2099", "--format", "table").stdout
