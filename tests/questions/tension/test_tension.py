"""From ties to scores: dates, folding, modes, contested claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.measure.formula import Parameters
from kg.measure.lens import Lens
from kg.network.network import network_of
from kg.questions.dyads import tension, tensions

DAY = date(2016, 2, 9)
STANCE = {"id": "one", "quote": "sees it as a threat", "said-by": "china", "certainty": "certain"}


def stance(**changes):
    return STANCE | {"stance": {"holder": "china", "target": "japan", "type": "opposes"}} | changes


def event(slug="met", **changes):
    content = {"label": "Something", "type": "SANCTION", "initiator": "china", "recipient": "japan"} | changes
    return {"id": slug, "quote": "has denied this", "said-by": "gazette", "certainty": "certain", "event": content}


def only(found, a="china", b="japan"):
    return next(d for d in found if (d.a, d.b) == (a, b))


def test_one_stance_by_hand(network):
    """W = 0.7 (reliability F), ω = W / (τ²W + σ²), tension = 0.7 ω / (ω + 1/s0²)."""
    dyad = only(tensions(network(stance())))
    mass = 0.7
    omega = mass / (0.25**2 * mass + 0.45**2)
    assert dyad.tension == pytest.approx(0.7 * omega / (omega + 4), abs=1e-12)
    assert dyad.high - dyad.tension == pytest.approx(1.645 * (omega + 4) ** -0.5, abs=1e-12)
    assert (dyad.claims, dyad.clusters, dyad.thin, dyad.friendly) == (1, 1, True, 0.0)


def test_the_shares_of_every_shipped_dyad_add_up(shipped):
    for level in ("state", "actor"):
        for mode in ("reported", "interpreted", "forecast", "conditional"):
            for dyad in tensions(network_of(shipped.corpus, shipped.vocabulary), Lens(level=level, mode=mode)):
                assert abs(sum(c.share for c in dyad.contributions) - dyad.tension) < 1e-12
                assert abs(dyad.hostile - dyad.friendly - dyad.tension) < 1e-12
                assert -1 < dyad.tension < 1


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2016-02-01", date(2016, 2, 1)),
        ("2016-01", date(2016, 1, 31)),
        ("2016-02-01/2016-05-01", DAY),  # never later than the article
        ("2016-01/..", DAY),  # open: the article's day
        (None, DAY),
        ("../2016-01-15", date(2016, 1, 15)),
    ],
)
def test_an_event_ages_from_the_last_day_that_its_date_means(network, when, day):
    dated = event(when=when) if when else event()
    (part,) = only(tensions(network(dated))).contributions
    assert part.day == day


@pytest.mark.parametrize(
    ("said", "day"), [("2016-01-03", date(2016, 1, 3)), ("2015-12", date(2015, 12, 31)), (None, DAY)]
)
def test_a_stance_ages_from_the_day_it_was_said(network, said, day):
    claim = stance(**{"said-on": said}) if said else stance()
    (part,) = only(tensions(network(claim))).contributions
    assert part.day == day
    assert part.weight == pytest.approx(0.7 * 2 ** (-(DAY - day).days / 730))


def test_the_default_day_is_that_of_the_newest_article_and_later_claims_are_left_out(network):
    net = network(stance(**{"said-on": "2016-01-03"}), event(when="2016-02-01"))
    assert only(tensions(net)).at == DAY
    assert only(tensions(net)).claims == 2
    assert only(tensions(net, Lens(at=date(2016, 1, 3)))).claims == 1
    assert tensions(net, Lens(at=date(2016, 1, 2))) == ()


def test_far_away_the_score_returns_to_zero_with_a_wide_interval(network):
    net = network(stance(), event())
    far = tension(net, "china", "japan", Lens(at=date(2116, 1, 1)))
    assert abs(far.tension) < 1e-9
    assert far.high - far.low == pytest.approx(2 * 1.645 * 0.5, abs=1e-6)


def test_people_count_as_whom_they_act_for_unless_asked(network):
    actors = {"envoy": {"kind": "person", "label": "The envoy", "acts-for": "china"},
              "aide": {"kind": "person", "label": "The aide", "acts-for": "envoy"}}  # fmt: skip
    claim = stance(stance={"holder": ["aide", "china"], "target": "japan", "type": "opposes"})
    net = network(claim, actors=actors)
    (folded,) = tensions(net)
    assert (folded.a, folded.b, folded.claims) == ("china", "japan", 1)
    assert {(d.a, d.b) for d in tensions(net, Lens(level="actor"))} == {("aide", "japan"), ("china", "japan")}


def test_every_pair_of_a_joint_act_and_none_with_oneself(network):
    both = event(initiator=["china", "japan"], recipient=["japan", "north-korea", "china"])
    assert {(d.a, d.b) for d in tensions(network(both))} == {
        ("china", "japan"), ("china", "north-korea"), ("japan", "north-korea"),
    }  # fmt: skip


def test_tracks_are_never_mixed_and_denials_never_count(network):
    interpreted = stance(id="two", mode="interpreted", quote="Envoys met")
    denial = {"id": "no", "quote": "has denied this", "said-by": "japan", "denies": "one"}
    net = network(stance(), interpreted, denial)
    assert only(tensions(net)).claims == 1
    assert only(tensions(net, Lens(mode="interpreted"))).claims == 1
    assert tensions(net, Lens(mode="forecast")) == ()


def test_what_is_contested_stays_and_is_shown_without(network):
    denial = {"id": "no", "quote": "has denied this", "said-by": "japan", "denies": "one"}
    dyad = only(tensions(network(stance(), event(), denial)))
    alone = only(tensions(network(event())))
    assert dyad.claims == 2
    assert [c.contested for c in dyad.contributions if c.claim.slug == "one"] == [True]
    assert dyad.tension_without_contested == pytest.approx(alone.tension, abs=1e-12)
    assert only(tensions(network(stance(), event(), denial), without_contested=True)).claims == 1


def test_a_hedge_with_an_interval_gives_its_middle_else_the_certainty(network):
    likely = stance(quote="will likely agree to talks", hedge="likely", certainty="possible")
    assert only(tensions(network(likely))).contributions[0].probability == pytest.approx((0.55 + 0.80) / 2)
    for certainty, probability in (("certain", 1.0), ("probable", 0.75), ("possible", 0.35), ("unspecified", 0.9)):
        assert only(tensions(network(stance(certainty=certainty)))).contributions[0].probability == probability


@pytest.mark.parametrize(("letter", "weight"), [("A", 1.0), ("B", 0.9), ("C", 0.8), ("D", 0.6), ("E", 0.3), ("F", 0.7)])
def test_reliability_is_the_weight(network, letter, weight):
    assert only(tensions(network(stance(), article={"reliability": letter}))).contributions[0].weight == weight


def test_several_claimants_of_one_claim_are_one_cluster(network):
    dyad = only(tensions(network(stance(**{"said-by": ["japan", "china"]}))))
    assert dyad.contributions[0].cluster == "china japan"
    assert dyad.clusters == 1


def test_three_clusters_are_no_longer_thin(network):
    quotes = ("sees it as a threat", "has denied this", "Envoys met")
    who = ("china", "japan", "gazette")
    claims = [stance(id=w, quote=q, **{"said-by": w}) for w, q in zip(who, quotes, strict=True)]
    net = network(*claims)
    articles = {"talks": net.articles["talks"], "later": replace(net.articles["talks"], slug="later")}
    names = ["later" if number else "talks" for number, _ in enumerate(net.ties)]
    ties = [replace(tie, article=articles[n], original=n) for n, tie in zip(names, net.ties, strict=True)]
    whole = replace(net, articles=articles, ties=tuple(ties))
    assert not only(tensions(whole)).thin
    assert only(tensions(whole)).articles == 2
    assert only(tensions(net)).thin
    assert only(tensions(replace(whole, ties=whole.ties[:2]))).thin


def test_a_states_organs_are_one_voice_at_the_level_of_states_whatever_they_repeat(network):
    actors = {"ministry": {"kind": "organization", "label": "The ministry", "acts-for": "japan"},
              "spokesman": {"kind": "person", "label": "The spokesman", "acts-for": "ministry"}}  # fmt: skip
    quotes = ("sees it as a threat", "has denied this", "Envoys met")
    who = ("japan", "ministry", "spokesman")
    claims = [stance(id=w, quote=q, **{"said-by": w}) for w, q in zip(who, quotes, strict=True)]
    once, all_of_them = (only(tensions(network(*some, actors=actors))) for some in (claims[:1], claims))
    assert (once.clusters, all_of_them.clusters) == (1, 1)
    assert all_of_them.mass == pytest.approx(3 * once.mass)
    assert only(tensions(network(*claims, actors=actors), Lens(level="actor"))).clusters == 3


ISSUE = {"missiles": {"pursued-by": {"actor": "japan", "claim": "talks/pursues"}, "directed-at": "north-korea"}}
PURSUES = {"id": "pursues", "quote": "Envoys met", "said-by": "gazette",
           "stance": {"holder": "japan", "target": "missiles", "type": "advocates"}}  # fmt: skip
SUPPORTS = stance(stance={"holder": "china", "target": "missiles", "type": "supports"})


def test_a_position_over_an_issue_counts_by_half_toward_who_pursues_it_and_reversed_whom_it_is_directed_at(network):
    found = {(d.a, d.b): d for d in tensions(network(SUPPORTS, PURSUES, issues=ISSUE))}
    assert set(found) == {("china", "japan"), ("china", "north-korea"), ("japan", "north-korea")}
    (toward,) = found["china", "japan"].contributions
    (against,) = found["china", "north-korea"].contributions
    assert (toward.intensity, toward.over, toward.concerned, toward.pursuit.slug) == (
        0.7,
        "missiles",
        "japan",
        "pursues",
    )
    assert (against.intensity, against.concerned, against.pursuit) == (-0.7, "north-korea", None)
    assert toward.weight == pytest.approx(0.7 * 0.5)
    assert found["china", "japan"].direct == 0


def test_leaving_positions_over_issues_out_gives_the_direct_score(network):
    net = network(SUPPORTS, PURSUES, event(), issues=ISSUE)
    without = {(d.a, d.b): d for d in tensions(net, Lens(parameters=Parameters(issue_weight=0)))}
    for dyad in tensions(net):
        assert dyad.direct == pytest.approx(without[dyad.a, dyad.b].tension if (dyad.a, dyad.b) in without else 0)
    assert [(d.a, d.b) for d in without.values()] == [("china", "japan")]


def test_a_claim_counts_once_for_a_dyad_and_never_toward_the_holders_own_side(network):
    actors = {"ministry": {"kind": "organization", "label": "The ministry", "acts-for": "japan"}}
    pursued = [{"actor": who, "claim": "talks/pursues"} for who in ("japan", "ministry")]
    twice = {"missiles": {"pursued-by": pursued, "directed-at": ["china", "ministry"]}}
    both = stance(stance={"holder": ["china", "ministry"], "target": "missiles", "type": "opposes"})
    found = tensions(network(both, PURSUES, issues=twice, actors=actors))
    assert {(d.a, d.b): (d.claims, len(d.contributions)) for d in found} == {("china", "japan"): (2, 2)}


def test_who_is_twice_said_to_pursue_an_issue_pursues_it_by_what_was_known_first(network):
    again = stance(id="again", stance={"holder": "japan", "target": "missiles", "type": "advocates"})
    twice = {"missiles": {"pursued-by": [{"actor": "japan", "claim": f"talks/{one}"} for one in ("again", "pursues")]}}
    net = network(SUPPORTS, PURSUES, again, issues=twice)
    keys = [tie.key for tie in net.policy_ties]
    assert len(keys) == len(set(keys)) == 1
    assert only(tensions(net)).contributions[0].pursuit.slug == "again"
    elsewhere = {**net.claims, "talks/again": replace(net.claims["talks/again"], article="lost")}
    assert only(tensions(replace(net, claims=elsewhere))).contributions[0].pursuit.slug == "pursues"


def test_who_pursues_an_issue_is_not_known_before_the_claim_that_says_so(network):
    net = network(SUPPORTS, PURSUES, issues=ISSUE)
    later = {
        "talks": net.articles["talks"],
        "later": replace(net.articles["talks"], slug="later", published="2016-03-01"),
    }
    claims = {
        key: replace(claim, article="later") if claim.slug == "pursues" else claim for key, claim in net.claims.items()
    }
    ties = [replace(tie, article=later["later"]) if tie.claim.slug == "pursues" else tie for tie in net.ties]
    whole = replace(net, articles=later, claims=claims, ties=tuple(ties))
    assert ("china", "japan") in {(d.a, d.b) for d in tensions(whole, Lens(at=date(2016, 4, 1)))}
    assert {(d.a, d.b) for d in tensions(whole.as_known(DAY), Lens(at=DAY))} == {("china", "north-korea")}


def test_repeating_oneself_moves_the_score_less_than_another_voice(network):
    once = only(tensions(network(stance()))).tension
    repeated = only(tensions(network(stance(), stance(id="two", quote="Envoys met")))).tension
    seconded = only(tensions(network(stance(), stance(id="two", quote="Envoys met", **{"said-by": "gazette"})))).tension
    assert once < repeated < seconded


def test_a_dyad_is_the_same_from_both_sides(shipped):
    net = network_of(shipped.corpus, shipped.vocabulary)
    on = date(2016, 7, 31)
    assert tension(net, "china", "united-states", Lens(at=on)) == tension(net, "united-states", "china", Lens(at=on))


def test_those_who_act_for_an_actor_mean_it_and_one_actor_is_no_dyad(shipped):
    net = network_of(shipped.corpus, shipped.vocabulary)
    on = date(2016, 7, 31)
    assert tension(net, "xi-jinping", "samantha-power", Lens(at=on)) == tension(
        net, "china", "united-states", Lens(at=on)
    )
    assert tension(net, "xi-jinping", "united-states", Lens(at=on, level="actor")).claims == 0
    with pytest.raises(ValueError, match="'china' and 'xi-jinping' both count as 'china'; a dyad has two actors"):
        tension(net, "china", "xi-jinping", Lens(at=on))
    assert tension(net, "china", "xi-jinping", Lens(at=on, level="actor")).claims == 0


@pytest.mark.parametrize("mode", ["reported", "interpreted", "forecast", "conditional"])
def test_each_mode_holds_its_own_affirmed_claims_and_no_others(shipped, mode):
    for dyad in tensions(network_of(shipped.corpus, shipped.vocabulary), Lens(mode=mode)):
        assert {(part.claim.mode, part.claim.polarity) for part in dyad.contributions} == {(mode, "affirmed")}
        assert dyad.claims == len({part.claim.key for part in dyad.contributions})


def test_a_claim_about_several_pairs_of_one_dyad_counts_once_in_it(network):
    actors = {name: {"kind": "person", "label": name, "acts-for": "china"} for name in ("envoy", "aide")}
    joint = event(initiator=["aide", "china", "envoy"], recipient=["japan", "north-korea"])
    found = tensions(network(joint, actors=actors))
    assert {(d.a, d.b): (d.claims, d.mass) for d in found} == {
        ("china", "japan"): (1, pytest.approx(0.7)), ("china", "north-korea"): (1, pytest.approx(0.7)),
    }  # fmt: skip


def test_leverage_and_stances_toward_issues_are_no_tension(network):
    lever = {"wielder": "china", "over": "japan", "instrument": "trade", "effect": "pressure", "strength": "strong"}
    about = stance(stance={"holder": "china", "target": "missiles", "type": "opposes"})
    assert (
        tensions(network(about, {"id": "two", "quote": "has denied this", "said-by": "china", "leverage": lever})) == ()
    )


def test_an_empty_network_has_no_tensions(terms):
    from kg.model.records import Corpus

    assert tensions(network_of(Corpus({}, {}, {}, {}, ()), terms)) == ()


@given(st.dates(date(2016, 1, 1), date(2030, 1, 1)), st.floats(1, 10_000))
def test_the_shares_add_up_on_any_day_with_any_half_life(shipped, day, half_life):
    found = tensions(
        network_of(shipped.corpus, shipped.vocabulary), Lens(at=day, parameters=Parameters(half_life=half_life))
    )
    assert all(abs(sum(c.share for c in d.contributions) - d.tension) < 1e-12 for d in found)
    assert all(d.at == day and all(c.day <= day for c in d.contributions) for d in found)


def test_mid_2016_as_the_articles_have_it(shipped):
    """What a reader of the two articles would say: the great powers divided, the North against the others, allies close."""
    scores = {(d.a, d.b): d.tension for d in tensions(network_of(shipped.corpus, shipped.vocabulary))}
    assert scores["china", "united-states"] > scores["china", "north-korea"]
    assert scores["north-korea", "united-states"] > 0.2
    assert scores["north-korea", "south-korea"] > 0.2
    assert scores["south-korea", "united-states"] == min(scores.values()) < -0.1


def test_co_authors_are_one_voice_however_many_of_them_say_it_and_none_passes_it_on(network):
    actors = {"ann": {"kind": "person", "label": "Ann"}, "bob": {"kind": "person", "label": "Bob"}}
    quotes = ("sees it as a threat", "has denied this", "Envoys met")
    said = [
        stance(id=f"c{i}", quote=q, **{"said-by": by})
        for i, (q, by) in enumerate(zip(quotes, ("ann", ["ann", "bob"], ["bob", "china"]), strict=True))
    ]
    net = network(*said, actors=actors, article={"author": ["bob", "ann"]})
    assert {claim.slug: claim.reported_by for claim in net.claims.values()} == {"c0": (), "c1": (), "c2": ("ann",)}
    for level in ("state", "actor"):
        clusters = {part.claim.slug: part.cluster for part in only(tensions(net, Lens(level=level))).contributions}
        assert clusters == {"c0": "ann bob", "c1": "ann bob", "c2": "bob china"}
