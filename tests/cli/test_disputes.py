"""`kg disputes` as its user sees it."""

from __future__ import annotations

import json


def test_the_screen_shows_a_note(kg):
    result = kg("disputes", "--format", "table")
    assert result.exit_code == 0
    assert result.stdout.startswith("Disputes, 31 July 2016\n\n3 propositions are disputed;")


def test_csv_is_what_programs_get(kg, rows):
    found = rows(kg("disputes").stdout)
    assert {row["kind"] for row in found} == {"denied", "opposed"}
    assert {row["side"] for row in found} == {"affirming", "denying"}


def test_json_has_both_sides_with_their_claims(kg):
    found = json.loads(kg("disputes", "--format", "json").stdout)
    assert found[0]["affirming"][0]["claim"]["key"] == "2016-07-isdp-thaad-thawing/critics-see-retaliation"
    assert found[0]["denying"][0]["parties"] == [{"actor": "china", "role": "holder"}]
    assert found[0]["rests"][0]["without"] == 0.0


def test_an_actor_by_any_name_and_a_kind_filter(kg, rows):
    found = rows(kg("disputes", "--actor", "seoul", "--kind", "denied").stdout)
    assert {row["dispute"].rpartition("/")[2] for row in found} == {"critics-see-retaliation", "armstrong-exchange"}
    assert {row["kind"] for row in rows(kg("disputes", "--kind", "opposed").stdout)} == {"opposed"}


def test_what_was_not_yet_published_denies_nothing(kg, rows):
    early = rows(kg("disputes", "--known-at", "2016-03-01").stdout)
    assert {row["kind"] for row in early} == {"opposed"}


def test_nothing_matched_is_1_and_wrong_usage_2(kg):
    none = kg("disputes", "--kind", "contradicted")
    assert (none.exit_code, none.stderr) == (1, "kg: nothing is disputed that matches\n")
    assert json.loads(kg("disputes", "--kind", "contradicted", "--format", "json").stdout) == []
    unknown = kg("disputes", "--actor", "chna")
    assert unknown.exit_code == 2
    assert "did you mean china" in unknown.stderr
    assert kg("disputes", "--kind", "none").exit_code == 2
    assert kg("disputes", "--actor", "").exit_code == 2
