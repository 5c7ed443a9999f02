import csv

import pytest

from kg.events.scales import SCALES, load
from kg.rdf.ontology import load as load_vocabulary


@pytest.fixture
def rows(shared):
    """The rows of a reference table, as dicts."""

    def read(name):
        with shared(f"data/events/tables/{name}").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read


def test_every_code_of_cameo_has_its_published_numbers(rows):
    scales, table = load(), rows("cameo_master.csv")
    assert sorted(scales.cameo) == sorted(row["code"] for row in table)
    for row in table:
        for scale, column in (("goldstein-icews", "goldstein_icews"), ("goldstein-gdelt", "goldstein_gdelt")):
            number = float(row[column]) / 10 if row[column] else None
            assert scales.intensity("cameo", row["code"], scale) == pytest.approx(number), row["code"]


def test_what_was_observed_in_icews_is_what_its_scale_says(rows):
    scales = load()
    observed = [row for row in rows("cameo_master.csv") if row["icews_observed"]]
    assert observed
    for row in observed:
        assert scales.intensity("cameo", row["code"], "goldstein-icews") == float(row["icews_observed"]) / 10


def test_where_gdelts_data_differ_from_its_table_a_note_says_so(rows):
    scales = load()
    for row in rows("cameo_master.csv"):
        if row["gdelt_observed"] and row["gdelt_observed"] != row["goldstein_gdelt"]:
            assert any("GDELT’s" in note and "data have" in note for note in scales.cameo[row["code"]].notes), row


def test_quad_classes_are_those_of_the_table(rows):
    names = {"1": "VerbalCooperation", "2": "MaterialCooperation", "3": "VerbalConflict", "4": "MaterialConflict"}
    for row in rows("cameo_master.csv"):
        assert load().cameo[row["code"]].quad_class == names[row["quad"]]


def test_plover_has_its_corrected_scores(rows):
    table = rows("plover_scores.csv")
    assert len(load().plover) == len(table)
    for row in table:
        notation = row["event_type"] + (f"-{row['mode']}" if row["mode"] else "")
        assert load().intensity("plover", notation, "plover") == float(row["plover_score_corrected"]) / 10


def test_plovers_types_count_as_in_the_codebook_for_claims():
    for notation, term in load_vocabulary().terms("EventType").items():
        if not term.source:
            assert load().intensity("plover", notation, "plover") == float(term.number) / 10


@pytest.mark.parametrize(("notation", "code"), [("COOPERATE", "06"), ("AID", "07")])
def test_what_is_not_plovers_number_is_that_of_cameo(notation, code):
    assert (
        load().intensity("cameo", code, "goldstein-icews")
        == float(load_vocabulary().terms("EventType")[notation].number) / 10
    )


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
