"""What is disputed: denied, contradicted or opposed, by whom, and what rests on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.measure.lens import MODES, Lens
from kg.model.records import names_in
from kg.network.network import network_of
from kg.questions.disputes.analysis import KINDS, Party, disputes
from kg.questions.dyads import tensions
from kg.questions.leverage.analysis import leverage

DAY = date(2016, 2, 9)
ON = date(2016, 7, 31)
QUOTES = ("sees it as a threat", "has denied this", "will likely agree to talks", "Envoys met", "the Gazette wrote")


def stance(name="one", type="opposes", holder="china", target="japan", *, who="gazette", **changes):
    content = {"holder": holder, "target": target, "type": type}
    words = {"id": name, "quote": QUOTES[0], "said-by": who, "certainty": "certain"}
    return words | {"stance": content} | {key.replace("_", "-"): value for key, value in changes.items()}


def denial(of="one", name="no", who="japan", **changes):
    return {"id": name, "quote": QUOTES[1], "said-by": who, "certainty": "certain", "denies": of, **changes}


def slugs(sides):
    return [side.claim.slug for side in sides]


@pytest.fixture(scope="module")
def whole(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def test_a_denial_stands_against_what_it_denies_with_who_is_a_party(network):
    (found,) = disputes(network(stance(), denial(), denial(name="too", who="gazette")), Lens(at=DAY))
    assert (found.kind, found.holder, found.key) == ("denied", "", "stance/talks/one")
    assert (slugs(found.affirming), slugs(found.denying)) == (["one"], ["no", "too"])
    assert [side.parties for side in found.sides] == [(), (Party("japan", "target"),), ()]
    assert found.both_sides == ("gazette",)


def test_what_rests_on_one_stance_by_hand(network):
    """W = 0.7, ω = W / (τ²W + σ²), tension = 0.7 ω / (ω + 1/s0²); without it nothing is left, and that is 0."""
    (found,) = disputes(network(stance(), denial()), Lens(at=DAY))
    (shift,) = found.rests
    omega = 0.7 / (0.25**2 * 0.7 + 0.45**2)
    assert (shift.a, shift.b, shift.mode, shift.without) == ("china", "japan", "reported", 0.0)
    assert shift.tension == pytest.approx(0.7 * omega / (omega + 4), abs=1e-12)
    assert shift.change == -shift.tension


def test_equal_contents_coded_apart_contradict_each_other_without_a_link(network):
    other = stance("two", polarity="denied", who="japan")
    (found,) = disputes(network(stance(), other), Lens(at=DAY))
    assert (found.kind, slugs(found.affirming), slugs(found.denying)) == ("contradicted", ["one"], ["two"])


def test_what_is_equal_to_something_denied_joins_that_dispute(network):
    (found,) = disputes(network(stance(), denial(), stance("again", who="china")), Lens(at=DAY))
    assert (found.kind, slugs(found.affirming), slugs(found.denying)) == ("denied", ["one", "again"], ["no"])


@pytest.mark.parametrize("mode", ["forecast", "conditional"])
def test_what_will_or_would_be_is_not_contradicted_by_what_is(network, mode):
    other = stance("two", polarity="denied", mode=mode, condition="if it comes to that", no_interval="x")
    assert disputes(network(stance(), other), Lens(at=DAY)) == ()


def test_a_curators_link_goes_across_modes(network):
    (found,) = disputes(network(stance(mode="conditional", condition="if"), denial()), Lens(at=DAY))
    assert (found.kind, [side.claim.mode for side in found.sides]) == ("denied", ["conditional", "reported"])


def test_friendly_and_hostile_stances_of_one_holder_are_opposed(network):
    (found,) = disputes(network(stance(), stance("two", "supports", who="china")), Lens(at=DAY))
    assert (found.kind, found.holder, found.target) == ("opposed", "china", "japan")
    assert (slugs(found.affirming), slugs(found.denying), found.both_sides) == (["two"], ["one"], ())
    assert [side.parties for side in found.affirming] == [(Party("china", "holder"),)]


def test_one_claimant_may_say_both(network):
    (found,) = disputes(network(stance(), stance("two", "supports")), Lens(at=DAY))
    assert found.both_sides == ("gazette",)


@pytest.mark.parametrize(
    "other",
    [
        stance("two", "neutral-toward"),
        stance("two", "supports", target="united-states"),
        stance("two", "supports", holder="north-korea"),
        stance("two", "supports", polarity="denied"),
        stance("two", "supports", mode="forecast", no_interval="x"),
        stance("two", "supports", mode="conditional", condition="if it comes to that"),
        stance("two", "supports", said_on="2016-01"),
        stance("two", "supports", said_on="../2016-02-08"),
    ],
)
def test_what_has_no_other_sign_holder_target_sphere_or_day_is_not_opposed(network, other):
    assert disputes(network(stance(), other), Lens(at=DAY)) == ()


@pytest.mark.parametrize("days", ["2016-02-09", "2016-02~", "../2016-02-09", "2015/2016-02-09"])
def test_stances_of_a_common_day_are_opposed(network, days):
    assert len(disputes(network(stance(), stance("two", "supports", said_on=days)), Lens(at=ON))) == 1


def test_conditionals_and_forecasts_are_opposed_among_themselves(network):
    iffy = {"mode": "conditional", "condition": "If it is deployed"}
    claims = (stance(**iffy), stance("two", "supports", **iffy | {"condition": "if it  is deployed"}))
    ahead = {"mode": "forecast", "no_interval": "x"}
    (one, two) = disputes(network(*claims, stance("will", **ahead), stance("wont", "supports", **ahead)), Lens(at=DAY))
    assert {one.key, two.key} == {"china → japan, forecast", "china → japan, if if it is deployed"}


def test_two_forecasts_of_opposite_sign_rest_on_the_forecast_track(network):
    ahead = {"mode": "forecast", "no_interval": "x"}
    (found,) = disputes(network(stance(**ahead), stance("two", "accepts", **ahead), stance("now")), Lens(at=DAY))
    assert [shift.mode for shift in found.rests] == ["forecast"]


def test_where_both_sides_cancel_out_no_score_rests_on_it(network):
    (found,) = disputes(network(stance(), stance("two", "supports")), Lens(at=DAY))
    assert found.rests == ()


def test_an_alliance_and_an_estrangement_are_of_both_and_stand_there_once(network):
    claims = (stance(type="allied-with"), stance("two", "estranged-from", holder="japan", target="china"))
    (found,) = disputes(network(*claims), Lens(at=DAY))
    assert (found.holder, found.target) == ("china", "japan")
    assert (slugs(found.affirming), slugs(found.denying)) == (["one"], ["two"])


def test_what_is_not_mutual_is_of_its_holder_alone(network):
    assert (
        disputes(
            network(stance(type="supports"), stance("two", "opposes", holder="japan", target="china")), Lens(at=DAY)
        )
        == ()
    )


def test_people_count_as_whom_they_act_for_unless_asked(network):
    actors = {"envoy": {"kind": "person", "label": "The envoy", "acts-for": "china"}}
    net = network(stance(), stance("two", "supports", holder="envoy", who="envoy"), actors=actors)
    (found,) = disputes(net, Lens(at=DAY))
    assert found.affirming[0].parties == (Party("china", "holder"),)
    assert disputes(net, Lens(at=DAY, level="actor")) == ()


def test_a_later_denial_counts_from_the_day_of_what_it_denies_and_is_dated(network):
    net = network(stance(said_on="2016-01-03"), denial(**{"said-on": "2016-02-05"}))
    (found,) = disputes(net, Lens(at=date(2016, 2, 4)))
    assert [side.day for side in found.sides] == [date(2016, 1, 3), date(2016, 2, 5)]
    assert [shift.without for shift in found.rests] == [0.0]
    assert disputes(net, Lens(at=date(2016, 1, 2))) == ()


@pytest.mark.parametrize("day", [date(2016, 2, 13), date(2016, 3, 1), ON])
def test_whatever_is_marked_contested_by_a_day_has_its_dispute(whole, day):
    said = {side.claim.key for d in disputes(whole, Lens(at=day)) if d.kind != "opposed" for side in d.sides}
    marked = {tie.claim.key for tie in whole.ties if tie.contested and tie.day and tie.day <= day}
    assert marked
    assert marked <= said


def test_what_was_not_known_yet_denies_nothing(whole):
    assert {d.kind for d in disputes(whole.as_known(date(2016, 3, 1)), Lens(at=date(2016, 3, 1)))} == {"opposed"}


def test_the_traditional_and_the_former_ally_are_opposed(whole):
    (found,) = (d for d in disputes(whole, Lens(at=ON)) if (d.holder, d.target) == ("china", "north-korea"))
    assert "traditional-ally" in slugs(found.affirming)
    assert {"former-ally", "xi-fears-turning"} <= set(slugs(found.denying))
    assert found.both_sides == ("china-topix", "niklas-swanstrom")


def test_the_shipped_denials_are_all_of_chinas_interest_but_one(whole):
    denied = [d for d in disputes(whole, Lens(at=ON)) if d.kind == "denied"]
    assert len(denied) == 3
    denials = [side for d in denied for side in d.denying]
    assert {side.claim.slug for side in denials if not side.parties} == {"no-simple-tit-for-tat"}
    assert {p.actor for side in denials for p in side.parties} == {"china"}


def test_leverage_rests_on_a_dispute_as_tension_does(whole):
    """Of China over South Korea 0.0364 is said by the claim that is denied; what is left says that there is none."""
    exchange = next(d for d in disputes(whole, Lens(at=ON)) if d.claim.slug == "armstrong-exchange")
    assert [(m.wielder, m.over, m.without) for m in exchange.moves] == [
        ("china", "south-korea", 0.0), ("china", "united-states", 0.0),
    ]  # fmt: skip
    powers = {(p.wielder, p.over): p.power for p in leverage(whole, Lens(at=ON))}
    own = {side.claim.key for side in exchange.sides}
    left = replace(whole, ties=tuple(tie for tie in whole.ties if tie.claim.key not in own))
    without = {(p.wielder, p.over): p.power for p in leverage(left, Lens(at=ON))}
    moved = {pair: without.get(pair, 0.0) - power for pair, power in powers.items()}
    assert {(m.wielder, m.over): m.change for m in exchange.moves} == {p: c for p, c in moved.items() if abs(c) > 1e-9}


def test_of_a_person_at_the_level_of_actors_only_what_names_him(whole):
    own = disputes(whole, Lens(at=ON, level="actor"), about="xi-jinping")
    assert all("xi-jinping" in names_in(d.sides[-1].claim.content) | names_in(d.claim.content) for d in own)
    assert len(own) < len(disputes(whole, Lens(at=ON), about="china"))


def test_filters_keep_a_kind_and_what_is_about_an_actor(whole):
    everything = disputes(whole, Lens(at=ON))
    assert tuple(d for d in everything if d.kind == "opposed") == disputes(whole, Lens(at=ON), kind="opposed")
    about = disputes(whole, Lens(at=ON), about="south-korea")
    assert {d.claim.slug for d in about} == {"critics-see-retaliation", "armstrong-exchange"}


@pytest.mark.parametrize("level", ["state", "actor"])
def test_every_shift_is_the_difference_that_the_missing_claims_make(whole, level):
    for dispute in disputes(whole, Lens(at=ON, level=level)):
        own = {side.claim.key for side in dispute.sides}
        left = replace(whole, ties=tuple(tie for tie in whole.ties if tie.claim.key not in own))
        shifts = {(s.mode, s.a, s.b): s for s in dispute.rests}
        for mode in MODES:
            before = {(d.a, d.b): d.tension for d in tensions(whole, Lens(at=ON, level=level, mode=mode))}
            after = {(d.a, d.b): d.tension for d in tensions(left, Lens(at=ON, level=level, mode=mode))}
            for dyad, tension in before.items():
                change = after.get(dyad, 0.0) - tension
                shift = shifts.get((mode, *dyad))
                assert (shift is not None) == (abs(change) > 1e-9)
                assert shift is None or shift.change == pytest.approx(change, abs=1e-12)


def test_that_on_which_most_rests_comes_first_then_what_is_denied(whole):
    found = disputes(whole, Lens(at=ON))
    weights = [max((abs(s.change) for s in d.rests), default=0.0) for d in found]
    assert weights == sorted(weights, reverse=True)
    resting_on_nothing = [KINDS.index(d.kind) for d in found if not d.rests]
    assert resting_on_nothing == sorted(resting_on_nothing)
    assert all(d.rests == tuple(sorted(d.rests, key=lambda s: -abs(s.change))) for d in found)
