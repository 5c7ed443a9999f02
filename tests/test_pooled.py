"""Scores of claims and of data sets as one: a data set is one more cluster."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.measure.formula import Parameters, Statement, pooled, score

P = Parameters()
statements = st.lists(
    st.builds(Statement, st.floats(-1, 1, width=32), st.just(1.0), st.floats(0.01, 1), st.sampled_from("abc")),
    min_size=1, max_size=8,
)  # fmt: skip


@given(statements)
def test_without_data_sets_it_is_the_score_of_the_claims(claims):
    own = score(claims, P)
    found = pooled(own, [], P)
    for name in ("tension", "low", "high", "hostile", "friendly"):
        assert getattr(found, name) == pytest.approx(getattr(own, name), abs=1e-9)


@given(statements, st.floats(-1, 1, width=32), st.floats(0.05, 1))
def test_a_data_set_of_one_cluster_is_one_more_cluster(claims, intensity, weight):
    """With tau² shared between the data set's own clusters and the others: 1/Π = tau² + sigma²/W, so ω has tau² twice."""
    events = score([Statement(intensity, 1.0, weight, "one")], P)
    found = pooled(score(claims, P), [events], P, tau=0.0)
    whole = score([*claims, Statement(intensity, 1.0, weight, "the data set")], P)
    assert found.tension == pytest.approx(whole.tension, abs=1e-9)
    assert found.high - found.low == pytest.approx(whole.high - whole.low, abs=1e-9)


def test_by_hand():
    """Π = 1/(0.0625 + 0.2025) = 3.7736, ω = 1/(0.0625 + 1/Π) = 3.0534, tension = 3.0534/(4 + 3.0534) = 0.43290."""
    events = score([Statement(-1.0, 1.0, 1.0, "p")], P)
    assert pooled(None, [events], P).tension == pytest.approx(0.432900, abs=1e-6)


@given(statements)
def test_however_many_events_a_data_set_has_it_counts_for_one_cluster(claims):
    many = score([Statement(-1.0, 1.0, 1.0, f"publisher {n}") for n in range(3000)], P)
    own = score(claims, P)
    weight = P.tau**-2 / (P.tau**-2 + P.prior**-2)
    assert pooled(None, [many], P).tension < weight
    assert abs(pooled(own, [many], P).tension - own.tension) < 1


@given(st.lists(statements, min_size=1, max_size=3), statements)
def test_the_parts_sum_to_the_tension_and_the_order_of_data_sets_is_nothing(datasets, claims):
    scores = [score(each, P) for each in datasets]
    found = pooled(score(claims, P), scores, P)
    assert len(found.parts) == len(scores) + 1
    assert sum(found.parts) == pytest.approx(found.tension, abs=1e-12)
    assert found.hostile - found.friendly == pytest.approx(found.tension, abs=1e-12)
    backwards = pooled(score(claims, P), scores[::-1], P)
    assert backwards.tension == pytest.approx(found.tension, abs=1e-12)


def test_a_data_set_in_which_nothing_happened_changes_nothing():
    own = score([Statement(-0.5, 1.0, 0.7, "a")], P)
    assert pooled(own, [score([], P)], P).tension == pytest.approx(own.tension, abs=1e-12)
