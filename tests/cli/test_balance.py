"""`kg balance` as its users see it."""

from __future__ import annotations

import json

import pytest

from tests.importing.dna_maker import make, simple


def test_the_note_and_the_tables(kg, rows):
    note = kg("balance", "--format", "table")
    assert note.exit_code == 0
    assert "Structural balance, 31 July 2016" in note.stdout
    assert "No tie's sign is certain at 90%" in note.stdout
    assert kg("balance").stdout == kg("balance", "--format", "csv", "--what", "triads").stdout
    sizes = {what: len(rows(kg("balance", "--what", what).stdout)) for what in ("triads", "actors", "ties", "brokers")}
    assert sizes == {"triads": 2, "actors": 6, "ties": 7, "brokers": 13}


def test_json_has_everything_with_its_claims(kg):
    found = json.loads(kg("balance", "--format", "json").stdout)
    assert (found["at"], found["draws"], found["seed"]) == ("2016-07-31", 2000, 0)
    assert len(found["ties"]) == 7
    assert found["ties"][0]["strongest"]["passages"][0]["exact"]
    assert found["leaning"]["exact"] is True


def test_draws_and_seed_are_those_asked_for(kg):
    first, again, other = (
        kg("balance", "--draws", "500", "--seed", seed, "--format", "json").stdout for seed in ("1", "1", "2")
    )
    assert first == again
    assert json.loads(first)["together"] != json.loads(other)["together"]
    assert json.loads(first)["draws"] == 500


def test_day_and_level_reach_the_analysis(kg, rows):
    assert {row["at"] for row in rows(kg("balance", "--at", "2016-03-01", "--what", "ties").stdout)} == {"2016-03-01"}
    assert "ri-su-yong" in {row["actor"] for row in rows(kg("balance", "--level", "actor", "--what", "actors").stdout)}
    early = rows(kg("balance", "--known-at", "2016-03-01", "--what", "ties").stdout)
    assert all(row["strongest"].startswith("2016-02-china-topix") for row in early)


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_nothing_reported_is_status_1(kg, format_):
    result = kg("balance", "--at", "2015-01-01", "--format", format_)
    assert result.exit_code == 1
    assert "nothing had been reported by that day" in result.stderr


def test_a_table_without_rows_says_of_what_there_is_none(kg):
    result = kg("balance", "--at", "2016-02-08", "--what", "triads")
    assert result.exit_code == 1
    assert "there are no triads" in result.stderr
    assert kg("balance", "--at", "2016-02-08", "--format", "table").exit_code == 0


@pytest.mark.parametrize(
    ("what", "heading"), [("actors", "camp"), ("ties", "hostile"), ("triads", "leaning"), ("brokers", "between")]
)
def test_a_table_that_is_asked_for_is_on_the_screen(kg, what, heading):
    shown = kg("balance", "--what", what, "--format", "table")
    assert shown.exit_code == 0
    assert "Structural balance" not in shown.stdout
    assert heading in shown.stdout
    assert "north-korea" in shown.stdout
    assert kg("balance", "--what", what, "--at", "2016-02-08", "--format", "table").exit_code == (what == "triads")


def test_without_anything_between_actors_it_is_said_what_there_is(kg, tmp_path):
    """A data base of DNA has only positions on issues."""
    folder = tmp_path / "project"
    kg("import", "dna", make(tmp_path / "made.dna", simple), "--to", folder, root=tmp_path)
    assert kg("build", root=folder).exit_code == 0
    result = kg("balance", root=folder)
    assert result.exit_code == 1
    assert "none of the 2 claims published by 26 January 2005 reports what one actor does to another" in result.stderr
    assert "nothing had been reported by that day" in kg("balance", "--at", "2004", root=folder).stderr


@pytest.mark.parametrize(
    "words", [("--draws", "10"), ("--draws", "1000000"), ("--seed", "-1"), ("--what", "all"), ("--mode", "forecast")]
)
def test_mistakes_are_wrong_usage(kg, words):
    assert kg("balance", *words).exit_code == 2
