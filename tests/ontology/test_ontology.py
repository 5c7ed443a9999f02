"""The ontology as other tools read it, and its own lint."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg import vocabulary
from kg.graph.ontology_lint import lint
from kg.vocabulary import KG, RDF_TYPE

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "ontology").glob("*.ttl"))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_two_parsers_read_the_same_triples_and_no_blank_node(file):
    quads = vocabulary.parse_turtle(file)
    assert quads
    assert not any(isinstance(t, ox.BlankNode) for q in quads for t in (q.subject, q.object))
    theirs = rdflib.Graph().parse(data=file.read_text(encoding="utf-8"), format="turtle")
    ours = rdflib.Graph().parse(
        data=ox.serialize((q.triple for q in quads), format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    assert isomorphic(ours, theirs)


def test_the_ontology_has_no_findings():
    assert list(lint(vocabulary.load())) == []


ADDITION = """@prefix kg: <https://w3id.org/detente/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
GOOD = """kg:Envies a kg:StanceType ; skos:inScheme kg:StanceTypes ; skos:notation "envies" ; skos:prefLabel "envies"@en ;
    skos:definition "Wants what the target has."@en ; kg:defaultPosition -0.2 ."""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (GOOD, None),
        (GOOD.replace('skos:prefLabel "envies"@en ;', ""), "kg:Envies has 0 labels"),
        (GOOD.replace('skos:definition "Wants what the target has."@en ;', ""), "kg:Envies has 0 definitions"),
        (GOOD.replace('"envies"@en', '"Opposes"@en'), "kg:Opposes has the label 'opposes' of kg:Envies"),
        (GOOD.replace('notation "envies"', 'notation "opposes"'), "kg:Opposes has the label 'opposes' of kg:Envies"),
        (GOOD.replace('skos:notation "envies" ;', ""), "kg:Envies has no skos:notation"),
        (GOOD.replace("skos:inScheme kg:StanceTypes ;", ""), "kg:Envies has no skos:inScheme"),
        (GOOD.replace("kg:defaultPosition", "kg:defaultPositon"), "did you mean 'defaultPosition'?"),
        ("kg:p a owl:ObjectProperty ; rdfs:label 'p' ; skos:definition 'P.' ; rdfs:domain kg:Claim .", "kg:p has no range"),
        (GOOD.replace("kg:defaultPosition -0.2", "skos:note [ rdfs:label 'x' ]"), "has a blank node"),
    ],
)  # fmt: skip
def test_a_projects_additions_are_linted(tmp_path, change, message):
    (tmp_path / "mine.ttl").write_text(ADDITION + change)
    found = [f"{f.location}: {f.message}" for f in lint(vocabulary.load(tmp_path))]
    if message is None:
        assert found == []
    else:
        assert any(message in text for text in found), found


def test_every_defined_term_is_used_somewhere(shipped, built):
    """In the dataset, the shapes, the scales or the queries; a class counts when it is a domain or range."""
    ontology = shipped.vocabulary.quads
    defined = {q.subject.value for q in ontology if q.subject.value.startswith(KG) and q.predicate.value == RDF_TYPE}
    data = {
        t.value
        for q in [*shipped.quads, *built.quads()]
        for t in (q.predicate, q.object)
        if isinstance(t, ox.NamedNode)
    }
    mentioned = {t.value for q in ontology for t in (q.predicate, q.object) if isinstance(t, ox.NamedNode)}
    text = "".join(f.read_text() for f in [*(ROOT / "ontology/queries").glob("*.rq"), ROOT / "ontology/shapes.ttl"])
    named = {KG + name for name in re.findall(r"\bkg:([A-Za-z0-9]+)", text)}
    concepts = {q.subject.value for q in ontology if q.predicate.value.endswith("#inScheme")}
    assert defined - data - mentioned - named - concepts == set()
