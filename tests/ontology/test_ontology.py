"""The ontology as other tools read it, and its own lint."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.model.vocabulary import ONTOLOGY_GRAPH, OntologyError
from kg.rdf import ontology
from kg.rdf.ontology_lint import lint
from kg.rdf.query import run
from kg.rdf.store import in_memory
from kg.rdf.stored_queries import stored_query
from tests.checkout import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ONTOLOGY = ROOT / "ontology"
FILES = sorted(ONTOLOGY.glob("*.ttl"))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_two_parsers_read_the_same_triples(file):
    quads = ontology.load().triples(file)
    theirs = rdflib.Graph().parse(data=file.read_text(encoding="utf-8"), format="turtle")
    ours = rdflib.Graph().parse(
        data=ox.serialize((q.triple for q in quads), format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    assert len(ours) == len(quads) > 20
    assert isomorphic(ours, theirs)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_nodes_have_iris_and_nothing_goes_beyond_rdf_1_1(file):
    nodes = {node for quad in ontology.load().triples(file) for node in (quad.subject, quad.object)}
    assert not any(isinstance(node, (ox.BlankNode, ox.Triple)) for node in nodes)
    assert not any(node.direction for node in nodes if isinstance(node, ox.Literal))


def test_the_whole_is_the_sum_of_the_files_in_one_graph_without_the_shapes(terms):
    files = [file for file in FILES if file.name != ontology.SHAPES_FILE]
    expected = {quad.triple for file in files for quad in ontology.load().triples(file)}
    assert {quad.triple for quad in terms.quads} == expected
    assert len(terms.quads) == len(expected)
    assert {quad.graph_name.value for quad in terms.quads} == {ONTOLOGY_GRAPH}


def test_the_packaged_ontology_has_no_findings(terms):
    assert list(lint(terms)) == []


PREFIXES = """@prefix kg: <https://w3id.org/detente/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
GOOD = """kg:Envies a kg:StanceType ; skos:inScheme kg:StanceTypes ; skos:notation "envies" ; skos:prefLabel "envies"@en ;
    skos:definition "Wants what the target has."@en ; kg:defaultPosition -0.2 ."""
PROPERTY = (
    "kg:p a owl:ObjectProperty ; rdfs:label 'p' ; skos:definition 'P.' ; rdfs:domain kg:Claim ; rdfs:range kg:Actor ."
)
LIKELY = GOOD.replace("kg:StanceType ;", "kg:Likelihood ;").replace("kg:defaultPosition -0.2", "kg:lower 0.2")


@pytest.mark.parametrize("addition", [GOOD, PROPERTY, "", "<https://example.org/x> rdfs:label 'not ours' ."])
def test_good_additions_have_no_findings(tmp_path, addition):
    assert added(tmp_path, addition) == []


@pytest.mark.parametrize(
    ("addition", "message"),
    [
        (GOOD.replace('skos:prefLabel "envies"@en ;', ""), "6:1: kg:Envies has 0 skos:prefLabels; give it one"),
        (GOOD.replace('"envies"@en', '"envies"@en, "covets"@en'), "6:1: kg:Envies has 2 skos:prefLabels; give it one"),
        (GOOD.replace('skos:definition "Wants what the target has."@en ;', ""), "6:1: kg:Envies has 0 skos:definitions; give it one"),
        (GOOD.replace('"envies"@en', '"Opposes"@en'), "6:1: kg:Envies has the label 'opposes' of kg:Opposes"),
        (GOOD.replace('"envies"@en', '"pressure"@en'), "6:1: kg:Envies has the label 'pressure' of kg:Pressure"),
        (GOOD.replace("kg:defaultP", 'skos:altLabel "condemns"@en ; kg:defaultP'), "6:1: kg:Envies has the label 'condemns' of kg:Condemns"),
        (GOOD.replace('notation "envies"', 'notation "opposes"'), "6:1: kg:Envies has the notation 'opposes' of kg:Opposes"),
        (GOOD.replace('skos:notation "envies" ;', ""), "6:1: kg:Envies has no skos:notation"),
        (GOOD.replace("skos:inScheme kg:StanceTypes ;", ""), "6:1: kg:Envies has no skos:inScheme"),
        (GOOD.replace("a kg:StanceType ;", "a skos:Concept ;"), "6:1: kg:Envies is of no class of the vocabulary"),
        (GOOD.replace("kg:defaultPosition", "kg:defaultPositon"), "7:1: kg:defaultPositon is used and defined nowhere; did you mean 'kg:defaultPosition'?"),
        (GOOD.replace("; kg:defaultPosition -0.2", ""), "6:1: kg:Envies has 0 kg:defaultPositions; give it one"),
        (GOOD.replace("-0.2", "-1.2"), "6:1: kg:Envies has kg:defaultPosition -1.2; expected a decimal from -1 to 1"),
        (GOOD.replace("-0.2", '"low"'), "6:1: kg:Envies has kg:defaultPosition low; expected a decimal from -1 to 1"),
        (GOOD.replace("-0.2", '"NaN"'), "6:1: kg:Envies has kg:defaultPosition NaN; expected a decimal from -1 to 1"),
        (LIKELY, "6:1: kg:Envies has 0 kg:uppers; give it one"),
        (PROPERTY.replace(" ; rdfs:range kg:Actor", ""), "6:1: kg:p has no rdfs:range"),
        (PROPERTY.replace(" ; rdfs:domain kg:Claim", ""), "6:1: kg:p has no rdfs:domain"),
        (PROPERTY.replace("rdfs:label 'p' ;", ""), "6:1: kg:p has 0 rdfs:labels; give it one"),
        (PROPERTY.replace("kg:Actor", "kg:Acter"), "6:1: kg:Acter is used and defined nowhere; did you mean 'kg:Actor'?"),
        (GOOD.replace("kg:defaultPosition -0.2", "kg:defaultPosition -0.2 ; skos:note [ rdfs:label 'x' ]"), "1:1: has a blank node; give it an IRI, so that two builds can be compared"),
    ],
)  # fmt: skip
def test_mistakes_in_a_projects_additions_are_found_in_its_file(tmp_path, addition, message):
    assert f"ontology/mine.ttl:{message}" in added(tmp_path, addition)


