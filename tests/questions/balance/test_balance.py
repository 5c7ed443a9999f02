"""Structural balance as a whole: the shipped articles, repeatability, sizes."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from itertools import combinations
from random import Random

import pytest

from kg.measure.formula import Parameters
from kg.measure.lens import Lens
from kg.network.network import network_of
from kg.questions.balance import analysis as module
from kg.questions.balance.analysis import balance, balance_of
from kg.questions.dyads import tensions

DAY = date(2016, 7, 31)


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def test_the_articles_decide_no_sign_and_lean_to_two_camps(network):
    found = balance(network, Lens(at=DAY))
    assert len(found.ties) == 7
    assert {tie.sign for tie in found.ties} == {0}
    assert found.decided.splits == ()
    assert (found.leaning.high, found.weighted.high, found.leaning.exact) == (0, 0, True)
    (split,) = found.leaning.splits
    assert (split.anchor, split.first) == ("north-korea", ("china", "north-korea"))
    assert [(t.a, t.b, t.c, t.leaning_kind) for t in found.triads] == [
        ("china", "north-korea", "united-states", "two against one"),
        ("north-korea", "south-korea", "united-states", "two against one"),
    ]
    assert found.coin_probability == 0.25
    assert 0.25 < found.balanced_probability < 0.4


def test_the_probability_of_each_tie_shows_in_the_camps(network):
    """The Security Council has one tie, with North Korea: they are together where it is friendly, to half a draw."""
    found = balance(network, Lens(at=DAY))
    (tie,) = (t for t in found.ties if t.b == "un-security-council")
    (actor,) = (a for a in found.actors if a.actor == "un-security-council")
    assert (actor.camp, actor.anchor, actor.decided_camp) == ("1.2", "north-korea", "")
    assert actor.camp_probability == pytest.approx(tie.hostile_probability, abs=1 / 2000)


def test_a_claim_that_bears_on_several_ties_is_counted(network):
    """Yoo calls North Korea a threat to South Korea and the United States."""
    keys = [part.claim.key for dyad in tensions(network) for part in dyad.contributions]
    assert balance(network, Lens(at=DAY)).shared_claims == len({key for key in keys if keys.count(key) > 1}) > 0


def test_options_reach_the_tensions(network):
    early = balance(network, Lens(at=date(2016, 2, 13)))
    assert early.at == date(2016, 2, 13)
    assert {t.strongest.article for t in early.ties} == {"2016-02-china-topix-thaad-talks"}
    assert "ri-su-yong" in {a.actor for a in balance(network, Lens(at=DAY, level="actor")).actors}
    short = balance(network, Lens(at=DAY, parameters=Parameters(half_life=10)))
    assert short.ties[1].tension != balance(network, Lens(at=DAY)).ties[1].tension
    assert balance(network, Lens(at=date(2015, 1, 1))).ties == ()


def test_the_same_whatever_the_order_and_other_for_another_seed(dyads):
    random = Random(2)
    tensions = {a + b: (random.uniform(-0.5, 0.5), 0.3) for a, b in combinations("abcdef", 2) if random.random() < 0.7}
    found = dyads(tensions)
    assert balance_of(found, Lens(at=DAY)) == balance_of(tuple(reversed(found)), Lens(at=DAY))
    assert balance_of(found, Lens(at=DAY), seed=1).together != balance_of(found, Lens(at=DAY)).together


def test_nothing_known_gives_nothing(dyads):
    found = balance_of((), Lens(at=DAY))
    assert (found.ties, found.triads, found.actors, found.brokerages, found.together) == ((), (), (), (), ())
    assert (found.draws, found.balanced_probability, found.coin_probability) == (0, None, 1.0)
    with pytest.raises(ValueError, match="draws must be at least 1, not 0"):
        balance_of((), Lens(at=DAY), draws=0)


def test_one_tie_of_no_tension_is_in_no_camp(dyads):
    found = balance_of(dyads({"ab": (0.0, 0.3)}), Lens(at=DAY))
    assert found.leaning.splits == ()
    assert [(a.camp, a.anchor, a.camp_probability) for a in found.actors] == [("", "", None)] * 2


def test_what_is_too_large_is_not_simulated_but_the_rest_is_there(dyads, monkeypatch):
    monkeypatch.setattr(module, "MOST_DRAWN", 100)
    found = balance_of(dyads({"ab": 0.5, "ac": -0.5, "bc": -0.5}), Lens(at=DAY))
    assert (found.draws, found.margin, found.balanced_probability, found.betweenness_draws) == (0, None, None, 0)
    assert (found.decided.high, found.census.unbalanced, found.together) == (1, 1, ())
    assert {a.friendly_betweenness for a in found.actors} == {None}


def test_camps_of_certain_ties_are_certain(dyads):
    found = balance_of(dyads({"ab": -0.5, "ac": 0.5, "bc": 0.5}), Lens(at=DAY))
    assert [(a.actor, a.camp, a.decided_camp) for a in found.actors] == [
        ("a", "1.1", "1.1"),
        ("b", "1.1", "1.1"),
        ("c", "1.2", "1.2"),
    ]
    assert [a.camp_probability for a in found.actors] == [None, 1.0, 1.0]
    assert found.balanced_probability == 1.0
    assert {field.name for field in fields(found)} >= {"seed", "draws", "margin", "at", "level"}
