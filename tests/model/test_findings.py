"""Findings: their order, and the three forms in which they are printed."""

from __future__ import annotations

import json

import pytest

from kg.model.findings import (
    FORMATS,
    Finding,
    Location,
    as_github,
    as_json,
    as_text,
    did_you_mean,
    printable,
    printable_sentence,
    shown,
)
from kg.model.wording import isolated

HERE = Location("sources/articles/x.yaml", 31, 13)
UNKNOWN = Finding(HERE, "actor-known", "unknown actor 'nort-korea'; did you mean 'north-korea'?", subject="x/one")


def test_text_is_one_line_as_compilers_print_it():
    assert as_text([UNKNOWN]) == (
        "sources/articles/x.yaml:31:13: error: unknown actor 'nort-korea'; did you mean 'north-korea'? [actor-known]\n"
    )


def test_json_has_the_fields_of_the_contract():
    (row,) = json.loads(as_json([UNKNOWN]))
    assert row == {
        "file": "sources/articles/x.yaml",
        "line": 31,
        "column": 13,
        "severity": "error",
        "rule": "actor-known",
        "message": "unknown actor 'nort-korea'; did you mean 'north-korea'?",
    }


def test_github_escapes_what_ends_a_property_or_a_message():
    finding = Finding(Location("a,b:c.yaml", 2, 3), "r", "100% sure\r\n::error::forged", "warning")
    assert (
        as_github([finding]) == "::warning file=a%2Cb%3Ac.yaml,line=2,col=3,title=r::100%25 sure%0D%0A::error::forged\n"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_report_is_an_empty_report(name):
    assert FORMATS[name]([]).strip() in ("", "[]")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("hostile", ["\x1b[31mred", "\x9b2J", "\x07", "\u202egnp", "a\nb", "\udcff"])
def test_no_form_lets_a_file_or_a_value_steer_the_terminal(name, hostile):
    printed = FORMATS[name]([Finding(Location(f"{hostile}.yaml"), "r", f"{hostile} is wrong")])
    printed.encode("utf-8")
    assert not set(printed) & set("\x1b\x9b\x07")
    if name != "json":
        assert printed.count("\n") == 1
        assert printable(printed.rstrip("\n")) == printed.rstrip("\n")


def test_findings_are_sorted_by_place_then_rule():
    later = Finding(Location("b.yaml"), "a", "x")
    lines = [Finding(Location("a.yaml", line, column), "r", "x") for line, column in ((2, 1), (10, 1), (10, 4))]
    assert sorted([later, *reversed(lines)]) == [*lines, later]


def test_the_subject_does_not_make_a_finding_another():
    assert {UNKNOWN, Finding(HERE, UNKNOWN.rule, UNKNOWN.message, subject="other")} == {UNKNOWN}


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("nort-korea", ["south-korea", "north-korea"], "; did you mean 'north-korea'?"),
        ("qoute", ["note", "quote"], "; did you mean 'quote'?"),
        ("threaten", ["AID", "THREATEN"], "; did you mean 'THREATEN'?"),
        ("Reported", ["reported", "forecast"], "; did you mean 'reported'?"),
        ("zzz", ["north-korea"], ""),
        ("", ["x"], ""),
        ("x", [], ""),
    ],
)
def test_the_nearest_name_is_suggested_whatever_its_case(word, known, hint):
    assert did_you_mean(word, known) == hint
    assert did_you_mean(word, reversed(known)) == hint


def test_long_values_are_cut_in_messages():
    assert shown("short") == "'short'"
    assert shown("x" * 200) == repr("x" * 59 + "…")


def test_what_sets_names_apart_in_a_sentence_stays_and_nothing_else_that_steers():
    sentence = f"{isolated('مصر')} → {isolated('ایران')} \x1b[31m"
    assert printable_sentence(sentence) == "\u2068مصر\u2069 → \u2068ایران\u2069 \\x1b[31m"
    assert printable(sentence) == "\\u2068مصر\\u2069 → \\u2068ایران\\u2069 \\x1b[31m"


@pytest.mark.parametrize(
    "text",
    ["\u2067مصر\u2069", "\u2068مصر", "مصر\u2069", "\u202eمصر\u202c", "\u2068evil\u2069", "\u2068\u202eمصر\u2069"],
)
def test_what_is_no_pair_around_such_a_name_is_made_visible(text):
    assert printable_sentence(text) == printable(text)
