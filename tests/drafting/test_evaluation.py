"""How good the rules are: counted as one would by hand on a small project, and no worse than simple ways."""

from __future__ import annotations

import pytest

from kg import sources
from kg.drafting.evaluation import evaluate
from tests.conftest import TEXT
from tests.drafting.test_suggestions import text_of

STANCE = {"holder": "china", "target": "japan", "type": "threatened-by"}


@pytest.fixture
def evaluation(project, terms):
    def of(patch=None, texts=("talks",)):
        corpus, _ = sources.read(project(patch), terms)
        return evaluate(corpus, terms, dict.fromkeys(texts, TEXT))

    return of


def scores(evaluation):
    return {score.field: score for score in evaluation.fields}


def test_every_field_is_counted_with_its_simplest_baseline(evaluation):
    found = evaluation(
        {"claims": [{"id": "sees", "quote": "China sees it as a threat", "said-by": "gazette", "stance": STANCE}]}
    )
    of = scores(found)

    assert found.articles == 1
    assert (of["said-by"].claims, of["said-by"].first, of["said-by"].baseline) == (2, 2, 2)
    assert of["mode"].baseline_is == "reported"
    assert (of["stance.holder"].claims, of["event.type"].claims) == (1, 1)
    assert (of["stance.holder"].precision, of["stance.holder"].recall) == (1.0, 1.0)
    assert "leverage.over" not in of
    assert 0 < found.saved < found.keys
    # Nothing is coded elsewhere, so that nothing is frequent there.
    assert of["stance.type"].baseline == 0


def test_a_claim_is_found_where_a_draft_shares_half_of_it(evaluation):
    found = evaluation(
        {"claims": [{"id": "sees", "quote": "China sees it as a threat", "said-by": "gazette", "stance": STANCE}]}
    ).finding

    assert (found.claims, found.found) == (2, 2)
    assert found.drafts > found.right == 2
    assert found.recall == 1.0
    assert found.auc > 0.5


def test_articles_without_claims_or_text_are_left_out(evaluation):
    found = evaluation({"copies": "again"}, texts=("again", "nowhere"))
    assert (found.articles, found.fields, found.keys, found.finding.auc) == (0, (), 0, None)
    assert (found.finding.precision, found.finding.recall) == (0.0, 0.0)


def test_on_the_shipped_articles_the_rules_are_better_than_simple_ways(shipped):
    """A guard against a broken rule; the rules were written with these articles in view."""
    corpus = shipped.corpus
    found = evaluate(corpus, shipped.vocabulary, {slug: text_of(slug) for slug in corpus.articles})
    of = scores(found)

    assert found.finding.auc > max(found.finding.auc_verb, found.finding.auc_length, 0.85)
    for field in ("kind", "said-by", "mode", "certainty", "hedge", "stance.type", "event.type", "event.initiator"):
        assert of[field].first > of[field].baseline, field
    assert of["stance.type"].three >= 0.6 * of["stance.type"].claims
    assert found.finding.precision > 0.8
