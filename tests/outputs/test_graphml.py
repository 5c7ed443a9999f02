"""GraphML as independent readers see it."""

from __future__ import annotations

import json
from dataclasses import replace

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.exports.graphml import EDGE_COLUMNS, NODE_COLUMNS, graphml
from kg.network.network import network_of
from kg.questions.tension.analysis import tensions


@pytest.fixture(scope="module")
def shipped_network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture(scope="module")
def file(shipped_network, tmp_path_factory):
    path = tmp_path_factory.mktemp("graphml") / "network.graphml"
    dyads = tensions(shipped_network)
    positions = {node: (float(i), -float(i)) for i, node in enumerate(shipped_network)}
    path.write_text(graphml(shipped_network, dyads, positions), encoding="utf-8")
    return path


def test_networkx_reads_every_node_and_parallel_edge_with_its_attributes(shipped_network, file):
    read = nx.read_graphml(file, force_multigraph=True)
    assert {data["slug"] for _, data in read.nodes(data=True)} == set(shipped_network)
    expected = {tie.key: tie for tie in shipped_network.ties}
    claimed = [data for _, _, data in read.edges(data=True) if data["relation"] != "tension"]
    assert len(claimed) == len(expected)
    by_claim = {tie.claim.key: tie for tie in expected.values()}
    for data in claimed:
        claim = by_claim[data["claim"]].claim
        assert data["quote"] == claim.passages[0].exact
        assert json.loads(data["claimants"]) == list(claim.claimants)
        assert data["polarity"] == claim.polarity
        assert set(data) <= set(EDGE_COLUMNS)
    assert read.nodes["china"]["iso3"] == "CHN"
    assert json.loads(read.nodes["china"]["aliases"])[0] == "Beijing"


def test_dyads_are_edges_with_their_score(shipped_network, file):
    read = nx.read_graphml(file, force_multigraph=True)
    found = {(a, b): d["tension"] for a, b, d in read.edges(data=True) if d["relation"] == "tension"}
    assert found == {(d.a, d.b): round(d.tension, 6) for d in tensions(shipped_network)}


def test_igraph_reads_the_same(file):
    read = igraph.Graph.Read_GraphML(str(file))
    other = nx.read_graphml(file, force_multigraph=True)
    assert (read.vcount(), read.ecount()) == (len(other), other.number_of_edges())
    assert sorted(read.es["key"]) == sorted(d["key"] for _, _, d in other.edges(data=True))
    assert set(NODE_COLUMNS) <= set(read.vs.attributes())
    assert all(isinstance(x, float) for x in read.vs["x"])


def test_edge_ids_are_unique_and_repeated_as_an_attribute(file):
    read = nx.read_graphml(file, force_multigraph=True)
    keys = [key for _, _, key in read.edges(keys=True)]
    assert len(set(keys)) == len(keys)
    assert all(data["key"] == key for _, _, key, data in read.edges(keys=True, data=True))


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=40))
def test_any_label_survives_or_loses_only_what_xml_cannot_hold(shipped, text):
    china = replace(shipped.corpus.actors["china"], label=text, aliases=(text,))
    hostile = network_of(replace(shipped.corpus, actors={**shipped.corpus.actors, "china": china}), shipped.vocabulary)
    read = nx.parse_graphml(graphml(hostile, []), force_multigraph=True)
    allowed = "".join(
        c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "�" for c in text
    )
    assert read.nodes["china"]["label"] == allowed
    assert json.loads(read.nodes["china"]["aliases"]) == [text.replace("\ufffe", "�").replace("\uffff", "�")]


def test_slugs_that_are_no_nmtoken_get_an_id(shipped):
    actor = replace(shipped.corpus.actors["china"], slug="https://example.org/a b")
    graph = network_of(replace(shipped.corpus, actors={actor.slug: actor}, claims=()), shipped.vocabulary)
    read = nx.parse_graphml(graphml(graph, []))
    assert all(" " not in node and "/" not in node for node in read)
    assert "China" in {data["label"] for _, data in read.nodes(data=True)}
