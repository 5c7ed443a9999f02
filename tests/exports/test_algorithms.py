"""What users run on an export in the programs that read it: nothing fails, and two programs find the same.

Each format is read by another's reader, and the algorithms are those of networkx and igraph. Tests of parsers alone pass
where centralities do not, as with edges of weight 0.
"""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import duckdb
import igraph
import networkx as nx
import numpy as np
import polars as pl
import pytest
import rdflib
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.exports.event_tables import graphml as events_graphml
from kg.exports.formats import FORMATS
from kg.exports.multigraph import multigraph
from kg.model.records import Corpus, Event, Stance
from tests.exports.test_hostile import HOSTILE

KG = "https://w3id.org/detente/ns#"
NUMBERS = ("weight", "distance", "intensity", "tension", "probability", "mass", "clusters")
# How far the results of two programs may be apart, which add up floating-point numbers in their own orders.
EQUAL = 1e-6
DAMPING = 0.85


def of_graphml(graph):
    read = nx.parse_graphml(FORMATS["graphml"].text(graph).decode(), force_multigraph=True)
    return nx.relabel_nodes(read, {node: data["slug"] for node, data in read.nodes(data=True)})


def of_gexf(graph):
    read = nx.read_gexf(io.BytesIO(FORMATS["gexf"].text(graph)), version="1.3")
    return nx.relabel_nodes(nx.MultiDiGraph(read), {node: data["slug"] for node, data in read.nodes(data=True)})


def of_cytoscape(graph):
    return nx.cytoscape_graph(json.loads(FORMATS["cytoscape"].text(graph)))


def rows(files, name):
    return list(csv.DictReader(io.StringIO(files[name].decode(), newline="")))


def of_csv(graph):
    files, read = FORMATS["csv"].files(graph), nx.MultiDiGraph()
    read.add_nodes_from((row["id"], row) for row in rows(files, "nodes.csv"))
    for row in rows(files, "edges.csv"):
        numbers = {name: float(row[name]) for name in NUMBERS if row[name]}
        read.add_edge(row["source"], row["target"], row["id"], relation=row["relation"], **numbers)
    return read


def of_neo4j(graph):
    """What neo4j-admin imports of ties and dyads, as a projection would take it."""
    files, read = FORMATS["neo4j"].files(graph), nx.MultiDiGraph()
    for name in {"nodes-actor.csv", "nodes-issue.csv", "nodes-event.csv"} & files.keys():
        read.add_nodes_from(row["key:ID"].removeprefix("node/") for row in rows(files, name))
    for relation in ("stance", "event", "leverage", "tension"):
        name = f"relationships-{relation}.csv"
        for row in rows(files, name) if name in files else ():
            ends = (row[end].removeprefix("node/") for end in (":START_ID", ":END_ID"))
            typed = {head.partition(":")[0]: text for head, text in row.items() if head.endswith((":double", ":long"))}
            numbers = {name: float(typed[name]) for name in NUMBERS if typed.get(name)}
            read.add_edge(*ends, row["key:string"], relation=relation, **numbers)
    return read


READERS = {"graphml": of_graphml, "gexf": of_gexf, "cytoscape": of_cytoscape, "csv": of_csv, "neo4j": of_neo4j}


def of_python(graph):
    """What `project.network()` gives, which has no dyads."""
    return multigraph(graph.as_known())


def igraph_of(read):
    """The same edges in igraph, with what its algorithms take."""
    numbers = {node: index for index, node in enumerate(read)}
    made = igraph.Graph([(numbers[a], numbers[b]) for a, b in read.edges()], n=len(read), directed=read.is_directed())
    for name in ("weight", "distance"):
        made.es[name] = [data[name] for _, _, data in read.edges(data=True)]
    return made


def simple(read):
    """One undirected edge for each pair that any edge joins, as strong as all of them together."""
    joined = nx.Graph()
    joined.add_nodes_from(read)
    for a, b, data in read.edges(data=True):
        weight = joined.edges[a, b]["weight"] if joined.has_edge(a, b) else 0.0
        joined.add_edge(a, b, weight=weight + data["weight"])
    for _, _, data in joined.edges(data=True):
        data["distance"] = 1 / data["weight"]
    return joined


def largest(network):
    """The largest part in which every node reaches every other, its nodes in the order of the network."""
    part = max(nx.connected_components(network), key=len)
    found = nx.Graph()
    found.add_nodes_from(node for node in network if node in part)
    found.add_edges_from(network.subgraph(part).edges(data=True))
    return found


