"""The trajectories of all dyads beside the timeline of each."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.measure.formula import Parameters
from kg.measure.lens import MODES, Lens
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.questions.timeline.analysis import timeline
from kg.questions.timeline.trajectory import trajectories

NUMBERS = ("tension", "low", "high", "hostile", "friendly", "mass")


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@settings(max_examples=25)
@given(
    st.dates(date(2016, 1, 31), date(2017, 1, 31)),
    st.sampled_from(MODES),
    st.sampled_from(["state", "actor"]),
    st.floats(min_value=1, max_value=1000),
)
def test_every_point_is_that_of_the_timeline(network, until, mode, level, half_life):
    parameters = Parameters(half_life=half_life)
    lens = Lens(at=until, parameters=parameters, level=level, mode=mode)
    found = list(trajectories(network, lens))
    dyads = sorted({(point.a, point.b) for point in found})
    assert dyads == sorted((d.a, d.b) for d in tensions(network, lens))
    for a, b in dyads:
        ours = [point for point in found if (point.a, point.b) == (a, b)]
        theirs = timeline(network, a, b, lens, step="none").points
        assert [point.day for point in ours] == [point.day for point in theirs]
        for one, other in zip(ours, theirs, strict=True):
            assert [getattr(one, name) for name in NUMBERS] == pytest.approx(
                [getattr(other.dyad, name) for name in NUMBERS], abs=1e-12
            )
            assert (one.change, one.news, one.ageing) == pytest.approx(
                (other.change, other.news, other.ageing), abs=1e-12
            )
            assert (one.claims, one.clusters) == (other.dyad.claims, other.dyad.clusters)
            assert list(one.arrived) == [part.claim.key for part in other.arrived]


def test_nothing_is_of_before_the_first_claim(network):
    assert list(trajectories(network, Lens(at=date(2015, 1, 1)))) == []
