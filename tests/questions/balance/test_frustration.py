"""The frustration index against enumeration, its camps, and its bounds."""

from __future__ import annotations

from itertools import combinations, product
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions.balance import frustration as module
from kg.questions.balance.bounds import packed, searched
from kg.questions.balance.elimination import best_sides, plan
from kg.questions.balance.frustration import frustration, sides

LETTERS = "abcdefgh"
PAIRS = ["".join(pair) for pair in combinations(LETTERS, 2)]
TENSIONS = st.dictionaries(
    st.sampled_from(PAIRS), st.integers(-90, 90).filter(bool).map(lambda n: n / 100), max_size=len(PAIRS)
)


def leaning(graph):
    return [tie.leaning for tie in graph.ties]


def least(graph, weigh):
    """By trying every division of the actors into two camps."""
    place = {slug: index for index, slug in enumerate(graph.actors)}
    return min(
        sum(weigh(t) for t in graph.ties if (side[place[t.a]] == side[place[t.b]]) != (t.leaning > 0))
        for side in product((0, 1), repeat=len(graph.actors))
    )


def test_two_enemies_with_a_common_friend_need_one_change(signed):
    found = frustration(signed({"ab": 0.5, "ac": -0.5, "bc": -0.3}), [-1, 1, 1])
    assert (found.low, found.high, found.exact) == (1, 1, True)
    assert found.frustrated == (("b", "c"),)  # of three ties that would do the one with the least tension


def test_two_against_one_are_two_camps(signed):
    graph = signed({"ab": -0.5, "ac": 0.5, "bc": 0.5, "cd": -0.4, "xy": 0.3})
    found = frustration(graph, leaning(graph))
    assert (found.high, found.frustrated) == (0, ())
    assert [(s.anchor, s.first, s.second) for s in found.splits] == [
        ("c", ("c", "d"), ("a", "b")),
        ("x", ("x",), ("y",)),
    ]


def test_friends_alone_are_one_camp_and_ties_without_a_sign_do_not_count(signed):
    found = frustration(signed({"ab": -0.5, "bc": -0.5, "cd": 0.0}), [1, 1, 0])
    assert [(s.first, s.second) for s in found.splits] == [(("a", "b", "c"), ())]
    assert frustration(signed({}), []).splits == ()


def test_all_enemies_among_four_need_two_changes(signed):
    graph = signed({"".join(pair): 0.5 for pair in combinations("abcd", 2)})
    assert frustration(graph, leaning(graph)).high == 2
    assert frustration(graph, leaning(graph), weighted=True).high == pytest.approx(1.0)


@given(TENSIONS)
def test_the_index_is_what_enumeration_finds(signed, tensions):
    graph = signed(tensions)
    counted, weighted = frustration(graph, leaning(graph)), frustration(graph, leaning(graph), weighted=True)
    assert counted.exact
    assert weighted.exact
    assert counted.low == counted.high == least(graph, lambda tie: 1)
    assert weighted.high == pytest.approx(least(graph, lambda tie: abs(tie.tension)), abs=1e-9)


@given(TENSIONS)
def test_the_camps_break_exactly_the_ties_that_are_named(signed, tensions):
    graph = signed(tensions)
    for found in (frustration(graph, leaning(graph)), frustration(graph, leaning(graph), weighted=True)):
        side = {
            slug: (n, which)
            for n, s in enumerate(found.splits)
            for which in (0, 1)
            for slug in (s.first, s.second)[which]
        }
        assert sorted(side) == list(graph.actors)
        broken = tuple((t.a, t.b) for t in graph.ties if (side[t.a] == side[t.b]) != (t.leaning > 0))
        assert broken == found.frustrated


@given(TENSIONS)
def test_of_the_fewest_ties_those_of_the_least_tension_are_broken(signed, tensions):
    graph = signed(tensions)
    size = {(tie.a, tie.b): abs(tie.tension) for tie in graph.ties}
    found = frustration(graph, leaning(graph))
    total = sum(size[pair] for pair in found.frustrated)
    fewest = least(graph, lambda tie: 1 + abs(tie.tension) / 1000)
    assert len(found.frustrated) + total / 1000 == pytest.approx(fewest, abs=1e-9)


