"""`kg forecasts` as its user sees it."""

from __future__ import annotations

import json

import pytest


def test_the_screen_shows_the_ledger(kg):
    result = kg("forecasts", "--format", "table")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "Forecasts, 31 July 2016\n\nOf 14 forecasts 3 are settled: 1 fulfilled, 2 partly fulfilled."
    )


def test_csv_is_what_programs_get(kg, rows):
    found = rows(kg("forecasts").stdout)
    assert len(found) == 14
    settled = [row for row in found if row["outcome"]]
    assert [row["resolution"] for row in settled] == ["fulfilled", "partly-fulfilled", "partly-fulfilled"]


def test_json_has_the_evidence_written_out(kg):
    (found,) = json.loads(kg("forecasts", "--resolution", "fulfilled", "--format", "json").stdout)
    assert found["claim"]["key"].endswith("/gause-go-along")
    assert found["evidence"][0]["key"].endswith("/china-collaborated")
    assert found["due"] is None


def test_filters(kg, rows):
    gause = rows(kg("forecasts", "--claimant", "Ken Gause").stdout)
    assert {row["claimants"] for row in gause} == {"ken-gause"}
    assert {row["resolution"] for row in rows(kg("forecasts", "--resolution", "pending").stdout)} == {"pending"}


@pytest.mark.parametrize("option", ["--at", "--known-at"])
def test_a_ledger_of_march_has_nothing_settled(kg, rows, option):
    found = rows(kg("forecasts", option, "2016-03-01").stdout)
    assert {row["resolution"] for row in found} == {"pending"}
    assert {row["article"] for row in found} == {"2016-02-china-topix-thaad-talks"}
    screen, whole = (kg("forecasts", option, "2016-03-01", "--format", form).stdout for form in ("table", "json"))
    assert "curator:" not in screen
    assert "July" not in screen + whole


def test_scores_in_every_form(kg, rows):
    assert "too few to judge" in kg("forecasts", "--score", "--format", "table").stdout
    found = rows(kg("forecasts", "--score").stdout)
    assert (found[0]["claimant"], found[0]["settled"], found[0]["enough"]) == ("", "3", "false")
    read = json.loads(kg("forecasts", "--score", "--claimant", "ken gause", "--format", "json").stdout)
    assert [score["claimant"] for score in read["claimants"]] == ["ken-gause"]
    assert read["together"]["brier"] == 0.015625


def test_nothing_matched_is_1_and_wrong_usage_2(kg):
    for arguments in (["--claimant", "china"], ["--due-by", "2016-12"], ["--score", "--claimant", "china"]):
        result = kg("forecasts", *arguments)
        assert (result.exit_code, result.stderr) == (1, "kg: nothing was forecast that matches\n")
    assert kg("forecasts", "--claimant", "nobody at all").exit_code == 2
    assert kg("forecasts", "--due-by", "soon").exit_code == 2
    assert kg("forecasts", "--score", "--resolution", "pending").exit_code == 2
