"""Claims that say the same are one entry, whoever says it; and notes on many claims show of each list what matters most."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kg.measure.formula import Parameters
from kg.measure.lens import Lens
from kg.model.records import Actor, Article, Claim, Corpus, Leverage, Passage, Stance
from kg.network.network import network_of
from kg.questions.claim_groups import claim_groups, contribution_groups, group_key
from kg.questions.comparison.analysis import compare
from kg.questions.comparison.note import note as comparison_note
from kg.questions.disputes.analysis import disputes
from kg.questions.disputes.note import note as disputes_note
from kg.questions.dyads import scored, tension, ties_by_dyad
from kg.questions.prose import laid_out
from kg.questions.tension.explanation import explain
from kg.questions.tension.note import note
from kg.questions.timeline.analysis import timeline
from kg.questions.timeline.note import note as timeline_note

STANCE = Stance(("china",), "japan", "opposes", Decimal("-0.8"))
CLAIM = Claim(
    "one", "first", ("reuters",), (Passage("words", 0, 5),), STANCE, "stance/first/one", "reported", "certain"
)
TYPES = {"opposes": "-0.8", "criticizes": "-0.5", "supports": "0.8", "is-wary-of": "-0.4", "welcomes": "0.6"}
VOICES = ("reuters", "xinhua", "kyodo", "afp", "ap", "tass")


@pytest.fixture(scope="module")
def network(terms):
    """Two hundred claims of a year about two states, of ten things; one in twenty denies what was said before."""
    actors = {slug: Actor(slug, "state", slug.title()) for slug in ("china", "japan")}
    actors |= {slug: Actor(slug, "organization", slug.title()) for slug in VOICES}
    claims, articles = [], {}
    for number in range(200):
        slug = f"report-{number // 10}"
        published = date(2016, 1 + number // 20, 1 + number % 20)
        articles.setdefault(slug, Article(slug, slug, "ap", published.isoformat(), "given", ""))
        holder, target = ("china", "japan") if number % 2 else ("japan", "china")
        kind = list(TYPES)[number % len(TYPES)]
        polarity = "denied" if number % 20 == 19 else "affirmed"
        content = Stance((holder,), target, kind, Decimal(TYPES[kind]))
        passage = Passage(f"the words of claim {number}", 0, 10)
        claims.append(
            Claim(f"c{number}", slug, (VOICES[number % 5],), (passage,), content, f"stance/{slug}/c{number}", "reported",
                  "certain", polarity=polarity)
        )  # fmt: skip
    return network_of(Corpus(actors, {}, {}, articles, tuple(claims)), terms)


@pytest.mark.parametrize(
    "changes",
    [
        {"claimants": ("xinhua",), "reported_by": ("kyodo",), "article": "second", "slug": "two"},
        {"certainty": "possible", "note": "a note"},
        {"content": replace(STANCE, position=Decimal("-0.9"), reason="more")},
    ],
)
def test_claims_say_the_same_whoever_says_it_where_and_how_surely(changes):
    assert group_key(CLAIM) == group_key(replace(CLAIM, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"polarity": "denied"},
        {"mode": "forecast"},
        {"condition": "if talks fail"},
        {"content": replace(STANCE, type="supports")},
        {"content": replace(STANCE, holders=("xi-jinping",))},
        {"content": replace(STANCE, when="1994/2000")},
        {"content": Leverage(("china",), ("japan",), "trade", "pressure", "strong")},
    ],
)
def test_claims_of_other_contents_modes_or_times_do_not_say_the_same(changes):
    assert group_key(CLAIM) != group_key(replace(CLAIM, **changes))


def test_a_denial_has_the_key_of_what_it_denies_where_the_polarity_does_not_matter():
    denial = replace(CLAIM, polarity="denied")
    assert group_key(CLAIM, polarity=False) == group_key(denial, polarity=False)


def test_a_group_says_how_often_from_when_to_when_and_by_whom(network):
    groups = claim_groups(network, network.claims.values())
    assert sum(len(group.claims) for group in groups) == len(network.claims)
    assert len({group_key(group.claims[0]) for group in groups}) == len(groups) == 11
    first = groups[0]
    assert (first.first, first.last) == (date(2016, 1, 1), date(2016, 10, 11))
    assert first.claimants == (("reuters", len(first.claims)),)


def test_the_effect_of_a_group_is_the_tension_less_that_without_it_and_shares_add_up(network):
    lens = network.focus(Lens())
    dyad = tension(network, "china", "japan", lens)
    ties = ties_by_dyad(network, lens)["china", "japan"]
    groups = contribution_groups(network, dyad, lens.parameters)
    assert sum(group.share for group in groups) == pytest.approx(dyad.tension, abs=1e-12)
    for group in groups:
        own = {part.claim.key for part in group.parts}
        without = scored(("china", "japan"), [tie for tie in ties if tie.claim.key not in own], lens)
        assert group.effect == pytest.approx(dyad.tension - without.tension, abs=1e-12)
    assert [abs(group.effect) for group in groups] == sorted((abs(g.effect) for g in groups), reverse=True)


def test_of_nothing_there_are_no_groups(network):
    empty = tension(network, "china", "japan", Lens(at=date(2000, 1, 1)))
    assert contribution_groups(network, empty, Parameters()) == ()


def test_an_explanation_of_many_claims_has_a_few_entries_and_says_of_how_many(network):
    found = explain(network, "china", "japan")
    whole, short = (laid_out(note(network, found, top=top)) for top in (None, 2))
    assert short.count("\n") < 60 < whole.count("\n")
    assert "said 20 times" in short
    assert "2 of " in short
    assert "Disputed: " in short
    assert all(part.claim.key in whole for part in found.headline.contributions)


def test_what_is_shown_moves_the_score_most(network):
    found = explain(network, "china", "japan")
    groups = contribution_groups(network, found.headline, found.lens.parameters)
    text = laid_out(note(network, found, top=1))
    largest = max(groups, key=lambda group: abs(group.effect))
    assert f"{largest.effect:+.3f}" in text


def test_a_short_list_keeps_every_claim_with_all_its_numbers(network):
    few = replace(network, ties=network.ties[:3])
    found = explain(few, "china", "japan")
    assert laid_out(note(few, found, top=5)) == laid_out(note(few, found))


def test_a_timeline_of_many_days_has_a_chart_of_a_screen_and_the_days_that_moved_it_most(network):
    found = timeline(network, "china", "japan")
    short = laid_out(timeline_note(network, found, top=3))
    days = [point for point in found.points if point.arrived]
    largest = max(days, key=lambda point: abs(point.news))
    assert f"3 of {len(days)} days with something new" in short
    assert f"{largest.news:+.2f} by " in short
    assert short.count("●") <= 16
    whole = laid_out(timeline_note(network, found))
    assert whole.count("●") >= len(days)


def test_many_disputes_are_a_few_with_how_often_each_side_is_said(network):
    found = disputes(network)
    assert len(found) > 2
    short = laid_out(disputes_note(network, found, top=2))
    assert f"2 of {len(found)} disputes, what most rests on first" in short
    assert "affirmed: said" in short or "friendly: said" in short
    assert short.count("\n") < laid_out(disputes_note(network, found)).count("\n") / 3


def test_a_comparison_shows_as_many_dyads_as_are_asked_for_and_says_of_how_many(network):
    found = compare(network, date(2016, 3, 1), date(2016, 9, 1))
    short = laid_out(comparison_note(network, found, top=1))
    assert "1 dyad" in short
