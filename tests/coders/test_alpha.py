"""Krippendorff's α: his published examples, the package krippendorff as a referee, and what must hold of any data."""

from __future__ import annotations

import math
import random

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.agreement import LEVELS, random_table, units_of
from kg.coders.alpha import NO_UNIT, alpha, draws, reliability

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), A to C and what follows.
TWO_VALUES = ("0100000010", "1110010000")
FIVE_VALUES = ("aabbdcccedda", "babbbccceddd")
FOUR_OBSERVERS = (
    "123321412***",
    "123322412 5*3".replace(" ", ""),
    "*33323422 51*".replace(" ", ""),
    "123324412 51*".replace(" ", ""),
)


def units(rows):
    return [[value for value in unit if value != "*"] for unit in zip(*rows, strict=True)]


def numbers(rows):
    return [[int(value) for value in unit] for unit in units(rows)]


def test_the_published_examples():
    assert round(alpha(units(TWO_VALUES)), 3) == 0.095
    assert round(alpha(units(FIVE_VALUES)), 3) == 0.692
    found = {level: round(alpha(numbers(FOUR_OBSERVERS), level), 3) for level in LEVELS}
    assert found == {"nominal": 0.743, "ordinal": 0.815, "interval": 0.849, "ratio": 0.797}


def test_it_is_that_of_the_referee_on_two_hundred_tables():
    chances, compared = random.Random(7), 0
    for number in range(200):
        level = LEVELS[number % 4]
        table = random_table(chances, level)
        ours = alpha(units_of(table), level)
        if ours is None:
            paired = [unit for unit in units_of(table) if len(unit) > 1]
            assert len({value for unit in paired for value in unit}) < 2
            continue
        theirs = krippendorff.alpha(reliability_data=np.array(table), level_of_measurement=level)
        assert ours == pytest.approx(theirs, abs=1e-12)
        compared += 1
    assert compared > 190


def test_where_it_is_undefined_it_says_why():
    same = reliability({"a": [["x", "x"]] * 5}, "nominal")
    assert (same.alpha, same.agreement, same.undefined) == (None, 1.0, "no variation: every value is 'x'")
    alone = reliability({"a": [["x"], [], ["y"]]}, "nominal")
    assert (alone.units, alone.values, alone.alpha, alone.agreement, alone.undefined) == (0, 0, None, None, NO_UNIT)
    assert reliability({"a": [[0.1, 0.1]] * 3}, "interval").alpha is None
    assert reliability({"a": [["low", "low"]] * 3}, "ordinal", ("low", "high")).alpha is None


def test_an_interval_needs_articles_and_variation():
    good = [["x", "x"], ["y", "y"], ["x", "y"]]
    assert reliability(dict.fromkeys("abcd", good), "nominal").no_interval == "the units are of fewer than 5 articles"
    found = reliability(dict.fromkeys("abcdefgh", good), "nominal")
    assert found.low == pytest.approx(found.high, abs=0.05)
    rare = {"a": [["x", "y"]]} | {str(number): [["x", "x"]] for number in range(30)}
    assert reliability(rare, "nominal").low is not None
    rarer = {"a": [["x", "y"]]} | {str(number): [["x", "x"]] for number in range(4)}
    found = reliability(rarer, "nominal")
    assert found.low is not None
    assert reliability(rarer, "nominal", resamples=0).no_interval == "not asked for"


def test_intervals_hold_the_estimate_and_come_from_the_seed_alone():
    chances = random.Random(3)
    groups = {
        str(number): [(v, v if chances.random() < 0.8 else chances.choice("abc")) for v in chances.choices("abc", k=9)]
        for number in range(25)
    }
    found = reliability(groups, "nominal")
    assert found.low < found.alpha < found.high
    assert found == reliability(groups, "nominal")
    other = reliability(groups, "nominal", seed=2)
    assert (other.low, other.high) != (found.low, found.high)
    assert other.low == pytest.approx(found.low, abs=0.05)
    assert draws(25, 10, 1).sum() == 250


def test_intervals_of_articles_are_wider_than_of_units():
    """One article that two read otherwise weighs as one draw, however many claims it has."""
    groups = {str(number): [("x", "x"), ("y", "y")] * 5 for number in range(9)} | {"odd": [("x", "y"), ("y", "x")] * 5}
    apart = {f"{name}/{place}": [unit] for name, each in groups.items() for place, unit in enumerate(each)}
    by_article, by_unit = reliability(groups, "nominal"), reliability(apart, "nominal")
    assert by_article.alpha == by_unit.alpha
    assert by_article.high - by_article.low > 1.5 * (by_unit.high - by_unit.low)


VALUES = st.lists(st.lists(st.integers(0, 4), max_size=4), min_size=1, max_size=12)


@given(VALUES, st.sampled_from(LEVELS), st.randoms(use_true_random=False))
def test_it_is_the_same_whatever_the_order_of_units_and_coders(values, level, chances):
    found = alpha(values, level)
    shuffled = [chances.sample(unit, len(unit)) for unit in chances.sample(values, len(values))]
    assert found == pytest.approx(alpha(shuffled, level), abs=1e-9) or (
        found is None and alpha(shuffled, level) is None
    )


@given(VALUES, st.sampled_from(LEVELS))
def test_equal_values_are_one_or_undefined(values, level):
    equal = [[unit[0]] * len(unit) for unit in values if unit]
    found = alpha(equal, level)
    assert found is None or found == pytest.approx(1.0)
    assert found is not None or len({unit[0] for unit in equal if len(unit) > 1}) < 2


@given(VALUES, st.sampled_from(LEVELS))
def test_it_is_at_most_one_and_a_number(values, level):
    found = alpha(values, level)
    assert found is None or (found <= 1 + 1e-9 and math.isfinite(found))


@given(VALUES)
def test_names_do_not_matter_where_they_are_told_apart_alone(values):
    names = [["zebra"[v] for v in unit] for unit in values]
    assert alpha(names) == alpha(values)


@given(VALUES, st.floats(0.1, 10), st.floats(-5, 5))
def test_an_interval_scale_has_no_zero_and_no_unit(values, scale, shift):
    moved = [[scale * v + shift for v in unit] for unit in values]
    found = alpha(values, "interval")
    assert found is None or found == pytest.approx(alpha(moved, "interval"), abs=1e-6)


@given(VALUES)
def test_an_order_is_an_order_by_whatever_names(values):
    words = ("none", "low", "middle", "high", "most")
    found = alpha([[words[v] for v in unit] for unit in values], "ordinal", words)
    assert found == alpha(values, "ordinal")