def all_finite(values):
    assert all(math.isfinite(value) for value in values)


def weights_are_strengths(read):
    """Above 0 and at most 1, as finite numbers, with the distance that is short where they are strong."""
    for _, _, data in read.edges(data=True):
        assert isinstance(data["weight"], float)
        assert 0 < data["weight"] <= 1
        assert data["distance"] == pytest.approx(1 / data["weight"], rel=EQUAL)


def pagerank(read):
    """PageRank by networkx's matrix; its own function wants SciPy, and multiplies this."""
    matrix = np.asarray(nx.google_matrix(read, alpha=DAMPING, weight="weight"))
    ranks = np.full(len(read), 1 / len(read))
    for _ in range(500):
        ranks = ranks @ matrix
    return ranks.tolist()


def by_networkx(network):
    """Results on a connected undirected network, each by its name, those of nodes in the order of the network."""
    paths = dict(nx.all_pairs_dijkstra_path_length(network, weight="distance"))
    tree = nx.minimum_spanning_tree(network, weight="distance")
    return {
        "degree": [degree for _, degree in network.degree()],
        "strength": [degree for _, degree in network.degree(weight="weight")],
        "closeness": [nx.closeness_centrality(network, u=node, distance="distance") for node in network],
        "betweenness": [*nx.betweenness_centrality(network, weight="distance", normalized=False).values()],
        "hops between": [*nx.betweenness_centrality(network, normalized=False).values()],
        "pagerank": pagerank(network),
        "paths": [paths[a][b] for a in network for b in network],
        "tree": [tree.size(weight="distance")],
        "cores": [*nx.core_number(network).values()],
    }


def by_igraph(network):
    """The same results by igraph."""
    made = igraph_of(network)
    return {
        "degree": made.degree(),
        "strength": made.strength(weights="weight"),
        "closeness": made.closeness(weights="distance"),
        "betweenness": made.betweenness(weights="distance"),
        "hops between": made.betweenness(),
        "pagerank": made.pagerank(weights="weight", damping=DAMPING),
        "paths": [length for row in made.distances(weights="distance") for length in row],
        "tree": [sum(made.spanning_tree(weights="distance").es["distance"])],
        "cores": made.coreness(),
    }


def run_networkx(read):
    """The algorithms that need no referee, on the network as it is read and on the simple one."""
    network = simple(read)
    communities = nx.community.louvain_communities(network, weight="weight", seed=1)
    for found in (
        communities,
        nx.community.louvain_communities(read, weight="weight", seed=1),
        nx.community.asyn_lpa_communities(network, weight="weight", seed=1),
    ):
        assert set.union(*map(set, found)) == set(read)
    all_finite(pagerank(read))
    all_finite(nx.closeness_centrality(read, distance="distance").values())
    for lengths in dict(nx.all_pairs_dijkstra_path_length(read, weight="distance")).values():
        all_finite(lengths.values())
    all_finite(np.ravel([*nx.spring_layout(network, weight="weight", seed=1, iterations=5).values()]))
    if network.number_of_edges():
        assert math.isfinite(nx.community.modularity(network, communities, weight="weight"))


def run_igraph(read):
    """The same, on a network as igraph has it, directed and with parallel edges."""
    all_finite(read.betweenness(weights="distance"))
    all_finite(read.betweenness(weights="weight"))  # as many do, who take the weight for a length
    all_finite(read.harmonic_centrality(weights="distance"))
    all_finite(read.pagerank(weights="weight"))
    all_finite(length for row in read.distances(weights="distance") for length in row if length != math.inf)
    tied = read.as_undirected(mode="each")
    for found in (
        tied.community_multilevel(weights="weight"),
        tied.community_leiden("modularity", weights="weight"),
        tied.community_label_propagation(weights="weight"),
        tied.community_infomap(edge_weights="weight"),
        tied.community_walktrap(weights="weight").as_clustering(max(1, len(tied.connected_components()))),
    ):
        assert len(found.membership) == read.vcount()
        assert math.isfinite(tied.modularity(found, weights="weight")) or not read.ecount()
    for layout in (tied.layout_fruchterman_reingold(weights="weight"), tied.layout_kamada_kawai(weights="distance")):
        all_finite(coordinate for point in layout for coordinate in point)


