"""With pyrudof and without it a project's shapes find the same."""

from __future__ import annotations

import sys

import pyoxigraph as ox
import pytest

from kg.cache import Cache
from kg.model.vocabulary import DATA
from kg.rdf import shapes as shapes_module
from kg.rdf import validators
from kg.rdf.ontology import load
from kg.rdf.shapes import ShapesError, checked, validate, validate_by_another
from tests.rdf.test_shapes import SHAPE, broken, shapes, verdicts  # noqa: F401 - fixtures

CORE = {
    "cardinality": "sh:property [ sh:path kg:iso3 ; sh:minCount 1 ; sh:message 'a code' ] , [ sh:path kg:memberOf ; sh:maxCount 0 ]",
    "values": "sh:property [ sh:path skos:prefLabel ; sh:in ('x') ] , [ sh:path skos:prefLabel ; sh:hasValue 'y' ]",
    "text": "sh:property [ sh:path skos:prefLabel ; sh:minLength 50 ] , [ sh:path skos:prefLabel ; sh:pattern '^Q' ; sh:languageIn ('de') ]",
    "kind": "sh:property [ sh:path kg:memberOf ; sh:nodeKind sh:Literal ; sh:class kg:Claim ; sh:datatype rdfs:Literal ]",
    "logic": "sh:not [ sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] ]",
    "or": "sh:or ( [ sh:path kg:iso3 ; sh:minCount 2 ] [ sh:path kg:qid ; sh:minCount 2 ] )",
    "xone": "sh:xone ( [ sh:path skos:prefLabel ; sh:minCount 1 ] [ sh:path rdf:type ; sh:minCount 1 ] )",
    "and": "sh:and ( [ sh:path kg:iso3 ; sh:minCount 2 ] )",
    "node": "sh:property [ sh:path kg:memberOf ; sh:node [ sh:property [ sh:path kg:iso3 ; sh:minCount 3 ] ] ]",
    "qualified": "sh:property [ sh:path kg:memberOf ; sh:qualifiedValueShape [ sh:class kg:Claim ] ; sh:qualifiedMinCount 1 ]",
    "pairs": "sh:property [ sh:path skos:prefLabel ; sh:equals skos:altLabel ] , [ sh:path skos:prefLabel ; sh:disjoint skos:prefLabel ]",
    "closed": "sh:closed true ; sh:ignoredProperties ( rdf:type )",
    "inverse": "sh:property [ sh:path [ sh:inversePath kg:memberOf ] ; sh:minCount 9 ]",
    "sequence": "sh:property [ sh:path ( kg:memberOf skos:prefLabel ) ; sh:minCount 9 ; sh:message 'through' ]",
    "alternative": "sh:property [ sh:path [ sh:alternativePath ( kg:iso3 kg:qid ) ] ; sh:minCount 9 ]",
}
HEAD = (
    SHAPE
    + """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:Mine a sh:NodeShape ; sh:targetClass kg:Actor ; """
)


@pytest.fixture(params=[True, False], ids=["pyrudof", "pyshacl"])
def fast(request, monkeypatch):
    monkeypatch.setattr(validators, "has_pyrudof", lambda: request.param)
    if not request.param:
        monkeypatch.setitem(sys.modules, "pyrudof", None)
    return request.param


def test_every_mutant_is_told_of_as_by_the_functions(fast, terms, verdicts):  # noqa: F811
    everything, _ = verdicts
    ours = validate(everything, terms)
    assert len(ours) > 250
    found = validate_by_another(everything, terms, terms.shapes())
    assert [told(each) for each in found] == [told(each) for each in ours]


def told(violation):
    """All but the value: the functions do not give that of each constraint."""
    return violation.focus, violation.shape, violation.path, violation.message


def found_by(fast, monkeypatch, quads, text):
    monkeypatch.setattr(validators, "has_pyrudof", lambda: fast)
    return validate_by_another(quads, load(), text)


@pytest.mark.parametrize("name", CORE)
def test_what_our_own_shapes_do_not_use_is_found_by_both(name, monkeypatch, rich_quads):
    pytest.importorskip("pyrudof", reason="there is one validator alone")
    by_rudof, by_shacl = (found_by(which, monkeypatch, rich_quads, HEAD + CORE[name] + " .") for which in (True, False))
    assert by_rudof == by_shacl
    assert by_rudof


def test_a_project_adds_shapes_of_its_own(fast, tmp_path, rich_corpus, monkeypatch):
    monkeypatch.setattr(shapes_module.constraints, "compiled", lambda _: None)
    (tmp_path / "shapes.ttl").write_text(
        HEAD + "sh:property [ sh:path kg:iso3 ; sh:maxCount 0 ; sh:message 'no codes' ] ."
    )
    _, found = checked(rich_corpus, load(tmp_path), Cache())
    assert found
    assert all(finding.message.startswith("no codes: actor/") for finding in found)
    assert all(finding.message.endswith(" by iso3") for finding in found)


@pytest.mark.parametrize(
    "text", ["sh:property 3", "sh:property [ sh:path kg:iso3 ; sh:minCount 'x' ]", "sh:property [ sh:minCount 1 ]"]
)
def test_shapes_that_are_no_shacl_are_refused(fast, rich_quads, text):
    with pytest.raises(ShapesError, match="not SHACL that can be used: "):
        validate_by_another(rich_quads, load(), HEAD + text + " .")


def test_nothing_is_logged_of_literals_that_are_not_of_their_datatype(monkeypatch, terms, caplog):
    monkeypatch.setattr(validators, "has_pyrudof", lambda: False)
    day = ox.Literal("soon", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    odd = ox.Quad(ox.NamedNode(DATA + "actor/x"), ox.NamedNode("https://example.org/p"), day)
    validate_by_another([odd], terms, HEAD + CORE["closed"] + " .")
    assert caplog.records == []
