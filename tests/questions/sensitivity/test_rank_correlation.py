"""Kendall's τ_b against its definition."""

from __future__ import annotations

from itertools import combinations
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions.sensitivity.rank_correlation import agreement, agreement_after, kendall

PAIRS = st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), max_size=40)


def by_definition(rows):
    """Concordant less discordant pairs, over the geometric mean of the pairs that each score orders."""
    signs = [(np.sign(a[0] - b[0]), np.sign(a[1] - b[1])) for a, b in combinations(rows, 2)]
    ordered = sum(x != 0 for x, _ in signs) * sum(y != 0 for _, y in signs)
    return sum(x * y for x, y in signs) / sqrt(ordered) if ordered else None


def tau(rows):
    return kendall(np.array([x for x, _ in rows], dtype=float), np.array([y for _, y in rows], dtype=float))


def test_four_things_with_a_tie_by_hand():
    """x = 1 2 3 3, y = 1 3 2 4: 4 pairs agree, 1 does not, 1 is tied in x; (4 - 1) / √(5 · 6)."""
    assert tau([(1, 1), (2, 3), (3, 2), (3, 4)]) == pytest.approx(3 / sqrt(30))


@given(PAIRS)
def test_it_is_its_definition(rows):
    assert tau(rows) == (None if (slow := by_definition(rows)) is None else pytest.approx(slow, abs=1e-12))


@given(PAIRS)
def test_an_order_agrees_with_itself_and_not_with_its_reverse(rows):
    x = [first for first, _ in rows]
    expected = None if len(set(x)) < 2 else 1.0
    assert tau([(a, a) for a in x]) == expected
    assert tau([(a, -a) for a in x]) == (None if expected is None else -1.0)


@given(PAIRS, st.randoms(use_true_random=False))
def test_neither_the_order_of_the_things_nor_of_the_scores_matters(rows, random):
    mixed = random.sample(rows, len(rows))
    assert tau(mixed) == tau(rows) == tau([(y, x) for x, y in rows])


def test_many_things_are_counted_exactly():
    """Among n = 2,000 with one moved from first to last, n - 1 of the n (n - 1) / 2 pairs disagree: 1 - 4 / n."""
    x = np.arange(2_000.0)
    assert kendall(x, np.roll(x, 1)) == pytest.approx(1 - 4 / 2_000, abs=1e-12)


@given(st.lists(st.integers(-3, 3), max_size=30), st.dictionaries(st.integers(0, 29), st.integers(-4, 4)))
def test_after_some_moves_the_agreement_is_that_of_the_whole(scores, moves):
    before = np.array(sorted(scores), dtype=float)
    moved = np.array(sorted(i for i in moves if i < len(scores)), dtype=int)
    after = before.copy()
    after[moved] = [moves[i] for i in moved]
    assert agreement_after(before, moved, after[moved]) == agreement(before, after)


def test_scores_of_other_things_are_refused():
    with pytest.raises(ValueError, match="2 and 3 scores"):
        kendall(np.zeros(2), np.zeros(3))
