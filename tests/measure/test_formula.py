"""The formula: small cases as arithmetic, an exact oracle, and what must hold whatever is said."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.measure.formula import Parameters, Score, Statement, effects, effects_of_groups, score

DEFAULTS = Parameters()
TAU2, SIGMA2, PRIOR_PRECISION = 0.25**2, 0.45**2, 1 / 0.5**2

intensities = st.floats(-1, 1).map(lambda value: round(value, 6))
fractions = st.floats(0, 1).map(lambda value: round(value, 6))
statements = st.builds(Statement, intensities, fractions, fractions, st.sampled_from(["a", "b", "c", "d"]))
several = st.lists(statements, max_size=12)
weighty = st.builds(Statement, intensities, st.floats(0.05, 1), st.floats(0.05, 1), st.sampled_from(["a", "b", "c"]))
parameters = st.builds(
    Parameters, tau=st.floats(0, 10), sigma=st.floats(0.01, 10), prior=st.floats(0.01, 10), half_life=st.floats(1, 1e4)
)


def oracle(items: list[Statement], chosen: Parameters) -> tuple[Fraction, Fraction, Fraction, list[Fraction]]:
    """The formula in exact fractions: tension, unshrunk, squared standard error, shares."""
    tau2, sigma2, prior2 = (Fraction(getattr(chosen, name)) ** 2 for name in ("tau", "sigma", "prior"))
    rows = [(s.cluster, Fraction(s.weight) * Fraction(s.probability), Fraction(s.intensity)) for s in items]
    mass = {c: sum((ap for cluster, ap, _ in rows if cluster == c), Fraction(0)) for c in {row[0] for row in rows}}
    omega = {c: 1 / (tau2 + sigma2 / w) for c, w in mass.items() if w}
    mean = {c: sum(ap * g for cluster, ap, g in rows if cluster == c) / mass[c] for c in omega}
    precision = 1 / prior2 + sum(omega.values())
    opposed = -sum(omega[c] * mean[c] for c in omega)
    tension = opposed / precision
    unshrunk = Fraction(opposed / sum(omega.values())) if omega else Fraction(0)
    shares = [-(omega[c] / mass[c]) * ap * g / precision if c in omega else Fraction(0) for c, ap, g in rows]
    assert sum(shares) == tension
    return Fraction(tension), unshrunk, 1 / precision, shares


def of(*items: tuple[float, float, float, str]) -> Score:
    return score([Statement(*item) for item in items], DEFAULTS)


def test_nothing_said_is_zero_with_the_widest_interval():
    found = score([], DEFAULTS)
    assert (found.tension, found.hostile, found.friendly, found.mass, found.clusters) == (0, 0, 0, 0, 0)
    assert found.high == pytest.approx(1.645 * 0.5)
    assert found.low == -found.high
    assert found.shares == ()


def test_one_hostile_statement_as_arithmetic():
    # W = 0.9·0.8, ω = 1/(τ² + σ²/W), tension = ω·0.5 / (1/s0² + ω)
    mass = 0.9 * 0.8
    omega = 1 / (TAU2 + SIGMA2 / mass)
    found = of((-0.5, 0.9, 0.8, "a"))
    assert found.tension == pytest.approx(omega * 0.5 / (PRIOR_PRECISION + omega))
    assert found.tension == pytest.approx(4 / 19)
    assert found.high - found.low == pytest.approx(2 * 1.645 / math.sqrt(PRIOR_PRECISION + omega))
    assert (found.hostile, found.friendly) == (found.tension, 0)
    assert (found.mass, found.clusters) == (pytest.approx(mass), 1)


def test_one_claimant_twice_and_another_once_as_arithmetic():
    # cluster a: W = 1 + 0.5, mean (1·-0.6 + 0.5·0.9)/1.5 = -0.1; cluster b: W = 0.75, mean 0.4
    omega_a, omega_b = 1 / (TAU2 + SIGMA2 / 1.5), 1 / (TAU2 + SIGMA2 / 0.75)
    total = PRIOR_PRECISION + omega_a + omega_b
    found = of((-0.6, 1, 1, "a"), (0.9, 1, 0.5, "a"), (0.4, 0.75, 1, "b"))
    assert found.tension == pytest.approx((omega_a * 0.1 - omega_b * 0.4) / total)
    assert found.shares == (
        pytest.approx(omega_a / 1.5 * 0.6 / total),
        pytest.approx(-omega_a / 1.5 * 0.45 / total),
        pytest.approx(-omega_b * 0.4 / total),
    )
    assert found.hostile == pytest.approx(found.shares[0])
    assert found.friendly == pytest.approx(-found.shares[1] - found.shares[2])
    assert (found.mass, found.clusters) == (pytest.approx(2.25), 2)


def test_an_ally_that_is_a_burden_differs_from_one_of_whom_nothing_is_said():
    both = of((-0.8, 1, 1, "a"), (0.8, 1, 1, "b"))
    assert both.tension == 0
    assert both.hostile == both.friendly > 0.2
    assert of((0.0, 1, 1, "a"), (0.0, 1, 1, "b")).hostile == 0


def test_decay_halves_at_the_half_life_of_each_kind():
    assert [DEFAULTS.decay(days) for days in (0, 180, 360, 540)] == [1, 0.5, 0.25, 0.125]
    assert [DEFAULTS.decay(days, "stance") for days in (0, 730, 1460)] == [1, 0.5, 0.25]
    assert DEFAULTS.decay(180, "leverage") == 0.5


def test_intervals_end_at_the_ends_of_the_scale():
    found = of((-1, 1, 1, "a"), (-1, 1, 1, "b"), (-1, 1, 1, "c"))
    assert found.high == 1
    assert found.low > 0
    assert of((1, 1, 1, "a"), (1, 1, 1, "b"), (1, 1, 1, "c")).low == -1


@given(several, parameters)
def test_agrees_with_exact_fractions(items: list[Statement], chosen: Parameters):
    tension, unshrunk, variance, shares = oracle(items, chosen)
    found = score(items, chosen)
    assert found.tension == pytest.approx(float(tension), abs=1e-12)
    assert found.shares == pytest.approx([float(share) for share in shares], abs=1e-12)
    assert found.unshrunk == pytest.approx(float(unshrunk), abs=1e-9)
    error = math.sqrt(variance)
    assert found.standard_error == pytest.approx(error, rel=1e-12, abs=1e-12)
    ends = max(found.tension - 1.645 * error, -1.0), min(found.tension + 1.645 * error, 1.0)
    assert (found.low, found.high) == pytest.approx(ends, rel=1e-12, abs=1e-12)
    assert found.probability == pytest.approx(1 - NormalDist(found.tension, error).cdf(0), abs=1e-9)


@given(several, parameters)
def test_contributions_sum_to_the_tension(items: list[Statement], chosen: Parameters):
    found = score(items, chosen)
    assert math.fsum(found.shares) == pytest.approx(found.tension, abs=1e-12)
    assert found.hostile - found.friendly == pytest.approx(found.tension, abs=1e-12)
    assert found.hostile >= 0
    assert found.friendly >= 0


@given(several)
def test_stays_between_minus_one_and_one(items: list[Statement]):
    found = score(items, DEFAULTS)
    assert -1 < found.tension < 1
    assert found.low < found.tension < found.high


@given(several, st.randoms(use_true_random=False))
def test_the_order_of_statements_changes_no_bit(items: list[Statement], random):
    shuffled = list(items)
    random.shuffle(shuffled)
    first, second = score(items, DEFAULTS), score(shuffled, DEFAULTS)
    names = ("tension", "low", "high", "hostile", "friendly", "mass", "clusters")
    assert [getattr(first, name) for name in names] == [getattr(second, name) for name in names]
    assert sorted(first.shares) == sorted(second.shares)


@given(several, parameters)
def test_turning_every_sign_turns_the_score(items: list[Statement], chosen: Parameters):
    turned = score([Statement(-s.intensity, s.probability, s.weight, s.cluster) for s in items], chosen)
    found = score(items, chosen)
    assert (turned.tension, turned.hostile, turned.friendly) == (-found.tension, found.friendly, found.hostile)


@given(several, fractions, fractions, st.floats(0, 1))
def test_another_source_at_least_as_hostile_never_lowers_tension(items, probability, weight, more):
    before = score(items, DEFAULTS)
    hostility = before.tension + more * (1 - before.tension)
    after = score([*items, Statement(-hostility, probability, weight, "another")], DEFAULTS)
    assert after.tension >= before.tension - 1e-12


@given(several, st.floats(0.01, 1), st.floats(0.05, 1), st.floats(0.05, 1))
def test_any_hostile_source_raises_the_hostile_sum_of_a_friendly_dyad(items, hostility, probability, weight):
    before = score(items, DEFAULTS)
    assume(before.tension <= 0)
    assert score([*items, Statement(-hostility, probability, weight, "another")], DEFAULTS).tension > before.tension


@given(st.lists(weighty, max_size=8), intensities, st.floats(0.1, 1), st.floats(0.1, 1))
def test_repeating_oneself_moves_less_than_another_saying_it(items, intensity, probability, weight):
    once = Statement(intensity, probability, weight, "speaker")
    said = [*items, once]
    before = score(said, DEFAULTS).tension
    repeated = score([*said, once], DEFAULTS).tension
    seconded = score([*said, Statement(intensity, probability, weight, "another")], DEFAULTS).tension
    assert abs(repeated - before) <= abs(seconded - before) + 1e-15
    if abs(-intensity - before) > 1e-6:
        assert abs(repeated - before) < abs(seconded - before)


def test_repetition_is_worth_less_and_less_and_never_more_than_tau_allows():
    scores = [of(*[(-1.0, 1, 1, "a")] * count).tension for count in (*range(1, 8), 10_000)]
    steps = [later - earlier for earlier, later in pairwise(scores[:7])]
    assert steps == sorted(steps, reverse=True)
    limit = (1 / TAU2) / (PRIOR_PRECISION + 1 / TAU2)
    assert scores[-1] == pytest.approx(limit, abs=1e-3)
    assert scores[-1] < limit


@given(several)
def test_long_after_everything_was_said_nothing_is_known(items: list[Statement]):
    decayed = DEFAULTS.decay(365 * 100)
    old = [Statement(s.intensity, s.probability, s.weight * decayed, s.cluster) for s in items]
    found = score(old, DEFAULTS)
    assert found.tension == pytest.approx(0, abs=1e-9)
    assert found.high == pytest.approx(1.645 * 0.5, abs=1e-9)


def test_a_cluster_without_weight_is_no_cluster():
    found = of((-1, 0, 1, "a"), (-1, 1, 0, "b"))
    assert (found.tension, found.mass, found.clusters) == (0, 0, 0)
    assert [math.copysign(1, share) for share in found.shares] == [1, 1]


@pytest.mark.parametrize("half_life", [5e-324, 1e-3, 1e300])
def test_extreme_half_lives(half_life: float):
    chosen = Parameters(half_life=half_life)
    assert chosen.decay(0) == 1
    assert 0 <= chosen.decay(3_652_058) <= 1
    found = score([Statement(-1, 1, chosen.decay(1), "a")], chosen)
    assert 0 <= found.tension < 1


def test_a_mass_too_small_for_its_reciprocal():
    found = of((-1, 1, 5e-324, "a"), (-1, 1e-200, 1e-200, "b"))
    assert found.tension == pytest.approx(0, abs=1e-300)
    assert found.clusters == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tau", -0.1), ("tau", math.nan), ("tau", math.inf), ("sigma", 0), ("sigma", -1), ("sigma", 1e-200),
        ("prior", 0), ("prior", math.nan), ("prior", 1e200), ("half_life", 0), ("half_life", math.inf),
        ("half_life", math.nan),
    ],
)  # fmt: skip
def test_parameters_out_of_range_are_refused_by_name(name: str, value: float):
    with pytest.raises(ValueError, match=f"^{name} must be a number"):
        Parameters(**{name: value})


@given(several, parameters)
def test_an_effect_is_the_tension_less_that_without_the_statement(items, chosen):
    whole = score(items, chosen).tension
    wanted = [whole - score(items[:place] + items[place + 1 :], chosen).tension for place in range(len(items))]
    assert effects(items, chosen) == pytest.approx(wanted, rel=0, abs=1e-9)


def test_an_effect_keeps_its_digits_beside_a_claimant_that_outweighs_all_others():
    chosen = Parameters(tau=0, sigma=1e-6)
    items = [Statement(-0.9, 1, 1, "loud"), Statement(0.5, 1, 1e-9, "soft"), Statement(-0.2, 1, 1e-12, "soft")]
    without = score(items[1:], chosen).tension
    assert score(items, chosen).tension - effects(items, chosen)[0] == pytest.approx(without, rel=1e-9)


def test_a_milder_hostile_statement_has_a_hostile_share_and_lowers_the_tension():
    items = [Statement(-0.9, 1, 1, cluster) for cluster in "abc"] + [Statement(-0.1, 1, 1, "d")]
    assert score(items, DEFAULTS).shares[-1] > 0
    assert effects(items, DEFAULTS)[-1] < 0


def test_what_says_neither_draws_the_tension_toward_0():
    for intensity in (-0.9, 0.9):
        items = [Statement(intensity, 1, 1, "a"), Statement(0, 1, 1, "b")]
        assert score(items, DEFAULTS).shares[1] == 0
        assert effects(items, DEFAULTS)[1] * score(items, DEFAULTS).tension < 0


def test_a_statement_without_weight_has_no_effect():
    assert effects([], DEFAULTS) == ()
    assert effects([Statement(-1, 1, 0, "a"), Statement(-1, 1, 1, "b")], DEFAULTS)[0] == 0


@given(several, st.lists(st.sets(st.integers(0, 11)), max_size=4), parameters)
def test_the_effect_of_a_group_is_the_tension_less_that_without_all_of_it(items, chosen, given_parameters):
    groups = [sorted(place for place in group if place < len(items)) for group in chosen]
    found = effects_of_groups(items, groups, given_parameters)
    whole = score(items, given_parameters).tension
    for group, effect in zip(groups, found, strict=True):
        left = [item for place, item in enumerate(items) if place not in group]
        assert effect == pytest.approx(whole - score(left, given_parameters).tension, abs=1e-9)
