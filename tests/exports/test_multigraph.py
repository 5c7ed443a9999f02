"""`project.network()`: every writer and adapter of networkx takes it, and igraph, pyvis and frames do."""

from __future__ import annotations

import io
import json
import warnings
from dataclasses import replace

import igraph
import networkx as nx
import pandas as pd
import pytest
from pyvis.network import Network as Page

from kg.exports.multigraph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, multigraph
from kg.exports.network_rows import token
from kg.network.network import network_of
from tests.exports.test_hostile import HOSTILE


@pytest.fixture(scope="module")
def network(built):
    return built.network(tensions=True)


@pytest.fixture(scope="module")
def rich_network(rich_corpus, terms):
    return network_of(rich_corpus, terms)


@pytest.fixture(scope="module", params=["shipped", "hostile"])
def any_network(request, network):
    """That of the shipped articles, and one with what nobody would write wherever people's texts can be."""
    if request.param == "shipped":
        return network
    graph = request.getfixturevalue("labelled")(" ".join(HOSTILE))
    return multigraph(graph.network, graph.tension())


def read_gexf(file):
    return nx.read_gexf(file, version="1.2draft")


def test_nodes_and_edges_have_plain_attributes(network):
    for _, data in network.nodes(data=True):
        assert set(data) <= set(NODE_ATTRIBUTES)
        assert {type(value) for value in data.values()} <= {str, float, int, bool}
    for _, _, data in network.edges(data=True):
        assert set(data) <= set(EDGE_ATTRIBUTES)
        assert {type(value) for value in data.values()} <= {str, float, int, bool}
    assert network.nodes["samantha-power"]["acts_for"] == "united-states"
    assert network.nodes["china"] == {
        "label": "China", "kind": "state", "iso3": "CHN", "wikidata": network.nodes["china"]["wikidata"],
        "aliases": network.nodes["china"]["aliases"],
    }  # fmt: skip
    assert "Beijing" in network.nodes["china"]["aliases"].split("; ")


def test_an_edge_says_what_to_filter_by(rich_network):
    data = multigraph(rich_network).edges["mu", "atlantis", token("one/flood#1")]
    expected = {
        "relation": "event", "intensity": -0.7, "mode": "reported", "polarity": "affirmed", "claim": "one/flood",
        "weight": 0.7, "distance": 1 / 0.7,
    }  # fmt: skip
    assert {name: data[name] for name in expected} == expected


def test_edges_are_the_ties_and_where_asked_the_dyads(built, network):
    ties = {(tie.source, tie.target, token(tie.key)) for tie in built.as_known().ties}
    assert set(built.network().edges(keys=True)) == ties
    scored = {(a, b): data["tension"] for a, b, data in network.edges(data=True) if data["relation"] == "tension"}
    assert scored == {(dyad.a, dyad.b): dyad.tension for dyad in built.tension()}


@pytest.mark.parametrize(
    ("write", "read"),
    [
        (nx.write_graphml_xml, lambda file: nx.read_graphml(file, force_multigraph=True)),
        (nx.write_graphml_lxml, lambda file: nx.read_graphml(file, force_multigraph=True)),
        (nx.write_gexf, read_gexf),
        (nx.write_gml, nx.read_gml),
        (nx.write_edgelist, None),
        (nx.write_weighted_edgelist, None),
        (nx.write_adjlist, None),
        (nx.write_multiline_adjlist, None),
        (nx.write_network_text, None),
        (nx.write_pajek, None),
    ],
)
def test_every_writer_takes_it(any_network, tmp_path, write, read):
    path = tmp_path / "network"
    with warnings.catch_warnings():
        # Pajek's format has texts alone, and networkx says so of each number.
        warnings.filterwarnings("ignore", message=".*(Node|Edge) attribute.*is not processed", category=UserWarning)
        if write is nx.write_network_text:
            with path.open("w", encoding="utf-8") as file:
                write(any_network, file)
        else:
            write(any_network, path)
    assert path.stat().st_size
    if read is None:
        return
    other = read(path)
    assert len(other) == len(any_network)
    assert other.number_of_edges() == any_network.number_of_edges()


def test_graphml_gives_all_of_it_back(any_network, tmp_path):
    nx.write_graphml(any_network, tmp_path / "network.graphml")
    other = nx.read_graphml(tmp_path / "network.graphml", force_multigraph=True)
    assert dict(other.nodes(data=True)) == dict(any_network.nodes(data=True))
    assert {(a, b, key): data for a, b, key, data in other.edges(keys=True, data=True)} == {
        (a, b, key): data for a, b, key, data in any_network.edges(keys=True, data=True)
    }


