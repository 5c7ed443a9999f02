"""What became known in some days: what is new, what it moved, and what it denies and forecasts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.network.known import known_from
from kg.network.network import network_of
from kg.questions.comparison.analysis import STILL, compare
from kg.questions.digest import digest
from kg.questions.digest_note import note, verdict

DAYS = st.dates(date(2015, 12, 1), date(2017, 1, 31))
SINCE, UNTIL = date(2016, 7, 1), date(2016, 7, 31)


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def test_the_second_article_is_what_is_new_and_moves_dyads(network):
    found = digest(network, SINCE, UNTIL)
    assert [article.slug for article in found.articles] == ["2016-07-isdp-thaad-thawing"]
    assert {claim.article for claim in found.claims} == {"2016-07-isdp-thaad-thawing"}
    assert found.shifts[0].change == max((shift.change for shift in found.shifts), key=abs)
    assert {forecast.claim.article for forecast in found.forecasts} == {"2016-07-isdp-thaad-thawing"}
    assert all(claim.polarity == "denied" or claim.denies for claim in found.denials)
    assert len(found.denials) >= 3
    assert {each.claim.article for each in found.settled} == {"2016-02-china-topix-thaad-talks"}
    assert "1 article of 1 publisher" in verdict(network, found)


def test_days_without_articles_have_nothing_new(network):
    found = digest(network, date(2016, 3, 1), date(2016, 3, 31))
    assert (found.articles, found.claims, found.shifts, found.denials, found.forecasts) == ((), (), (), (), ())
    assert found.aged > 0
    lines = list(note(network, found))
    assert lines[0] == "What is new, 1 March to 31 March 2016"
    assert "No article was published in these days." in lines[2]
    assert "moved by ageing alone" in lines[2]


def test_what_was_published_later_is_not_known(network):
    found = digest(network, date(2016, 2, 1), date(2016, 2, 29))
    assert {article.slug for article in found.articles} == {"2016-02-china-topix-thaad-talks"}
    assert found.settled == ()


def test_the_first_day_may_not_be_the_later_one(network):
    with pytest.raises(ValueError, match="2016-07-31 is after 2016-07-01"):
        digest(network, UNTIL, SINCE)


@settings(max_examples=25, deadline=None)
@given(DAYS, st.integers(0, 250))
def test_every_dyad_that_moves_is_listed_or_counted_once(network, since, length):
    until = since + timedelta(days=length)
    found = digest(network, since, until)
    every = compare(network.as_known(until), since - timedelta(days=1), until, found.lens, as_known=True).shifts
    assert len(found.shifts) + found.aged == sum(abs(shift.change) >= STILL for shift in every)
    keys = {claim.key for claim in found.claims}
    assert all(any(cause.claim.key in keys for cause in shift.causes) for shift in found.shifts)
    assert len(found.rose) + len(found.fell) == len(found.shifts)
    assert all(since <= known_from(article) <= until for article in found.articles)


def test_of_a_list_so_many_are_shown_and_that_is_said(network):
    found = digest(network, SINCE, UNTIL)
    lines = list(note(network, found, top=2))
    assert f"More tense: 2 of {len(found.rose)} dyads" in lines
    assert sum(line.startswith("+") for line in lines) == 2
    assert sum(line.startswith("+") for line in note(network, found)) == len(found.rose)
