"""What is in people's texts reaches every reader as text, and the same graph gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import networkx as nx
import pyoxigraph as ox
import pytest
import stix2
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kg.exports.formats import FORMATS, zipped
from kg.exports.graphml import FORBIDDEN
from kg.network.network import network_of

HOSTILE = [
    "it's \"quoted\" \\' and \\\\' OR 1=1; MATCH (n) DETACH DELETE n; //",
    "\\u0027}) DETACH DELETE n //",
    "'}}] AS row MATCH (n) DETACH DELETE n;\n:exit\n/*",
    '=HYPERLINK("https://evil.example")',
    "line\nbreak\r\nand\ttab, comma; semicolon | pipe",
    "</attvalue><script>alert(1)</script>]]>&amp;",
    "\x00\x01\x1b[31m\x1f\x7f\x85\u2028\u2029\ufeff\ufffe",
    "naïve 中国 🕊️ \u202eright to left",
    '@prefix x: <y> .\n<a> <b> "c" . """',
    "{{curly}} $param `tick`",
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def xml_safe(text):
    return FORBIDDEN.sub("�", text)


@pytest.fixture(scope="module", params=HOSTILE)
def text(request):
    return request.param


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_gives_the_same_bytes(name, shipped, graph, written):
    assert written(name, graph(shipped.corpus)) == written(name, graph(shipped.corpus))


def test_archives_have_no_time(shipped_graph):
    files = FORMATS["csv"].files(shipped_graph)
    assert zipped(files) == zipped(dict(files))
    assert b"\x00\x00\x21\x00" in zipped(files)


def test_gexf_in_another_parser(text, labelled, written):
    root = etree.fromstring(written("gexf", labelled(text)))
    labels = {node.get("id"): node.get("label") for node in root.iter("{*}node")}
    assert labels["china"] == xml_safe(text)
    quotes = {value.get("value") for value in root.iter("{*}attvalue") if value.get("for") == "quote"}
    assert quotes == {f"{xml_safe(text)} […] {xml_safe(text)}"}


def test_cytoscape_in_another_reader(text, labelled, written):
    made = written("cytoscape", labelled(text)).decode()
    assert "\u2028" not in made
    read = nx.cytoscape_graph(json.loads(made))
    assert read.nodes["china"]["label"] == text
    assert read.nodes["china"]["aliases"] == [text]


def test_tables_have_as_many_cells_as_columns_and_no_formula(text, labelled):
    for content in FORMATS["csv"].files(labelled(text)).values():
        columns, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
        assert all(len(row) == len(columns) for row in rows)
        assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    nodes = {
        row["id"]: row
        for row in csv.DictReader(io.StringIO(FORMATS["csv"].files(labelled(text))["nodes.csv"].decode(), newline=""))
    }
    assert nodes["china"]["label"].removeprefix("'") == text.removeprefix("'")


def test_neo4j_tables_hold_the_text_as_it_is(text, labelled):
    files = FORMATS["neo4j"].files(labelled(text))
    for name, content in files.items():
        if name.endswith(".csv"):
            columns, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
            assert all(len(row) == len(columns) for row in rows)
    actors = {row["key:ID"]: row for row in csv.DictReader(io.StringIO(files["nodes-actor.csv"].decode(), newline=""))}
    assert actors["node/china"]["label:string"] == text.replace("\0", "�")
    assert actors["node/china"][":LABEL"] == "Actor\x1fState"


def test_stix_in_its_own_library(text, labelled, written):
    made = written("stix", labelled(text))
    bundle = stix2.parse(made, allow_custom=False, version="2.1")
    names = {thing.name for thing in bundle.objects if thing.type == "identity"}
    assert text in names


@pytest.mark.parametrize("name", ["jsonld", "trig", "nquads"])
def test_rdf_gives_back_every_quad(name, text, labelled, written):
    made = labelled(text)
    formats = {"jsonld": ox.RdfFormat.JSON_LD, "trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}
    assert set(ox.parse(written(name, made), format=formats[name])) == set(made.quads())


def test_nanopublications_stay_in_their_graphs(text, labelled, written):
    made = labelled(text)
    found = set(ox.parse(written("nanopub", made), format=ox.RdfFormat.TRIG))
    assert len({quad.graph_name for quad in found}) == 4 * len(made.corpus.claims)


@pytest.mark.parametrize("slug", ["a\"b'c\\u0027 <d>&;\n", "=1+1", "#edge:x", "\x00\x1f", "x/y|z"])
def test_ids_join_whatever_stands_in_them(slug, shipped, graph):
    claims = [
        claim for claim in shipped.corpus.claims if claim.content.kind == "stance" and claim.content.target == "thaad"
    ]
    holding = tuple(replace(claim, content=replace(claim.content, holders=(slug,))) for claim in claims)
    odd = replace(shipped.corpus.actors["china"], slug=slug)
    made = graph(replace(shipped.corpus, actors={**shipped.corpus.actors, slug: odd}, claims=holding))
    made.network = network_of(made.corpus, made.terms)
    assert holding
    gexf = nx.read_gexf(io.BytesIO(FORMATS["gexf"].text(made)), version="1.3")
    assert {gexf.nodes[a]["slug"] for a, _ in gexf.edges()} == {xml_safe(slug)}
    drawn = nx.cytoscape_graph(json.loads(FORMATS["cytoscape"].text(made)))
    assert {a for a, _ in drawn.edges()} == {slug}
    files = {
        name: list(csv.DictReader(io.StringIO(content.decode(), newline="")))
        for name, content in FORMATS["csv"].files(made).items()
    }
    assert {row["source"] for row in files["edges.csv"]} < {row["id"] for row in files["nodes.csv"]}
    assert {thing.type for thing in stix2.parse(FORMATS["stix"].text(made), version="2.1").objects} >= {
        "note",
        "report",
    }
    tables = FORMATS["neo4j"].files(made)
    stances = csv.DictReader(io.StringIO(tables["relationships-stance.csv"].decode(), newline=""))
    actors = csv.DictReader(io.StringIO(tables["nodes-actor.csv"].decode(), newline=""))
    assert {row[":START_ID"] for row in stances} < {row["key:ID"] for row in actors}


@settings(max_examples=40)
@given(TEXTS)
def test_any_text_in_json_ld_is_the_same_in_rdf(labelled, text):
    made = labelled(text)
    assert set(ox.parse(FORMATS["jsonld"].text(made), format=ox.RdfFormat.JSON_LD)) == set(made.quads())


@settings(max_examples=40)
@given(TEXTS)
def test_any_text_is_well_formed_gexf(labelled, text):
    root = etree.fromstring(FORMATS["gexf"].text(labelled(text)))
    assert {node.get("label") for node in root.iter("{*}node")} >= {xml_safe(text)}


@settings(max_examples=40)
@given(TEXTS)
def test_any_statement_of_cypher_is_one_line(labelled, text):
    made = FORMATS["cypher"].text(labelled(text)).decode()
    assert made.endswith(";\n")
    assert all(re.match("(CREATE CONSTRAINT|UNWIND) ", line) for line in made.splitlines())
