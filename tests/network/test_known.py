"""What was known by a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kg.measure.lens import MODES, Lens
from kg.model.records import Claim, Event
from kg.network.known import reported_event
from kg.network.network import network_of
from kg.questions.dyads import tensions, ties_by_dyad
from kg.questions.history import History

FEBRUARY = "2016-02-china-topix-thaad-talks"


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def test_only_what_had_been_published_counts(network):
    then = network.as_known(date(2016, 3, 1))
    assert set(then.articles) == {FEBRUARY}
    assert {tie.article.slug for tie in then.ties} == {FEBRUARY}
    assert then.newest_day == date(2016, 2, 13)
    assert set(then.probabilities) == set(then.claims)
    assert list(then) == list(network)


def test_an_article_is_known_from_the_last_day_that_its_date_means(network):
    assert not network.as_known(date(2016, 2, 12)).articles
    assert network.as_known(date(2016, 2, 13)).articles


def test_a_denial_of_july_contests_nothing_in_march(network):
    exchange = f"{FEBRUARY}/armstrong-exchange"

    def contested(graph):
        return next(tie.contested for tie in graph.ties if tie.claim.key == exchange)

    assert contested(network)
    assert not contested(network.as_known(date(2016, 3, 1)))


def test_a_forecast_settled_in_july_is_pending_in_march(network):
    go_along = f"{FEBRUARY}/gause-go-along"
    assert network.claims[go_along].resolution == "fulfilled"
    then = network.as_known(date(2016, 3, 1))
    assert (then.claims[go_along].resolution, then.claims[go_along].resolved_by) == ("pending", ())
    assert next(tie.claim.resolution for tie in then.ties if tie.claim.key == go_along) == "pending"


def test_curators_notes_go_where_something_is_not_known_yet(network):
    then = network.as_known(date(2016, 3, 1))
    assert any(network.claims[key].note for key in then.claims)
    assert not any(claim.note for claim in then.claims.values())
    assert not any(tie.claim.note for tie in then.ties)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("day", [date(2016, 2, 13), date(2016, 3, 1), date(2016, 7, 31)])
def test_a_history_as_known_has_the_ties_of_the_network_of_that_day(network, day, mode):
    history = History(network, Lens(mode=mode), as_known=True)
    then = ties_by_dyad(network.as_known(day), Lens(at=day, mode=mode))
    for dyad in history.dyads():
        members = {tie.key: tie for tie in history.members(dyad, day)}
        assert members == {tie.key: tie for tie in then.get(dyad, ())}


@pytest.mark.parametrize(
    ("mode", "polarity", "known"),
    [("reported", "affirmed", "flood"), ("reported", "denied", ""), ("forecast", "affirmed", ""),
     ("interpreted", "affirmed", ""), ("conditional", "affirmed", "")],
)  # fmt: skip
def test_only_who_reports_an_event_makes_it_known(mode, polarity, known):
    event = Event("flood", "A flood", "CONSULT", Decimal(0))
    claim = Claim("one", "talks", ("gazette",), (), event, "event/flood", mode, "certain", polarity)
    assert reported_event(claim) == known


def test_when_everything_is_known_it_is_the_whole(network):
    whole = network.as_known(date(2016, 7, 31))
    assert list(whole.ties) == list(network.ties)
    assert tensions(whole) == tensions(network)


def test_before_the_first_article_nothing_is_known(network):
    nothing = network.as_known(date(2015, 1, 1))
    assert nothing.newest_day is None
    assert tensions(nothing) == ()
