"""A dyad in full."""

from __future__ import annotations

from datetime import date

import pytest

from kg.analysis.explain import explain
from kg.graph.network import network

ON = date(2016, 7, 31)


@pytest.fixture(scope="module")
def web(shipped):
    return network(shipped.corpus, shipped.vocabulary)


def test_the_tracks_stand_beside_the_headline(web):
    found = explain(web, "china", "north-korea", at=ON)
    assert found.headline.claims == 11
    assert [track for track, _ in found.tracks] == ["interpreted", "forecast"]
    modes = {c.claim.mode for _, dyad in found.tracks for c in dyad.contributions}
    assert modes == {"interpreted", "forecast"}


def test_a_dispute_has_the_denial_beside_the_claim(web):
    (dispute,) = explain(web, "china", "south-korea", at=ON).disputes[:1]
    sides = {dispute.claim.slug, *(claim.slug for claim in dispute.against)}
    assert {"critics-see-retaliation", "china-denies-retaliation", "no-simple-tit-for-tat"} <= sides
    assert all(claim.polarity != dispute.claim.polarity for claim in dispute.against)


def test_leverage_goes_both_ways_and_is_only_between_the_two(web):
    found = explain(web, "china", "north-korea", at=ON).leverage
    assert {tie.source for tie in found} == {"china", "north-korea"}
    assert {tie.source for tie in found} | {tie.target for tie in found} == {"china", "north-korea"}


def test_nothing_that_was_said_later_is_there(web):
    early = explain(web, "china", "north-korea", at=date(2016, 2, 13))
    parts = [*early.headline.contributions, *(c for _, d in early.tracks for c in d.contributions)]
    assert {part.article.slug for part in parts} == {"2016-02-china-topix-thaad-talks"}
    assert {tie.article.slug for tie in early.leverage} == {"2016-02-china-topix-thaad-talks"}


def test_each_content_is_disputed_once_and_leverage_counts(web):
    found = explain(web, "china", "united-states", at=ON)
    keys = [dispute.claim.content_key for dispute in found.disputes]
    assert len(keys) == len(set(keys))
    exchange = next(dispute for dispute in found.disputes if dispute.claim.slug == "armstrong-exchange")
    assert [claim.slug for claim in exchange.against] == ["china-no-trade-offs"]


def test_another_track_may_be_the_headline(web):
    found = explain(web, "china", "north-korea", at=ON, track="forecast")
    assert {part.claim.mode for part in found.headline.contributions} == {"forecast"}
    assert [track for track, _ in found.tracks] == ["reported", "interpreted"]


def test_people_are_told_apart_where_they_are_asked_for(web):
    found = explain(web, "xi-jinping", "north-korea", at=ON, level="actor", track="interpreted")
    assert {part.claim.slug for part in found.headline.contributions} == {"xi-fears-turning"}
    assert found.leverage == ()