def told(read):
    """Every edge with its ends, in their direction, its relation and its signed values."""
    return sorted(
        (a, b, data["relation"], *(round(data.get(name) or 0, 6) for name in ("intensity", "tension")))
        for a, b, data in read.edges(data=True)
    )


def true(graph):
    ties = [(tie.source, tie.target, tie.relation, round(tie.intensity or 0, 6), 0) for tie in graph.as_known().ties]
    return sorted([*ties, *((dyad.a, dyad.b, "tension", 0, round(dyad.tension, 6)) for dyad in graph.tension())])


@pytest.mark.parametrize("name", [*READERS, "python"])
def test_two_programs_find_the_same_in_the_shipped_graph(shipped_graph, name):
    read = of_python(shipped_graph) if name == "python" else READERS[name](shipped_graph)
    assert not any(a == b for a, b in read.edges())
    weights_are_strengths(read)
    run_networkx(read)
    run_igraph(igraph_of(read))
    network = largest(simple(read))
    assert len(network) > 10
    ours, theirs = by_networkx(network), by_igraph(network)
    for result, values in ours.items():
        all_finite(values)
        assert theirs[result] == pytest.approx(values, rel=EQUAL, abs=EQUAL), result
    central = np.array(igraph_of(network).eigenvector_centrality(weights="weight"))
    expected = np.array([*nx.eigenvector_centrality(network, weight="weight", max_iter=5000, tol=1e-9).values()])
    assert (central / np.linalg.norm(central)).tolist() == pytest.approx(expected.tolist(), abs=1e-4)


@pytest.mark.parametrize("name", READERS)
def test_ends_directions_and_signs_are_those_of_the_graph(shipped_graph, name):
    """A claim that is friendly has an intensity above 0, a dyad that is hostile a tension above 0."""
    read = READERS[name](shipped_graph)
    assert told(read) == true(shipped_graph)
    assert {data.get("tension", 0) > 0 for _, _, data in read.edges(data=True)} == {True, False}
    assert set(read) == set(shipped_graph.as_known())


def test_igraph_runs_on_its_own_reading_of_graphml(shipped_graph, tmp_path):
    path = tmp_path / "network.graphml"
    path.write_bytes(FORMATS["graphml"].text(shipped_graph))
    read = igraph.Graph.Read_GraphML(str(path))
    run_igraph(read)
    slugs = read.vs["slug"]
    found = sorted((slugs[e.source], slugs[e.target], e["relation"], round(e["weight"], 6)) for e in read.es)
    other = of_csv(shipped_graph).edges(data=True)
    assert found == sorted((a, b, data["relation"], round(data["weight"], 6)) for a, b, data in other)


