"""How well forecasts came true, by hand and by what must hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.records import Article, Claim, Event, Hedge
from kg.network.network import network_of
from kg.questions.forecasts.analysis import ENOUGH_SETTLED, forecast_scores, wilson
from kg.questions.forecasts.ledger import Forecast, forecasts

ARTICLE = Article("talks", "Talks", "gazette", "2016-02-09", "The dateline.", "")
EVENT = Event("talks", "Talks", "CONSULT", 0, ("china",))
SETTLED = {1.0: "fulfilled", 0.5: "partly-fulfilled", 0.0: "failed", None: "pending"}


def made(
    outcome=1.0,
    probability=0.75,
    interval=None,
    *,
    who=("gause",),
    content="a",
    name="one",
    said=1,
    settled=60,
    polarity="affirmed",
    place=0,
):
    lower, upper = interval or (None, None)
    hedges = (Hedge("so to speak", lower=lower, upper=upper),) if interval else ()
    claim = Claim(name, "talks", who, (), EVENT, content, "forecast", "probable", polarity, hedges=hedges)
    return Forecast(
        at=date(2016, 12, 31), place=place, claim=claim, article=ARTICLE, said=date.fromordinal(730_000 + said),
        probability=probability, lower=lower, upper=upper, words=(), due=None, overdue=False,
        resolution=SETTLED[outcome], evidence=(), outcome=outcome,
        settled=None if outcome is None else date.fromordinal(730_000 + settled),
    )  # fmt: skip


def numbered(*forecasts):
    """Each about a content of its own."""
    return [replace(f, claim=replace(f.claim, slug=f"c{i}", content_key=f"c{i}")) for i, f in enumerate(forecasts)]


def test_brier_by_hand_of_a_hit_at_75_and_a_miss_at_35():
    """((0.75 - 1)² + (0.35 - 0)²) / 2 = (0.0625 + 0.1225) / 2 = 0.0925; always saying 50 % scores 0.25."""
    score = forecast_scores(numbered(made(1.0, 0.75), made(0.0, 0.35))).together
    assert score.brier == pytest.approx(0.0925)
    assert score.even == pytest.approx(0.25)
    assert (score.settled, score.pending, score.enough) == (2, 0, False)
    assert (score.brier_low, score.brier_high) == (score.brier, score.brier)


def test_brier_range_by_hand_over_the_interval_80_to_95():
    """A hit: from (0.95 - 1)² = 0.0025 to (0.8 - 1)² = 0.04, at the middle (0.875 - 1)² = 0.015625."""
    score = forecast_scores([made(1.0, 0.875, (0.80, 0.95))]).together
    assert (score.brier_low, score.brier, score.brier_high) == pytest.approx((0.0025, 0.015625, 0.04))


def test_half_a_hit_within_the_interval_may_be_no_error_at_all():
    score = forecast_scores([made(0.5, 0.5, (0.45, 0.55))]).together
    assert (score.brier_low, score.brier, score.even) == (0.0, 0.0, 0.0)
    assert score.brier_high == pytest.approx(0.0025)


@pytest.mark.parametrize(
    ("share", "n", "low", "high"), [(0.5, 10, 0.2693, 0.7307), (1.0, 1, 0.2698, 1.0), (0.0, 5, 0.0, 0.3512)]
)
def test_wilson_by_hand(share, n, low, high):
    """(p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n) with z = 1.645."""
    assert wilson(share, n) == pytest.approx((low, high), abs=5e-5)


@given(st.floats(0, 1), st.integers(1, 1000))
def test_wilsons_interval_holds_the_share_within_0_and_1_and_shrinks(share, n):
    low, high = wilson(share, n)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
    narrower = wilson(share, 2 * n)
    assert narrower[1] - narrower[0] < high - low


def test_calibration_is_by_band_the_least_likely_first():
    hits = [made(float(i < 3), 0.875, (0.80, 0.95)) for i in range(4)]
    (possible, band) = forecast_scores(numbered(*hits, made(0.0, 0.35))).together.calibration
    assert (possible.band, possible.settled, possible.share) == ("probable", 1, 0.0)
    assert (band.band, band.settled, band.probability, band.share) == ("80%-95%", 4, 0.875, 0.75)
    assert (band.low, band.high) == wilson(0.75, 4)


def test_pending_forecasts_are_counted_and_never_scored():
    score = forecast_scores(numbered(made(None), made(None))).together
    assert (score.settled, score.pending, score.brier, score.even, score.calibration) == (0, 2, None, None, ())


def test_a_repeated_forecast_counts_once_the_last_before_it_was_settled():
    early, late, after = (made(1.0, p, name=n, said=s) for p, n, s in ((0.2, "a", 1), (0.9, "b", 50), (1.0, "c", 70)))
    score = forecast_scores([late, after, early]).together
    assert (score.settled, score.brier) == (1, pytest.approx(0.01))


def test_a_repeated_forecast_that_is_settled_is_not_pending_too():
    score = forecast_scores([made(1.0), made(None, name="again")]).together
    assert (score.settled, score.pending, score.repeated) == (1, 0, 1)


def test_that_it_will_come_and_that_it_will_not_are_two_forecasts_in_whatever_order():
    """A hit at 90 % and a miss at 60 %: (0.01 + 0.36) / 2 = 0.185."""
    will, will_not = made(1.0, 0.9, name="a"), made(0.0, 0.6, name="b", polarity="denied")
    for ledger in ([will, will_not], [will_not, will]):
        score = forecast_scores(ledger).together
        assert (score.settled, score.repeated, score.brier) == (2, 0, pytest.approx(0.185))


@pytest.mark.parametrize("slugs", ["ab", "ba"])
def test_of_several_said_on_one_day_the_last_in_the_text_counts_whatever_its_slug(slugs):
    first, last = made(1.0, 0.5, name=slugs[0], place=3), made(1.0, 0.9, name=slugs[1], place=4)
    assert forecast_scores([last, first]).together.brier == pytest.approx(0.01)


def test_a_forecast_of_two_counts_for_each_and_once_for_all():
    scores = forecast_scores([made(who=("a", "b")), made(who=("b",), content="other")])
    assert [(s.claimant, s.settled) for s in scores.claimants] == [("b", 2), ("a", 1)]
    assert scores.together.settled == 2


def test_from_ten_settled_forecasts_on_there_is_enough_to_judge():
    for number in (ENOUGH_SETTLED - 1, ENOUGH_SETTLED):
        score = forecast_scores(numbered(*[made()] * number)).together
        assert score.enough is (number >= 10)


def test_ten_forecasts_hardly_tell_a_good_forecaster_from_a_coin():
    """At 80 %, right four times of five: mean 0.16, deviation √(0.8·0.04² + 0.2·0.64² - 0.16²) = 0.24, over √10 0.08."""
    ten = forecast_scores(numbered(*[made(float(i < 8), 0.8) for i in range(10)])).together
    assert ten.brier == pytest.approx(0.16)
    deviation = (0.8 * 0.04**2 + 0.2 * 0.64**2 - 0.16**2) ** 0.5
    assert 0.8 < deviation / 10**0.5 / (0.25 - ten.brier) < 1


MADE = st.lists(
    st.tuples(st.sampled_from([1.0, 0.5, 0.0, None]), st.sampled_from([(0.01, 0.05), (0.45, 0.55), (0.8, 0.95)]),
              st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(1, 100)),
    max_size=15,
)  # fmt: skip


@given(MADE, st.randoms(use_true_random=False))
def test_scores_are_bounded_and_do_not_depend_on_the_order(drawn, random):
    ledger = [
        made(outcome, (low + high) / 2, (low, high), who=(who,), content=content, name=f"c{i}", said=said, place=i)
        for i, (outcome, (low, high), who, content, said) in enumerate(drawn)
    ]
    scores = forecast_scores(ledger)
    random.shuffle(ledger)
    assert forecast_scores(ledger) == scores
    for score in (scores.together, *scores.claimants):
        assert sum(part.settled for part in score.calibration) == score.settled
        if score.brier is not None:
            assert 0 <= score.brier_low <= score.brier <= score.brier_high <= 1
            assert 0 <= score.even <= 0.25
    assert sum(score.settled for score in scores.claimants) == scores.together.settled


def test_the_shipped_forecasts_are_too_few_to_judge(shipped):
    scores = forecast_scores(forecasts(network_of(shipped.corpus, shipped.vocabulary)))
    assert (scores.together.settled, scores.together.enough) == (3, False)
    gause = next(score for score in scores.claimants if score.claimant == "ken-gause")
    assert (gause.settled, gause.pending, gause.brier) == (1, 3, pytest.approx(0.125**2))
    assert [part.band for part in gause.calibration] == ["very-likely"]
