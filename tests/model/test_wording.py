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