@given(TENSIONS, st.integers(0, 3))
def test_too_large_a_block_lies_between_its_bounds(signed, tensions, seed):
    graph = signed(tensions)
    exact = frustration(graph, leaning(graph))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "EXACT_CASES", 0)
        for weighted in (False, True):
            found = frustration(graph, leaning(graph), weighted=weighted, seed=seed)
            true = frustration_value(graph, weighted)
            assert found.low <= true + 1e-9
            assert true <= found.high + 1e-9
            assert found.exact == (found.low == found.high)
    assert exact.exact


def frustration_value(graph, weighted):
    return least(graph, lambda tie: abs(tie.tension) if weighted else 1)


def test_a_large_dense_network_is_bounded_and_the_same_each_time(signed):
    random = Random(1)
    names = [chr(0x4E00 + n) for n in range(40)]
    graph = signed({a + b: random.uniform(-0.9, 0.9) for a, b in combinations(names, 2)})
    found = frustration(graph, leaning(graph), seed=5)
    assert not found.exact
    assert 0 < found.low < found.high == len(found.frustrated)
    assert found == frustration(graph, leaning(graph), seed=5)


def test_a_long_ring_is_solved_whatever_its_length(signed):
    names = [chr(0x4E00 + n) for n in range(500)]
    ring = {a + b: -0.5 for a, b in zip(names, [*names[1:], names[0]], strict=True)}
    ring[names[3] + names[4]] = 0.1
    graph = signed(ring)
    found = frustration(graph, leaning(graph))
    assert (found.high, found.exact, found.frustrated) == (1, True, ((names[3], names[4]),))


def test_every_block_of_23_actors_is_exact_and_none_of_24_with_all_ties():
    whole = list(combinations(range(23), 2))
    assert plan(whole, module.EXACT_CASES).cells < module.EXACT_CASES
    assert plan(list(combinations(range(24), 2)), module.EXACT_CASES) is None


@given(st.data())
def test_many_draws_at_once_are_as_each_alone(data):
    ends = data.draw(st.lists(st.sampled_from(list(combinations(range(7), 2))), unique=True, min_size=1))
    numbers = st.integers(-5, 5).filter(bool)
    weights = np.array(data.draw(st.lists(st.tuples(*[numbers] * 4), min_size=len(ends), max_size=len(ends))))
    chosen = plan(ends, 2**20)
    together = best_sides(chosen, ends, weights)
    for draw in range(4):
        assert np.array_equal(together[:, [draw]], best_sides(chosen, ends, weights[:, [draw]]))
        side = dict(zip(chosen.order, together[:, draw], strict=True))
        cost = sum(
            abs(w[draw]) for (a, b), w in zip(ends, weights, strict=True) if (side[a] == side[b]) != (w[draw] > 0)
        )
        best = min(
            sum(abs(w[draw]) for (a, b), w in zip(ends, weights, strict=True) if (s[a] == s[b]) != (w[draw] > 0))
            for s in product((0, 1), repeat=7)
        )
        assert cost == best


def test_a_packing_counts_cycles_that_share_no_tie():
    """Two triangles at one actor, each with one hostile tie: two changes; the same tie is not used twice."""
    ends = [(0, 1), (0, 2), (1, 2), (0, 3), (0, 4), (3, 4)]
    assert packed(ends, [1] * 6, [False, False, True, False, False, True]) == 2
    assert packed([(0, 1), (0, 2), (1, 2)], [5, 3, 4], [False, False, True]) == 3
    assert packed([(0, 1), (1, 2), (2, 3), (0, 3)], [1] * 4, [False, False, False, True]) == 1
    assert packed([(0, 1), (1, 2)], [1, 1], [False, True]) == 0


def test_the_search_finds_camps_where_there_are_some():
    ends = list(combinations(range(9), 2))
    weights = [1 if (a < 4) == (b < 4) else -1 for a, b in ends]
    side = searched(ends, weights, 0)
    assert {side[a] for a in range(4)}.isdisjoint({side[a] for a in range(4, 9)})
    assert sides(ends, weights) in (side, {actor: -which for actor, which in side.items()})
