"""The network: its nodes, one tie for each claim and pair, and the numbers of a tie."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kg.model.records import Actor, Event, GraphError, Hedge, Leverage, Stance
from kg.network.network import day, intensity, network_of, pairs, probability
from kg.rdf.ontology import load


@pytest.fixture(scope="module")
def network(rich_corpus, terms):
    return network_of(rich_corpus, terms)


@pytest.fixture(scope="module")
def claim(rich_corpus):
    return next(claim for claim in rich_corpus.claims if claim.slug == "wary")


def test_nodes_are_actors_issues_and_events_with_their_records(network, rich_corpus):
    assert {node: network.kind(node) for node in network} == {
        "atlantis": "state", "envoy": "person", "gazette": "organization", "league": "international-body", "mu": "state",
        "sages": "group", "tides": "issue", "flood": "event", "one/talks": "event",
    }  # fmt: skip
    assert network.records["atlantis"] is rich_corpus.actors["atlantis"]
    assert network.newest_day == date(2016, 7, 31)
    assert list(network.claims.values()) == list(rich_corpus.claims)
    assert network.mutual_stances == {"at-odds-with", "at-war-with", "estranged-from", "warming-toward"}


def test_every_claim_has_its_probability_even_one_that_joins_no_pair(shipped):
    whole = network_of(shipped.corpus, shipped.vocabulary)
    of_ties = {tie.claim.key: tie.probability for tie in whole.ties}
    every = whole.probabilities
    assert list(every) == list(whole.claims)
    assert of_ties.items() <= every.items()
    alone = "2016-02-china-topix-thaad-talks/gause-pressure-on-china"
    assert alone not in of_ties
    assert every[alone] == pytest.approx((0.55 + 0.80) / 2)


def test_there_is_one_tie_for_each_claim_and_pair(network):
    found = {tie.key: (tie.source, tie.target, tie.relation) for tie in network.ties}
    assert found == {
        "one/wary#1": ("atlantis", "mu", "stance"), "one/wary#2": ("league", "mu", "stance"),
        "one/flood#1": ("mu", "atlantis", "event"), "one/talks#1": ("mu", "league", "event"),
        "one/dams#1": ("mu", "atlantis", "leverage"), "two/wet#1": ("atlantis", "mu", "stance"),
        "two/wet#2": ("league", "mu", "stance"), "two/denial#1": ("atlantis", "mu", "stance"),
        "two/denial#2": ("league", "mu", "stance"), "one/pact#1": ("atlantis", "league", "stance"),
        "one/stop-tides#1": ("atlantis", "tides", "stance"), "one/more-tides#1": ("mu", "tides", "stance"),
    }  # fmt: skip


def test_a_content_that_is_affirmed_and_denied_is_contested(network):
    assert {tie.claim.slug for tie in network.ties if tie.contested} == {"wary", "wet", "denial"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (Stance(("a", "b"), "c", "opposes", Decimal(0)), [("a", "c"), ("b", "c")]),
        (Stance(("a", "c"), "c", "opposes", Decimal(0)), [("a", "c")]),
        (Event("e", "E", "AGREE", Decimal(1), ("a", "b"), ("a", "b")), [("a", "b"), ("b", "a")]),
        (Event("e", "E", "AGREE", Decimal(1), ("a",), (), ("i", "j")), [("a", "i"), ("a", "j")]),
        (Event("e", "E", "AGREE", Decimal(1), ("a",), ("b",), ("i",)), [("a", "b")]),
        (Event("e", "E", "AGREE", Decimal(1), (), ("b",)), []),
        (Leverage(("a",), ("b", "c"), "x", "pressure", "weak"), [("a", "b"), ("a", "c")]),
    ],
)
def test_a_claim_joins_the_pairs_of_its_content(claim, content, expected):
    assert pairs(replace(claim, content=content)) == expected


def test_intensity_is_position_a_tenth_of_goldstein_or_none(claim):
    leverage = Leverage(("a",), ("b",), "x", "pressure", "weak")
    event = Event("e", "E", "AGREE", Decimal("2.5"))
    assert [intensity(replace(claim, content=content)) for content in (claim.content, event, leverage)] == [
        -0.55,
        0.25,
        None,
    ]


@pytest.mark.parametrize(
    ("certainty", "hedges", "expected"),
    [
        ("certain", (), 1.0),
        ("probable", (Hedge("perhaps"),), 0.75),
        ("possible", (), 0.35),
        ("unspecified", (), 0.9),
        ("of-somebody-else", (), 0.9),
        ("certain", (Hedge("perhaps"), Hedge("likely", "likely", Decimal("0.55"), Decimal("0.8"))), 0.675),
    ],
)
def test_probability_is_the_middle_of_the_interval_or_that_of_the_certainty(claim, terms, certainty, hedges, expected):
    hedged = replace(claim, certainty=certainty, hedges=hedges)
    assert probability(hedged, terms.terms("Certainty")) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("when", "published", "expected"),
    [
        ("2016-02-07", "2016-02-09", date(2016, 2, 7)),
        ("2016-01", "2016-02-09", date(2016, 1, 31)),
        ("2016-02-07/2016-05-01", "2016-02-09", date(2016, 2, 9)),
        ("2016-01/..", "2016-02-09", date(2016, 2, 9)),
        ("../2016-01-15", "2016-02-09", date(2016, 1, 15)),
        ("", "2016-02", date(2016, 2, 29)),
        ("2015-12-24", "2016/..", date(2015, 12, 24)),
        ("", "2016/..", date(2016, 1, 1)),
        ("2016-02-07", "", None),
    ],
)
def test_an_event_ages_from_the_last_day_it_means_but_no_later_than_the_article(
    rich_corpus, claim, when, published, expected
):
    happened = replace(claim, content=Event("e", "E", "AGREE", Decimal(1), when=when), said_on="")
    assert day(happened, replace(rich_corpus.articles["one"], published=published)) == expected


@pytest.mark.parametrize(
    ("said_on", "published", "expected"),
    [
        ("2016-01-03", "2016-02-09", date(2016, 1, 3)),
        ("2015~", "2016-02-09", date(2015, 12, 31)),
        ("2016-01/..", "2016-02-09", date(2016, 2, 9)),
        ("", "2016-02-08/2016-02-13", date(2016, 2, 13)),
        ("", "2016-07~", date(2016, 7, 31)),
    ],
)
def test_anything_else_ages_from_the_day_it_was_said_or_the_articles(rich_corpus, claim, said_on, published, expected):
    article = replace(rich_corpus.articles["one"], published=published)
    spoken = replace(claim, said_on=said_on, content=replace(claim.content, when=""))
    assert day(spoken, article) == expected


@pytest.mark.parametrize(
    ("when", "said_on", "expected"),
    [
        ("2015/2016-01", "", date(2016, 1, 31)),
        ("2016-01/..", "", date(2016, 2, 9)),
        ("2016-03", "", date(2016, 2, 9)),
        ("2016-02", "2016-01-03", date(2016, 1, 3)),
        ("2015-12", "2016-01-03", date(2015, 12, 31)),
    ],
)
@pytest.mark.parametrize("content", ["stance", "event"])
def test_what_was_so_earlier_ages_from_then_but_no_later_than_it_was_said(
    rich_corpus, claim, when, said_on, expected, content
):
    spoken = claim.content if content == "stance" else Event("e", "E", "AGREE", Decimal(1))
    then = replace(claim, content=replace(spoken, when=when), said_on=said_on)
    assert day(then, rich_corpus.articles["one"]) == expected


def test_a_term_of_a_project_without_a_number_weighs_as_not_known(rich_corpus, tmp_path):
    (tmp_path / "more.ttl").write_text(
        '<x> a <https://w3id.org/detente/ns#Reliability> ; <http://www.w3.org/2004/02/skos/core#notation> "G" .'
    )
    article = replace(rich_corpus.articles["one"], reliability="G")
    odd = replace(rich_corpus, articles={**rich_corpus.articles, "one": article})
    assert {tie.reliability for tie in network_of(odd, load(tmp_path)).ties if tie.claim.article == "one"} == {0.7}


def test_a_slug_of_two_kinds_of_things_is_refused(rich_corpus, terms):
    twice = replace(rich_corpus, actors={**rich_corpus.actors, "tides": Actor("tides", "group", "Tides")})
    with pytest.raises(GraphError, match="'tides' is both group and issue"):
        network_of(twice, terms)


def test_a_date_that_is_none_is_refused(rich_corpus, terms):
    article = replace(rich_corpus.articles["one"], published="soon")
    with pytest.raises(GraphError, match="'soon' is no"):
        network_of(replace(rich_corpus, articles={**rich_corpus.articles, "one": article}), terms)


def test_the_order_is_that_of_the_corpus_every_time(rich_corpus, terms):
    first, second = network_of(rich_corpus, terms), network_of(rich_corpus, terms)
    assert list(first) == list(second)
    assert first.ties == second.ties
