"""Filters of claims."""

from __future__ import annotations

from datetime import date

import pytest

from kg.model.records import names_in
from kg.network.actors import UnknownActorError
from kg.network.claims import Filter, claims
from kg.network.network import network_of


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def test_without_a_filter_all_claims_pass_in_order(network, shipped):
    assert list(claims(network, Filter())) == sorted(shipped.corpus.claims, key=list(claims(network, Filter())).index)
    assert len(claims(network, Filter())) == len(shipped.corpus.claims)


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        (Filter(actor="Beijing"), lambda c: {"china", "xi-jinping", "liu-jieyi"} & names_in(c.content)),
        (Filter(actor="xi jinping"), lambda c: "xi-jinping" in names_in(c.content)),
        (Filter(claimant="United States"), lambda c: {"samantha-power", "united-states"} & set(c.claimants)),
        (Filter(mode="forecast", kind="leverage"), lambda c: c.mode == "forecast" and c.content.kind == "leverage"),
        (Filter(denied=True), lambda c: c.polarity == "denied"),
        (Filter(article="2016-07-isdp-thaad-thawing"), lambda c: c.article == "2016-07-isdp-thaad-thawing"),
    ],
)
def test_a_filter_lets_through_what_it_says_and_nothing_else(network, shipped, wanted, holds):
    found = {claim.key for claim in claims(network, wanted)}
    assert found == {claim.key for claim in shipped.corpus.claims if holds(claim)}
    assert found


def test_dates_that_are_open_pass(network):
    before = claims(network, Filter(until=date(2016, 2, 1)))
    assert {claim.slug for claim in before} == {"china-measures-aggravate"}
    assert len(claims(network, Filter(since=date(2016, 3, 1)))) == 45
    assert claims(network, Filter(since=date(2017, 1, 1))) == ()


def test_a_name_that_is_nobodys_is_refused(network):
    with pytest.raises(UnknownActorError):
        claims(network, Filter(claimant="atlantis"))
