import csv
from pathlib import Path

import pytest

from kg.events.scales import SCALES, load
from kg.model.vocabulary import load as load_vocabulary

TABLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "events" / "tables"
with_tables = pytest.mark.skipif(not TABLES.is_dir(), reason=f"the reference tables are not there: {TABLES}")


def rows(name):
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@with_tables
def test_every_code_of_cameo_has_its_published_numbers():
    scales, table = load(), rows("cameo_master.csv")
    assert sorted(scales.cameo) == sorted(row["code"] for row in table)
    for row in table:
        for scale, column in (("goldstein-icews", "goldstein_icews"), ("goldstein-gdelt", "goldstein_gdelt")):
            number = float(row[column]) / 10 if row[column] else None
            assert scales.intensity("cameo", row["code"], scale) == pytest.approx(number), row["code"]


@with_tables
def test_what_was_observed_in_icews_is_what_its_scale_says():
    scales = load()
    observed = [row for row in rows("cameo_master.csv") if row["icews_observed"]]
    assert observed
    for row in observed:
        assert scales.intensity("cameo", row["code"], "goldstein-icews") == float(row["icews_observed"]) / 10


@with_tables
def test_where_gdelts_data_differ_from_its_table_a_note_says_so():
    scales = load()
    for row in rows("cameo_master.csv"):
        if row["gdelt_observed"] and row["gdelt_observed"] != row["goldstein_gdelt"]:
            assert any("GDELT’s" in note and "data have" in note for note in scales.cameo[row["code"]].notes), row


@with_tables
def test_quad_classes_are_those_of_the_table():
    names = {"1": "VerbalCooperation", "2": "MaterialCooperation", "3": "VerbalConflict", "4": "MaterialConflict"}
    for row in rows("cameo_master.csv"):
        assert load().cameo[row["code"]].quad_class == names[row["quad"]]


@with_tables
def test_plover_has_its_corrected_scores():
    table = rows("plover_scores.csv")
    assert len(load().plover) == len(table)
    for row in table:
        notation = row["event_type"] + (f"-{row['mode']}" if row["mode"] else "")
        assert load().intensity("plover", notation, "plover") == float(row["plover_score_corrected"]) / 10


def test_plovers_types_count_as_in_the_codebook_for_claims():
    for notation, term in load_vocabulary().terms("EventType").items():
        assert load().intensity("plover", notation, "plover") == float(term.number) / 10


def test_every_code_has_its_broader_one_and_intensities_in_range():
    for scheme in ("cameo", "plover"):
        codes = load().codes(scheme)
        for code in codes.values():
            assert code.parent in codes or (not code.parent and len(code.notation) == 2) or scheme == "plover"
            assert code.parent == "" or code.notation.startswith(code.parent)
            assert all(-1 <= number <= 1 for number in code.intensities.values())
            assert set(code.intensities) <= set(SCALES)


def test_codes_are_text_with_their_leading_zeros():
    assert load().cameo["0214"].parent == "021"
    assert load().intensity("cameo", "214", "goldstein-icews") is None


@pytest.mark.parametrize(
    ("code", "plover"),
    [
        ("042", "CONSULT-Visit"),
        ("193", "ASSAULT-Firearms"),
        ("186", "ASSAULT"),
        ("1951", "ASSAULT-Heavy-weapons"),
        ("020", ""),
    ],
)
def test_cameo_codes_have_their_place_in_plover(code, plover):
    found = load().cameo[code]
    assert found.plover == plover
    assert found.intensities.get("plover") == (load().plover[plover].intensities["plover"] if plover else None)


def test_the_two_meanings_of_a_code_are_noted():
    assert any(
        "Deny responsibility" in note and "Make empathetic comment" in note for note in load().cameo["016"].notes
    )


def test_acleds_kinds_of_event_are_plover_codes():
    assert load().acled["Air/drone strike"] == "ASSAULT-Aerial"
    assert set(load().acled.values()) <= set(load().plover)
    assert "Other" not in load().acled
