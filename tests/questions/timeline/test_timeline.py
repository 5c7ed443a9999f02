"""A dyad over time: which days, what entered, and what it did."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import sources
from kg.measure.formula import Parameters
from kg.measure.lens import MODES, Lens
from kg.network.network import network_of
from kg.questions.dyads import tension, tensions
from kg.questions.timeline.analysis import MOST_POINTS, SpanError, timeline

DAY = date(2016, 2, 9)
FEBRUARY, JULY = date(2016, 2, 13), date(2016, 7, 31)
DAYS = st.dates(date(2015, 12, 1), date(2017, 1, 31))
LENSES = st.builds(Lens, level=st.sampled_from(["state", "actor"]), mode=st.sampled_from(MODES))


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture
def two(project, terms):
    """China opposes Japan, said on 3 January; Japan sanctioned by China on 1 February; one article of 9 February."""
    stance = {"holder": "china", "target": "japan", "type": "opposes"}
    event = {"label": "Something", "type": "SANCTION", "initiator": "china", "recipient": "japan", "when": "2016-02-01"}
    claims = [
        {"id": "one", "quote": "sees it as a threat", "said-by": "china", "certainty": "certain",
         "said-on": "2016-01-03", "stance": stance},
        {"id": "two", "quote": "has denied this", "said-by": "gazette", "certainty": "certain", "event": event},
        {"id": "no", "quote": "Envoys met", "said-by": "japan", "denies": "one"},
    ]  # fmt: skip
    corpus, findings = sources.read(project({"claims": claims}), terms)
    assert findings == []
    own = tuple(claim for claim in corpus.claims if claim.slug != "envoys-met")
    return network_of(replace(corpus, claims=own), terms)


def days(found):
    return [point.day.isoformat() for point in found.points]


def test_points_stand_on_arrivals_month_ends_and_both_ends(two):
    found = timeline(two, "japan", "china")
    assert (found.a, found.b) == ("china", "japan")
    assert days(found) == ["2016-01-03", "2016-01-31", "2016-02-01", "2016-02-09"]
    assert [[part.claim.slug for part in point.arrived] for point in found.points] == [["one"], [], ["two"], []]
    assert [[part.claim.slug for part in point.events] for point in found.points] == [[], [], ["two"], []]


def test_steps(two):
    def stands(step, since=None, until=None):
        return days(timeline(two, "china", "japan", Lens(at=until), since=since, step=step))

    assert stands("none") == ["2016-01-03", "2016-02-01", "2016-02-09"]
    # 3 January, 10, 17, 24, 31 January and 7 February 2016 are Sundays.
    assert stands("week") == [
        "2016-01-03", "2016-01-10", "2016-01-17", "2016-01-24", "2016-01-31", "2016-02-01", "2016-02-07", "2016-02-09",
    ]  # fmt: skip
    assert stands("quarter", since=date(2015, 12, 31), until=date(2016, 7, 1)) == [
        "2015-12-31", "2016-01-03", "2016-02-01", "2016-03-31", "2016-06-30", "2016-07-01",
    ]  # fmt: skip
    assert stands("month", since=date(2016, 3, 31), until=date(2016, 5, 1)) == [
        "2016-03-31",
        "2016-04-30",
        "2016-05-01",
    ]


def test_news_and_ageing_by_hand(two):
    """news is the score of 1 February less what the stance of 3 January alone, 29 days old, scores then."""
    first, _, second, last = timeline(two, "china", "japan").points

    def alone(age):
        mass = 0.7 * 2 ** (-age / 730)
        omega = mass / (0.25**2 * mass + 0.45**2)
        return 0.7 * omega / (omega + 4)

    assert (first.news, first.ageing) == (pytest.approx(alone(0)), 0.0)
    assert second.without.tension == pytest.approx(alone(29))
    assert second.news == pytest.approx(second.dyad.tension - alone(29))
    assert second.ageing == pytest.approx(alone(29) - alone(28))
    assert (last.news, last.ageing) == (0.0, pytest.approx(last.dyad.tension - second.dyad.tension))


def test_as_known_nothing_enters_before_its_article(two):
    found = timeline(two, "china", "japan", as_known=True)
    assert days(found) == ["2016-02-09"]
    assert {part.claim.slug for part in found.points[0].arrived} == {"one", "two"}


def test_as_known_a_later_denial_contests_nothing_earlier(two):
    late = replace(two.articles["talks"], slug="later", published="2016-03-01")
    denial = replace(two.claims["talks/no"], article="later")
    claims = {key: claim for key, claim in two.claims.items() if key != "talks/no"} | {denial.key: denial}
    graph = replace(two, claims=claims, articles={**two.articles, "later": late})
    then, *_, now = timeline(graph, "china", "japan", as_known=True).points
    assert then.dyad.tension_without_contested == then.dyad.tension
    assert now.dyad.tension_without_contested < now.dyad.tension
    hindsight = timeline(graph, "china", "japan").points[0]
    assert hindsight.dyad.tension_without_contested == 0.0


def test_a_forecast_is_as_settled_as_it_was_then(network):
    then, *_, now = timeline(
        network, "china", "united-states", Lens(mode="forecast", level="actor"), as_known=True
    ).points
    assert then.dyad == tension(
        network.as_known(FEBRUARY), "china", "united-states", Lens(at=FEBRUARY, mode="forecast", level="actor")
    )
    assert now.day == JULY


def test_where_nothing_bears_on_the_dyad_there_are_no_points(network, two):
    assert timeline(network, "japan", "north-korea").points == ()
    assert timeline(two, "china", "japan", Lens(at=date(2016, 1, 2))).points == ()
    assert timeline(two.as_known(date(2015, 1, 1)), "china", "japan").points == ()


def test_before_anything_was_said_and_long_after(two):
    found = timeline(two, "china", "japan", Lens(at=date(2116, 1, 1)), since=date(2016, 1, 1), step="none").points
    assert (found[0].dyad.tension, found[0].change, found[0].dyad.claims) == (0.0, 0.0, 0)
    assert abs(found[-1].dyad.tension) < 1e-9
    assert found[-1].ageing == pytest.approx(-found[-2].dyad.tension)


def test_what_cannot_be_a_timeline_is_refused_with_the_fix(two):
    with pytest.raises(SpanError, match="2016-03-01 is after 2016-02-09, the last day"):
        timeline(two, "china", "japan", since=date(2016, 3, 1))
    with pytest.raises(SpanError, match=r"more than 5,000 points; choose a longer step than 'week' or fewer days"):
        timeline(two, "china", "japan", Lens(at=date(2216, 1, 1)), step="week")
    with pytest.raises(SpanError, match="'day' is no step; choose one of week, month, quarter, none"):
        timeline(two, "china", "japan", step="day")
    with pytest.raises(ValueError, match="both count as 'china'"):
        timeline(two, "china", "china")


def test_the_calendar_may_end_within_the_timeline(two):
    found = timeline(two, "china", "japan", Lens(at=date.max), since=date(9999, 1, 1), step="month")
    assert len(found.points) == 13
    assert found.points[-1].day == date.max
    assert (
        len(timeline(two, "china", "japan", Lens(at=date.max), since=date(9999, 12, 1), step="week").points)
        < MOST_POINTS
    )


@settings(max_examples=25)
@given(DAYS, st.integers(0, 300), st.sampled_from(["week", "month", "quarter", "none"]), LENSES, st.booleans())
def test_every_point_is_the_tension_of_its_day_and_its_change_is_news_and_ageing(
    network, since, length, step, lens, as_known
):
    until = since + timedelta(days=length)
    lens = replace(lens, at=until, parameters=Parameters(half_life=60))
    found = timeline(network, "china", "united-states", lens, since=since, step=step, as_known=as_known)
    for earlier, point in zip((None, *found.points), found.points, strict=False):
        seen = network.as_known(point.day) if as_known else network
        assert point.dyad == tension(seen, "china", "united-states", lens.on(point.day))
        before = earlier.dyad if earlier else point.without
        assert abs(point.news + point.ageing - (point.dyad.tension - before.tension)) < 1e-12
        assert {part.claim.key for part in point.arrived} == (
            {part.claim.key for part in point.dyad.contributions}
            - {part.claim.key for part in point.without.contributions}
        )


@settings(max_examples=15)
@given(DAYS, LENSES, st.booleans())
def test_what_arrives_is_what_the_point_before_did_not_have_and_it_ends_at_the_tension(network, until, lens, as_known):
    seen = network.as_known(until) if as_known else network
    for dyad in tensions(seen, lens.on(until)):
        found = timeline(network, dyad.a, dyad.b, lens.on(until), step="none", as_known=as_known)
        assert found.points[-1].dyad == dyad
        for earlier, point in zip(found.points, found.points[1:], strict=False):
            had, has = ({part.claim.key for part in p.dyad.contributions} for p in (earlier, point))
            assert {part.claim.key for part in point.arrived} == has - had
