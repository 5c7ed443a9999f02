"""A project in ten languages on the command line: names by which actors are found, sentences, translations, exports."""

from __future__ import annotations

import json
import shutil

import pytest

from kg.pipeline import build
from tests.checkout import ROOT

LITERAL = "SELECT ?text (LANG(?text) AS ?language) {{ {} }} ORDER BY ?text"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("languages") / "project"
    shutil.copytree(ROOT / "tests" / "data" / "languages", root)
    assert build(root, root / "out").findings == ()
    return root


@pytest.fixture
def run(kg, project):
    return lambda *args: kg(*args, root=project)


@pytest.mark.parametrize(
    "names", [("egypt", "iran"), ("مصر", "ایران"), ("Egypt", "IRAN"), ("القاهرة", "تهران"), ("EGY", "irn")]
)
def test_an_actor_is_found_by_every_name_in_every_language(run, names):
    assert run("explain", *names).stdout == run("explain", "egypt", "iran").stdout


def test_names_that_run_from_right_to_left_are_set_apart_and_quotes_are_as_they_stand(run):
    note = run("explain", "egypt", "iran").stdout
    assert note.startswith("\u2068مصر\u2069 – \u2068ایران\u2069, 1 October 2016\n")
    assert "\u2068مصر\u2069 is open to \u2068ایران\u2069\n       without it the tension would be" in note
    assert "\n       “ترحب بالمحادثات مع إيران”\n" in note
    assert "       = “welcomes talks with Iran” (translated by The curator)\n" in note


def test_names_that_run_from_left_to_right_are_as_they_are(run):
    note = run("explain", "china", "korea").stdout
    assert "中国 opposes 한국\n       without it the tension would be" in note
    assert "\n       “中国强烈反对韩国的部署”\n       = “China firmly opposes" in note
    assert not {"\u2068", "\u2069"} & set(note)


@pytest.mark.parametrize("format_", ["csv", "json"])
def test_data_have_no_marks_of_direction(run, format_):
    text = run("claims", "--format", format_).stdout
    assert "ישראל condemns ایران" in text
    assert not {"\u2068", "\u2069"} & set(text)


def test_rows_of_claims_have_language_and_translation(run, rows):
    found = {
        row["claim"]: (row["language"], row["translation"]) for row in rows(run("claims", "--format", "csv").stdout)
    }
    assert found["persian/wary"] == ("fa", "is worried about the conduct of Israel")
    assert found["unstated/french"] == ("fr", "We support Iran")
    assert found["unstated/plain"] == ("", "")


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("actor:china rdfs:label ?text", [("中国", "zh-hans")]),
        ("actor:china skos:prefLabel ?text", [("China", "en"), ("中国", "zh-hans")]),
        ("actor:china skos:altLabel ?text", [("Beijing", "en"), ("PRC", "en"), ("北京", "zh-hans")]),
        ("actor:gazette rdfs:label ?text", [("The Gazette", "")]),
        ("article:korean dct:title ?text", [("한국, 중국과의 대화 환영", "ko")]),
        ("article:unstated dct:title ?text", [("Turkey speaks", "")]),
        ("?article kg:issuedBasis ?basis ; dct:language ?text FILTER(?article = article:chinese)", [("zh-Hans", "")]),
        ("?p kg:translation ?text ; oa:hasSource article:unstated", [("We support Iran", "en")]),
        (
            "?p oa:hasSource article:unstated ; oa:hasSelector/oa:exact ?text",
            [("Nous soutenons l’Iran", "fr"), ("土耳其反对以色列", "")],
        ),
    ],
)
def test_no_literal_is_in_a_language_that_nobody_stated(run, rows, pattern, literals):
    found = rows(run("query", LITERAL.format(pattern), "--format", "csv").stdout)
    assert [(row["text"], row["language"]) for row in found] == literals


def test_json_has_the_languages_beside_the_texts(run):
    document = json.loads(run("export", "json").stdout)
    china = next(actor for actor in document["actors"] if actor["slug"] == "china")
    assert (china["label"], china["other_labels"]) == ("中国", ["China"])
    assert china["languages"] == {"label": "zh-Hans", "aliases": ["en", "en", "zh-Hans"], "other_labels": ["en"]}
    gazette = next(actor for actor in document["actors"] if actor["slug"] == "gazette")
    assert "languages" not in gazette


def test_stored_questions_answer_each_thing_once_whatever_names_it_has(run, rows):
    (tension,) = (
        row for row in rows(run("query", "--name", "tension", "--format", "csv").stdout) if {row["a"], row["b"]} == {"مصر", "ایران"}
    )  # fmt: skip
    assert tension
