"""Which claims of two coders are one: the assignment of greatest weight, the same from whichever side one looks."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.agreement import KINDS, SecondCoder, matching
from kg.coders.fields import Said
from kg.coders.matching import LEAST_LIKE, assignment, matched, pairs_of, shared
from kg.coders.overlap import LEAST, MOST_PARTNERS, overlap, overlapping, spans_of
from tests.coders.coded_claims import claim, claims, event, leverage, stance


def slugs(matches):
    return {(match.first.slug, match.second.slug) for match in matches}


def test_the_same_passage_and_content_is_one_claim():
    assert slugs(matched([claim("a", 0, 10)], [claim("b", 0, 10)])) == {("a", "b")}


def test_passages_that_hardly_overlap_are_two_claims():
    assert matched([claim("a", 0, 100)], [claim("b", 95, 195)]) == ()
    assert matched([claim("a", 0, 10)], [claim("b", 10, 20)]) == ()


def test_on_the_same_words_two_may_have_found_different_claims():
    assert matched([claim("a", 0, 10)], [claim("b", 0, 10, event("usa", "rok"), said_by=["usa"])]) == ()
    assert slugs(matched([claim("a", 0, 10)], [claim("b", 0, 10, event())])) == {("a", "b")}


def test_what_is_said_decides_between_claims_on_one_passage():
    first = [claim("a", 0, 10, stance("china", "japan")), claim("b", 0, 10, stance("japan", "china"))]
    second = [claim("c", 0, 10, stance("japan", "china", "supports")), claim("d", 0, 10, stance(type_="wary-of"))]
    assert slugs(matched(first, second)) == {("a", "d"), ("b", "c")}


def test_no_claim_takes_the_partner_that_another_needs():
    """By itself b goes best with c; but then a has none, and both together are worth more the other way."""
    first = [claim("a", 0, 10), claim("b", 4, 14)]
    second = [claim("c", 3, 13), claim("d", 9, 19)]
    assert slugs(matched(first, second)) == {("a", "c"), ("b", "d")}


def test_several_passages_are_one_set_of_characters():
    two = claim("a", 0, 10, more=[(20, 30)])
    assert spans_of(two) == ((0, 10), (20, 30))
    assert spans_of(claim("a", 0, 10, more=[(5, 12), (12, 14)])) == ((0, 14),)
    (match,) = matched([two], [claim("b", 20, 30)])
    assert match.overlap == 0.5
    (match,) = matched([two], [claim("b", 0, 10, more=[(20, 30)])])
    assert match.overlap == 1.0


def test_what_is_alike():
    said = Said.of(claim("a", 0, 1))
    assert said.likeness(said) == pytest.approx(1.0)
    assert said.likeness(Said.of(claim("a", 0, 1, stance(type_="supports")))) == pytest.approx(0.8)
    assert said.likeness(Said.of(claim("a", 0, 1, leverage()))) == pytest.approx(0.65)
    stranger = Said.of(claim("a", 0, 1, event("usa", "rok"), said_by=["usa"]))
    assert said.likeness(stranger) == pytest.approx(0.1)
    assert said.likeness(stranger) < LEAST_LIKE


@given(claims("a"), claims("b"), st.randoms(use_true_random=False))
def test_it_is_the_same_from_either_side_and_in_whatever_order(first, second, chances):
    found = slugs(matched(first, second))
    assert {(a, b) for b, a in slugs(matched(second, first))} == found
    assert slugs(matched(chances.sample(first, len(first)), chances.sample(second, len(second)))) == found


@given(claims("a"), st.randoms(use_true_random=False))
def test_whoever_codes_the_same_has_the_same(first, chances):
    second = [replace(each, slug=f"same-{each.slug}") for each in chances.sample(first, len(first))]
    matches = matched(first, second)
    assert len(matches) == len(first)
    assert all(match.overlap == 1.0 and match.likeness == pytest.approx(1.0) for match in matches)


@given(claims("a", 5), claims("b", 5))
def test_no_other_assignment_weighs_more(first, second):
    def weight(a, b):
        share, like = overlap(spans_of(a), spans_of(b)), Said.of(a).likeness(Said.of(b))
        return share + like if share >= LEAST and like >= LEAST_LIKE else 0.0

    few, many = sorted((first, second), key=len)
    best = max(
        (sum(weight(a, b) for a, b in zip(few, chosen, strict=True)) for chosen in permutations(many, len(few))),
        default=0.0,
    )
    matches = matched(first, second)
    assert sum(match.weight for match in matches) == pytest.approx(best, abs=1e-5)
    assert len({match.first.slug for match in matches}) == len({match.second.slug for match in matches}) == len(matches)
    assert all(match.overlap >= LEAST and match.likeness >= LEAST_LIKE for match in matches)


@given(st.integers(1, 6), st.integers(0, 3), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_an_assignment_is_that_of_all_which_has_the_largest_sum(rows, more, chances):
    weights = np.array([[chances.choice((0.0, chances.random())) for _ in range(rows + more)] for _ in range(rows)])
    best = max(sum(weights[i, j] for i, j in enumerate(p)) for p in permutations(range(rows + more), rows))
    chosen = assignment(weights)
    assert len(set(chosen)) == rows
    assert sum(weights[i, j] for i, j in enumerate(chosen)) == pytest.approx(best)


@given(claims("a"), claims("b"))
def test_what_overlaps_is_what_one_finds_by_looking_at_every_pair(first, second):
    rows, columns = [spans_of(each) for each in first], [spans_of(each) for each in second]
    found = {(i, j): share for i, j, share in overlapping(rows, columns)}
    every = {(i, j): overlap(a, b) for i, a in enumerate(rows) for j, b in enumerate(columns)}
    assert found == pytest.approx({pair: share for pair, share in every.items() if share >= LEAST})


def test_thousands_of_claims_on_one_passage_are_bounded():
    """Nobody makes them; a file may have them all the same."""
    first = [claim(f"a{n}", 0, 50, stance("china", f"x{n % 7}")) for n in range(600)]
    second = [claim(f"b{n}", 0, 50 + n % 3, stance("china", f"x{n % 11}")) for n in range(600)]
    matches = matched(first, second)
    assert 0 < len(matches) <= 600
    assert len(list(overlapping([((0, 50),)], [((0, 50),)] * 600))) == MOST_PARTNERS


def test_spans_that_all_overlap_are_compared_with_those_that_begin_nearest():
    far = [((place, 90_000),) for place in range(3_000)]
    found = {i: {j for k, j, _ in overlapping([far[i]], far) if k == 0} for i in (0, 1_500, 2_999)}
    assert all(len(others) == MOST_PARTNERS and i in others for i, others in found.items())


@pytest.mark.parametrize("kind", KINDS)
def test_simulated_second_coders_are_recognised(kind, shipped, terms):
    found = matching(shipped.corpus, terms, KINDS[kind], 3)
    assert found.recall >= (0.97 if KINDS[kind].moved else 1.0)
    assert found.precision >= (0.94 if kind == "everything" else 0.99)
    assert found.true > 150


def test_a_second_coder_is_the_same_each_time(shipped, terms):
    article = next(iter(shipped.corpus.articles.values()))
    own = [each for each in shipped.corpus.claims if each.article == article.slug]
    twice = [
        SecondCoder(shipped.corpus, terms, random.Random(5)).coded(own, article.text, KINDS["everything"])
        for _ in range(2)
    ]
    assert twice[0] == twice[1]


def of_three(first, second, third):
    coders = {"anna": first, "ben": second, "cem": third}
    pairs = {(a, b): matched(coders[a], coders[b]) for a, b in pairs_of((*coders,))}
    return [{coder: each.slug for coder, each in found.claims.items()} for found in shared(coders, pairs)]


def test_what_three_coders_share_is_one_claim_of_each():
    found = of_three([claim("a", 0, 10)], [claim("b", 0, 10)], [claim("c", 2, 12), claim("d", 50, 60)])
    assert found == [{"anna": "a", "ben": "b", "cem": "c"}]


def test_a_chain_of_matches_gives_no_coder_two_claims_in_one():
    found = of_three(
        [claim("a", 0, 20)],
        [claim("b", 10, 30), claim("e", 60, 70)],
        [claim("c", 25, 45), claim("d", 0, 12), claim("f", 60, 70)],
    )
    for each in found:
        assert len(each) > 1
    assert sorted(slug for each in found for slug in each.values()) == sorted(
        {slug for each in found for slug in each.values()}
    )


@given(claims("a", 6), claims("b", 6), claims("c", 6))
def test_shared_claims_are_the_same_whatever_the_coders_are_called(first, second, third):
    def sets(found):
        return {frozenset(each.values()) for each in found}

    found = sets(of_three(first, second, third))
    assert sets(of_three(third, first, second)) == found
    assert sets(of_three(second, first, third)) == found
    slugs_ = [slug for each in found for slug in each]
    assert len(slugs_) == len(set(slugs_))
