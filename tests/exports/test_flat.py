"""Tables of nodes, edges and claims, and Cytoscape's JSON, as other libraries read them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import igraph
import networkx as nx
import pytest

from kg.exports.cytoscape import cytoscape
from kg.exports.formats import FORMATS


@pytest.fixture(scope="module")
def tables(shipped_graph):
    files = FORMATS["csv"].files(shipped_graph)
    return {name: list(csv.DictReader(io.StringIO(content.decode(), newline=""))) for name, content in files.items()}


def test_igraph_makes_the_network_of_the_tables(tables, shipped_graph):
    made = igraph.Graph.DictList(
        tables["nodes.csv"],
        tables["edges.csv"],
        directed=True,
        vertex_name_attr="id",
        edge_foreign_keys=("source", "target"),
    )
    network = shipped_graph.as_known()
    assert set(made.vs["id"]) == set(network)
    expected = sorted((tie.source, tie.target, tie.claim.key) for tie in network.ties)
    found = [(made.vs[e.source]["id"], made.vs[e.target]["id"], e["claim"]) for e in made.es if e["claim"]]
    assert sorted(found) == expected


def test_every_edge_names_a_claim_or_is_a_dyad(tables, shipped_graph):
    claims = {row["claim"] for row in tables["claims.csv"]}
    assert {row["claim"] for row in tables["edges.csv"]} - {""} <= claims
    dyads = {(row["source"], row["target"]): row for row in tables["edges.csv"] if row["relation"] == "tension"}
    for dyad in shipped_graph.tension():
        assert dyads[dyad.a, dyad.b]["tension"] == f"{dyad.tension:.6f}"
        assert dyads[dyad.a, dyad.b]["day"] == dyad.at.isoformat()


def test_the_claims_are_those_of_the_plain_table(shipped_graph):
    assert FORMATS["csv"].files(shipped_graph)["claims.csv"] == FORMATS["csv"].text(shipped_graph)


def test_ends_come_first_for_readers_of_lists_of_edges(tables):
    assert list(tables["edges.csv"][0])[:3] == ["source", "target", "id"]
    assert next(iter(tables["nodes.csv"][0])) == "id"


def test_networkx_reads_cytoscape_with_lists_and_numbers(shipped_graph):
    document = json.loads(FORMATS["cytoscape"].text(shipped_graph))
    read = nx.cytoscape_graph(document)
    network = shipped_graph.as_known()
    assert set(read) == set(network)
    assert read.number_of_edges() == len(network.ties) + len(shipped_graph.tension())
    assert read.nodes["china"]["aliases"][0] == "Beijing"
    elements = document["elements"]
    ids = [part["data"]["id"] for part in (*elements["nodes"], *elements["edges"])]
    assert len(set(ids)) == len(ids)
    assert all({"x", "y"} == node["position"].keys() for node in elements["nodes"])
    assert all(isinstance(edge["data"]["weight"], float) for edge in elements["edges"])


def test_no_edge_takes_the_id_of_a_node(shipped, graph):
    plain = json.loads(cytoscape(graph(shipped.corpus).as_known(), []))
    taken = plain["elements"]["edges"][0]["data"]["id"]
    china = replace(shipped.corpus.actors["china"], slug=taken)
    network = graph(shipped.corpus).as_known()
    network = replace(network, actors={**network.actors, taken: china})
    elements = json.loads(cytoscape(network, []))["elements"]
    assert elements["edges"][0]["data"]["id"] == f"{taken}:"
