"""The scripts of the view say numbers, dates and scores as the program does, in the words of its data."""

from __future__ import annotations

import json
import re

import pytest

from kg.model.wording import when
from kg.network.network import network_of
from kg.web.view.payload import words_of_view
from tests.checkout import ROOT

CASES = json.loads((ROOT / "tests" / "data" / "wording-cases.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def words(shipped):
    return words_of_view(network_of(shipped.corpus, shipped.vocabulary), ["state", "issue"])


@pytest.fixture(scope="module")
def said(evaluate, words):
    """Call a function of words.js with each of some cases."""
    empty = {key: {} for key in ("claims", "articles", "names", "ends")}
    data = {"words": words, "nodes": [], "drawing": {"edges": []}, **empty}
    return lambda name, cases: evaluate(name, cases, data)


@pytest.mark.parametrize("name", CASES)
def test_the_page_says_what_the_program_says(said, name):
    assert said(name, [given for given, _ in CASES[name]]) == [expected for _, expected in CASES[name]]


def test_every_day_of_a_year_has_the_same_words(said):
    days = [
        f"2016-{month:02}-{day:02}{mark}" for month in range(1, 13) for day in (1, 15, 28) for mark in ("", "~", "?")
    ]
    spans = [f"{days[at]}/{days[-at - 1]}" for at in range(len(days) // 2)]
    assert said("when", [[each] for each in days + spans]) == list(map(when, days + spans))


def shape(value):
    """The type of TypeScript that a value has: tuples are lists of texts, lists are of a fixed length."""
    if isinstance(value, dict):
        kinds = {shape(each) for each in value.values()}
        parts = "; ".join(f"{name}: {shape(each)}" for name, each in value.items())
        return f"Record<string, {kinds.pop()}>" if len(kinds) == 1 else f"{{ {parts} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(shape, value))}]"
    return {str: "string", int: "number", float: "number", tuple: "string[]"}[type(value)]


def test_the_scripts_know_the_words_that_the_data_have(words):
    text = (ROOT / "kg" / "web" / "templates" / "shared" / "payload.d.ts").read_text(encoding="utf-8")
    (body,) = re.findall(r"^interface Words {\n(.*?)^}$", text, re.MULTILINE | re.DOTALL)
    declared = dict(re.findall(r"^  (\w+): (.+);$", body, re.MULTILINE))
    assert declared == {name: shape(value) for name, value in words.items()}
    assert all(len(forms) == 2 for forms in words["uncounted"].values())


def test_labels_are_those_of_the_ontology(words, shipped):
    assert list(words["modes"]) == ["reported", "interpreted", "forecast", "conditional"]
    assert words["certainties"] == {t.notation: t.label for t in shipped.vocabulary.terms("Certainty").values()}
    assert words["kinds"] == {"issue": "Issue", "state": "State"}
    assert words["headings"]["conditional"] == "On a condition"


def test_no_label_of_a_scale_stands_in_the_code(shipped):
    """Labels of several words, which cannot be there by chance, stand in `ontology/` alone."""
    scales = (
        "Mode",
        "Certainty",
        "Polarity",
        "Status",
        "Resolution",
        "Effect",
        "Strength",
        "Reliability",
        "Credibility",
    )
    labels = {term.label for scale in scales for term in shipped.vocabulary.terms(scale).values() if " " in term.label}
    assert {"completely reliable", "certainty not given"} <= labels
    files = [file for ending in ("py", "js", "j2") for file in (ROOT / "kg").rglob(f"*.{ending}")]
    texts = {file.name: file.read_text(encoding="utf-8").casefold() for file in files}
    assert {(name, label) for name, text in texts.items() for label in labels if f'"{label}' in text} == set()
