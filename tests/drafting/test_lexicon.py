"""Words that speak for types: each list is of a type that there is, and each of its patterns finds its own words."""

from __future__ import annotations

import pytest

from kg.drafting.lexicon import KINDS, TYPES, kind_words, words_of
from kg.drafting.types import SCALES


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_words_and_no_other(terms, kind):
    assert set(TYPES[kind]) == set(terms.terms(SCALES[kind]))
    assert set(KINDS) == set(SCALES)


@pytest.mark.parametrize(("kind", "notation"), [(kind, each) for kind, types in TYPES.items() for each in types])
def test_a_list_finds_its_words(kind, notation):
    words = [word.strip().removesuffix(".") for word in TYPES[kind][notation].replace(". ", ", ").split(",")]
    assert [word for word in words if not words_of(kind, notation, f"They {word} it")] == []
    assert all(words)


def test_a_word_with_a_full_stop_is_that_word_alone():
    assert words_of("event", "AID", "the aid") == ["aid"]
    assert words_of("event", "AID", "an aide") == []
    assert kind_words("stance", "he seesaws") == []
