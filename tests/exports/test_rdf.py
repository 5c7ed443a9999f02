"""JSON-LD and nanopublications as pyld, rdflib and Apache Jena read them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld

from kg.exports.formats import FORMATS
from kg.exports.rdf.compact import CONTEXT_FILE, FRAME_FILE, compact_json_ld, context, read
from kg.exports.rdf.nanopub import NP, nanopubs
from kg.model.records import GraphError
from kg.model.vocabulary import ANALYSIS_GRAPH, DATA, KG, PREFIXES, RDF_TYPE

PROV = rdflib.Namespace(PREFIXES["prov"])
FILES = {"jsonld": "all.jsonld", "jsonld-framed": "claims.jsonld", "nanopub": "claims.trig", "trig": "all.trig"}


@pytest.fixture(scope="module")
def said(shipped_graph):
    """What the framed form is about: all but what was computed."""
    return [quad for quad in shipped_graph.quads() if quad.graph_name.value != ANALYSIS_GRAPH]


@pytest.fixture(scope="module")
def by_jena(shipped_graph, tmp_path_factory):
    """Each export as Jena understands it."""
    folder = tmp_path_factory.mktemp("jena")
    for name, file in FILES.items():
        (folder / file).write_bytes(FORMATS[name].text(shipped_graph))
    script = Path(__file__).with_name("jena.py")
    names = [str(folder / file) for file in FILES.values()]
    done = subprocess.run([sys.executable, script, *names], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return {
        name: set(ox.parse(path=str(folder / f"{file}.nq"), format=ox.RdfFormat.N_QUADS))
        for name, file in FILES.items()
    }


@pytest.mark.parametrize("name", ["jsonld", "trig"])
def test_jena_reads_every_quad(name, by_jena, shipped_graph):
    assert by_jena[name] == set(shipped_graph.quads())


def test_jena_reads_the_trees_as_triples_of_the_graph(by_jena, said):
    assert {quad.triple for quad in by_jena["jsonld-framed"]} <= {quad.triple for quad in said}


def test_jena_reads_the_nanopublications(by_jena, shipped_graph):
    written = set(ox.parse(nanopubs(shipped_graph.quads()), format=ox.RdfFormat.TRIG))
    assert by_jena["nanopub"] == written


def test_pyld_and_rdflib_read_every_quad(shipped_graph):
    made = compact_json_ld(shipped_graph.quads()).decode()
    n_quads = jsonld.to_rdf(json.loads(made), {"format": "application/n-quads"})
    assert set(ox.parse(n_quads.encode(), format=ox.RdfFormat.N_QUADS)) == set(shipped_graph.quads())
    dataset = rdflib.Dataset()
    dataset.parse(data=made, format="json-ld")
    assert len(list(dataset.quads())) == len(set(shipped_graph.quads()))


def test_the_trees_are_those_of_the_frame_by_another_processor(said):
    frame = {**read(FRAME_FILE), **read(CONTEXT_FILE)}
    theirs = jsonld.frame(json.loads(compact_json_ld(said)), frame, {"omitGraph": False})
    ours = json.loads(FORMATS["jsonld-framed"].text(_Quads(said)))
    assert _unordered(ours["@graph"]) == _unordered(theirs["@graph"])


def test_a_tree_is_short_to_read(said):
    ours = json.loads(FORMATS["jsonld-framed"].text(_Quads(said)))
    claims = {node["id"].rpartition("/")[2]: node for node in ours["@graph"] if node["type"] == "Claim"}
    denial = claims["china-denies-retaliation"]
    assert denial["claimant"][0]["label"] == "China"
    assert denial["polarity"] == "Denied"
    assert denial["denies"] == ["entity:claim/2016-07-isdp-thaad-thawing/critics-see-retaliation"]
    assert denial["content"]["target"][0]["label"] == "South Korea"
    (evidence,) = denial["evidence"]
    assert {part.get("exact") for part in evidence["selector"]} == {
        None,
        "The Chinese government has vigorously denied this",
    }


def test_a_circle_of_actors_ends(said):
    china, japan = (ox.NamedNode(f"{DATA}actor/{name}") for name in ("china", "japan"))
    acts = ox.NamedNode(KG + "actsFor")
    circle = [*said, ox.Quad(china, acts, japan), ox.Quad(japan, acts, china)]
    assert json.loads(FORMATS["jsonld-framed"].text(_Quads(circle)))["@graph"]


def test_the_context_has_every_property_and_no_word_twice(terms):
    ours = context()
    owl = PREFIXES["owl"]
    kinds = {ox.NamedNode(f"{owl}ObjectProperty"), ox.NamedNode(f"{owl}DatatypeProperty")}
    properties = {q.subject.value for q in terms.quads if q.object in kinds and q.subject.value.startswith(KG)}
    assert properties <= ours.definitions.keys()
    assert len(ours.definitions) == len([name for name, about in ours.terms.items() if isinstance(about, dict)])
    assert ours.prefixes.keys() >= set(PREFIXES.values())


@pytest.mark.parametrize(
    "value",
    [
        ox.Literal("07", datatype=ox.NamedNode(PREFIXES["xsd"] + "integer")),
        ox.Literal("1", datatype=ox.NamedNode(PREFIXES["xsd"] + "boolean")),
        ox.Literal("Chine", language="fr"),
        ox.Literal("plain"),
        ox.Literal("9" * 30, datatype=ox.NamedNode(PREFIXES["xsd"] + "integer")),
        ox.NamedNode(f"{KG}claim"),
        ox.NamedNode(f"{DATA}actor///odd"),
        ox.NamedNode("urn:x:y"),
        ox.BlankNode("b0"),
    ],
)
@pytest.mark.parametrize(
    "name", ["kg:mode", "oa:start", "skos:prefLabel", "kg:thin", "kg:claimant", "dct:title", "rdf:type"]
)
def test_values_that_a_property_does_not_expect_are_kept(value, name):
    prefix, _, local = name.partition(":")
    quads = {ox.Quad(ox.NamedNode("https://a.example/b"), ox.NamedNode(PREFIXES[prefix] + local), value)}
    back = jsonld.to_rdf(json.loads(compact_json_ld(quads)), {"format": "application/n-quads"})
    assert set(ox.parse(back.encode(), format=ox.RdfFormat.N_QUADS)) == quads


def test_an_iri_that_would_be_read_as_another_is_refused():
    node = ox.NamedNode("kg:mode")
    with pytest.raises(GraphError, match="export nquads"):
        compact_json_ld([ox.Quad(node, node, node)])


def test_each_nanopublication_is_one_by_its_guidelines(shipped_graph):
    dataset = rdflib.Dataset()
    dataset.parse(data=nanopubs(shipped_graph.quads()).decode(), format="trig")
    graphs = defaultdict(set)
    for s, p, o, g in dataset.quads():
        graphs[getattr(g, "identifier", g)].add((s, p, o))
    np = rdflib.Namespace(NP)
    heads = [name for name, triples in graphs.items() if any(o == np.Nanopublication for _, _, o in triples)]
    assert len(heads) == len(shipped_graph.corpus.claims)
    for head in heads:
        links = {p: (s, o) for s, p, o in graphs[head]}
        itself, assertion = links[np.hasAssertion]
        assert graphs[assertion]
        assert any(s == assertion and p == PROV.wasAttributedTo for s, p, _ in graphs[links[np.hasProvenance][1]])
        assert any(s == itself for s, _, _ in graphs[links[np.hasPublicationInfo][1]])
    assert len(graphs) == 4 * len(heads)


def test_a_nanopublication_of_a_denial_asserts_no_more_than_that_it_was_made(shipped_graph):
    name = f"{DATA}nanopub/2016-07-isdp-thaad-thawing/china-denies-retaliation#assertion"
    found = [
        q for q in ox.parse(nanopubs(shipped_graph.quads()), format=ox.RdfFormat.TRIG) if q.graph_name.value == name
    ]
    assert {q.object.value for q in found if q.predicate.value == KG + "polarity"} == {KG + "Denied"}
    assert {q.object.value for q in found if q.predicate.value == RDF_TYPE} == {
        KG + n for n in ("Claim", "Content", "Stance")
    }


class _Quads:
    def __init__(self, quads):
        self._quads = quads

    def quads(self):
        return self._quads


def _unordered(value):
    if isinstance(value, dict):
        return {name: _unordered(inner) for name, inner in sorted(value.items())}
    if isinstance(value, list):
        return sorted(map(_unordered, value), key=lambda inner: json.dumps(inner, sort_keys=True))
    return value
