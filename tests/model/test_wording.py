"""Dates, signs, counts and verdicts in words: the cases that the page's scripts are tested by as well, and the rest."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import wording
from kg.model.wording import cut_short, is_sentence, isolated
from kg.questions.saying import scored

CASES = json.loads((Path(__file__).parents[1] / "data" / "wording-cases.json").read_text(encoding="utf-8"))
FUNCTIONS = {
    "when": wording.when,
    "signed": wording.typeset,
    "plural": wording.counted,
    "listed": wording.listed,
    "capital": wording.capital,
    "scoreWords": lambda numbers: scored(SimpleNamespace(**numbers)),
}


@pytest.mark.parametrize(
    ("name", "given", "words"), [(name, given, words) for name, cases in CASES.items() for given, words in cases]
)
def test_what_pages_say(name, given, words):
    assert FUNCTIONS[name](*given) == words


@given(st.text(max_size=30))
def test_whatever_is_no_date_comes_back_whole(text):
    assert wording.when(f"x{text}y") == f"x{text}y" or "/" in text


def test_a_day_has_four_figures_of_its_year():
    assert [wording.dated(date(2016, 7, 31)), wording.dated(date(987, 1, 2))] == ["31 July 2016", "2 January 0987"]


@pytest.mark.parametrize(
    ("number", "on_a_terminal", "on_a_page"),
    [(0.0, "+0.00", "0.00"), (-0.0001, "+0.00", "0.00"), (0.5, "+0.50", "+0.50"), (-0.5, "-0.50", "−0.50")],
)
def test_zero_has_no_minus_and_on_pages_no_sign(number, on_a_terminal, on_a_page):
    assert (wording.signed(number), wording.typeset(number)) == (on_a_terminal, on_a_page)
    assert wording.typeset(Decimal(str(number))) == on_a_page


@pytest.mark.parametrize(
    ("number", "one", "words"),
    [(2, "entity", "2 entities"), (1, "entity", "1 entity"), (2, "day", "2 days")],
)
def test_plurals(number, one, words):
    assert wording.counted(number, one) == words


@pytest.mark.parametrize(
    ("score", "words"),
    [
        ((0.099, 0.05, 0.2), "neither tense nor friendly"),
        ((0.1, 0.05, 0.2), "somewhat tense"),
        ((0.3, 0.1, 0.5), "markedly tense"),
        ((-0.29, -0.5, -0.1), "somewhat friendly"),
        ((-0.3, -0.5, -0.1), "markedly friendly"),
        ((0.4, 0.0, 0.8), "tense rather than friendly"),
        ((-0.4, -0.8, 0.1), "friendly rather than tense"),
        ((0.0, -0.1, 0.1), "neither tense nor friendly"),
    ],
)
def test_verdicts(score, words):
    assert wording.verdict(*score) == words


def test_sides():
    assert [wording.side(score) for score in (0.1, -0.1, 0.0, -0.0, 0.004, -0.004)] == [
        "hostile",
        "friendly",
        *[""] * 4,
    ]
    assert [wording.side(share, 3) for share in (0.004, 0.0004)] == ["hostile", ""]


@pytest.mark.parametrize(
    ("one", "several"),
    [("is wary of", "are wary of"), ("opposes", "oppose"), ("feels threatened by", "feel threatened by"), ("carries", "carry"),
     ("wishes for", "wish for"), ("has doubts about", "have doubts about"), ("criticizes", "criticize"), ("press", "press")],
)  # fmt: skip
def test_a_verb_agrees_with_several(one, several):
    assert wording.plural_verb(one) == several


def test_every_stance_of_the_codebook_has_a_verb_that_agrees_with_several(terms):
    for term in terms.terms("StanceType").values():
        first = wording.plural_verb(term.label).split()[0]
        assert first == "are" or not first.endswith("s")


@pytest.mark.parametrize("text", ["China", "Россия", "中国", "भारत", "ไทย", "한국", ""])
def test_names_that_run_from_left_to_right_stand_in_sentences_as_they_are(text):
    assert isolated(text) == text
    assert not is_sentence(text)


@pytest.mark.parametrize("text", ["مصر", "ישראל", "ایران", "the Knesset (כנסת)"])
def test_names_that_run_from_right_to_left_are_set_apart(text):
    assert isolated(text) == f"\u2068{text}\u2069"
    assert is_sentence(f"{isolated(text)} → {isolated(text)}")


def test_a_sentence_that_is_cut_within_a_name_ends_it():
    sentence = f"{isolated('مصر')} → {isolated('وزارة الخارجية')}"
    assert cut_short(sentence) == sentence
    assert cut_short(f"{sentence[:12]}…") == f"{sentence[:12]}…\u2069"


def test_nothing_within_a_name_reaches_the_sentence_around_it():
    assert isolated("مصر\u2069\u202eevil") == "\u2068مصر\\u2069\\u202eevil\u2069"
    assert isolated("\u202eevil\u2066") == "\\u202eevil\\u2066"
    assert isolated("Norland\u200f") == "\u2068Norland\u200f\u2069"


@pytest.mark.parametrize(
    ("claimants", "articles", "words"),
    [
        (1, 2, "Thin evidence: 1 independent claimant (under three)."),
        (3, 1, "Thin evidence: 1 article (under two)."),
        (2, 1, "Thin evidence: 2 independent claimants (under three) and 1 article (under two)."),
        (0, None, "Thin evidence: 0 independent claimants (under three)."),
        (3, 2, ""),
    ],
)
def test_thin_evidence_says_which_and_how_many(claimants, articles, words):
    assert wording.thin_evidence(claimants, articles) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("../2020-10", "until October 2020"),
        ("2018/..", "from 2018"),
        ("2020-07", "of July 2020"),
        ("2020-09-27/2020-10-01", "of 27 September – 1 October 2020"),
    ],
)
def test_what_is_of_a_date(edtf, words):
    assert wording.of_date(edtf) == words


def test_what_rounds_to_0_has_no_sign():
    assert [wording.unsigned(number, 3) for number in (-0.0, -0.0004, -0.0006, 0.5)] == [
        "0.000",
        "0.000",
        "-0.001",
        "0.500",
    ]


def test_a_score_may_move_another_way_than_its_claim_says():
    assert wording.reason_of_effect(0.1, 0.2) == ""
    assert wording.reason_of_effect(0.1, -0.2) == "hostile, but milder than what it is pooled with"
    assert wording.reason_of_effect(-0.1, 0.2) == "friendly, but milder than what it is pooled with"
    assert wording.reason_of_effect(0.004, -0.2) == "hostile, but milder than what it is pooled with"
    assert wording.reason_of_effect(0.0, -0.2) == "says neither: pulls towards 0"
    assert [wording.direction(effect) for effect in (0.2, -0.2, 0.0004)] == [
        "What raises it", "What lowers it", "What leaves it where it is",
    ]  # fmt: skip


def test_how_far_days_are_apart():
    day = date(2020, 10, 3)
    assert wording.apart(day, date(2020, 10, 4)) == "1 day"
    assert wording.apart(day, date(2099, 12, 31)) == "79 years"


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("An end to the fighting", "an end to the fighting"),
        ("The Hague", "The Hague"),
        ("THAAD", "THAAD"),
        ("A", "A"),
        ("Anger", "Anger"),
    ],
)
def test_an_article_inside_a_sentence_has_no_capital(label, words):
    assert wording.inside(label) == words


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("tougher sanctions on North Korea", "Tougher sanctions on North Korea"),
        ("schärfere Sanktionen", "Schärfere Sanktionen"),
        ("équilibre des forces", "Équilibre des forces"),
        ("THAAD in South Korea", "THAAD in South Korea"),
        ("iPhone exports", "iPhone exports"),
        ("制裁", "制裁"),
        ("", ""),
    ],
)
def test_a_label_that_heads_a_page_has_a_capital(label, words):
    assert wording.heading(label) == words
