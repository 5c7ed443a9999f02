"""What the ranking rests on, against rankings computed anew."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.measure.formula import Parameters
from kg.measure.lens import Lens
from kg.model.records import Actor, Article, Claim, Stance
from kg.network.network import Network, Tie, network_of
from kg.questions.dyads import tensions
from kg.questions.sensitivity.analysis import sensitivity, whole
from kg.questions.sensitivity.rank_correlation import kendall
from kg.questions.sensitivity.variants import Change, Ranking

DAY = date(2016, 7, 31)
STATES = ("china", "japan", "north-korea", "united-states")
SAID = st.tuples(
    st.sampled_from([(a, b) for a in STATES for b in STATES if a < b]),
    st.sampled_from(["north", "south", "west"]),  # the article
    st.lists(st.sampled_from(["ann", "bob", "eve"]), min_size=1, max_size=2, unique=True),
    st.sampled_from([-0.9, -0.3, 0.0, 0.2, 0.7]),
    st.integers(0, 700),  # days of age
    st.booleans(),  # contested
)


def network(said):
    """A network of stances: dyad, article, claimants, position, age in days, and whether it is contested."""
    kinds = dict.fromkeys(STATES, "state") | dict.fromkeys(("ann", "bob", "eve"), "person")
    articles, claims, ties = {}, {}, []
    for number, ((a, b), where, claimants, position, age, contested) in enumerate(said):
        article = Article(where, f"From the {where}", "gazette", "2016-07-31", "given", "")
        content = Stance((a,), b, "opposes", position)
        claim = Claim(f"c{number:02}", where, tuple(claimants), (), content, f"k{number}", "reported", "certain")
        day = DAY - timedelta(days=age)
        tie = Tie(
            f"{claim.key}#1",
            a,
            b,
            "stance",
            claim,
            article,
            contested,
            position,
            None,
            1.0,
            0.9,
            day,
            tuple(sorted(claimants)),
            tuple(sorted(claimants)),
        )
        claims[claim.key] = claim
        articles[where] = article
        ties.append(tie)
    actors = {slug: Actor(slug, kind, slug.title()) for slug, kind in kinds.items()}
    return Network(actors, {}, {}, articles, claims, tuple(ties))


def without(graph, left_out):
    """The network without the claims of these ties."""
    return replace(graph, ties=tuple(tie for tie in graph.ties if not left_out(tie)))


def anew(graph, change, parameters):
    """The ranking under a change, computed as any other."""
    lens, fields = (
        Lens(at=DAY, parameters=parameters),
        {"half-life", "stance half-life", "issue weight", "tau", "sigma", "prior"},
    )
    if change.kind in fields:
        value = sys.float_info.max if change.name == "none" else float(change.name)
        name = change.kind.replace(" ", "_").replace("-", "_")
        return tensions(graph, replace(lens, parameters=replace(parameters, **{name: value})))
    if change.kind == "without article":
        return tensions(without(graph, lambda tie: tie.article.slug == change.name), lens)
    if change.kind == "without claimant":
        return tensions(without(graph, lambda tie: change.name in tie.claim.claimants), lens)
    return tensions(graph, lens, without_contested=True)


def agrees(graph, found):
    for variant in found.variants:
        fresh = {(d.a, d.b): (rank, d) for rank, d in enumerate(anew(graph, variant.change, found.parameters), 1)}
        for place in whole(found, variant):
            rank, dyad = fresh.pop((place.a, place.b), (None, None))
            assert place.rank == rank
            assert place.tension == (dyad and pytest.approx(dyad.tension, abs=1e-12))
        assert not fresh
        left = [
            (-dyad.tension, -p.tension) for dyad, p in zip(found.base, whole(found, variant), strict=True) if p.rank
        ]
        assert variant.kendall == kendall(*np.round(np.array(left).reshape(-1, 2).T, 9))


@pytest.mark.parametrize("mode", ["reported", "interpreted", "forecast", "conditional"])
@pytest.mark.parametrize("level", ["state", "actor"])
def test_every_shipped_variant_is_the_ranking_computed_anew(shipped, mode, level):
    net = network_of(shipped.corpus, shipped.vocabulary)
    found = sensitivity(net, Lens(at=DAY, level=level, mode=mode))
    assert found.base == tensions(net, Lens(at=DAY, level=level, mode=mode))
    if (level, mode) == ("state", "reported"):
        agrees(net, found)
    assert found.conclusion.count(".") == found.conclusion.rstrip(".").count(".") + 1


@given(st.lists(SAID, min_size=1, max_size=12), st.sampled_from([180.0, 30.0]), st.sampled_from([0.25, 0.0]))
def test_every_variant_is_the_ranking_computed_anew(said, half_life, tau):
    graph = network(said)
    agrees(graph, sensitivity(graph, Lens(at=DAY, parameters=Parameters(half_life=half_life, tau=tau))))


@given(st.lists(SAID, min_size=1, max_size=12))
def test_the_ranges_hold_every_variant(said):
    found = sensitivity(network(said), Lens(at=DAY))
    for i, dyad in enumerate(found.dyads):
        places = [(variant, whole(found, variant)[i]) for variant in found.variants]
        left = [(variant, place) for variant, place in places if place.tension is not None]
        assert dyad.lowest == pytest.approx(min([dyad.tension, *(p.tension for _, p in left)]), abs=1e-9)
        assert dyad.highest == pytest.approx(max([dyad.tension, *(p.tension for _, p in left)]), abs=1e-9)
        assert dyad.best_rank == min([dyad.rank, *(p.rank for _, p in left)])
        assert dyad.worst_rank == max([dyad.rank, *(p.rank for _, p in left)])
        assert dyad.gone_under == tuple(v.change for v, p in places if p.tension is None)
        turned = any(p.tension * dyad.tension < 0 and min(abs(p.tension), abs(dyad.tension)) > 1e-9 for _, p in left)
        assert dyad.sign_stable == (not turned)
        under = {None: dyad.tension} | {variant.change: place.tension for variant, place in left}
        assert (dyad.lowest, dyad.highest) == (under[dyad.lowest_under], under[dyad.highest_under])


@given(st.lists(SAID, min_size=1, max_size=12))
def test_what_changes_nothing_leaves_the_ranking_and_its_order(said):
    base = tensions(network(said), Lens(at=DAY))
    same = Ranking(base).variant(Change("tau", "0.25"), {i: dyad.tension for i, dyad in enumerate(base)})
    ordered = len({round(dyad.tension, 9) for dyad in base}) > 1
    assert same.kendall == (1.0 if ordered else None)
    assert (same.flips, same.gone, same.most_moved, same.most_moved_rank, same.top_changed) == (
        (),
        (),
        None,
        None,
        False,
    )


def test_the_changes_are_those_of_the_parameters_and_of_what_counts():
    graph = network([(("china", "japan"), "north", ["ann", "bob"], -0.9, 10, False)])
    changes = [(variant.kind, variant.name) for variant in sensitivity(graph, Lens(at=DAY)).variants]
    assert changes == [
        ("half-life", "90"), ("half-life", "360"), ("half-life", "720"), ("half-life", "none"),
        ("stance half-life", "365"), ("stance half-life", "1460"), ("stance half-life", "2920"),
        ("stance half-life", "none"), ("issue weight", "1"), ("issue weight", "0.25"), ("issue weight", "0"),
        ("tau", "0.125"), ("tau", "0.5"), ("tau", "0"), ("sigma", "0.225"), ("sigma", "0.9"), ("prior", "0.25"), ("prior", "1"),
        ("without article", "north"), ("without claimant", "ann"), ("without claimant", "bob"),
    ]  # fmt: skip


def test_a_value_at_the_end_of_its_range_is_not_left():
    most = sys.float_info.max
    least = Parameters(tau=0.0, sigma=1e-6, prior=1e6, half_life=most, stance_half_life=most, issue_weight=1.0)
    found = sensitivity(
        network([(("china", "japan"), "north", ["ann"], -0.9, 10, False)]), Lens(at=DAY, parameters=least)
    )
    assert [(v.kind, v.name) for v in found.variants if not v.kind.startswith("without")] == [
        ("half-life", "8.98847e+307"), ("stance half-life", "8.98847e+307"), ("issue weight", "0.5"),
        ("issue weight", "0"), ("sigma", "2e-06"), ("prior", "500000"),
    ]  # fmt: skip


def test_nothing_said_gives_nothing():
    found = sensitivity(network([]), Lens(at=DAY))
    assert (found.base, found.variants, found.dyads, found.decisive, found.conclusion) == ((), (), (), None, "")


CHINA_JAPAN, CHINA_NORTH_KOREA, JAPAN_NORTH_KOREA = STATES[:2], STATES[::2], STATES[1:3]


def said(dyad, article, claimant, position, age=10, contested=False):
    return dyad, article, [claimant], position, age, contested


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        (
            [said(CHINA_JAPAN, "north", "ann", -0.9)],
            (
                "China – Japan is the only dyad, so there are no places to lose, but it rests on Ann, without whom nothing "
                "is left of it; its sign never turns."
            ),
        ),
        (
            [
                *(said(CHINA_JAPAN, w, who, -0.9) for w, who in (("north", "ann"), ("south", "bob"), ("west", "eve"))),
                said(CHINA_NORTH_KOREA, "south", "eve", -0.1),
            ],
            (
                "The first place of China – Japan holds under every change of the parameters and whichever article or "
                "claimant is left out, though it is +0.57 instead of +0.65 without Ann; no sign turns."
            ),
        ),
        (
            [
                said(CHINA_JAPAN, "north", "ann", -0.9),
                said(CHINA_JAPAN, "west", "bob", -0.2),
                said(CHINA_NORTH_KOREA, "south", "eve", -0.4),
            ],
            (
                "The first place of China – Japan holds under every change of the parameters but rests on Ann, without "
                "whom it falls from +0.35 to +0.09, to second place; no sign turns."
            ),
        ),
        (
            [
                said(CHINA_JAPAN, "north", "ann", -0.5),
                said(CHINA_NORTH_KOREA, "south", "eve", -0.9),
                said(CHINA_NORTH_KOREA, "west", "bob", 0.7),
            ],
            (
                "The first place of China – Japan holds under every change of the parameters but rests on Ann, without "
                "whom nothing is left of it; the sign of China – North-Korea turns without Eve."
            ),
        ),
        (
            [
                said(CHINA_JAPAN, "north", "ann", -0.5),
                said(CHINA_JAPAN, "west", "ann", -0.5),
                said(CHINA_JAPAN, "north", "eve", -0.5),
                said(CHINA_NORTH_KOREA, "south", "eve", -0.9),
                said(CHINA_NORTH_KOREA, "south", "bob", 0.7),
            ],
            (
                "The first place of China – Japan holds under every change of the parameters but rests on Bob, without "
                "whom it is in second place, after China – North-Korea; the sign of China – North-Korea turns without Eve."
            ),
        ),
        (
            [said(CHINA_JAPAN, "north", "ann", -0.9, age=2430), said(CHINA_NORTH_KOREA, "south", "eve", -0.3)],
            (
                "The first place of China – North-Korea is lost under 5 of 18 changes of the parameters (to China – Japan "
                "with a stance half-life of 1460 days) and rests on Eve, without whom nothing is left of it; no sign turns."
            ),
        ),
        (
            [
                *(said(CHINA_JAPAN, "north", who, -0.9, contested=True) for who in ("ann", "bob", "eve")),
                said(CHINA_JAPAN, "south", "ann", -0.1),
                said(CHINA_NORTH_KOREA, "west", "bob", -0.3),
            ],
            (
                "The first place of China – Japan holds under every change of the parameters but rests on the contested "
                "claims, without which it falls from +0.55 to +0.05, to second place; no sign turns."
            ),
        ),
    ],
)
def test_the_conclusion_says_what_the_first_place_rests_on(statements, sentence):
    assert sensitivity(network(statements), Lens(at=DAY)).conclusion == sentence


def test_the_claims_that_the_first_dyad_loses_are_told():
    found = sensitivity(network([
            said(CHINA_JAPAN, "north", "ann", -0.9),
            said(CHINA_JAPAN, "west", "bob", -0.2),
            said(CHINA_NORTH_KOREA, "south", "eve", -0.4),
        ]), Lens(at=DAY))  # fmt: skip
    assert found.decisive == Change("without claimant", "ann")
    assert [part.claim.key for part in found.lost] == ["north/c00"]
    before, after = found.base[0].tension, next(v for v in found.variants if v.change == found.decisive)
    assert after.formerly_first.tension < before - 0.2
    assert (after.top_changed, after.first.b, after.kendall) == (True, "north-korea", -1.0)
