"""The dataset as RDF: its graphs, its nodes, its literals, and its one canonical form."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.exports.rdf.files import Blocks, block, n_quads
from kg.model.records import Corpus
from kg.model.vocabulary import DATA, EDTF, KG, REGISTRY_GRAPH
from kg.rdf.graphs import lines, merged
from kg.rdf.nodes import decimal
from kg.rdf.objects import rdflib_dataset
from kg.rdf.write import quads
from tests.rdf.strategies import corpora

# What stands where: 'actor/…' in the registry, everything of an article in its graph, whoever's claim first said it.
HOMES = {
    "actor/atlantis": "graph/registry", "issue/tides": "graph/registry", "event/flood": "graph/registry",
    "event/flood/quantity/1": "graph/registry", "article/one": "article/one", "claim/one/wary": "article/one",
    "claim/one/flood/evidence/1/quote": "article/one", "claim/two/denial": "article/two", "stance/one/wary": "article/one",
    "event/one/talks": "article/one", "leverage/one/dams": "article/one",
}  # fmt: skip


@pytest.fixture(params=["rich", "shipped"])
def dataset(request, rich_quads, shipped):
    return rich_quads if request.param == "rich" else shipped.quads


def test_every_triple_stands_in_exactly_one_graph(dataset):
    repeated = {triple: count for triple, count in Counter(quad.triple for quad in dataset).items() if count > 1}
    assert repeated == {}


def test_every_node_has_an_iri_under_the_prefix_of_the_data(dataset):
    assert all(isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(DATA) for quad in dataset)
    objects = {quad.object for quad in dataset if not isinstance(quad.object, ox.Literal)}
    assert all(isinstance(node, ox.NamedNode) for node in objects)
    ours = {node.value for node in objects if node.value.startswith(DATA)}
    assert ours <= {quad.subject.value for quad in dataset}, "nothing of ours is named without being described"


def test_graphs_are_the_registry_and_one_for_each_article(rich_quads):
    names = {quad.graph_name.value for quad in rich_quads}
    assert names == {REGISTRY_GRAPH, *(DATA + f"article/{slug}" for slug in ("one", "two", "two-again"))}


@pytest.mark.parametrize(("node", "graph"), HOMES.items())
def test_records_stand_in_the_graph_they_belong_to(rich_quads, node, graph):
    assert {quad.graph_name.value for quad in rich_quads if quad.subject.value == DATA + node} == {DATA + graph}


def test_a_content_that_two_articles_speak_of_is_described_once(rich_quads):
    wary = DATA + "stance/one/wary"
    holders = [q for q in rich_quads if q.predicate.value == KG + "holder" and q.subject.value == wary]
    assert [quad.object.value.removeprefix(DATA) for quad in holders] == ["actor/atlantis", "actor/league"]
    contents = [quad.subject.value for quad in rich_quads if quad.object.value == DATA + "stance/one/wary"]
    assert [content.removeprefix(DATA) for content in contents] == [
        "claim/one/wary",
        "claim/two/wet",
        "claim/two/denial",
    ]


def test_a_content_belongs_to_the_article_that_says_it_first_even_when_a_later_one_is_read_before(rich_corpus, terms):
    backwards = replace(rich_corpus, claims=rich_corpus.claims[::-1])
    assert set(quads(backwards, terms)) == set(quads(rich_corpus, terms))


@pytest.mark.parametrize("name", ["kg:when", "kg:saidOn", "dct:issued"])
def test_dates_are_edtf_with_the_days_they_mean_beside_them(rich_quads, name):
    local = name.partition(":")[2]
    dates = [quad.object for quad in rich_quads if quad.predicate.value.endswith(local)]
    assert dates
    assert {date.datatype.value for date in dates} == {EDTF}


@pytest.mark.parametrize(
    ("node", "days"),
    [
        ("event/flood", ("2016-02-01", "2016-03-31")),
        ("claim/one/wary", ("2016-01-01", "2016-01-31")),
        ("claim/one/flood", ("2016-02-09", "2016-02-09")),
        ("claim/two/wet", ("2016-07-01", "2016-07-31")),
        ("article/two", ("2016-07-01", "2016-07-31")),
        ("event/one/talks", (None, None)),
    ],
)
def test_bounds_are_those_of_the_date_or_of_the_article(rich_quads, node, days):
    about = {quad.predicate.value: quad.object.value for quad in rich_quads if quad.subject.value == DATA + node}
    assert (about.get(KG + "earliest"), about.get(KG + "latest")) == days


@pytest.mark.parametrize(
    ("number", "text"),
    [("1", "1.0"), ("-0.5", "-0.5"), ("1E+3", "1000.0"), ("1E-7", "0.0000001"), ("503000000", "503000000.0")],
)
def test_decimals_have_a_point_and_no_exponent(number, text):
    assert str(decimal(Decimal(number))) == f'"{text}"^^<http://www.w3.org/2001/XMLSchema#decimal>'


def test_an_address_that_is_no_iri_is_kept_as_text(rich_quads):
    sources = {quad.subject.value[-3:]: quad.object for quad in rich_quads if quad.predicate.value.endswith("/source")}
    assert sources["one"] == ox.Literal("https://example.org/1?a[]=b")
    assert sources["two"] == ox.NamedNode("https://example.org/2")


def test_a_word_that_is_no_term_becomes_a_node_that_no_shape_accepts(rich_corpus, terms):
    claim = replace(rich_corpus.claims[0], mode="guessed")
    written = quads(replace(rich_corpus, claims=(claim,)), terms)
    modes = [quad.object.value for quad in written if quad.predicate.value == KG + "mode"]
    assert modes == [KG + "unknown-Mode"]


def test_an_empty_corpus_is_an_empty_dataset(terms):
    assert list(quads(Corpus({}, {}, {}, {}, ()), terms)) == []


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=40)
@given(corpora())
def test_any_corpus_gives_each_triple_once_and_its_sorted_n_quads_are_the_canonical_form(terms, corpus):
    written = list(quads(corpus, terms))
    assert len({quad.triple for quad in written}) == len(written)
    assert not any(isinstance(quad.object, ox.BlankNode) for quad in written)
    canonical = ox.Dataset(written)
    canonical.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = ox.serialize(canonical, format=ox.RdfFormat.N_QUADS).splitlines(keepends=True)
    assert n_quads(written) == b"".join(sorted(lines))


def test_rdflib_reads_the_same_quads(dataset):
    theirs = {(str(s), str(p), str(o), str(g)) for s, p, o, g in rdflib_dataset(dataset).quads()}
    ours = {tuple(term.value for term in (*quad.triple, quad.graph_name)) for quad in dataset}
    assert theirs == ours


def test_rdflib_knows_the_union_and_the_prefixes(rich_quads):
    found = rdflib_dataset(rich_quads)
    assert len(found) == len(rich_quads)
    claim = rdflib.URIRef(DATA + "claim/one/wary")
    assert found.value(claim, rdflib.URIRef(KG + "mode")) == rdflib.URIRef(KG + "Reported")
    assert dict(found.namespaces())["kg"] == rdflib.URIRef(KG)


@given(st.lists(st.lists(st.binary(max_size=3).map(lambda line: line.replace(b"\n", b"") + b"\n")).map(sorted)))
def test_sorted_texts_are_merged_as_if_their_lines_were_sorted(texts):
    assert merged(map(b"".join, texts)) == b"".join(sorted(line for text in texts for line in text))


def test_a_graph_that_is_written_again_after_a_change_is_as_if_written_anew(rich_dataset):
    blocks = Blocks()
    for name in sorted({quad.graph_name for quad in rich_dataset}, key=str):
        graph = [quad for quad in rich_dataset if quad.graph_name == name]
        more = ox.Quad(graph[0].subject, ox.NamedNode(KG + "note"), ox.Literal("a { b\n}\n\t"), name)
        for changed in (graph, graph[3:], graph, [*graph, more], graph[:1], [], graph):
            assert blocks.block(lines(changed)) == block(lines(changed))
