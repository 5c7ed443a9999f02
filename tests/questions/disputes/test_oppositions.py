"""Positions that stand against each other, held against looking at every pair."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kg.model.dates import span
from kg.model.records import Article, Claim, Stance
from kg.network.network import Network
from kg.questions.disputes.oppositions import oppositions

ARTICLE = Article("talks", "Talks", "gazette", "2016-02-09", "The dateline.", "")
ACTOR = {"china": "china", "xi-jinping": "china", "japan": "japan", "gazette": "gazette"}
MUTUAL = frozenset({"allied-with", "estranged-from"})

POSITIONS = st.sampled_from([Decimal("-0.5"), Decimal(0), Decimal("0.5")])
DAYS = st.sampled_from(["", "2016-01", "2015/2016-01-15", "../2016-01-10", "2016-02-01/..", "2016-02-09"])
STANCES = st.builds(
    Stance,
    holders=st.lists(st.sampled_from(sorted(ACTOR)), min_size=1, max_size=2).map(tuple),
    target=st.sampled_from([*sorted(ACTOR), "thaad"]),
    type=st.sampled_from(["supports", "opposes", "allied-with"]),
    position=POSITIONS,
    when=st.sampled_from(["", "", "2015-06", "2015-12/2016-01-12", "2014/.."]),
)
SAID = st.tuples(STANCES, DAYS, st.sampled_from(["reported", "interpreted", "forecast"]), st.booleans())


def claims_of(drawn):
    return [
        Claim(f"c{i}", "talks", ("gazette",), (), content, f"stance/talks/c{i}", mode, "certain",
              polarity="affirmed" if affirmed else "denied", said_on=days)
        for i, (content, days, mode, affirmed) in enumerate(drawn)
    ]  # fmt: skip


def network():
    return Network({}, {}, {}, {"talks": ARTICLE}, {}, mutual_stances=frozenset(MUTUAL))


def by_pairs(claims):
    """Every holder and target with the keys of the claims that meet one of the opposite sign, by looking at all pairs."""
    found = {}
    for one in claims:
        for other in claims:
            for pair in directions(one) & directions(other):
                if (
                    same_sphere(one, other)
                    and one.content.position * other.content.position < 0
                    and share_a_day(one, other)
                ):
                    found.setdefault((one.mode == "forecast", *pair), set()).add(one.key)
    return found


def directions(claim):
    """Whose the stance is toward whom; none where it is denied."""
    target = ACTOR.get(claim.content.target, claim.content.target)
    pairs = {(ACTOR[holder], target) for holder in claim.content.holders if ACTOR[holder] != target}
    if claim.content.type in MUTUAL and target in ACTOR:
        pairs |= {(b, a) for a, b in pairs}
    return pairs if claim.polarity == "affirmed" else set()


def same_sphere(one, other):
    return (one.mode == "forecast") == (other.mode == "forecast")


def share_a_day(one, other):
    days = [held(claim) for claim in (one, other)]
    return max(first for first, _ in days) <= min(last for _, last in days)


def held(claim):
    """The days of a position: those of its own date, none of them after it was said, else those on which it was said."""
    said = span(claim.said_on or ARTICLE.published)
    own = span(claim.content.when) if claim.content.when else said
    last = min(own.latest or date.max, said.latest or date.max)
    return min(own.earliest or date.min, last), last


@given(st.lists(SAID, max_size=12))
def test_what_is_found_is_what_looking_at_every_pair_finds(drawn):
    claims = claims_of(drawn)
    expected = by_pairs(claims)
    found = {
        (o.friendly[0].mode == "forecast", o.holder, o.target): o.keys
        for o in oppositions(network(), claims, ACTOR)
    }  # fmt: skip
    assert found.items() <= expected.items()
    for (ahead, holder, target), keys in expected.items():
        assert (ahead, holder, target) in found or keys <= found[ahead, target, holder]


@given(st.lists(SAID, max_size=12))
def test_sides_have_their_sign_and_what_is_mutual_is_not_told_twice(drawn):
    found = list(oppositions(network(), claims_of(drawn), ACTOR))
    for one in found:
        assert all(claim.content.position > 0 for claim in one.friendly)
        assert all(claim.content.position < 0 for claim in one.hostile)
    assert len({(o.holder, o.target, frozenset(o.keys)) for o in found}) == len(found)
    assert len({(frozenset({o.holder, o.target}), frozenset(o.keys)) for o in found}) == len(found)


def test_the_order_of_the_claims_is_kept():
    claims = claims_of(
        (Stance(("china",), "thaad", "opposes", Decimal(sign)), "", "reported", True) for sign in (-1, 1, -1, 1)
    )
    (found,) = oppositions(network(), claims, ACTOR)
    assert [c.slug for c in found.friendly] == ["c1", "c3"]
    assert [c.slug for c in found.hostile] == ["c0", "c2"]
