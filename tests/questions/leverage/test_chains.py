"""The search for the strongest paths and cycles, against trying them all."""

from __future__ import annotations

from itertools import islice, pairwise
from math import prod

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions.leverage.chains import PLACES, Hops, strongest_cycles, strongest_paths

NAMES = "abcdef"
# Few different powers, so that many paths tie; 0 and 1 are where bounds go wrong.
POWERS = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1]),
    st.sampled_from([0.0, 0.1, 0.2, 0.3, 0.5, 0.8, 1.0]),
    max_size=24,
)


def ranked(chains):
    return sorted(chains, key=lambda chain: (-round(chain[0], PLACES), len(chain[1]), chain[1]))


def power(names, powers):
    return prod(powers[pair] for pair in pairwise(names))


def all_paths(powers, source, target, longest):
    graph = nx.DiGraph(list(powers))
    graph.add_nodes_from(NAMES)
    return ranked((power(p, powers), tuple(p)) for p in nx.all_simple_paths(graph, source, target, cutoff=longest))


def all_cycles(powers, longest):
    found = []
    for cycle in nx.simple_cycles(nx.DiGraph([pair for pair in powers if powers[pair] > 0]), length_bound=longest):
        first = cycle.index(min(cycle))
        names = (*cycle[first:], *cycle[:first], cycle[first])
        found.append((power(names, powers), names))
    return ranked(found)


@given(POWERS, st.integers(1, 5))
def test_paths_come_as_trying_all_of_them_ranks_them(powers, longest):
    found = list(strongest_paths(Hops(powers), "a", "f", longest=longest))
    expected = all_paths(powers, "a", "f", longest)
    assert [names for _, names in found] == [names for _, names in expected]
    assert [value for value, _ in found] == pytest.approx([value for value, _ in expected], abs=1e-12)


@given(POWERS, st.integers(2, 4), st.integers(1, 6))
def test_cycles_come_as_trying_all_of_them_ranks_them(powers, longest, most):
    positive = {pair: value for pair, value in powers.items() if value > 0}
    found = strongest_cycles(Hops(positive), longest=longest, most=most)
    assert [names for _, names in found] == [names for _, names in all_cycles(powers, longest)[:most]]


def test_the_stronger_way_round_goes_before_the_direct_one():
    """0.9 * 0.9 = 0.81 > 0.8; and a detour of 0.9³ = 0.729."""
    powers = {("a", "c"): 0.8, ("a", "b"): 0.9, ("b", "c"): 0.9, ("b", "d"): 0.9, ("d", "c"): 0.9}
    found = list(strongest_paths(Hops(powers), "a", "c", longest=4))
    assert [names for _, names in found] == [("a", "b", "c"), ("a", "c"), ("a", "b", "d", "c")]
    assert [round(value, 3) for value, _ in found] == [0.81, 0.8, 0.729]


def test_a_large_dense_graph_of_equal_powers_is_not_searched_through():
    """Among 200 nodes and 39,800 hops of power 1 there are 7 million paths; the first few take few steps."""
    names = [f"n{i:03}" for i in range(200)]
    hops = Hops({(a, b): 1.0 for a in names for b in names if a != b})
    taken = list(islice(strongest_paths(hops, "n000", "n199", longest=4), 3))
    assert [path for _, path in taken] == [("n000", "n199"), ("n000", "n001", "n199"), ("n000", "n002", "n199")]


def test_nothing_leads_from_or_to_who_is_in_no_hop():
    assert list(strongest_paths(Hops({("a", "b"): 1.0}), "b", "a", longest=4)) == []
    assert list(strongest_paths(Hops({}), "x", "y", longest=4)) == []
    assert strongest_cycles(Hops({}), longest=4, most=3) == []
