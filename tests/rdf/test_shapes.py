"""Every shape catches what it is there for, another validator agrees, and the place in the sources is named."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH

from kg.cache import Cache
from kg.model.records import Corpus
from kg.model.vocabulary import DATA, KG, RDF_TYPE
from kg.rdf import shapes as shapes_module
from kg.rdf.ontology import load
from kg.rdf.shapes import checked, findings, validate, validate_by_another
from kg.rdf.write import quads
from tests.rdf.mutants import mutants


@pytest.fixture(scope="module")
def shapes(terms):
    return rdflib.Graph().parse(data=terms.shapes(), format="turtle")


@pytest.fixture(scope="module")
def broken(shapes, terms, rich_dataset):
    return list(mutants(shapes, terms.quads, rich_dataset))


@pytest.fixture(scope="module")
def verdicts(broken, terms, rich_dataset):
    """What ours says of all of them in one run, as nodes with the shapes that they break."""
    everything = [*rich_dataset, *(quad for mutant in broken for quad in mutant.quads)]
    return everything, {(violation.focus, violation.shape) for violation in validate(everything, terms)}


def referee(terms, shapes, quads_):
    """What pyshacl says, given the classes of the ontology."""
    schema = [quad for quad in terms.quads if quad.predicate.value.endswith(("#subClassOf", "#type"))]
    triples = ox.serialize([quad.triple for quad in (*schema, *quads_)], format=ox.RdfFormat.N_TRIPLES)
    logging.disable(logging.ERROR)  # rdflib logs every literal that is not of its datatype; some are meant not to be
    data = rdflib.Graph().parse(data=triples, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    logging.disable(logging.NOTSET)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return {(str(report.value(r, SH.focusNode)), str(report.value(r, SH.sourceShape))) for r in results}


def test_every_constraint_of_every_property_shape_is_broken_by_some_mutant(shapes, broken):
    every = {str(shape) for shape in shapes.subjects(RDF.type, SH.PropertyShape)}
    assert {mutant.shape for mutant in broken} == every
    assert len(every) > 80
    assert len(broken) > 250


def test_every_mutant_is_caught_by_its_shape(broken, verdicts):
    _, ours = verdicts
    assert [str(mutant) for mutant in broken if (mutant.focus, mutant.shape) not in ours] == []


def test_nothing_else_is_caught(broken, verdicts):
    _, ours = verdicts
    assert {focus for focus, _ in ours} == {mutant.focus for mutant in broken}


def test_another_validator_comes_to_the_same_verdicts(terms, shapes, verdicts):
    everything, ours = verdicts
    assert referee(terms, shapes, everything) == ours


def test_the_shipped_sources_and_what_is_computed_conform_for_both(terms, shapes, shipped_store):
    everything = [quad for quad in shipped_store if quad.graph_name.value != DATA + "graph/ontology"]
    assert validate(everything, terms) == []
    assert referee(terms, shapes, everything) == set()


def test_a_general_validator_that_takes_articles_apart_comes_to_the_same(terms, verdicts, monkeypatch):
    everything, ours = verdicts
    monkeypatch.setattr(shapes_module, "CHUNK", 1_000)
    found = validate_by_another(everything, terms, terms.shapes())
    assert {(violation.focus, violation.shape) for violation in found} == ours


def test_a_long_article_is_cut_between_its_records(terms, verdicts, monkeypatch):
    everything, _ = verdicts
    monkeypatch.setattr(shapes_module, "CHUNK", 100)
    graphs = Counter(quad.graph_name for quad in everything)
    assert max(graphs.values()) > 500
    sizes = [text.count("\n") for _, text in shapes_module._chunks(everything, terms, cut=True)]
    assert len(sizes) > len(everything) / 100 / 2
    kept = [described for described, _ in shapes_module._chunks(everything, terms, cut=True)]
    claim = next(node for nodes in kept for node in nodes if node.endswith("claim/one/wary"))
    assert all(any(node == claim for node in nodes) for nodes in kept if f"{claim}/evidence/1" in nodes)


@pytest.mark.parametrize(
    ("shape", "alone"),
    [
        ("sh:property [ sh:path kg:holder ; sh:class kg:Actor ]", True),
        ("sh:property [ sh:path [ sh:inversePath kg:holder ] ; sh:minCount 1 ]", False),
        ("sh:property [ sh:path kg:holder ; sh:node kg:Named ]", False),
        ("sh:property [ sh:path kg:holder ; sh:property [ sh:path kg:kind ; sh:minCount 1 ] ]", False),
    ],
)
def test_shapes_that_look_from_one_record_into_another_are_known(shape, alone):
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/detente/ns#> ."
    assert shapes_module._look_at_records_alone(f"{head} kg:S a sh:NodeShape ; {shape} .") is alone


def test_property_shapes_have_a_message_and_a_name_of_their_own(shapes):
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        owner = next(shapes.subjects(SH.property, shape))
        assert str(shape).startswith(f"{owner}-")
        assert len(list(shapes.objects(shape, SH.message))) == 1


# the node and property that is taken away, and where the finding says that the mistake is
PLACES = [
    ("claim/one/wary", "mode", "sources/articles/one.yaml:10:5", "one/wary"),
    ("claim/two/wet", "claimant", "sources/articles/one.yaml:60:5", "two/wet"),
    ("claim/one/wary/evidence/1", "hasSelector", "sources/articles/one.yaml:10:5", "one/wary"),
    ("stance/one/wary", "holder", "sources/articles/one.yaml:10:5", "one/wary"),
    ("leverage/one/dams/quantity/1", "unit", "sources/articles/one.yaml:40:5", "one/dams"),
    ("event/one/talks", "status", "sources/articles/one.yaml:30:5", "one/talks"),
    ("event/flood", "status", "sources/events.yaml:1:5", "flood"),
    ("event/flood/quantity/1", "unit", "sources/events.yaml:1:5", "flood"),
    ("article/two", "issuedBasis", "sources/articles/two.yaml:2:5", "two"),
    ("actor/mu", "prefLabel", "sources/actors.yaml:15:5", "mu"),
    ("issue/tides", "definition", "sources/issues.yaml:1:5", "tides"),
]


def broken_in(quads, corpus, terms):
    """What is told of quads that break shapes."""
    return findings(validate(quads, terms), {quad.subject.value for quad in quads}, corpus)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place[0]} {place[1]}")
def test_a_violation_is_found_where_its_record_was_written(rich_corpus, rich_quads, terms, place):
    node, name, location, subject = place
    damaged = [q for q in rich_quads if not (q.subject.value == DATA + node and q.predicate.value.endswith(name))]
    (finding,) = broken_in(damaged, rich_corpus, terms)
    assert str(finding.location) == location
    assert (finding.rule, finding.severity, finding.subject) == ("shape", "error", subject)
    assert finding.message.endswith(f": {node} by {name}")


def test_the_message_is_that_of_the_shape(rich_corpus, rich_quads, terms):
    damaged = [quad for quad in rich_quads if quad.object.value != KG + "Reported"]
    assert {finding.message.partition(":")[0] for finding in broken_in(damaged, rich_corpus, terms)} == {
        "a claim needs one mode"
    }


def test_a_node_of_nobodys_is_placed_at_the_sources(rich_quads, terms):
    stray = ox.Quad(ox.NamedNode("https://example.org/x"), ox.NamedNode(RDF_TYPE), ox.NamedNode(KG + "Quantity"))
    found = broken_in([*rich_quads, stray], Corpus({}, {}, {}, {}, ()), terms)
    assert {str(finding.location) for finding in found} == {"sources:1:1"}
    assert len(found) == 2


def test_a_word_that_is_no_term_is_caught(rich_corpus, terms):
    claim = replace(rich_corpus.claims[0], mode="guessed")
    odd = replace(rich_corpus, claims=(claim, *rich_corpus.claims[1:]))
    assert [finding.subject for finding in checked(odd, terms, Cache())[1]] == [claim.key]


def test_a_link_to_a_record_that_was_left_out_is_not_reported_again(rich_corpus, terms):
    kept = tuple(claim for claim in rich_corpus.claims if claim.slug not in {"wary", "flood"})
    actors = {slug: actor for slug, actor in rich_corpus.actors.items() if slug != "league"}
    left = replace(rich_corpus, claims=kept, actors=actors)
    written = list(quads(left, terms))
    assert {violation.shape.rpartition("#")[2] for violation in validate(written, terms)} == {
        "ActorShape-memberOf", "ClaimShape-denies", "ClaimShape-resolvedBy", "EventShape-recipient",
        "IssueShape-directedAt", "StanceShape-holder", "StanceShape-target",
    }  # fmt: skip
    assert broken_in(written, left, terms) == []


def test_a_link_to_a_record_of_the_wrong_kind_is_reported(rich_corpus, rich_quads, terms):
    wrong = ox.NamedNode(DATA + "issue/tides")
    damaged = [
        ox.Quad(*q.triple, q.graph_name)
        if q.predicate.value != KG + "denies"
        else ox.Quad(q.subject, q.predicate, wrong, q.graph_name)
        for q in rich_quads
    ]
    assert [finding.subject for finding in broken_in(damaged, rich_corpus, terms)] == ["two/denial"]


SHAPE = "@prefix kg: <https://w3id.org/detente/ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"


def test_a_project_adds_shapes_of_its_own(tmp_path, rich_corpus, rich_quads):
    (tmp_path / "shapes.ttl").write_text(
        SHAPE + 'kg:Mine a sh:NodeShape ; sh:targetClass kg:State ; sh:property kg:Mine-iso3 .\n'
        'kg:Mine-iso3 sh:path kg:iso3 ; sh:minCount 1 ; sh:message "a state needs a code"@en .'
    )  # fmt: skip
    _, (finding,) = checked(rich_corpus, load(tmp_path), Cache())
    assert (finding.message, finding.subject) == ("a state needs a code: actor/mu by iso3", "mu")


def test_queries_in_shapes_are_not_run(tmp_path, rich_corpus, rich_quads):
    """The validator would follow a SERVICE in one to another server."""
    (tmp_path / "shapes.ttl").write_text(
        SHAPE + "kg:Mine a sh:NodeShape ; sh:targetClass kg:State ; sh:sparql kg:Mine-query .\n"
        'kg:Mine-query a sh:SPARQLConstraint ; sh:select "SELECT $this { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" .'
    )  # fmt: skip
    _, (finding,) = checked(rich_corpus, load(tmp_path), Cache())
    assert (str(finding.location), finding.message) == (
        "ontology/shapes.ttl:1:1",
        "sh:select is not SHACL Core; queries are not run",
    )


def test_shapes_that_are_no_shacl_are_a_finding(tmp_path, rich_corpus, rich_quads):
    (tmp_path / "shapes.ttl").write_text(SHAPE + "kg:Mine a sh:NodeShape ; sh:property 3 .")
    _, (finding,) = checked(rich_corpus, load(tmp_path), Cache())
    assert str(finding.location) == "ontology/shapes.ttl:1:1"
    assert finding.message.startswith("not SHACL that can be used: ")
