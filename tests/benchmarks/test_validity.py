"""Pairs of equal volume, how often a score orders them rightly, and how sure that is."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest

from benchmarks.validity.__main__ import main
from benchmarks.validity.choice import Candidate, Search, grid, path
from benchmarks.validity.designs import CHOSEN, CONTRACT, INTENSITIES
from benchmarks.validity.evaluation import evaluated
from benchmarks.validity.matching import Bootstrap, Pairs, auc, interval, matched
from benchmarks.validity.reference import Panel
from benchmarks.validity.simple import of_the_year, with_the_past
from benchmarks.validity.tables import number, signed
from benchmarks.validity.targets import targets
from benchmarks.validity.variants import less_volume, regressed

STATES = 30


@pytest.fixture
def planted():
    """Thirty states, four years; dyads have equal counts, but rivals' are hostile and allies' are friendly."""
    random = np.random.default_rng(7)
    dyads = tuple(combinations([f"S{place:02}" for place in range(STATES)], 2))
    rivals = np.tile(random.random(len(dyads)) < 0.1, (4, 1))
    counts = random.integers(4, 7, size=(4, len(dyads), 2, 4))
    counts[..., 2:][rivals] += 6
    counts[..., :2][~rivals] += 6
    return Panel(
        years=(2002, 2003, 2004, 2005),
        dyads=dyads,
        counts=counts,
        rivalries={"tss": rivals, "td": rivals, "either": rivals},
        pacts=~rivals,
        disputes={"ongoing": rivals, "onset": rivals},
    )


def pairs_of(positive, negative, *volumes, **options):
    arrays = [np.array(values, dtype=bool) for values in (positive, negative)]
    found = matched(*arrays, *map(np.array, volumes), **options)
    return sorted(zip(found.year.tolist(), found.positive.tolist(), found.negative.tolist(), strict=True))


def test_a_pair_is_of_one_year_and_of_nearly_equal_volume():
    positive = [[1, 0, 0, 0], [1, 0, 0, 0]]
    negative = [[0, 1, 1, 0], [0, 1, 1, 1]]
    # log(1 + 10) is within 0.35 of log(1 + 7) and log(1 + 14), but not of log(1 + 6) and log(1 + 15).
    events = [[10, 7, 6, 10], [10, 14, 15, 0]]
    assert pairs_of(positive, negative, events) == [(0, 0, 1), (1, 0, 1)]


def test_who_has_no_event_is_in_no_pair():
    assert pairs_of([[1, 0]], [[0, 1]], [[0, 0]], caliper=np.inf) == []


def test_of_several_volumes_all_must_be_near():
    assert pairs_of([[1, 0, 0]], [[0, 1, 1]], [[5, 5, 5]], [[9, 9, 90]]) == [(0, 0, 1)]


def test_the_auc_counts_the_pairs_that_are_ordered_rightly_and_ties_half():
    pairs = Pairs(np.array([0, 0, 1, 1]), np.array([0, 0, 0, 0]), np.array([1, 2, 1, 2]))
    assert auc(np.array([[3.0, 1.0, 3.0], [3.0, 4.0, 3.0 + 1e-15]]), pairs) == (1 + 0.5 + 0 + 0.5) / 4
    assert np.isnan(auc(np.zeros((1, 1)), pairs.of_year(7)))


def test_a_pair_weighs_the_product_of_how_often_its_dyads_are_drawn():
    random = np.random.default_rng(3)
    positive, negative = random.random((3, 12)) < 0.4, random.random((3, 12)) < 0.6
    pairs = matched(positive, negative & ~positive, random.integers(1, 30, (3, 12)), caliper=1.0)
    scores = random.normal(size=(3, 12)).round(1)
    bootstrap = Bootstrap.of(pairs, 20)
    counted = [dict(zip(bootstrap.ones, row, strict=True)) for row in bootstrap.drawn_ones]
    others = [dict(zip(bootstrap.others, row, strict=True)) for row in bootstrap.drawn_others]
    expected = []
    for one, other in zip(counted, others, strict=True):
        weight = [one[p] * other[n] for p, n in zip(pairs.positive, pairs.negative, strict=True)]
        right = scores[pairs.year, pairs.positive], scores[pairs.year, pairs.negative]
        expected.append(np.average((right[0] > right[1]) + 0.5 * (right[0] == right[1]), weights=weight))
    assert bootstrap.aucs(scores) == pytest.approx(expected, abs=1e-12)


def test_a_dyad_is_drawn_equally_often_on_both_sides():
    pairs = Pairs(np.array([0, 1]), np.array([0, 1]), np.array([1, 0]))
    bootstrap = Bootstrap.of(pairs, 50)
    assert (bootstrap.drawn_ones == bootstrap.drawn_others).all()
    assert (bootstrap.drawn_ones.sum(axis=1) == 2).all()


def test_intervals_contain_the_auc_of_noisy_scores_and_are_the_same_again():
    random = np.random.default_rng(4)
    positive = random.random((2, 200)) < 0.3
    pairs = matched(positive, ~positive, random.integers(1, 30, (2, 200)))
    scores = random.normal(size=(2, 200)) + positive
    low, high = interval(Bootstrap.of(pairs, 500).aucs(scores))
    # A shift of one standard deviation has an AUC of Φ(1/√2) = 0.760.
    assert low < 0.760 < high
    assert low < auc(scores, pairs) < high
    assert (low, high) == interval(Bootstrap.of(pairs, 500).aucs(scores))


def test_a_planted_difference_is_found_by_all_but_volume_and_chance(planted):
    found = evaluated(planted, range(2002, 2006), draws=20)
    aucs = {name: by["rivals"]["auc"] for name, by in found["scores"].items()}
    blind = {"log count", "log count, with the past", "random"}
    assert {name for name, value in aucs.items() if value == 1.0} == set(aucs) - blind
    assert all(0.3 < aucs[name] < 0.7 for name in blind)


def test_a_dispute_is_that_of_the_year_after(planted):
    planted.disputes["ongoing"][:] = False
    planted.disputes["ongoing"][2, 5] = True
    found = targets(planted, range(2002, 2006))["dispute next year"]
    assert set(found.year.tolist()) == {1}
    assert set(found.positive.tolist()) == {5}


def test_no_truth_outside_the_years_asked_for_is_looked_at(planted):
    early = targets(planted, range(2002, 2004))
    for truth in (*planted.rivalries.values(), *planted.disputes.values(), planted.pacts):
        truth[2:] = ~truth[2:]
    for name, pairs in targets(planted, range(2002, 2004)).items():
        assert pairs.year.tolist() == early[name].year.tolist(), name
        assert pairs.positive.tolist() == early[name].positive.tolist(), name
        assert pairs.year.max() <= (0 if "next" in name or "dispute" in name else 1)


def test_simple_measures_by_hand():
    counts = np.zeros((2, 1, 2, 4), dtype=np.int64)
    counts[0, 0] = [[3, 0, 1, 0], [2, 1, 0, 1]]
    none = np.zeros((2, 1), dtype=bool)
    flags = {"tss": none, "td": none, "either": none}
    panel = Panel((2002, 2003), (("A", "B"),), counts, flags, none, {"ongoing": none, "onset": none})
    first = {name: values[:, 0].tolist() for name, values in of_the_year(panel).items()}
    assert first["hostile share"] == [2 / 8, 0.0]
    assert first["mean Goldstein"][0] == pytest.approx(-(5 * 0.27 + 0.60 - 0.32 - 0.74) / 8)
    assert first["mean negative Goldstein"][0] == pytest.approx((0.32 + 0.74) / 8)
    assert first["log hostile count"] == pytest.approx([np.log(3), 0.0])
    assert with_the_past(panel, 365.25)["log count"][1, 0] == pytest.approx(np.log(1 + 8 / 2))


def test_what_volume_predicts_is_taken_away(planted):
    volume = np.log1p(planted.events)
    assert less_volume(2 * volume + 1, planted) == pytest.approx(0, abs=1e-9)


def test_a_regression_on_the_labels_finds_what_is_planted(planted):
    pairs = targets(planted, range(2002, 2006))["rivals"]
    assert auc(regressed(planted, pairs), pairs) == 1.0


def test_the_rule_prefers_the_contract_among_designs_that_are_nearly_as_good():
    designs = [design for design in grid() if design in {CONTRACT, CHOSEN}]
    candidates = tuple(Candidate(design, "hostile") for design in designs)
    found = Search(candidates, {}, {})
    assert candidates[found.best(np.array([0.745, 0.749]))].design == CONTRACT
    assert candidates[found.best(np.array([0.740, 0.749]))].design == CHOSEN


def test_the_grid_holds_both_designs_and_the_path_leads_from_one_to_the_other():
    steps = path(CHOSEN)
    assert {CONTRACT, CHOSEN} <= set(grid())
    assert (steps[0], steps[-1]) == (CONTRACT, CHOSEN)
    assert [Candidate(step, "hostile").departures for step in steps] == list(range(len(steps)))
    assert all(min(values) >= -1 and max(values) <= 1 for values in INTENSITIES.values())


@pytest.mark.parametrize(("value", "shown"), [(0.8204, ".820"), (1.0, "1.000"), (0.0, ".000"), (0.9999, "1.000")])
def test_areas_have_three_places(value, shown):
    assert number(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(0.0104, "+.010"), (-0.02, "−.020"), (-0.0001, "+.000")])
def test_differences_have_a_sign(value, shown):
    assert signed(value) == shown


def test_absent_data_are_an_error_that_names_the_option(tmp_path, capsys):
    assert main(["--data", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert "--data" in err
    assert str(tmp_path) in err


def test_draws_must_be_a_number_above_zero(capsys):
    with pytest.raises(SystemExit):
        main(["--draws", "0"])
    assert "at least one draw" in capsys.readouterr().err


def test_plain_data_are_json(planted):
    assert json.loads(json.dumps(evaluated(planted, range(2002, 2006), draws=5)))["draws"] == 5
