"""The scales as they are read from the ontology."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal

import pytest

from kg.model import packaged
from kg.model.vocabulary import KG, OntologyError, collation, decimal, fold, searchable
from kg.rdf import ontology
from kg.rdf.ontology_lint import lint
from tests.checkout import ROOT

PLOVER = {
    "AGREE": "2.5", "CONSULT": "2.5", "SUPPORT": "5", "CONCEDE": "4.5", "COOPERATE": "6", "AID": "7", "RETREAT": "6.5",
    "REQUEST": "0", "ACCUSE": "-3", "REJECT": "-2", "THREATEN": "-3.5", "PROTEST": "-5", "SANCTION": "-6",
    "MOBILIZE": "-5.5", "COERCE": "-7", "ASSAULT": "-9",
}  # fmt: skip
ICD_203 = {
    "almost-no-chance": (1, 5), "very-unlikely": (5, 20), "unlikely": (20, 45), "roughly-even": (45, 55),
    "likely": (55, 80), "very-likely": (80, 95), "almost-certain": (95, 99),
}  # fmt: skip
ADDITION = """
@prefix kg: <https://w3id.org/detente/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kg:Courts a kg:StanceType ; skos:notation "courts" ; skos:prefLabel "courts"@en ; kg:defaultPosition 0.45 .
"""


# What the page's scripts are tested by too (tests/web/view/scripts/texts.test.js).
FOLDING = json.loads((ROOT / "tests" / "data" / "folding-cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("names", FOLDING["alike"])
def test_what_people_mean_by_one_name_is_one_in_a_search(names):
    assert len({searchable(name) for name in names}) == 1


@pytest.mark.parametrize("names", FOLDING["apart"])
def test_what_are_different_letters_stays_apart_in_a_search(names):
    assert len({searchable(name) for name in names}) == len(names)


def test_lists_for_people_are_sorted_by_letters_then_accents_then_case():
    assert sorted(set(FOLDING["sorted"]), key=collation) == FOLDING["sorted"]


def test_event_types_have_the_intensities_of_plover_but_for_two_with_a_source_of_their_own(terms):
    assert [name for name, term in terms.terms("EventType").items() if term.source] == ["AID", "COOPERATE"]
    assert {name: term.number for name, term in terms.terms("EventType").items()} == {
        name: Decimal(number) for name, number in PLOVER.items()
    }


def test_likelihoods_have_the_bands_of_icd_203(terms):
    found = {name: (int(term.lower * 100), int(term.upper * 100)) for name, term in terms.terms("Likelihood").items()}
    assert found == ICD_203


def test_stance_types_stand_between_opposition_and_support_strongest_first(terms):
    positions = [term.number for term in terms.terms("StanceType").values()]
    assert positions == sorted(positions, reverse=True)
    assert all(-1 <= position <= 1 for position in positions)


def test_stances_that_are_of_both_by_what_they_mean_are_mutual(terms):
    mutual = {notation for notation, term in terms.terms("StanceType").items() if term.mutual}
    assert mutual == {"at-odds-with", "at-war-with", "estranged-from", "warming-toward"}
    assert not any(term.mutual for term in terms.terms("EventType").values())


@pytest.mark.parametrize(("value", "mutual"), [("true", True), ("1", True), ("false", False), ("0", False)])
def test_a_project_may_say_that_its_own_stances_are_mutual(tmp_path, value, mutual):
    (tmp_path / "more.ttl").write_text(ADDITION.replace("0.45 .", f"0.45 ; kg:mutual {value} ."))
    assert ontology.load(tmp_path).terms("StanceType")["courts"].mutual is mutual


@pytest.mark.parametrize(
    ("class_name", "notations"),
    [
        ("Mode", {"reported", "interpreted", "forecast", "conditional"}),
        ("Certainty", {"certain", "probable", "possible", "unspecified"}),
        ("Status", {"occurred", "ongoing", "announced", "proposed", "hypothetical"}),
        ("Resolution", {"pending", "fulfilled", "partly-fulfilled", "failed"}),
        ("Effect", {"pressure", "inducement", "constraint"}),
        ("Strength", {"strong", "moderate", "weak", "none"}),
        ("Polarity", {"affirmed", "denied"}),
        ("Reliability", set("ABCDEF")),
        ("Credibility", set("123456")),
    ],
)
def test_the_closed_scales_are_those_of_the_contract(terms, class_name, notations):
    assert set(terms.terms(class_name)) == notations


def test_every_term_is_defined(terms):
    for class_name in ("StanceType", "EventType", "Status", "Effect", "Strength", "Mode", "Certainty", "Resolution"):
        for term in terms.terms(class_name).values():
            assert term.notation
            assert term.label
            assert term.definition.endswith(".")


@pytest.mark.parametrize(
    ("words", "notation"),
    [("likely", "likely"), ("Very  Likely", "very-likely"), ("probably", "likely"), ("remote", "almost-no-chance")],
)
def test_words_of_likelihood_are_found_case_and_white_space_aside(terms, words, notation):
    assert terms.likelihood(words).notation == notation


@pytest.mark.parametrize("words", ["may", "might", "could", "possibly", "most likely", "", "likely to"])
def test_words_without_an_interval_have_none(terms, words):
    assert terms.likelihood(words) is None


def test_a_class_that_is_none_has_no_terms_and_an_iri_without_notation_is_itself(terms):
    assert terms.terms("NoSuchClass") == {}
    assert terms.notation(KG + "Forecast") == "forecast"
    assert terms.notation(KG + "NoSuchTerm") == KG + "NoSuchTerm"


def test_a_project_adds_its_own_terms(tmp_path):
    (tmp_path / "more.ttl").write_text(ADDITION)
    added = ontology.load(tmp_path).terms("StanceType")
    assert added["courts"].number == Decimal("0.45")
    assert set(added) - set(ontology.load().terms("StanceType")) == {"courts"}


def test_the_packaged_ontology_is_not_read_twice(tmp_path):
    assert ontology.load(packaged.ontology()).folders == ontology.load(tmp_path / "none").folders


def test_a_file_that_is_not_turtle_is_named_with_its_line(tmp_path):
    (tmp_path / "broken.ttl").write_text("@prefix kg: <https://w3id.org/detente/ns#> .\nkg:A kg:B kg:C\nkg:D .\n")
    with pytest.raises(OntologyError, match=r"broken\.ttl:\d+:\d+: "):
        ontology.load(tmp_path).terms("StanceType")


def test_words_are_compared_without_case_spaces_and_typographic_marks():
    assert fold(" The\u00a0 People\u2019s\n REPUBLIC ") == "the people's republic"


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(OntologyError, match=r"folder\.ttl:1:1: cannot be read: not a file; put the file itself there"):
        ontology.load(tmp_path).terms("StanceType")
    (tmp_path / "latin.rq").write_bytes(b"# \xe9")
    with pytest.raises(OntologyError, match=r"latin\.rq:1:3: not UTF-8 \(byte 0xe9\); save the file as UTF-8"):
        ontology.load(tmp_path).text(tmp_path / "latin.rq")


def test_the_triples_are_in_the_order_of_the_files_every_time():
    first, second = ontology.load().quads, ontology.load().quads
    assert first == second
    assert len(first) == len(set(first))


@pytest.mark.parametrize(
    ("text", "number"), [("0.50", Decimal("0.5")), ("-1", Decimal(-1)), ("much", None), ("NaN", None), ("INF", None)]
)
def test_a_number_that_is_none_is_passed_over(text, number):
    assert decimal(text) == number


def test_a_copy_of_the_packaged_ontology_adds_nothing(tmp_path):
    shutil.copytree(packaged.ontology(), tmp_path / "ontology")
    copied = ontology.load(tmp_path / "ontology")
    assert len(copied.folders) == 2
    assert copied.quads == ontology.load().quads
    assert list(lint(copied)) == []
    (tmp_path / "ontology" / "leverage.ttl").write_text("# changed\n")
    assert len(list(ontology.load(tmp_path / "ontology").files())) == len(list(ontology.load().files())) + 1


def test_labels_come_by_scale_in_the_order_of_the_files(shipped):
    labels = shipped.vocabulary.labels
    assert list(labels["Reliability"]) == list("ABCDEF")
    assert labels["Reliability"]["A"] == "completely reliable"
    assert labels["Credibility"]["5"] == "improbable"
    assert list(labels["Certainty"].values()) == ["certain", "probable", "possible", "certainty not given"]
    assert labels["StanceType"]["wary-of"] == shipped.vocabulary.terms("StanceType")["wary-of"].label
    assert labels["Class"]["international-body"] == "international body"
    assert labels["Claims"] == {
        "reported": "reported as fact", "interpreted": "interpretations", "forecast": "forecasts",
        "conditional": "on a condition",
    }  # fmt: skip
