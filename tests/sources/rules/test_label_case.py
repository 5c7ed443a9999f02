"""Labels of issues that begin with a capital which no sentence would give them, and those that are right to."""

from __future__ import annotations

import pytest

SAID = "Nobody builds a missile shield. "
RULE = "label-case"


def found_for(findings, label, text=SAID, **article):
    issue = {"label": label, "definition": "What is built in Japan."}
    files = {}
    patch = {"issues": {"missiles": issue}, "article": article, "texts": {"other": text}}
    return [finding for finding in findings(patch, files) if finding.rule == RULE]


def test_it_names_the_label_and_how_to_write_it(findings):
    [found] = found_for(findings, "Missile defence of the islands")
    assert (found.severity, found.subject, found.location.file) == ("warning", "missiles", "sources/issues.yaml")
    assert "write 'missile defence of the islands', as 'missile' is written elsewhere" in found.message


def test_of_labels_by_language_each_is_found_in_its_place(findings):
    found = found_for(findings, {"en": "Missile defence", "fr": "Missile défensif"})
    assert [finding.message.split("'")[1] for finding in found] == ["Missile defence", "Missile défensif"]
    assert len({finding.location for finding in found}) == 2


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("missile defence", SAID),
        ("Missiles", SAID),
        ("Missile Defence", SAID),
        ("Missile defence of Japan", SAID),
        ("Missile-defence of islands", SAID),
        ("MISSILE defence", SAID),
        ("Missile defence", "Nobody knows."),
        ("Missile defence", f"{SAID}They met the Missile party."),
        ("Turkey talks", "Turkey denied it. The talks in Turkey go on, and nobody eats turkey there."),
        ("March protests", "The protests in March were large; they march again."),
        ("Polish borders", "They polish it. The Polish borders are closed."),
        ({"de": "Drohen mit Waffen und drohen"}, "Sie drohen. drohen sie?"),
        ({"de": "Verhandeln statt drohen"}, "Sie verhandeln statt zu drohen."),
    ],
)
def test_rather_none_than_a_wrong_one(findings, label, text):
    assert found_for(findings, label, text) == []


def test_what_german_texts_write_small_tells_nothing(findings):
    assert found_for(findings, "Handeln ohne grenzen", "Sie handeln.", language="de") == []