def test_shapes_and_queries_may_use_only_what_is_defined(tmp_path):
    (tmp_path / "shapes.ttl").write_text(PREFIXES + "kg:MyShape a sh:NodeShape ; sh:targetClass kg:Clam .")
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "mine.rq").write_text("# kg:NotThis\nSELECT * { ?s kg:claimnt 'kg:NorThat' }")
    assert added(tmp_path, "") == [
        "ontology/shapes.ttl:6:1: kg:Clam is used and defined nowhere; did you mean 'kg:Claim'?",
        "ontology/queries/mine.rq:2:1: kg:claimnt is used and defined nowhere; did you mean 'kg:claimant'?",
    ]


@pytest.mark.parametrize("name", ["mine.ttl", "shapes.ttl"])
def test_what_is_not_turtle_is_an_error_with_its_place(tmp_path, name):
    (tmp_path / name).write_text("kg:Envies a .")
    with pytest.raises(OntologyError, match=rf"{name}:1:\d+: "):
        list(lint(ontology.load(tmp_path)))


def test_a_number_that_is_none_does_not_stop_reading(tmp_path):
    (tmp_path / "mine.ttl").write_text(PREFIXES + GOOD.replace("-0.2", '"low"'))
    assert ontology.load(tmp_path).terms("StanceType")["envies"].number is None


def test_every_concept_has_an_example_where_words_decide(terms):
    for class_name in ("StanceType", "EventType", "Effect", "Strength", "Mode", "Certainty"):
        assert all(term.example for term in terms.terms(class_name).values())


def test_the_examples_of_the_readme_are_sound(tmp_path):
    turtle, sparql = re.findall(
        r"```(?:turtle|sparql)\n(.*?)```", (ONTOLOGY / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    (tmp_path / "more-stances.ttl").write_text(turtle)
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "envy.rq").write_text(sparql)
    extended = ontology.load(tmp_path)
    assert list(lint(extended)) == []
    assert extended.terms("StanceType")["envies"].number == Decimal("-0.2")
    assert list(run(in_memory([]), stored_query(extended, "envy").sparql)) == []


def test_the_readme_names_every_file_and_every_vocabulary_we_align_with():
    text = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
    assert [file.name for file in FILES if f"`{file.name}`" not in text] == []
    schema = (ONTOLOGY / "schema.ttl").read_text(encoding="utf-8")
    foreign = set(re.findall(r"\b((?:prov|org|sem|dct):\w+)", schema)) - {"dct:title", "dct:description"}
    assert [name for name in sorted(foreign) if name not in text] == []


def added(folder: Path, addition: str) -> list[str]:
    (folder / "mine.ttl").write_text(PREFIXES + addition)
    return [f"{finding.location}: {finding.message}" for finding in lint(ontology.load(folder))]
