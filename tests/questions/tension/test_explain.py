"""A dyad in full."""

from __future__ import annotations

from datetime import date

import pytest

from kg.measure.lens import Lens
from kg.network.network import network_of
from kg.questions.disputes.analysis import disputes
from kg.questions.tension.explanation import explain

ON = date(2016, 7, 31)


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def test_the_tracks_stand_beside_the_headline(network):
    found = explain(network, "china", "north-korea", Lens(at=ON))
    assert found.headline.claims == 11
    assert [mode for mode, _ in found.modes] == ["interpreted", "forecast"]
    modes = {c.claim.mode for _, dyad in found.modes for c in dyad.contributions}
    assert modes == {"interpreted", "forecast"}


def test_a_dispute_has_the_denial_beside_the_claim(network):
    dispute = explain(network, "china", "south-korea", Lens(at=ON)).disputes[0]
    assert [side.claim.slug for side in dispute.affirming] == ["critics-see-retaliation"]
    assert [side.claim.slug for side in dispute.denying] == ["china-denies-retaliation", "no-simple-tit-for-tat"]


def test_the_disputes_of_a_dyad_are_those_of_the_network_that_concern_it(network):
    whole = disputes(network, Lens(at=ON))
    for pair in (("china", "north-korea"), ("china", "south-korea"), ("china", "united-states")):
        found = explain(network, *pair, Lens(at=ON))
        parts = [*found.headline.contributions, *(c for _, dyad in found.modes for c in dyad.contributions)]
        own = {c.claim.key for c in parts} | {tie.claim.key for tie in found.leverage}
        about = [d for d in whole if own & {side.claim.key for side in d.sides}]
        about = [d for d in about if d.kind != "opposed" or {d.holder, d.target} == set(pair)]
        assert found.disputes == tuple(about)


def test_opposed_positions_of_one_of_the_two_toward_the_other_are_disputes_of_the_dyad(network):
    opposed = [d for d in explain(network, "china", "north-korea", Lens(at=ON)).disputes if d.kind == "opposed"]
    assert [(d.holder, d.target) for d in opposed] == [("china", "north-korea")]
    assert not [d for d in explain(network, "china", "japan", Lens(at=ON)).disputes if d.kind == "opposed"]


def test_leverage_goes_both_ways_and_is_only_between_the_two(network):
    found = explain(network, "china", "north-korea", Lens(at=ON)).leverage
    assert {tie.source for tie in found} == {"china", "north-korea"}
    assert {tie.source for tie in found} | {tie.target for tie in found} == {"china", "north-korea"}


def test_nothing_that_was_said_later_is_there(network):
    early = explain(network, "china", "north-korea", Lens(at=date(2016, 2, 13)))
    parts = [*early.headline.contributions, *(c for _, d in early.modes for c in d.contributions)]
    assert {part.article.slug for part in parts} == {"2016-02-china-topix-thaad-talks"}
    assert {tie.article.slug for tie in early.leverage} == {"2016-02-china-topix-thaad-talks"}


@pytest.mark.parametrize("pair", [("china", "south-korea"), ("china", "united-states")])
def test_what_is_marked_contested_on_a_day_has_its_dispute_even_where_the_denial_came_later(network, pair):
    found = explain(network, *pair, Lens(at=date(2016, 3, 1)))
    parts = [*found.headline.contributions, *(c for _, dyad in found.modes for c in dyad.contributions)]
    marked = {part.claim.key for part in (*parts, *found.leverage) if part.contested}
    disputed = {side.claim.key for dispute in found.disputes for side in dispute.sides}
    assert marked == {"2016-02-china-topix-thaad-talks/armstrong-exchange"}
    assert {*marked, "2016-07-isdp-thaad-thawing/china-no-trade-offs"} <= disputed


def test_each_content_is_disputed_once_and_leverage_counts(network):
    found = explain(network, "china", "united-states", Lens(at=ON))
    keys = [dispute.key for dispute in found.disputes]
    assert len(keys) == len(set(keys))
    exchange = next(dispute for dispute in found.disputes if dispute.claim.slug == "armstrong-exchange")
    assert [side.claim.slug for side in exchange.denying] == ["china-no-trade-offs"]


def test_another_track_may_be_the_headline(network):
    found = explain(network, "china", "north-korea", Lens(at=ON, mode="forecast"))
    assert {part.claim.mode for part in found.headline.contributions} == {"forecast"}
    assert [mode for mode, _ in found.modes] == ["reported", "interpreted"]


def test_people_are_told_apart_where_they_are_asked_for(network):
    found = explain(network, "xi-jinping", "north-korea", Lens(at=ON, level="actor", mode="interpreted"))
    assert {part.claim.slug for part in found.headline.contributions} == {"xi-fears-turning"}
    assert found.leverage == ()
