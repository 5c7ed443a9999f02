"""Names of actors."""

from __future__ import annotations

import pytest

from kg.analysis.actors import UnknownActorError, actor_slug, label, stands_for
from kg.graph.network import network


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
