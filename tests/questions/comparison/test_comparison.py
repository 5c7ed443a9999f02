"""What moved between two days, how far, and by which claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import sources
from kg.measure.lens import MODES, Lens
from kg.network.network import network_of
from kg.questions.comparison.analysis import beyond, compare
from kg.questions.dyads import tension, tensions

FEBRUARY, JULY = date(2016, 2, 13), date(2016, 7, 31)
DAYS = st.dates(date(2015, 12, 1), date(2017, 1, 31))
LENSES = st.builds(Lens, level=st.sampled_from(["state", "actor"]), mode=st.sampled_from(MODES))


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture
def one(project, terms):
    """China opposes Japan, said by many voices on 3 January, in an article of 9 February."""
    voices = ["china", "japan", "gazette", "north-korea", "united-states"]
    claims = [
        {
            "id": f"by-{who}", "quote": "sees it as a threat", "said-by": who, "certainty": "certain",
            "said-on": "2016-01-03", "stance": {"holder": "china", "target": "japan", "type": "opposes"},
        }
        for who in voices
    ]  # fmt: skip
    corpus, findings = sources.read(project({"claims": claims}), terms)
    assert findings == []
    own = tuple(claim for claim in corpus.claims if claim.slug != "envoys-met")
    return network_of(replace(corpus, claims=own), terms)


def only(found, a="china", b="united-states"):
    return next(shift for shift in found.shifts if (shift.a, shift.b) == (a, b))


def test_a_dyad_first_spoken_of_comes_from_the_prior(one):
    found = compare(one, date(2016, 1, 1), date(2016, 1, 3))
    (shift,) = found.shifts
    assert (shift.before.tension, shift.before.claims, found.rose, found.fell) == (0.0, 0, 1, 0)
    assert shift.change == shift.after.tension
    assert {(cause.kind, cause.before) for cause in shift.causes} == {("new", 0.0)}


def test_what_is_only_older_is_aged_and_the_other_way_round_gone(one):
    (forth,) = compare(one, date(2016, 1, 3), date(2017, 1, 3)).shifts
    assert {cause.kind for cause in forth.causes} == {"aged"}
    assert forth.change < 0
    (back,) = compare(one, date(2016, 1, 3), date(2016, 1, 1)).shifts
    assert {(cause.kind, cause.after) for cause in back.causes} == {("gone", 0.0)}


def test_with_as_known_each_day_has_its_own_articles(one):
    hindsight = compare(one, date(2016, 1, 3), date(2016, 2, 9)).shifts[0]
    assert hindsight.before.claims == 5
    then = compare(one, date(2016, 1, 3), date(2016, 2, 9), as_known=True).shifts[0]
    assert (then.before.claims, then.after) == (0, hindsight.after)
    assert compare(one, date(2016, 1, 3), date(2016, 2, 8), as_known=True).shifts == ()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((0.0, -0.2, 0.2), (0.5, 0.3, 0.7), "beyond both intervals"),
        ((0.5, 0.3, 0.7), (0.0, -0.2, 0.2), "beyond both intervals"),
        ((0.0, -0.2, 0.2), (0.3, 0.1, 0.5), "beyond the earlier interval"),
        ((0.0, -0.2, 0.2), (0.3, 0.2, 0.4), "beyond the earlier interval"),  # intervals that touch do meet
        ((0.0, -0.2, 0.2), (0.2, 0.1, 0.3), "within"),
        ((0.0, -0.2, 0.2), (0.0, -0.2, 0.2), "within"),
    ],
)
def test_beyond(network, before, after, expected):
    dyad = tensions(network)[0]

    def with_score(score):
        return replace(dyad, tension=score[0], low=score[1], high=score[2])

    assert beyond(with_score(before), with_score(after)) == expected


def test_from_february_to_july_in_the_shipped_articles(network):
    found = compare(network, FEBRUARY, JULY)
    shift = only(found)
    assert (round(shift.before.tension, 2), round(shift.after.tension, 2)) == (0.20, 0.36)
    assert [cause.kind for cause in shift.causes[:2]] == ["new", "new"]
    assert {cause.claim.slug for cause in shift.causes if cause.kind == "aged"} == {
        part.claim.slug for part in shift.before.contributions
    }
    assert found.rose + found.fell <= len(found.shifts) == len(tensions(network))


def test_contested_is_that_of_the_second_day(network):
    for found in (compare(network, FEBRUARY, JULY), compare(network, JULY, FEBRUARY, as_known=True)):
        for shift in found.shifts:
            later = {part.claim.key: part.contested for part in shift.after.contributions}
            assert all(later.get(cause.claim.key, cause.contested) == cause.contested for cause in shift.causes)


@settings(max_examples=30)
@given(DAYS, DAYS, LENSES, st.booleans())
def test_causes_sum_to_the_change_and_the_scores_are_those_of_their_days(network, first, second, lens, as_known):
    found = compare(network, first, second, lens, as_known=as_known)
    changes = [round(abs(shift.change), 9) for shift in found.shifts]
    assert changes == sorted(changes, reverse=True)
    seen = [network.as_known(day) if as_known else network for day in (first, second)]
    for shift in found.shifts:
        assert abs(sum(cause.change for cause in shift.causes) - shift.change) < 1e-12
        assert abs(sum(cause.before for cause in shift.causes) - shift.before.tension) < 1e-12
        assert shift.before == tension(seen[0], shift.a, shift.b, lens.on(first))
        assert shift.after == tension(seen[1], shift.a, shift.b, lens.on(second))
    spoken_of = {(d.a, d.b) for net, day in zip(seen, (first, second), strict=True)
                 for d in tensions(net, lens.on(day))}  # fmt: skip
    assert {(shift.a, shift.b) for shift in found.shifts} == spoken_of


@settings(max_examples=20)
@given(DAYS, DAYS, LENSES, st.booleans())
def test_the_other_way_round_everything_is_undone(network, first, second, lens, as_known):
    forth, back = (
        compare(network, first, second, lens, as_known=as_known),
        compare(network, second, first, lens, as_known=as_known),
    )
    assert {(s.a, s.b): s.change for s in forth.shifts} == {(s.a, s.b): -s.change for s in back.shifts}
    assert (forth.rose, forth.fell) == (back.fell, back.rose)


@settings(max_examples=10)
@given(DAYS, LENSES, st.booleans())
def test_from_a_day_to_itself_nothing_moves(network, day, lens, as_known):
    found = compare(network, day, day, lens, as_known=as_known)
    assert (found.rose, found.fell) == (0, 0)
    assert all(shift.change == 0.0 and shift.beyond == "within" for shift in found.shifts)
    assert all(cause.change == 0.0 for shift in found.shifts for cause in shift.causes)
