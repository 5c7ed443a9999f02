"""GraphML as independent readers see it."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.exports.graphml import EDGE_COLUMNS, NODE_COLUMNS, document, graphml
from kg.network.network import network_of
from kg.questions.dyads import tensions


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


def test_what_is_not_known_is_left_out_and_never_written_as_nothing(shipped_network, file):
    """An attribute of "[]", "None" or nothing would be a value to those who read it."""
    read = nx.read_graphml(file, force_multigraph=True)
    claims = {tie.claim.key: tie.claim for tie in shipped_network.ties}
    claimed = [data for _, _, data in read.edges(data=True) if data["relation"] != "tension"]
    for data in claimed:
        claim = claims[data["claim"]]
        lists = {"hedges": [hedge.words for hedge in claim.hedges], "reported_by": list(claim.reported_by)}
        assert {name: json.loads(data[name]) for name in lists if name in data} == {k: v for k, v in lists.items() if v}
        assert data.get("said_on", "") == claim.said_on
        assert data.get("resolution", "") == claim.resolution
    assert {"hedges" in data for data in claimed} == {"said_on" in data for data in claimed} == {True, False}
    for _, data in read.nodes(data=True):
        record = shipped_network.records.get(data["slug"])
        assert json.loads(data.get("aliases", "[]")) == list(getattr(record, "aliases", ()))
        assert ("aliases" in data, "iso3" in data) == tuple(bool(getattr(record, n, "")) for n in ("aliases", "iso3"))
    texts = [element.text for element in ET.parse(file).iter() if element.tag.endswith("}data")]
    assert texts
    assert not {"[]", "None", "null", "nan", "", None} & set(texts)


def test_no_and_zero_are_values(shipped_network, file):
    read = nx.read_graphml(file, force_multigraph=True)
    assert read.is_directed()
    known = {tie.claim.key: tie for tie in shipped_network.ties}
    for _, _, data in read.edges(data=True):
        assert data["symmetric"] is (data["relation"] == "tension")
        if data["relation"] != "tension":
            assert data["contested"] is known[data["claim"]].contested
            assert data.get("intensity") == known[data["claim"]].intensity
    neutral = {
        "key": "a",
        "contested": False,
        "intensity": 0.0,
        "clusters": 0,
        "label": "",
        "hedges": [],
        "quote": None,
    }
    text = "".join(document([], [("x", "y", neutral)], {}, EDGE_COLUMNS))
    ((_, _, data),) = nx.parse_graphml(text, force_multigraph=True).edges(data=True)
    assert data == {"key": "a", "contested": False, "intensity": 0.0, "clusters": 0}


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


def test_igraph_takes_its_centralities_by_our_weights(file):
    """Some claims have an intensity of 0, and closeness is undefined where an edge weighs nothing."""
    read = igraph.Graph.Read_GraphML(str(file))
    assert any(edge["intensity"] == 0 for edge in read.es)
    for measure in (read.closeness, read.betweenness, read.pagerank, read.strength):
        found = measure(weights="weight")
        assert len(found) == read.vcount()
    assert any(value > 0 for value in read.closeness(weights="weight"))