def test_gexf_says_its_directions_and_days_as_gephi_reads_them(network, tmp_path):
    nx.write_gexf(network, tmp_path / "network.gexf")
    text = (tmp_path / "network.gexf").read_text(encoding="utf-8")
    other = read_gexf(tmp_path / "network.gexf")
    assert other.is_directed()
    assert not {"type", "start", "end"} & {name for _, _, data in network.edges(data=True) for name in data}
    assert "<edge source" in text


@pytest.mark.parametrize(
    ("data", "graph"),
    [(nx.node_link_data, nx.node_link_graph), (nx.adjacency_data, nx.adjacency_graph), (nx.cytoscape_data, None)],
)
def test_json_takes_it(any_network, data, graph):
    document = json.loads(json.dumps(data(any_network)))
    if graph is not None:
        other = graph(document)
        assert dict(other.nodes(data=True)) == dict(any_network.nodes(data=True))
        assert set(other.edges(keys=True)) == set(any_network.edges(keys=True))
    else:
        assert len(document["elements"]["edges"]) == any_network.number_of_edges()


def test_pyvis_draws_it(network):
    page = Page(directed=True)
    page.from_nx(network.copy())
    assert len(page.nodes) == len(network)
    assert {node["label"] for node in page.nodes} == {data["label"] for _, data in network.nodes(data=True)}
    assert "China" in page.generate_html()


def test_igraph_takes_it(network):
    other = igraph.Graph.from_networkx(network)
    assert (other.vcount(), other.ecount()) == (len(network), network.number_of_edges())
    assert min(other.es["weight"]) > 0
    assert len(other.betweenness(weights="weight")) == len(network)


def test_frames_take_it(network):
    frame = nx.to_pandas_edgelist(network, edge_key="key")
    assert len(frame) == network.number_of_edges()
    other = nx.from_pandas_edgelist(
        frame, edge_attr=["relation", "weight"], edge_key="key", create_using=nx.MultiDiGraph
    )
    assert set(other.edges(keys=True)) == set(network.edges(keys=True))
    assert pd.api.types.is_float_dtype(frame["weight"])


def test_what_no_xml_can_hold_is_replaced(rich_network):
    actors = {**rich_network.actors, "mu": replace(rich_network.actors["mu"], label="Mu\x00\ud800")}
    other = multigraph(replace(rich_network, actors=actors))
    assert other.nodes["mu"]["label"] == "Mu��"
    nx.write_graphml(other, io.BytesIO())


SIMPLE = nx.Graph
ALGORITHMS = {
    "degree": nx.degree_centrality,
    "in-degree": nx.in_degree_centrality,
    "strength": lambda g: dict(g.degree(weight="weight")),
    "closeness": lambda g: nx.closeness_centrality(g, distance="distance"),
    "harmonic": lambda g: nx.harmonic_centrality(g, distance="distance"),
    "betweenness": lambda g: nx.betweenness_centrality(SIMPLE(g), weight="distance"),
    "edge betweenness": lambda g: nx.edge_betweenness_centrality(SIMPLE(g), weight="distance"),
    "load": lambda g: nx.load_centrality(SIMPLE(g), weight="distance"),
    "clustering": lambda g: nx.clustering(SIMPLE(g), weight="weight"),
    "square clustering": lambda g: nx.square_clustering(SIMPLE(g)),
    "triangles": lambda g: nx.triangles(SIMPLE(g)),
    "constraint": lambda g: nx.constraint(SIMPLE(g), weight="weight"),
    "effective size": lambda g: nx.effective_size(SIMPLE(g)),
    "core numbers": lambda g: nx.core_number(SIMPLE(g)),
    "louvain": lambda g: nx.community.louvain_communities(g, weight="weight", seed=1),
    "greedy modularity": lambda g: nx.community.greedy_modularity_communities(SIMPLE(g), weight="weight"),
    "label propagation": lambda g: list(nx.community.asyn_lpa_communities(g, weight="weight", seed=1)),
    "shortest paths": lambda g: dict(nx.all_pairs_dijkstra_path_length(g, weight="distance")),
    "widest tree": lambda g: nx.maximum_spanning_tree(SIMPLE(g), weight="weight").nodes,
    "components": lambda g: list(nx.weakly_connected_components(g)),
    "strong components": lambda g: list(nx.strongly_connected_components(g)),
    "bridges": lambda g: [set(g), *nx.bridges(SIMPLE(g))],
    "voting": nx.voterank,
    "layout": lambda g: nx.spring_layout(g, weight="weight", seed=1, iterations=5),
    "flow": lambda g: nx.maximum_flow_value(SIMPLE(g), "china", "united-states", capacity="weight"),
    "shell": lambda g: nx.onion_layers(SIMPLE(g)),
}  # fmt: skip


@pytest.mark.parametrize("name", ALGORITHMS)
def test_algorithms_run_on_it_as_it_comes(network, name):
    assert ALGORITHMS[name](network)
