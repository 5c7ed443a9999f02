"""The way back: what was written as a graph is read as it was, and a damaged graph says where it is damaged."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings

from kg.exports.rdf.files import n_quads
from kg.model.records import GraphError
from kg.model.vocabulary import DATA, KG, PREFIXES, RDF_TYPE
from kg.rdf.read import records
from kg.rdf.store import in_memory
from kg.rdf.write import quads
from tests.rdf.strategies import corpora


def test_the_shipped_sources_come_back_as_they_were(shipped, terms):
    expected, found = shipped.corpus.ordered(), records(shipped.quads, terms)
    for registry in (field for field in fields(expected) if field.compare):
        assert getattr(found, registry.name) == getattr(expected, registry.name)
    assert len(found.claims) > 80


def test_a_corpus_with_everything_comes_back_in_its_order(rich_corpus, rich_dataset, terms):
    found = records([*terms.quads, *rich_dataset], terms)
    assert found == rich_corpus
    assert repr(found.claims[0].passages) == repr(rich_corpus.claims[0].passages)
    for name in ("actors", "issues", "events", "articles"):
        assert list(getattr(found, name)) == list(getattr(rich_corpus, name))


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=50)
@given(corpora())
def test_any_corpus_comes_back(terms, corpus):
    found = records(quads(corpus, terms), terms)
    assert found == corpus
    # Texts are equal whatever their languages; their representations are not.
    assert repr(found) == repr(corpus)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=25)
@given(corpora())
def test_any_corpus_comes_back_through_a_store_and_through_n_quads(terms, corpus):
    written = list(quads(corpus, terms))
    assert corpus.ordered() == corpus
    assert records(in_memory(written), terms) == corpus
    assert records(ox.parse(n_quads(written), format=ox.RdfFormat.N_QUADS), terms) == corpus


def test_a_graph_of_triples_is_read_like_one_of_quads(rich_corpus, rich_quads, terms):
    assert records((ox.Quad(*quad.triple) for quad in rich_quads), terms) == rich_corpus


def test_a_triple_in_two_graphs_counts_once(rich_corpus, rich_quads, terms):
    twice = [*rich_quads, *(ox.Quad(*quad.triple, ox.NamedNode("https://example.org/copy")) for quad in rich_quads)]
    assert records(twice, terms) == rich_corpus


def test_reporters_come_in_their_order_or_without_steps_by_slug(rich_quads, terms):
    def reporters(found):
        return next(claim for claim in records(found, terms).claims if claim.slug == "wary").reported_by

    assert reporters(rich_quads) == ("sages", "gazette")
    assert reporters(quad for quad in rich_quads if quad.predicate.value != KG + "report") == ("gazette", "sages")


def test_more_than_nine_parts_stay_in_their_order(rich_corpus, terms):
    claim = rich_corpus.claims[0]
    many = tuple(replace(claim.passages[0], exact=f"passage {number}", start=99 - number) for number in range(12))
    longer = replace(rich_corpus, claims=(replace(claim, passages=many), *rich_corpus.claims[1:]))
    assert next(c for c in records(quads(longer, terms), terms).claims if c.slug == claim.slug).passages == many


FOREIGN = """
@prefix kg: <https://w3id.org/detente/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix oa: <http://www.w3.org/ns/oa#> . @prefix x: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:mu a kg:Actor ; skos:prefLabel "Mu" . x:lemuria a kg:State ; skos:prefLabel "Lemuria" ; kg:actsFor x:mu .
x:text a kg:Article ; dct:title "A text" ; dct:publisher x:mu ; dct:issued "2016-02-09"^^xsd:date .
x:stance a kg:Stance ; kg:holder x:mu ; kg:target x:lemuria ; kg:stanceType x:Despises ; kg:position "-1.0E0"^^xsd:double .
x:c1 a kg:Claim ; kg:content x:stance ; kg:claimant x:mu ; kg:polarity kg:Affirmed ; kg:certainty x:Sure ;
  kg:mode kg:Reported ; kg:evidence x:e1 .
