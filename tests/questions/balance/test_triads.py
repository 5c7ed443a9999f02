"""Triads: their kinds, their numbers, and how likely each is to be balanced."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions.balance.signs import drawn_tensions
from kg.questions.balance.triads import balanced_probability, census, closed_triads, kind_of, listed_triads

PAIRS = ["".join(pair) for pair in combinations("abcdefg", 2)]
TENSIONS = st.dictionaries(
    st.sampled_from(PAIRS), st.tuples(st.floats(-0.9, 0.9), st.floats(0.05, 0.5)), max_size=len(PAIRS)
)


@pytest.mark.parametrize(
    ("signs", "kind", "balanced"),
    [
        ((1, 1, 1), "all friends", True),
        ((1, -1, -1), "two against one", True),
        ((1, 1, -1), "mediated enemies", False),
        ((-1, -1, -1), "all enemies", False),
    ],
)
def test_the_four_kinds(signed, signs, kind, balanced):
    graph = signed({"ab": -0.5 * signs[0], "ac": -0.5 * signs[1], "bc": -0.5 * signs[2]})
    (triad,) = listed_triads(graph, closed_triads(graph))
    assert (triad.a, triad.b, triad.c, triad.signs, triad.kind) == ("a", "b", "c", signs, kind)
    assert triad.balanced_probability == float(balanced)
    found = census(graph, closed_triads(graph))
    assert (found.balanced, found.unbalanced, found.undecided) == (int(balanced), int(not balanced), 0)


def test_an_open_tie_leaves_the_triad_undecided_but_leaning(signed):
    graph = signed({"ab": -0.5, "ac": 0.5, "bc": (0.1, 0.3)})
    (triad,) = listed_triads(graph, closed_triads(graph))
    assert (triad.kind, triad.leaning_kind) == ("undecided", "two against one")
    assert kind_of((1, 0, -1)) == "undecided"


def test_the_probability_of_balance_by_hand():
    """Hostile with 0.9, 0.7 and 0.2: none 0.1·0.3·0.8, or two 0.9·0.7·0.8 + 0.9·0.3·0.2 + 0.1·0.7·0.2."""
    wanted = 0.1 * 0.3 * 0.8 + 0.9 * 0.7 * 0.8 + 0.9 * 0.3 * 0.2 + 0.1 * 0.7 * 0.2
    assert balanced_probability(np.array([0.9, 0.7, 0.2])) == pytest.approx(wanted, abs=1e-15)


def test_the_probability_of_balance_is_what_draws_give(signed):
    graph = signed({"ab": (0.2, 0.3), "ac": (-0.3, 0.4), "bc": (0.4, 0.3)})
    (triad,) = listed_triads(graph, closed_triads(graph))
    hostile = drawn_tensions(graph, 50_000, 3) > 0
    assert np.mean(hostile.sum(axis=0) % 2 == 0) == pytest.approx(triad.balanced_probability, abs=0.01)


@given(TENSIONS)
def test_the_triads_are_all_there_once_in_order(signed, tensions):
    graph = signed(tensions)
    there = {(tie.a, tie.b) for tie in graph.ties}
    wanted = [trio for trio in combinations("abcdefg", 3) if set(combinations(trio, 2)) <= there]
    triads = closed_triads(graph)
    assert [_named(graph, triad) for triad in triads] == wanted
    assert sorted((t.a, t.b, t.c) for t in listed_triads(graph, triads)) == wanted
    found = census(graph, triads)
    assert found.triads == found.balanced + found.unbalanced + found.undecided == len(wanted)


def test_the_surest_come_first_and_a_list_can_be_cut(signed):
    tensions = {"ab": -0.5, "ac": -0.5, "bc": -0.5, "bd": (-0.1, 0.4), "cd": (-0.3, 0.4), "ad": (0.5, 0.4)}
    graph = signed(tensions)
    found = listed_triads(graph, closed_triads(graph))
    assert found[0].kind == "all friends"
    sureness = [abs(triad.balanced_probability - 0.5) for triad in found[1:]]
    assert sureness == sorted(sureness, reverse=True)
    assert listed_triads(graph, closed_triads(graph), 2) == found[:2]


def _named(graph, triad):
    ab, ac, bc = (graph.ties[place] for place in triad)
    assert (ab.a, ab.b, ac.b) == (ac.a, bc.a, bc.b)
    return ab.a, ab.b, ac.b