@pytest.mark.parametrize(("name", "parser"), [("turtle", "turtle"), ("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])  # fmt: skip
def test_rdf_gives_the_signed_network_of_dyads(shipped_graph, name, parser):
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=FORMATS[name].text(shipped_graph), format=parser)
    query = f"SELECT DISTINCT ?d ?a ?t {{ ?d <{KG}between> ?a ; <{KG}tension> ?t }}"
    ends, scores = {}, {}
    for dyad, actor, score in dataset.query(query):
        ends.setdefault(dyad, []).append(actor.rpartition("/")[2])
        scores[dyad] = round(float(score), 6)
    assert sorted((*sorted(ends[dyad]), scores[dyad]) for dyad in ends) == sorted(
        (dyad.a, dyad.b, round(dyad.tension, 6)) for dyad in shipped_graph.tension()
    )


def test_stix_gives_the_network_of_relationships(shipped_graph):
    """Each is one claim about two actors, from the one to the other."""
    bundle = json.loads(FORMATS["stix"].text(shipped_graph))
    objects = {each["id"]: each for each in bundle["objects"]}
    assert len(objects) == len(bundle["objects"])
    related = [each for each in bundle["objects"] if each["type"] == "relationship"]
    names = [tuple(objects[each[f"{end}_ref"]]["name"] for end in ("source", "target")) for each in related]
    network = shipped_graph.as_known()
    ties = {(network.label(tie.source), network.label(tie.target)) for tie in network.ties}
    assert related
    assert set(names) <= ties
    assert all(0 <= each["confidence"] <= 100 for each in related)


def test_tables_have_their_types_in_duckdb_and_polars(shipped_graph, tmp_path):
    for name, content in FORMATS["csv"].files(shipped_graph).items():
        (tmp_path / name).write_bytes(content)
    edges = str(tmp_path / "edges.csv")
    types = {"weight": "DOUBLE", "distance": "DOUBLE", "intensity": "DOUBLE", "tension": "DOUBLE", "thin": "BOOLEAN"}
    described = {name: kind for name, kind, *_ in duckdb.sql(f"DESCRIBE FROM '{edges}'").fetchall()}
    assert {name: described[name] for name in types} == types
    frame = pl.read_csv(edges, infer_schema_length=None, try_parse_dates=True)
    kinds = {"weight": pl.Float64, "tension": pl.Float64, "thin": pl.Boolean, "clusters": pl.Int64, "day": pl.Date}
    assert {name: frame.schema[name] for name in kinds} == kinds
    expected = {(dyad.a, dyad.b): round(dyad.tension, 6) for dyad in shipped_graph.tension()}
    scored = frame.filter(pl.col("relation") == "tension")
    assert dict(zip(scored.select("source", "target").rows(), scored["tension"].to_list(), strict=True)) == expected
    joined = duckdb.sql(
        f"SELECT count(*) FROM '{edges}' e JOIN '{tmp_path}/nodes.csv' a ON e.source = a.id "
        f"JOIN '{tmp_path}/nodes.csv' b ON e.target = b.id"
    )
    assert joined.fetchall() == [(len(frame),)]


def test_dyads_of_events_that_are_even_have_a_weight(tmp_path):
    """Scores of tables of events are drawn too, and some are 0."""
    common = {"at": date(2016, 2, 9), "low": -0.1, "high": 0.1, "hostile": 0.2, "friendly": 0.2, "mass": 1.0}
    scores = [("a", "b", 0.0), ("a", "c", -0.4), ("b", "c", 1e-9)]
    dyads = [
        SimpleNamespace(a=a, b=b, tension=score, clusters=1, events=2, thin=True, **common) for a, b, score in scores
    ]
    path = tmp_path / "events.graphml"
    path.write_text(events_graphml(dyads, "table"), encoding="utf-8")
    read = nx.read_graphml(path)
    assert not read.is_directed()
    weights_are_strengths(read)
    run_networkx(read)
    run_igraph(igraph.Graph.Read_GraphML(str(path)))


EXTREMES = [Decimal(number) for number in ("-1", "-0.000001", "-0.0000004", "0", "0.000001", "0.5", "1")]
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.sampled_from(HOSTILE)


@st.composite
def corpora(draw, shipped):
    """The shipped claims with positions and scores at their ends, some left out, under names that nobody would choose."""
    corpus = shipped.corpus
    names = {slug: draw(NAMES) for slug in draw(st.lists(st.sampled_from(sorted(corpus.actors)), max_size=4))}
    actors = {slug: replace(actor, label=names.get(slug, actor.label)) for slug, actor in corpus.actors.items()}
    extreme = draw(st.lists(st.sampled_from(EXTREMES), min_size=7, max_size=7))
    kept = draw(st.integers(0, len(corpus.claims)))
    start = draw(st.integers(0, len(corpus.claims)))

    def strained(index, claim):
        value, content = extreme[index % len(extreme)], claim.content
        if isinstance(content, Stance):
            return replace(claim, content=replace(content, position=value))
        return replace(claim, content=replace(content, goldstein=10 * value)) if isinstance(content, Event) else claim

    rotated = (*corpus.claims[start:], *corpus.claims[:start])
    claims = [strained(index, claim) for index, claim in enumerate(rotated[:kept])]
    by_slug = {claim.content.slug: claim.content for claim in claims if isinstance(claim.content, Event)}
    claims = tuple(
        replace(claim, content=by_slug[claim.content.slug]) if isinstance(claim.content, Event) else claim
        for claim in claims
    )
    return Corpus(actors, corpus.issues, {**corpus.events, **by_slug}, corpus.articles, claims)


# An example takes a second, and what one fails on is seen in its edges.
@settings(max_examples=8, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_algorithms_run_on_any_graph(shipped, graph, tmp_path, data):
    made = graph(data.draw(corpora(shipped)))
    expected = true(made)
    for name, reader in READERS.items():
        read = reader(made)
        weights_are_strengths(read)
        assert told(read) == expected, name
    run_networkx(read)
    path = tmp_path / "network.graphml"
    path.write_bytes(FORMATS["graphml"].text(made))
    run_igraph(igraph.Graph.Read_GraphML(str(path)))
