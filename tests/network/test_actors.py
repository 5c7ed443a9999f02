"""Names of actors."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from kg.model.records import Actor, Article, Claim, Corpus, Stance
from kg.network.actors import UnknownActorError, slug_called, slugs_by_name
from kg.network.network import network_of
from kg.rdf.ontology import load


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.mark.parametrize("name", ["north-korea", "North Korea", "PRK", "dprk", "PYONGYANG", " the  north "])
def test_any_name_in_any_case(network, name):
    assert network.actor_slug(name) == "north-korea"


@pytest.mark.parametrize(
    ("name", "hint"), [("nort korea", "did you mean north-korea"), ("xyzzy", "`kg actors` lists them"), ("", "")]
)
def test_who_is_unknown_gets_the_nearest_names(network, name, hint):
    with pytest.raises(UnknownActorError, match="unknown actor") as error:
        network.actor_slug(name)
    assert hint in str(error.value)


@pytest.mark.parametrize("issue", ["thaad", "THAAD in South Korea", "rocket-launch-2016-02"])
def test_issues_and_events_are_no_actors(network, issue):
    with pytest.raises(UnknownActorError):
        network.actor_slug(issue)


def test_labels_and_whom_they_stand_for(network):
    assert network.label("un-security-council") == "UN Security Council"
    assert network.label("nobody") == "nobody"
    assert network.stands_for("state")["xi-jinping"] == "china"
    assert network.stands_for("actor")["xi-jinping"] == "xi-jinping"
    assert "thaad" not in network.stands_for("state")


def a_web(*actors):
    return network_of(Corpus({actor.slug: actor for actor in actors}, {}, {}, {}, ()), load())


def test_a_chain_ends_where_it_leaves_the_network_and_a_circle_is_nobodys():
    network = a_web(
        Actor("aide", "person", "Aide", acts_for="envoy"),
        Actor("envoy", "person", "Envoy", acts_for="atlantis"),
        Actor("egg", "person", "Egg", acts_for="hen"),
        Actor("hen", "person", "Hen", acts_for="egg"),
        Actor("chick", "person", "Chick", acts_for="hen"),
        Actor("narcissus", "person", "Narcissus", acts_for="narcissus"),
    )
    assert network.stands_for("state") == {
        "aide": "envoy", "envoy": "envoy", "egg": "egg", "hen": "hen", "chick": "chick", "narcissus": "narcissus",
    }  # fmt: skip


def test_a_slug_goes_before_a_label_before_a_code_before_an_alias():
    network = a_web(
        Actor("a", "state", "A", ("mu", "Lemuria", "LEM")), Actor("b", "state", "Lemuria", iso3="MUU"), Actor("lem", "state", "Mu"),
        Actor("mu", "state", "MUU"),
    )  # fmt: skip
    assert [network.actor_slug(name) for name in ("MU", "lemuria", "muu", "LEM")] == ["mu", "b", "mu", "lem"]


def test_a_node_that_only_a_tie_names_has_its_slug_for_a_label():
    claim = Claim("c", "one", ("a",), (), Stance(("a",), "ghost", "opposes", Decimal(-1)), "k", "reported", "certain")
    article = Article("one", "One", "a", "2016", "given", "")
    network = network_of(Corpus({"a": Actor("a", "state", "A")}, {}, {}, {"one": article}, (claim,)), load())
    assert list(network) == ["a", "ghost"]
    assert network.label("ghost") == "ghost"
    assert network.stands_for("state") == {"a": "a"}


def test_accents_normal_form_and_the_four_forms_of_i_do_not_count():
    actors = [
        Actor("france", "state", "République", ("La Française",)), Actor("turkey", "state", "İstanbul", ("IĞDIR", "Ankara")),
        Actor("korea", "state", "한국"), Actor("hindi", "state", "हिंदी"), Actor("other", "state", "हदी"),
    ]  # fmt: skip
    slugs = slugs_by_name(actors)
    for name in ("republique", "re\u0301publique", "LA FRANCAISE"):
        assert slug_called(slugs, name) == "france"
    for name in ("istanbul", "ISTANBUL", "iğdır", "igdir"):
        assert slug_called(slugs, name) == "turkey"
    assert slug_called(slugs, unicodedata.normalize("NFD", "한국")) == "korea"
    assert (slug_called(slugs, "हिंदी"), slug_called(slugs, "हदी")) == ("hindi", "other")


def test_the_nearest_names_are_those_of_several_actors():
    actors = [
        Actor("turkey", "state", "Türkiye", ("Turkiye", "Türkiyem", "Turkiyeli")), Actor("turks", "group", "Türkiyeliler"),
        Actor("kiev", "state", "Kiev"),
    ]  # fmt: skip
    with pytest.raises(UnknownActorError, match=r"did you mean turkey or turks\?"):
        slug_called(slugs_by_name(actors), "Turkiyel")


def test_a_name_without_accents_that_two_have_is_nobodys_and_both_are_named():
    slugs = slugs_by_name([Actor("a", "state", "Côte"), Actor("b", "state", "Coté")])
    assert (slug_called(slugs, "côte"), slug_called(slugs, "coté")) == ("a", "b")
    with pytest.raises(UnknownActorError, match=r"did you mean a or b\?"):
        slug_called(slugs, "cote")
