"""Pairs grow with the square of the actors, and what they rest on with the claims: files and memory do not."""

from __future__ import annotations

import pytest

from kg.network.network import network_of
from kg.questions.alignment import analysis, discourse
from kg.questions.alignment.analysis import alignment, listed
from kg.questions.alignment.discourse import one_mode, two_mode
from kg.questions.alignment.tables import summary
from tests.counted import counted
from tests.questions.alignment.test_discourse import says


@pytest.fixture
def shipped_network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def joint(actors, claims):
    """So many actors that hold as many positions together, all by one claimant."""
    return [
        says(f"actor-{a:03}", f"issue-{at % 3}", 1.0, slug=f"c-{at}") for a in range(actors) for at in range(claims)
    ]


def test_the_strongest_pairs_are_the_first_of_all(shipped_network):
    every = alignment(shipped_network)
    assert every.sharing == len(every.pairs) == 2
    some = alignment(shipped_network, most=1)
    assert some.pairs == every.pairs[:1]
    assert some.sharing == every.sharing
    assert summary(some)["pairs"] == every.sharing


def test_claimants_are_counted_once_for_an_actor_and_not_for_each_of_its_pairs(monkeypatch):
    looked = 0

    class Voice(str):
        __slots__ = ()

        def __hash__(self):
            nonlocal looked
            looked += 1
            return super().__hash__()

    statements = joint(20, 30)
    for each in statements:
        object.__setattr__(each, "voice", Voice("gazette"))
    parts = counted(monkeypatch, discourse, "amounts")
    pairs = one_mode(statements, normalisation="none")
    assert len(pairs) == 20 * 19 // 2
    assert {pair.claimants for pair in pairs} == {1}
    assert len(parts) == 3 * len(pairs)
    assert looked < 2 * len(statements) + 20 * len(pairs)


def test_files_have_pairs_as_far_as_they_rest_on_so_many_statements(shipped_network, monkeypatch):
    found = alignment(shipped_network)
    sizes = [sum(len(side.statements) for part in p.issues for side in (part.a, part.b)) for p in found.pairs]
    monkeypatch.setattr(analysis, "LISTED_STATEMENTS", sum(sizes[:2]))
    assert listed(found).pairs == found.pairs[:2]
    assert summary(found)["listed"] == 2
    monkeypatch.setattr(analysis, "LISTED_STATEMENTS", 0)
    assert listed(found).pairs == found.pairs[:1]
    monkeypatch.setattr(analysis, "LISTED_STATEMENTS", 10**6)
    assert listed(found).pairs == found.pairs


def test_a_cell_is_made_once_for_an_actor_and_an_issue():
    assert len(two_mode(joint(10, 6))) == 10 * 3
