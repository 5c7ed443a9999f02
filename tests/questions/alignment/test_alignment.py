"""From claims to statements: whose, when, of which mode, and what is left out."""

from __future__ import annotations

from datetime import date

import pytest

from kg.network.actors import UnknownActorError
from kg.network.network import network_of
from kg.questions.alignment.analysis import Scope, UnknownNameError, alignment, named_scope, statements


@pytest.fixture(scope="module")
def shipped_web(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def stance(slug="one", holder="china", said_by="gazette", quote="sees it as a threat", type="opposes", **changes):
    content = {"holder": holder, "target": changes.pop("target", "missiles"), "type": type}
    return {"id": slug, "quote": quote, "said-by": said_by, "certainty": "certain", "stance": content} | changes


def who(net, scope=None):
    return [(each.actor, each.claim.slug) for each in statements(net, scope or Scope())]


def test_a_stance_toward_an_issue_is_a_statement_of_each_holder(network):
    net = network(stance(holder=["china", "japan"]), stance("two", target="japan", quote="Envoys met"))
    assert who(net) == [("china", "one"), ("japan", "one")]
    (first, _) = statements(net, Scope())
    assert (first.issue, first.qualifier, first.article, first.day) == ("missiles", -0.7, "talks", date(2016, 2, 9))


def test_two_holders_who_count_as_one_make_one_statement(network):
    envoy = {"envoy": {"kind": "person", "label": "The envoy", "acts-for": "china"}}
    net = network(stance(holder=["china", "envoy"]), actors=envoy)
    assert who(net) == [("china", "one")]
    assert who(net, Scope(level="actor")) == [("china", "one"), ("envoy", "one")]


def test_denials_do_not_count_and_mark_what_they_deny(network):
    denial = {"id": "no", "quote": "has denied this", "said-by": "japan", "denies": "one"}
    (only,) = statements(network(stance(), denial), Scope())
    assert (only.claim.slug, only.contested) == ("one", True)


def test_modes_are_reported_unless_others_are_asked_for(network):
    net = network(stance(), stance("two", mode="interpreted", quote="Envoys met"))
    assert who(net) == [("china", "one")]
    assert who(net, Scope(modes=("interpreted",))) == [("china", "two")]
    assert len(who(net, Scope(modes=("reported", "interpreted")))) == 2


def test_both_days_are_included_and_the_earliest_comes_first(network):
    net = network(
        stance("late"), stance("early", quote="Envoys met", **{"said-on": "2016-01-03"}),
    )  # fmt: skip
    assert [slug for _, slug in who(net)] == ["early", "late"]
    early, late = date(2016, 1, 3), date(2016, 2, 9)
    assert [slug for _, slug in who(net, Scope(until=early))] == ["early"]
    assert [slug for _, slug in who(net, Scope(since=late))] == ["late"]
    assert len(who(net, Scope(since=early, until=late))) == 2
    assert who(net, Scope(since=date(2016, 1, 4), until=date(2016, 2, 8))) == []


def test_by_claimant_only_those_count_who_speak_for_the_holder(network):
    actors = {
        "envoy": {"kind": "person", "label": "The envoy", "acts-for": "china"},
        "member": {"kind": "person", "label": "The member", "member-of": "china"},
    }
    claims = [
        stance("analyst", said_by="gazette"),
        stance("own", said_by="china", quote="Envoys met"),
        stance("envoys", said_by="envoy", quote="has denied this"),
        stance("members", said_by="member", quote="in Tokyo"),
        stance("of-japan", holder="japan", said_by="member", quote="on Monday"),
    ]
    net = network(*claims, actors=actors)
    assert who(net, Scope(by="claimant")) == [("china", "envoys"), ("member", "members"), ("china", "own")]
    assert ("envoy", "envoys") in who(net, Scope(by="claimant", level="actor"))


def test_what_is_left_out_by_actor_issue_and_article(network):
    envoy = {"envoy": {"kind": "person", "label": "The envoy", "acts-for": "china"}}
    net = network(
        stance(holder="envoy"),
        stance("two", quote="Envoys met"),
        stance("three", "japan", quote="in Tokyo"),
        actors=envoy,
    )
    assert who(net, Scope(without_actors=("china",))) == [("japan", "three")]
    assert who(net, Scope(without_actors=("envoy",))) == [("japan", "three"), ("china", "two")]
    assert who(net, Scope(without_issues=("missiles",))) == who(net, Scope(without_articles=("talks",))) == []


def test_names_of_what_is_left_out_are_any_of_its_names(shipped_web):
    given = Scope(
        without_actors=("Beijing",),
        without_issues=("Terminal High Altitude Area Defense", "UN sanctions on North Korea"),
        without_articles=("2016-07-isdp-thaad-thawing",),
    )
    scope = named_scope(shipped_web, given)
    assert (scope.without_actors, scope.without_issues) == (("china",), ("thaad", "un-sanctions"))
    assert scope.without_articles == ("2016-07-isdp-thaad-thawing",)


@pytest.mark.parametrize(
    ("scope", "error", "message"),
    [
        (Scope(without_actors=("chian",)), UnknownActorError, "unknown actor 'chian'; did you mean china?"),
        (Scope(without_issues=("thad",)), UnknownNameError, "unknown issue 'thad'; did you mean thaad?"),
        (Scope(without_articles=("x",)), UnknownNameError, "unknown article 'x'; `kg articles` lists them"),
    ],
)
def test_names_that_are_nothings_are_refused(shipped_web, scope, error, message):
    with pytest.raises(error) as refused:
        named_scope(shipped_web, scope)
    assert str(refused.value) == message


def test_the_shipped_articles_by_hand(shipped_web):
    """THAAD: China -0.7 -0.7 -0.5, South Korea 0.3 0.7; 2·(1 + 1.4 + 1 + 1.4)/2 + (0.8 + 1.2)/2 = 3.4 of 6 conflict."""
    found = alignment(shipped_web, between=("south-korea", "china"), normalisation="none")
    (pair,) = found.pairs
    assert found.between == (pair.a, pair.b) == ("china", "south-korea")
    assert [part.issue for part in pair.issues] == ["thaad"]
    assert (pair.ignore, pair.conflict, pair.subtract) == (6, pytest.approx(3.4), pytest.approx(-0.8))
    assert {cell.actor for cell in found.positions} == {"china", "south-korea"}


def test_a_pair_has_the_same_value_alone_as_among_all(shipped_web):
    for normalisation in ("average", "jaccard", "product", "cosine"):
        everybody = alignment(shipped_web, normalisation=normalisation)
        for pair in everybody.pairs:
            assert alignment(shipped_web, between=(pair.b, pair.a), normalisation=normalisation).pairs == (pair,)
        ours = alignment(shipped_web, between=("united-states",), normalisation=normalisation).pairs
        assert ours == tuple(pair for pair in everybody.pairs if "united-states" in (pair.a, pair.b))


def test_repetitions_are_counted_where_they_are_left_out(shipped_web):
    every, once = alignment(shipped_web), alignment(shipped_web, duplicates="article")
    assert every.repeated == 0
    assert once.repeated > 0
    assert once.counted + once.repeated == every.counted == sum(cell.ignore for cell in every.positions)


def test_a_network_of_nothing_has_no_alignment(terms):
    from kg.model.records import Corpus

    found = alignment(network_of(Corpus({}, {}, {}, {}, ()), terms))
    assert (found.pairs, found.positions, found.counted) == ((), (), 0)


@pytest.mark.parametrize(
    ("when", "scope", "counts"),
    [
        ("2015", Scope(), False),
        ("2015/..", Scope(), True),
        ("", Scope(), True),
        ("../2015", Scope(), False),
        ("2015", Scope(since=date(2015, 3, 1)), True),
    ],
)
def test_a_position_that_had_ended_before_the_day_asked_about_does_not_count(network, when, scope, counts):
    claim = stance()
    net = network(claim | {"stance": claim["stance"] | ({"when": when} if when else {})})
    assert bool(who(net, scope)) is counts
