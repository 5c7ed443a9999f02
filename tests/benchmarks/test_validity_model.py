"""The measure on columns is the measure of the claims."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from benchmarks.validity.designs import CHOSEN, CLUSTERS, CONTRACT, INTENSITIES, Design, rows_of, scored
from benchmarks.validity.model import WEIGHT, Rows, scores
from benchmarks.validity.reference import Panel
from kg.measure.formula import Parameters, Statement, score

FIGURES = ("tension", "low", "high", "hostile", "friendly", "mass")
DYADS, AT = 8, 1_000


def by_the_claims_measure(rows, dyad, at, parameters):
    statements = [
        Statement(
            intensity=float(rows.intensity[place]),
            probability=0.9,
            weight=0.7 * parameters.decay(float(at - rows.day[place])),
            cluster=str(rows.cluster[place]),
        )
        for place in np.flatnonzero((rows.dyad == dyad) & (rows.day <= at))
        for _ in range(int(rows.count[place]))
    ]
    return score(statements, parameters)


def random_rows(seed, length=120):
    random = np.random.default_rng(seed)
    return Rows(
        dyad=random.integers(0, DYADS - 1, length),
        cluster=random.integers(0, 6, length),
        day=random.integers(AT - 900, AT + 60, length),
        intensity=random.choice([-1.0, -0.74, -0.32, 0.0, 0.27, 0.6], length),
        count=random.integers(1, 9, length).astype(float),
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("parameters", [Parameters(), CHOSEN.parameters, Parameters(tau=0.0, sigma=2, prior=3)])
def test_columns_give_what_statements_give(seed, parameters):
    rows = random_rows(seed)
    found = scores(rows, DYADS, AT, parameters)
    for dyad in range(DYADS):
        expected = by_the_claims_measure(rows, dyad, AT, parameters)
        for name in FIGURES:
            assert getattr(found, name)[dyad] == pytest.approx(getattr(expected, name), abs=1e-12), (dyad, name)


def test_a_dyad_without_rows_is_nothing_said():
    found = scores(random_rows(0), DYADS, AT, Parameters())
    expected = score([], Parameters())
    assert [getattr(found, name)[DYADS - 1] for name in FIGURES] == [getattr(expected, name) for name in FIGURES]


def test_no_rows_at_all_are_no_error():
    nothing = np.zeros(0, dtype=np.int64)
    found = scores(Rows(nothing, nothing, nothing, nothing.astype(float), nothing.astype(float)), 2, AT, Parameters())
    assert found.tension.tolist() == [0.0, 0.0]


@pytest.fixture
def panel():
    """Four states in three years with random counts, many of them 0."""
    random = np.random.default_rng(11)
    dyads = tuple(combinations("ABCD", 2))
    none = np.zeros((3, len(dyads)), dtype=bool)
    flags = {"tss": none, "td": none, "either": none}
    counts = random.poisson(1.0, size=(3, len(dyads), 2, 4))
    return Panel((2002, 2003, 2004), dyads, counts, flags, none, {"ongoing": none, "onset": none})


@pytest.mark.parametrize("cluster", CLUSTERS)
@pytest.mark.parametrize("intensities", INTENSITIES)
def test_designs_score_each_year_from_it_and_those_before(panel, cluster, intensities):
    design = Design(cluster, intensities, Parameters(half_life=300.0))
    found = scored(panel, design)
    for year in range(3):
        rows = rows_of(panel, design, year)
        for dyad in range(len(panel.dyads)):
            expected = by_the_claims_measure(rows, dyad, rows.day.max(), design.parameters)
            assert found["tension"][year, dyad] == pytest.approx(expected.tension, abs=1e-12)
            assert found["hostile"][year, dyad] == pytest.approx(expected.hostile, abs=1e-12)
            assert found["friendly"][year, dyad] == pytest.approx(-expected.friendly, abs=1e-12)


def test_rows_hold_every_event_and_separate_clusters(panel):
    for design, clusters in ((CONTRACT, 3), (CHOSEN, 24)):
        rows = rows_of(panel, design, 2)
        assert rows.count.sum() == panel.counts.sum()
        assert len(np.unique(rows.cluster)) == clusters


def test_later_years_change_nothing(panel):
    before = scored(panel, CHOSEN)["hostile"][:2]
    panel.counts[2] += 100
    assert (scored(panel, CHOSEN)["hostile"][:2] == before).all()


def test_the_weight_of_an_event_is_that_of_the_claims_defaults():
    assert WEIGHT == pytest.approx(0.63)
