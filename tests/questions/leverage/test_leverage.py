"""Who holds how much over whom: by hand, as properties, and in the shipped articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.measure.formula import Parameters
from kg.measure.lens import Lens
from kg.network.network import network_of
from kg.questions.leverage.analysis import cycles, leverage, leverage_paths
from kg.questions.leverage.chains import PLACES
from kg.questions.leverage.power import fails

DAY = date(2016, 2, 9)
SUMMER = date(2016, 7, 31)


@pytest.fixture(scope="module")
def sources(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def lever(slug="one", strength="strong", said_by="gazette", certainty="certain", said_on=None, **content):
    held = {"wielder": "china", "over": "japan", "instrument": "trade", "effect": "pressure", "strength": strength}
    claim = {"id": slug, "quote": "has denied this", "said-by": said_by, "certainty": certainty}
    return claim | ({"said-on": said_on} if said_on else {}) | {"leverage": held | content}


def denial(of="one", slug="no", said_by="japan", certainty="certain"):
    return {"id": slug, "quote": "has denied this", "said-by": said_by, "certainty": certainty, "denies": of}


def only(net, **options):
    (pair,) = leverage(net, Lens(at=DAY), **options)
    return pair


def test_strong_and_certain_beside_weak_and_certain_is_half_of_the_scale(network):
    """(0.7 * 0.8 + 0.7 * 0.2) / 1.4 = 0.5, without the doubt 0.8."""
    pair = only(network(lever(), lever("two", "weak", instrument="aid")))
    assert (pair.wielder, pair.over, pair.at) == ("china", "japan", DAY)
    assert pair.power == pytest.approx(0.5)
    assert (pair.low, pair.high, pair.power_without_doubts) == (0.2, 0.8, pytest.approx(0.8))
    assert [part.share for part in pair.parts] == pytest.approx([0.4, 0.1])
    assert [(part.instrument, part.doubts, part.weight) for part in pair.parts] == [
        ("trade", False, 0.7), ("aid", True, 0.7),
    ]  # fmt: skip


def test_what_one_claimant_repeats_adds_less_than_what_another_says(network):
    """W of the gazette is 1.4, of Japan 0.7; each weight times 1 / (0.25² W + 0.45²): 1 / 0.29 and 1 / 0.24625."""
    pair = only(network(lever(), lever("two", instrument="loans"), lever("three", "weak", said_by="japan")))
    gazette, japan = 1.4 / 0.29, 0.7 / 0.24625
    assert pair.power == pytest.approx((0.8 * gazette + 0.2 * japan) / (gazette + japan))
    assert pair.power < (0.8 + 0.8 + 0.2) / 3


def test_a_possible_denial_of_a_strong_leverage_says_52_of_100(network):
    """0.8 * (1 - 0.35) = 0.52, beside the affirmed 0.8: 0.66."""
    pair = only(network(lever(), denial(certainty="possible")))
    denied = next(part for part in pair.parts if part.claim.polarity == "denied")
    assert denied.value == pytest.approx(0.52)
    assert denied.doubts
    assert denied.contested
    assert pair.power == pytest.approx(0.66)


def test_age_weighs_by_the_half_life(network):
    """Of 180 days before, half the weight: (0.5 * 0.8 + 1 * 0.5) / 1.5 = 0.6."""
    pair = only(network(lever(said_on="2015-08-13"), lever("two", "moderate")))
    assert pair.power == pytest.approx(0.6)
    assert sorted(part.weight for part in pair.parts) == pytest.approx([0.35, 0.7])


def test_a_half_life_that_leaves_no_weight_leaves_the_newest(network):
    net = network(lever(said_on="2015-08-13"), lever("two", "moderate"))
    (pair,) = leverage(net, Lens(at=date(2100, 1, 1), parameters=Parameters(half_life=0.01)))
    assert pair.power == pytest.approx(0.5)
    assert {part.weight for part in pair.parts} == {0.0}


def test_the_denial_of_a_doubt_says_that_there_is_some_but_not_how_much(network):
    pair = only(network(lever(), lever("two", "none", instrument="aid"), denial("two")))
    answer = next(part for part in pair.parts if part.claim.polarity == "denied")
    assert (answer.weight, answer.value, answer.share, answer.doubts) == (0, 0, 0, False)
    assert (pair.power, pair.claims, pair.claimants) == (pytest.approx(0.4), 2, 1)
    alone = only(network(lever("two", "none"), denial("two")), by="china")
    assert (alone.power, alone.low, alone.high, alone.power_without_doubts) == (0, 0, 0, 0)


def test_claimants_are_counted_as_clusters_and_three_are_enough(network):
    joint = network(lever(said_by=["china", "japan"]), lever("two", said_by="china"), lever("three", said_by="china"))
    assert (only(joint).claims, only(joint).claimants, only(joint).thin) == (3, 2, True)
    three = network(*(lever(who, said_by=who) for who in ("china", "japan", "gazette")))
    assert not only(three).thin


def test_people_count_as_their_state_once_and_hold_nothing_over_it(network):
    envoy = {"envoy": {"kind": "person", "label": "Envoy", "acts-for": "china"}}
    net = network(lever(wielder=["china", "envoy"], over=["japan", "envoy"]), actors=envoy)
    assert only(net).claims == 1
    pairs = {(p.wielder, p.over) for p in leverage(net, Lens(at=DAY, level="actor"))}
    assert pairs == {("china", "japan"), ("china", "envoy"), ("envoy", "japan")}
    assert (
        leverage(net, Lens(at=DAY), by="envoy")
        == leverage(net, Lens(at=DAY), by="china")
        == leverage(net, Lens(at=DAY))
    )
    assert leverage(net, Lens(at=DAY), over="envoy") == ()


def test_what_was_said_later_and_what_is_no_leverage_is_left_out(network):
    stance = {"holder": "china", "target": "japan", "type": "opposes"}
    net = network(lever(), {"id": "two", "quote": "has denied this", "said-by": "china", "stance": stance})
    assert only(net).claims == 1
    assert leverage(net, Lens(at=date(2016, 2, 8))) == ()


def test_what_is_not_dated_gives_no_power(shipped):
    """A graph made elsewhere may have articles without a date; what others say of a pair counts as before."""
    corpus, silent = shipped.corpus, "2016-02-china-topix-thaad-talks"
    articles = corpus.articles | {silent: replace(corpus.articles[silent], published="")}
    claims = tuple(replace(claim, said_on="") for claim in corpus.claims)
    undated = network_of(replace(corpus, articles=articles, claims=claims), shipped.vocabulary)
    kept = tuple(claim for claim in claims if claim.article != silent)
    without = network_of(replace(corpus, claims=kept), shipped.vocabulary)

    def powers(net):
        return {(pair.wielder, pair.over): pair.power for pair in leverage(net, Lens(at=SUMMER))}

    assert powers(undated) == powers(without) != {}


def test_shipped_pairs_are_what_a_reader_of_the_articles_would_say(sources):
    pairs = {(p.wielder, p.over): p for p in leverage(sources, Lens(at=SUMMER))}
    trade, exaggerated = pairs["china", "north-korea"].parts
    assert trade.instrument == "border trade and the hiring of labor"
    assert (trade.strength, trade.doubts) == (0.8, False)
    assert (exaggerated.claim.slug, exaggerated.doubts) == ("ability-exaggerated", True)
    assert "the danger of its collapse" in {part.instrument for part in pairs["north-korea", "china"].parts}
    assert pairs["united-states", "china"].parts[0].instrument == "talks on deploying THAAD"
    assert not any(part.doubts for part in pairs["united-states", "china"].parts)
    for over in ("south-korea", "united-states"):
        doubts = {part.claim.slug for part in pairs["china", over].parts if part.doubts}
        assert doubts == {"no-pivot", "china-no-trade-offs"}


def test_over_and_by_choose_among_the_same_pairs(sources):
    everything = leverage(sources, Lens(at=SUMMER))
    assert leverage(sources, Lens(at=SUMMER), over="china") == tuple(p for p in everything if p.over == "china")
    assert leverage(sources, Lens(at=SUMMER), by="xi-jinping") == tuple(p for p in everything if p.wielder == "china")
    assert leverage(sources, Lens(at=SUMMER), by="japan") == ()


@given(st.dates(date(2016, 1, 1), date(2030, 1, 1)), st.floats(0.01, 10_000), st.sampled_from(["state", "actor"]))
def test_shares_sum_to_the_power_and_it_stays_among_what_is_said(sources, day, half_life, level):
    pairs = leverage(sources, Lens(at=day, parameters=Parameters(half_life=half_life), level=level))
    for pair in pairs:
        assert sum(part.share for part in pair.parts) == pytest.approx(pair.power, abs=1e-12)
        assert 0 <= pair.low <= pair.high <= 1
        assert pair.low - 1e-12 <= pair.power <= pair.high + 1e-12
        assert all(part.doubts == (fails(part.claim) or part.claim.polarity == "denied") for part in pair.parts)
        assert all(part.day <= day for part in pair.parts)
    ranks = [(-round(pair.power, PLACES), pair.wielder, pair.over) for pair in pairs]
    assert ranks == sorted(ranks)


@given(st.data())
def test_a_certain_denial_never_raises_the_power(sources, data):
    affirmed = [c for c in sources.claims.values() if c.content.kind == "leverage" and c.polarity == "affirmed"]
    of, day = data.draw(st.sampled_from(affirmed)), data.draw(st.dates(date(2016, 3, 1), SUMMER))
    tie = next(tie for tie in sources.ties if tie.claim.key == of.key)
    claim = replace(of, slug="denial", polarity="denied", certainty="certain", claimants=("japan",))
    new = replace(tie, key=f"{claim.key}#1", claim=claim, probability=1.0, day=day)
    more = replace(sources, ties=(*sources.ties, new))
    before = {(p.wielder, p.over): p.power for p in leverage(sources, Lens(at=SUMMER))}
    after = {(p.wielder, p.over): p.power for p in leverage(more, Lens(at=SUMMER))}
    assert before.keys() == after.keys()
    assert all(after[pair] <= before[pair] + 1e-12 for pair in before)


def test_the_united_states_move_north_korea_through_china(sources):
    found = leverage_paths(sources, "united-states", "north-korea", Lens(at=SUMMER))
    (path,) = found.paths
    assert [(hop.wielder, hop.over) for hop in path.hops] == [("united-states", "china"), ("china", "north-korea")]
    assert path.power == pytest.approx(path.hops[0].power * path.hops[1].power)
    assert path.weakest is path.hops[0]
    assert [(c.wielder, c.over) for c in path.counter] == [("china", "united-states"), ("north-korea", "china")]
    assert not found.more
    assert {hop.wielder for cycle in found.cycles for hop in cycle.hops} == {"china", "north-korea", "united-states"}


def test_path_powers_are_products_sorted_and_cut_where_asked(sources):
    found = leverage_paths(sources, "north-korea", "united-states", Lens(at=SUMMER))
    powers = [path.power for path in found.paths]
    assert powers == sorted(powers, reverse=True)
    assert all(hop.over == after.wielder for path in found.paths for hop, after in pairwise(path.hops))
    assert len(found.paths) == 2
    first = leverage_paths(sources, "north-korea", "united-states", Lens(at=SUMMER), most=1)
    assert (first.paths, first.more) == (found.paths[:1], True)
    short = leverage_paths(sources, "north-korea", "united-states", Lens(at=SUMMER), longest=2)
    assert (short.paths, short.more) == (found.paths[:1], False)
    assert leverage_paths(sources, "north-korea", "united-states", Lens(at=SUMMER), longest=1).paths == ()


def test_a_chain_with_a_hop_without_power_comes_last(network):
    net = network(
        lever("one", wielder="china", over="japan"),
        lever("two", "none", wielder="japan", over="north-korea"),
        lever("three", "weak", wielder="japan", over="united-states"),
        lever("four", "weak", wielder="united-states", over="north-korea"),
    )
    found = leverage_paths(net, "china", "north-korea", Lens(at=DAY))
    assert [(len(path.hops), path.power) for path in found.paths] == [(3, pytest.approx(0.032)), (2, 0.0)]
    assert found.paths[1].weakest.wielder == "japan"
    assert found.paths[1].counter == (None, None)


def test_a_chain_leads_from_one_actor_to_another(sources):
    with pytest.raises(ValueError, match="'china' and 'xi-jinping' both count as 'china'; a chain leads"):
        leverage_paths(sources, "china", "xi-jinping", Lens(at=SUMMER))
    assert leverage_paths(sources, "japan", "nobody", Lens(at=SUMMER)).paths == ()


def test_cycles_are_mutual_leverage_and_longer_ones_but_not_through_what_has_no_power(network, sources):
    found = cycles(leverage(sources, Lens(at=SUMMER)))
    assert [tuple(hop.wielder for hop in cycle.hops) for cycle in found] == [
        ("china", "north-korea"), ("china", "north-korea", "south-korea"), ("china", "south-korea"),
        ("china", "united-states"),
    ]  # fmt: skip
    assert all(cycle.hops[0].wielder == cycle.hops[-1].over for cycle in found)
    assert cycles(leverage(sources, Lens(at=SUMMER)), most=1) == found[:1]
    assert len(cycles(leverage(sources, Lens(at=SUMMER)), longest=2)) == 3
    net = network(lever(), lever("two", "none", wielder="japan", over="china"))
    assert cycles(leverage(net, Lens(at=DAY))) == ()


def test_a_doubtful_none_weighs_less_than_a_certain_one(network):
    def power(certainty):
        held = {"wielder": "china", "over": "japan", "instrument": "trade", "effect": "pressure"}
        strong = {
            "id": "one",
            "quote": "sees it as a threat",
            "said-by": "china",
            "leverage": held | {"strength": "strong"},
        }
        none = {"id": "two", "quote": "Envoys met", "said-by": "japan", "leverage": held | {"strength": "none"}}
        net = network(strong | {"certainty": "certain"}, none | {"certainty": certainty})
        (pair,) = leverage(net)
        return pair.power

    assert power("certain") < power("probable") < power("possible")
