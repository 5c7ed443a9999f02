"""The networks of DNA's sample, through the whole path, against the sums that DNA publishes for them."""

from __future__ import annotations

from math import fsum

import pytest

from kg import sources
from kg.importing.dna import import_dna
from kg.network.network import network_of
from kg.questions.alignment.analysis import Scope, alignment


@pytest.fixture(scope="module")
def network(shared, terms, tmp_path_factory):
    """The sample as imported, written, read and joined by the program."""
    folder = tmp_path_factory.mktemp("dna") / "project"
    import_dna(shared("data/dna/sample.dna"), folder)
    corpus, findings = sources.read(folder, terms)
    assert findings == []
    return network_of(corpus, terms)


def test_actors_by_issues_sum_to_40_over_22_edges(network):
    positions = alignment(network).positions
    assert (len(positions), sum(cell.ignore for cell in positions)) == (22, 40)
    assert (len({cell.actor for cell in positions}), len({cell.issue for cell in positions})) == (7, 6)
    assert sum(cell.supporting - cell.opposing for cell in positions) == fsum(cell.subtract for cell in positions)


def test_common_issues_sum_to_276_over_21_edges(network):
    """DNA sums the whole matrix, which has each pair twice."""
    pairs = alignment(network, measure="ignore", normalisation="none").pairs
    assert (len(pairs), 2 * fsum(pair.value for pair in pairs)) == (21, 276)


def test_congruence_by_average_sums_to_25_802436(network):
    pairs = alignment(network, measure="congruence", normalisation="average").pairs
    assert 2 * fsum(pair.value for pair in pairs) == pytest.approx(25.802436, abs=5e-7)


def test_every_pair_opens_the_coded_passages_behind_it(network):
    for pair in alignment(network).pairs:
        for part in pair.issues:
            for side in (part.a, part.b):
                assert side.ignore == len(side.statements)
                assert all(each.claim.passages[0].exact and abs(each.qualifier) == 1 for each in side.statements)
                assert {(each.actor, each.issue) for each in side.statements} == {(side.actor, side.issue)}


def test_by_claimant_the_actors_are_persons(network):
    positions = alignment(network, scope=Scope(by="claimant")).positions
    assert sum(cell.ignore for cell in positions) == 40
    assert {network.kind(cell.actor) for cell in positions} == {"person"}
