"""Who stands between enemies and between strangers, and on whose paths."""

from __future__ import annotations

from itertools import combinations
from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions.balance import betweenness as module
from kg.questions.balance.betweenness import betweenness, dense_betweenness, drawn_betweenness
from kg.questions.balance.brokerage import (
    between_enemies,
    between_strangers,
    effective_sizes,
    expected_mediations,
    open_pairs,
    triads_of,
)
from kg.questions.balance.signs import drawn_tensions
from kg.questions.balance.triads import closed_triads

PAIRS = ["".join(pair) for pair in combinations("abcdef", 2)]
TENSIONS = st.dictionaries(st.sampled_from(PAIRS), st.tuples(st.floats(-0.9, 0.9), st.floats(0.05, 0.5)), min_size=1)


def test_the_friend_of_two_enemies_by_hand(signed):
    """(1 - q_ac)(1 - q_bc) q_ab for c between a and b."""
    graph = signed({"ab": (0.3, 0.3), "ac": (-0.4, 0.3), "bc": (-0.1, 0.3)})
    hostile = {(t.a, t.b): t.hostile_probability for t in graph.ties}
    found = {b.actor: b for b in between_enemies(graph, closed_triads(graph))}
    wanted = (1 - hostile["a", "c"]) * (1 - hostile["b", "c"]) * hostile["a", "b"]
    assert (found["c"].a, found["c"].b, found["c"].between) == ("a", "b", "enemies")
    assert found["c"].probability == pytest.approx(wanted, abs=1e-4)
    wanted = (1 - hostile["a", "b"]) * (1 - hostile["a", "c"]) * hostile["b", "c"]
    assert found["a"].probability == pytest.approx(wanted, abs=1e-4)
    assert not any(b.decided for b in found.values())


def test_with_certain_signs_one_actor_stands_between(signed):
    graph = signed({"ab": 0.5, "ac": -0.5, "bc": -0.5})
    first, *others = between_enemies(graph, closed_triads(graph))
    assert (first.actor, first.probability, first.decided) == ("c", 1.0, True)
    assert [(b.probability, b.decided) for b in others] == [(0.0, False)] * 2


def test_across_a_gap_both_ties_must_be_friendly(signed):
    graph = signed({"ab": (-0.4, 0.3), "bc": (-0.1, 0.3), "bd": -0.5, "be": -0.5})
    found = between_strangers(graph, 6)
    assert (found[0].actor, found[0].a, found[0].b, found[0].probability, found[0].decided) == (
        "b",
        "d",
        "e",
        1.0,
        True,
    )
    q_ab, q_bc = (t.hostile_probability for t in graph.ties[:2])
    (gap,) = (b for b in found if (b.a, b.b) == ("a", "c"))
    assert gap.probability == pytest.approx((1 - q_ab) * (1 - q_bc), abs=1e-4)
    assert between_strangers(graph, 10**9) == ()


@given(TENSIONS)
def test_lists_are_complete_and_sums_are_those_of_the_lists(signed, tensions):
    graph = signed(tensions)
    triads = closed_triads(graph)
    enemies = between_enemies(graph, triads)
    gaps = open_pairs(graph, triads)
    strangers = between_strangers(graph, int(gaps.sum()))
    joined = nx.Graph([(tie.a, tie.b) for tie in graph.ties])
    assert len(enemies) == 3 * sum(nx.triangles(joined).values()) / 3
    assert [b.probability for b in enemies] == sorted((b.probability for b in enemies), reverse=True)
    for place, actor in enumerate(graph.actors):
        own = [b.probability for b in enemies if b.actor == actor]
        assert expected_mediations(graph, triads)[place] == pytest.approx(sum(own), abs=1e-3)
        assert triads_of(graph, triads)[place] == nx.triangles(joined, actor)
        assert gaps[place] == sum(b.actor == actor for b in strangers)
        assert effective_sizes(graph, triads)[place] == pytest.approx(nx.effective_size(joined)[actor], abs=1e-4)
    assert not any(joined.has_edge(b.a, b.b) for b in strangers)


