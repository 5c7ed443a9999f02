"""Camps in draws of the signs, against what can be computed exactly."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from kg.questions.balance import camps as module
from kg.questions.balance.camps import balanced_share, independent_cycles, together
from kg.questions.balance.signs import drawn_tensions

# What remains of chance at this number of draws, with room: three times the root of 0.25 / 20,000.
DRAWS, CLOSE = 20_000, 0.011


def odds(graph, drawn):
    return {(pair.a, pair.b): pair.probability for pair in together(graph, drawn)}


def test_along_a_path_two_are_together_where_an_even_number_of_ties_is_hostile(signed):
    graph = signed({"ab": (0.2, 0.3), "bc": (-0.3, 0.4), "cd": (0.1, 0.2)})
    found = odds(graph, drawn_tensions(graph, DRAWS, 0))
    friendly = {(t.a, t.b): 1 - 2 * t.hostile_probability for t in graph.ties}
    assert len(found) == 6
    assert found["a", "b"] == pytest.approx((1 + friendly["a", "b"]) / 2, abs=1 / DRAWS)
    wanted = (1 + friendly["a", "b"] * friendly["b", "c"] * friendly["c", "d"]) / 2
    assert found["a", "d"] == pytest.approx(wanted, abs=CLOSE)


def test_in_a_triangle_the_tie_of_the_least_drawn_tension_gives_way(signed):
    """The tie of a and b is hostile for certain: c is with one of them, never with both."""
    graph = signed({"ab": (0.9, 0.001), "ac": (-0.3, 0.2), "bc": (-0.1, 0.2)})
    drawn = drawn_tensions(graph, DRAWS, 0)
    found = odds(graph, drawn)
    assert found["a", "b"] == 0
    assert found["a", "c"] + found["b", "c"] == pytest.approx(1, abs=1e-9)
    ac, bc = drawn[1], drawn[2]
    assert found["a", "c"] == pytest.approx(np.mean(ac < bc), abs=1e-9)  # friendlier: the lower tension


def test_pairs_that_no_ties_join_and_components_too_large_are_left_out(signed, monkeypatch):
    graph = signed({"ab": 0.2, "xy": 0.2})
    drawn = drawn_tensions(graph, 100, 0)
    assert set(odds(graph, drawn)) == {("a", "b"), ("x", "y")}
    monkeypatch.setattr(module, "MOST_CASES", 100)
    assert odds(graph, drawn) == {}


def test_the_share_in_which_everything_is_balanced(signed):
    """Two triangles with a common tie: balanced where both products are positive, by adding up all signs."""
    graph = signed(
        {"ab": (0.2, 0.3), "ac": (-0.3, 0.4), "bc": (0.4, 0.3), "bd": (0.1, 0.3), "cd": (-0.2, 0.4), "yz": 0.1}
    )
    hostile = {(t.a, t.b): t.hostile_probability for t in graph.ties}
    pairs = sorted(hostile)
    wanted = 0.0
    for signs in product((1, -1), repeat=len(pairs)):
        s = dict(zip(pairs, signs, strict=True))
        if s["a", "b"] * s["a", "c"] * s["b", "c"] > 0 < s["b", "c"] * s["b", "d"] * s["c", "d"]:
            wanted += np.prod([hostile[pair] if s[pair] < 0 else 1 - hostile[pair] for pair in pairs])
    assert balanced_share(graph, drawn_tensions(graph, DRAWS, 0)) == pytest.approx(wanted, abs=CLOSE)
    assert independent_cycles(graph) == 2