x:c2 a kg:Claim ; kg:content x:stance ; kg:claimant x:lemuria ; kg:polarity kg:Denied ; kg:certainty kg:Certain ;
  kg:mode kg:Reported ; kg:evidence x:e2 ; kg:denies x:c1 .
x:e1 oa:hasSource x:text ; oa:hasSelector x:q1 . x:q1 oa:exact "they said" .
x:e2 oa:hasSource x:text ; oa:hasSelector x:q2 . x:q2 oa:exact "they did not" ; oa:start 20 ; oa:end 32 .
"""


def test_a_graph_of_somebody_elses_goes_by_its_own_iris(terms):
    found = records(ox.parse(FOREIGN.encode(), format=ox.RdfFormat.TURTLE), terms)
    assert found.actors["https://example.org/mu"].kind == "organization"
    assert found.actors["https://example.org/lemuria"].acts_for == "https://example.org/mu"
    first, second = found.claims
    assert (first.content.type, first.content.position) == ("https://example.org/Despises", Decimal(-1))
    assert first.certainty == "https://example.org/Sure"
    assert (first.passages[0].start, first.passages[0].end) == (0, len("they said"))
    assert second.denies == first.key == "https://example.org/text/https://example.org/c1"
    assert found.articles["https://example.org/text"].reliability == "F"


@pytest.mark.parametrize(
    ("said", "title", "quotes"),
    [
        ('"zh"', "zh", ("", "")),
        ("<http://id.loc.gov/vocabulary/iso639-2/eng>", "", ("", "")),
        ("x:mandarin", "", ("", "")),
    ],
)
def test_a_language_is_a_tag_or_none(terms, said, title, quotes):
    graph = FOREIGN.replace("dct:publisher x:mu", f"dct:publisher x:mu ; dct:language {said}")
    found = records(ox.parse(graph.encode(), format=ox.RdfFormat.TURTLE), terms)
    assert found.articles["https://example.org/text"].language == title
    assert tuple(claim.language for claim in found.claims) == quotes


def test_languages_that_only_literals_have_are_those_of_what_they_are_in(terms):
    graph = FOREIGN.replace('"A text"', '"A text"@en').replace('"they said"', '"sie sagten"@DE-at')
    graph = graph.replace('skos:prefLabel "Mu"', 'skos:prefLabel "Mu"@en, "Mou"@fr, "Mu"')
    found = records(ox.parse(graph.encode(), format=ox.RdfFormat.TURTLE), terms)
    assert found.articles["https://example.org/text"].language == "en"
    assert [claim.language for claim in found.claims] == ["de-AT", ""]
    mu = found.actors["https://example.org/mu"]
    assert repr((mu.label, mu.other_labels)) == "('Mu', ('Mu'@en, 'Mou'@fr))"


# node, property, the value put in its place (None: taken away), what the message says after the node
DAMAGES = [
    ("actor/mu", "skos:prefLabel", None, "has no skos:prefLabel"),
    ("issue/tides", "skos:prefLabel", None, "has no skos:prefLabel"),
    ("article/one", "dct:title", None, "has no dct:title"),
    ("article/one", "dct:issued", "next week", ": dct:issued 'next week' is no"),
    ("article/one", "dct:publisher", None, "has no dct:publisher"),
    ("event/flood", "kg:when", "2016-13", ": kg:when '2016-13' is no"),
    ("event/flood", "kg:goldstein", None, "has no kg:goldstein"),
    ("event/flood", "kg:goldstein", "much", "has kg:goldstein 'much', which is no decimal number"),
    ("event/flood", "kg:goldstein", "NaN", "has kg:goldstein 'NaN', which is no decimal number"),
    ("event/flood", "kg:goldstein", "Infinity", "has kg:goldstein 'Infinity', which is no decimal number"),
    ("event/flood", "kg:goldstein", "1e999999", "has kg:goldstein '1e999999', which is no decimal number"),
    ("event/flood", "kg:eventType", None, "has no kg:eventType"),
    ("event/flood", "kg:status", None, "has no kg:status"),
    ("event/flood/quantity/1", "kg:unit", None, "has no kg:unit"),
    ("stance/one/wary", "kg:holder", None, "has no kg:holder"),
    ("stance/one/wary", "kg:target", None, "has no kg:target"),
    ("stance/one/wary", "kg:position", "", "has no kg:position"),
    ("stance/one/wary", "rdf:type", None, "is no kg:Stance, kg:Event or kg:Leverage"),
    ("leverage/one/dams", "kg:wielder", None, "has no kg:wielder"),
    ("leverage/one/dams", "kg:effect", None, "has no kg:effect"),
    ("claim/one/wary", "kg:content", None, "has no kg:content"),
    ("claim/one/wary", "kg:claimant", None, "has no kg:claimant"),
    ("claim/one/wary", "kg:evidence", None, "has no kg:evidence"),
    ("claim/one/wary", "kg:mode", None, "has no kg:mode"),
    ("claim/one/wary", "kg:mode", "guess", "has kg:mode guess, which is no kg:Mode"),
    ("claim/one/wary", "kg:polarity", "maybe", "has kg:polarity maybe, which is no kg:Polarity"),
    ("claim/one/wary", "kg:certainty", None, "has no kg:certainty"),
    ("claim/one/wary", "kg:saidOn", "then", ": kg:saidOn 'then' is no"),
    ("claim/one/wary/report/1", "kg:order", "first", "has kg:order 'first', which is no integer"),
    ("claim/one/flood/hedge/1", "kg:words", None, "has no kg:words"),
    ("claim/one/flood/hedge/1", "kg:upper", None, "has no kg:upper"),
    ("claim/one/wary/evidence/1", "oa:hasSource", None, "has no oa:hasSource"),
    ("claim/one/wary/evidence/1/quote", "oa:exact", None, "has no oa:exact"),
    ("claim/one/wary/evidence/1/position", "oa:start", "top", "has oa:start 'top', which is no integer"),
    ("claim/one/wary/evidence/1/position", "oa:end", "9" * 5000, "which is no integer"),
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: " ".join(map(str, damage[:3]))[:70])
def test_a_damaged_graph_names_the_node_and_the_property(rich_quads, terms, damage):
    node, name, value, message = damage
    prefix, _, local = name.partition(":")
    subject, predicate = ox.NamedNode(DATA + node), ox.NamedNode(PREFIXES[prefix] + local)
    damaged = [quad for quad in rich_quads if (quad.subject, quad.predicate) != (subject, predicate)]
    assert len(damaged) < len(rich_quads)
    if value is not None:
        damaged.append(ox.Quad(subject, predicate, ox.Literal(value), ox.NamedNode(DATA + "article/one")))
    with pytest.raises(GraphError) as error:
        records(damaged, terms)
    assert message in str(error.value)
    assert str(error.value).startswith(DATA + node.removesuffix("/quote"))


def test_a_claim_whose_article_is_not_there_says_so(rich_quads, terms):
    damaged = [quad for quad in rich_quads if quad.subject.value != DATA + "article/one"]
    with pytest.raises(GraphError, match=r"claim/one/\w+ has its kg:evidence in .*article/one, which is no kg:Article"):
        records(damaged, terms)


def test_triples_as_values_are_refused(rich_quads, terms):
    quoted = ox.Quad(ox.NamedNode("https://x/s"), ox.NamedNode("https://x/p"), rich_quads[0].triple)
    with pytest.raises(GraphError, match="https://x/p has a triple as its value"):
        records([quoted], terms)


def test_an_empty_graph_is_an_empty_corpus(terms):
    found = records([], terms)
    assert (found.actors, found.articles, found.claims, found.newest_day()) == ({}, {}, (), None)


def test_only_the_named_classes_are_read(terms):
    other = ox.Quad(ox.NamedNode("https://x/s"), ox.NamedNode(RDF_TYPE), ox.NamedNode(KG + "Quantity"))
    assert records([other], terms).actors == {}
