"""Which ties are friendly, hostile or open, and what they may be."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from kg.network.network import network_of
from kg.questions.balance.signs import drawn_tensions, signed_graph
from kg.questions.dyads import tensions


def test_a_sign_is_decided_only_where_the_interval_excludes_zero(signed):
    """0.3 less 1.645 times 0.1 is above 0, less 1.645 times 0.2 it is not."""
    ties = signed({"ab": (0.3, 0.1), "ac": (-0.3, 0.1), "ad": (0.3, 0.2), "ae": (-0.3, 0.2), "af": (0.0, 0.1)}).ties
    assert [tie.sign for tie in ties] == [-1, 1, 0, 0, 0]
    assert [tie.leaning for tie in ties] == [-1, 1, -1, 1, 0]


def test_the_probability_of_hostility_is_that_of_the_normal_distribution(signed):
    for tie in signed({"ab": (0.3, 0.2), "ac": (-0.1, 0.4), "ad": (0.0, 0.1)}).ties:
        error = (tie.high - tie.low) / 3.29
        assert tie.hostile_probability == pytest.approx(1 - NormalDist(tie.tension, error).cdf(0), abs=1e-6)


def test_a_tension_that_is_certain_has_a_certain_sign(signed):
    ties = signed({"ab": (0.2, 0.0), "ac": (-0.2, 0.0), "ad": (0.0, 0.0)}).ties
    assert [tie.hostile_probability for tie in ties] == [1.0, 0.0, 0.5]


def test_the_claims_for_and_against_a_sign_are_the_largest_of_their_side(shipped):
    network = network_of(shipped.corpus, shipped.vocabulary)
    found = tensions(network)
    for tie in signed_graph(found).ties:
        dyad = next(d for d in found if (d.a, d.b) == (tie.a, tie.b))
        shares = {part.claim.key: part.share for part in dyad.contributions}
        friendly, hostile = min(shares.values()), max(shares.values())
        wanted = (hostile, friendly) if tie.tension > 0 else (friendly, hostile)
        assert shares[tie.strongest.key] == wanted[0]
        assert tie.counter is None or shares[tie.counter.key] == wanted[1]
        assert (tie.counter is None) == (min(tie.hostile, tie.friendly) == 0)


def test_the_draws_of_a_tie_are_its_normal_distribution(signed):
    graph = signed({"ab": (0.3, 0.2), "ac": (-0.1, 0.4)})
    drawn = drawn_tensions(graph, 2000, 0)
    for tie, row in zip(graph.ties, drawn, strict=True):
        error = (tie.high - tie.low) / 3.29
        assert row.mean() == pytest.approx(tie.tension, abs=1e-9)
        assert row.std() == pytest.approx(error, rel=0.005)
        assert np.mean(row > 0) == pytest.approx(tie.hostile_probability, abs=1 / 2000)


def test_the_draws_of_two_ties_are_not_related(signed):
    drawn = drawn_tensions(signed({"ab": (0.3, 0.2), "ac": (0.3, 0.2), "bc": (0.3, 0.2)}), 20_000, 0)
    assert np.abs(np.corrcoef(drawn) - np.eye(3)).max() < 0.02


def test_draws_follow_the_seed_and_not_the_order_of_the_dyads(dyads):
    found = dyads({"ab": (0.3, 0.2), "ac": (-0.1, 0.4), "bc": (0.1, 0.1)})
    there, back = signed_graph(found), signed_graph(reversed(found))
    assert there.ties == back.ties
    assert np.array_equal(drawn_tensions(there, 50, 7), drawn_tensions(back, 50, 7))
    assert not np.array_equal(drawn_tensions(there, 50, 7), drawn_tensions(there, 50, 8))
