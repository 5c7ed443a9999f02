"""Names of actors."""

from __future__ import annotations

import pytest

from kg.model.records import Actor, Corpus
from kg.model.vocabulary import load
from kg.network.actors import UnknownActorError, actor_slug, label, stands_for
from kg.network.network import network


@pytest.fixture(scope="module")
def web(shipped):
    return network(shipped.corpus, shipped.vocabulary)


@pytest.mark.parametrize("name", ["north-korea", "North Korea", "PRK", "dprk", "PYONGYANG", " the  north "])
def test_any_name_in_any_case(web, name):
    assert actor_slug(web, name) == "north-korea"


@pytest.mark.parametrize(
    ("name", "hint"), [("nort korea", "did you mean north-korea"), ("xyzzy", "`kg actors` lists them"), ("", "")]
)
def test_who_is_unknown_gets_the_nearest_names(web, name, hint):
    with pytest.raises(UnknownActorError, match="unknown actor") as error:
        actor_slug(web, name)
    assert hint in str(error.value)


@pytest.mark.parametrize("issue", ["thaad", "THAAD in South Korea", "rocket-launch-2016-02"])
def test_issues_and_events_are_no_actors(web, issue):
    with pytest.raises(UnknownActorError):
        actor_slug(web, issue)


def test_labels_and_whom_they_stand_for(web):
    assert label(web, "un-security-council") == "UN Security Council"
    assert label(web, "nobody") == "nobody"
    assert stands_for(web, "state")["xi-jinping"] == "china"
    assert stands_for(web, "actor")["xi-jinping"] == "xi-jinping"
    assert "thaad" not in stands_for(web, "state")


def a_web(*actors):
    return network(Corpus({actor.slug: actor for actor in actors}, {}, {}, {}, ()), load())


def test_a_chain_ends_where_it_leaves_the_network_and_a_circle_is_nobodys():
    web = a_web(
        Actor("aide", "person", "Aide", acts_for="envoy"),
        Actor("envoy", "person", "Envoy", acts_for="atlantis"),
        Actor("egg", "person", "Egg", acts_for="hen"),
        Actor("hen", "person", "Hen", acts_for="egg"),
        Actor("chick", "person", "Chick", acts_for="hen"),
        Actor("narcissus", "person", "Narcissus", acts_for="narcissus"),
    )
    assert stands_for(web, "state") == {
        "aide": "envoy", "envoy": "envoy", "egg": "egg", "hen": "hen", "chick": "chick", "narcissus": "narcissus",
    }  # fmt: skip


def test_a_slug_goes_before_a_label_before_a_code_before_an_alias():
    web = a_web(
        Actor("a", "state", "A", ("mu", "Lemuria", "LEM")), Actor("b", "state", "Lemuria", iso3="MUU"), Actor("lem", "state", "Mu"),
        Actor("mu", "state", "MUU"),
    )  # fmt: skip
    assert [actor_slug(web, name) for name in ("MU", "lemuria", "muu", "LEM")] == ["mu", "b", "mu", "lem"]


def test_a_node_that_only_a_tie_names_has_its_slug_for_a_label():
    web = a_web(Actor("a", "state", "A"))
    web.add_edge("a", "ghost")
    assert label(web, "ghost") == "ghost"
    assert stands_for(web, "state") == {"a": "a"}