def test_betweenness_of_a_path_by_hand():
    """On the path a, b, c, d each of b and c lies on two of the three pairs of others."""
    assert betweenness(4, [(0, 1), (1, 2), (2, 3)]).tolist() == pytest.approx([0, 2 / 3, 2 / 3, 0])
    assert betweenness(2, [(0, 1)]).tolist() == [0, 0]


def test_the_faster_library_gives_the_same(monkeypatch):
    igraph = pytest.importorskip("igraph")
    assert igraph
    random = Random(4)
    ends = sorted({tuple(sorted(random.sample(range(60), 2))) for _ in range(150)})
    slow = betweenness(60, ends)
    monkeypatch.setattr(module, "FAST_FROM", 0)
    monkeypatch.setattr(module, "_by_networkx", None)
    assert np.abs(betweenness(60, ends) - slow).max() < 1e-9


def test_without_the_faster_library_the_other_is_used(monkeypatch):
    monkeypatch.setattr(module, "FAST_FROM", 0)
    monkeypatch.setitem(__import__("sys").modules, "igraph", None)
    assert betweenness(3, [(0, 1), (1, 2)]).tolist() == [0, 1, 0]


@pytest.mark.parametrize(("actors", "ties"), [(1, 0), (2, 1), (3, 2), (7, 6), (12, 20), (40, 60)])
def test_many_graphs_at_once_have_the_betweenness_of_each(actors, ties):
    random = np.random.default_rng(actors)
    every = [(a, b) for a in range(actors) for b in range(a + 1, actors)]
    ends = [every[place] for place in sorted(random.permutation(len(every))[:ties])]
    patterns = random.random((ties, 30)) < np.linspace(0, 1, 30)
    expected = [betweenness(actors, [pair for pair, own in zip(ends, one, strict=True) if own]) for one in patterns.T]
    assert np.abs(dense_betweenness(actors, ends, patterns) - np.array(expected)).max() < 1e-12


def test_both_ways_give_the_same_of_the_draws(signed, monkeypatch):
    ties = dict.fromkeys(("ab", "bc", "cd", "de", "ea", "ac"), (0.1, 0.5))
    graph = signed(ties)
    drawn = drawn_tensions(graph, 200, 1)
    dense = drawn_betweenness(graph, drawn)
    monkeypatch.setattr(module, "DENSE_TO", 0)
    assert drawn_betweenness(graph, drawn) == dense


def test_betweenness_of_friendly_ties_over_the_draws(signed):
    """b is between a and c where both ties are friendly, else nobody is."""
    graph = signed({"ab": (-0.2, 0.3), "bc": (-0.1, 0.3)})
    drawn = drawn_tensions(graph, 2000, 0)
    both = float(np.mean((drawn <= 0).all(axis=0)))
    found = drawn_betweenness(graph, drawn)
    assert found.draws == 2000
    assert found.mean == pytest.approx((0, both, 0), abs=1e-4)
    assert found.highest == pytest.approx((0, both, 0), abs=1e-4)
    assert (found.low, found.high) == ((0, 0, 0), (0, 1, 0))


def test_large_graphs_take_fewer_draws_or_none(signed, monkeypatch):
    graph = signed({"ab": (-0.2, 0.3), "bc": (-0.1, 0.3), "cd": (0.1, 0.3)})
    drawn = drawn_tensions(graph, 2000, 0)
    monkeypatch.setattr(module, "FEWEST_DRAWS", 5)
    monkeypatch.setattr(module, "MOST_DENSE_WORK", 12 * 6)
    assert drawn_betweenness(graph, drawn).draws == 6
    monkeypatch.setattr(module, "MOST_DENSE_WORK", 12 * 4)
    assert drawn_betweenness(graph, drawn).draws == 0
