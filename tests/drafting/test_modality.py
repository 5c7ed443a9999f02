"""Hedges, modes and denials by their words."""

from __future__ import annotations

import pytest

from kg.drafting.modality import CERTAINTY, denial_in, hedges, mode_of
from kg.model.hedges import DOUBTING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China may agree", [("may", "possible", "")]),
        ("In May 2016 China met Japan in May", []),
        ("May China agree?", [("May", "possible", "")]),
        ("will most likely agree", [("most likely", "probable", "")]),
        ("will very likely agree", [("very likely", "probable", "very-likely")]),
        ("is reportedly ready", [("reportedly", "", "")]),
        ("appears ready and could agree", [("appears", "probable", ""), ("could", "possible", "")]),
        ("dismayed and unlikely", [("unlikely", "probable", "unlikely")]),
        ("agrees", []),
    ],
)
def test_hedges_are_taken_as_they_stand(terms, text, expected):
    assert [(hedge.words, hedge.certainty, hedge.likelihood) for hedge in hedges(text, terms)] == expected


def test_every_word_that_the_check_takes_for_doubt_is_a_hedge():
    assert set(DOUBTING) <= CERTAINTY.keys()


@pytest.mark.parametrize(
    ("quote", "sentence", "expected"),
    [
        ("China will agree", "China will agree.", ("forecast", "will")),
        ("China would agree", "If Japan leaves, China would agree.", ("conditional", "If")),
        # What somebody thinks of another is reported, if the article says so.
        ("China views it as a threat", "China views it as a threat.", ("reported", "")),
        ("China did it in retaliation", "China did it in retaliation.", ("interpreted", "in retaliation")),
        ("talks should be aimed at peace", "The talks should be aimed at peace.", ("reported", "")),
        ("China expects Japan to agree", "China expects Japan to agree.", ("forecast", "expects")),
        ("the test could not force China", "What the test could not force China to.", ("reported", "")),
        (
            "out of fear that Japan may fall",
            "It waits out of fear that Japan may fall.",
            ("interpreted", "out of fear"),
        ),
        ("China met Japan", "China met Japan.", ("reported", "")),
    ],
)
def test_a_mode_has_a_word_that_speaks_for_it(quote, sentence, expected):
    assert mode_of(quote, sentence) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [("Japan denied this", "denied"), ("rejects the claims of China", "rejects the claims"), ("No", "")],
)
def test_a_denial_has_a_verb(text, word):
    assert denial_in(text, text) == word


def test_what_was_denied_before_is_not_the_quote():
    sentence = "Japan denied this, saying that its aims are peaceful"
    assert denial_in("its aims are peaceful", sentence) == ""
    assert denial_in("its aims are warlike", "Japan denied that its aims are warlike") == "denied"


def test_as_soon_as_possible_is_no_hedge(terms):
    assert hedges("to be passed as soon as possible", terms) == []
    assert [hedge.words for hedge in hedges("a possible vote", terms)] == ["possible"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It could not agree, and couldn't", []),
        ("out of a concern that more forceful action may cause it to collapse", []),
        ("They fear that Japan may fall. China may agree", ["may"]),
    ],
)
def test_what_was_not_able_to_and_what_is_only_feared_is_no_hedge(terms, text, words):
    assert [hedge.words for hedge in hedges(text, terms)] == words
