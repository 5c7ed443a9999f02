"""Shapes that were compiled find what a general validator finds, and what cannot be compiled is left to that."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.vocabulary import DATA, KG, PREFIXES, RDF_TYPE
from kg.rdf.constraints import compiled
from kg.rdf.shapes import validate, validate_by_another
from tests.rdf.mutants import mutants

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items() if name != "sh")
HEAD += "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
SHAPE = (
    HEAD
    + "kg:S a sh:NodeShape ; sh:targetClass kg:Thing ; sh:property kg:P . kg:P a sh:PropertyShape ; sh:path kg:p ; "
)


def wrong(constraints, *values, more=""):
    """How many values of a node are wrong by the constraints of one property, and those that are, as text."""
    shapes = compiled(f"{SHAPE} {constraints} .")
    assert shapes is not None
    said = "".join(f"kg:node kg:p {value} . " for value in values)
    data = ox.parse(f"{HEAD} kg:node a kg:Thing . {said} {more}", format=ox.RdfFormat.TURTLE)
    return [None if found.value is None else str(found.value) for found in shapes.violations(data)]


def test_the_shipped_shapes_are_compiled(terms):
    shapes = compiled(terms.shapes())
    assert sum(map(len, shapes.by_class.values())) > 120


def test_every_violation_of_every_mutant_is_that_of_a_general_validator(terms, rich_dataset):
    import rdflib

    broken = mutants(rdflib.Graph().parse(data=terms.shapes(), format="turtle"), terms.quads, rich_dataset)
    everything = [*rich_dataset, *(quad for mutant in broken for quad in mutant.quads)]
    ours, theirs = validate(everything, terms), validate_by_another(everything, terms, terms.shapes())
    assert len(ours) > 250
    assert [(v.focus, v.shape, v.path, v.message) for v in ours] == [
        (v.focus, v.shape, v.path, v.message) for v in theirs
    ]
    assert {v.value for v in ours if v.value.startswith(DATA)} == {v.value for v in theirs if v.value.startswith(DATA)}


@pytest.mark.parametrize(
    ("constraints", "right", "false"),
    [
        ("sh:datatype xsd:date", '"2016-02-29"^^xsd:date', '"2015-02-29"^^xsd:date'),
        ("sh:datatype xsd:date", '"2016-02-29Z"^^xsd:date', '"2016-02-28"'),
        ("sh:datatype xsd:decimal", "-.5", '"1e3"^^xsd:decimal'),
        ("sh:datatype xsd:integer", "+3", "3.0"),
        ("sh:datatype xsd:nonNegativeInteger", '"07"^^xsd:nonNegativeInteger', '"-7"^^xsd:nonNegativeInteger'),
        ("sh:datatype xsd:boolean", "true", '"yes"^^xsd:boolean'),
        ("sh:datatype rdf:langString", '"a"@en', '"a"'),
        ("sh:minInclusive -1.0", "-1", "-1.01"),
        ("sh:maxExclusive 1", "0.99", "1.0"),
        ("sh:maxInclusive 1", "1.00", '"one"'),
        ('sh:minInclusive "2016-01-01"^^xsd:date', '"2016-01-01"^^xsd:date', '"2015-12-31"^^xsd:date'),
        ("sh:minLength 1", '"a"@en', '""'),
        ("sh:maxLength 2", '"ab"', '"abc"'),
        ('sh:pattern "^[A-Z]{3}$"', '"ABC"', '"ABC\\n"'),
        ("sh:nodeKind sh:IRI", "kg:x", "[]"),
        ("sh:class kg:Above", "kg:below", "kg:beside"),
        ("sh:or ( [ sh:datatype xsd:string ] [ sh:datatype xsd:integer ; sh:minInclusive 3 ] )", "4", "2"),
    ],
)
def test_each_constraint_tells_right_from_wrong(constraints, right, false):
    more = "kg:Below rdfs:subClassOf kg:Middle . kg:Middle rdfs:subClassOf kg:Above . kg:below a kg:Below . kg:beside a kg:Beside ."
    assert wrong(constraints, right, more=more) == []
    assert len(wrong(constraints, false, more=more)) == 1
    assert len(wrong(constraints, right, false, more=more)) == 1


def test_values_are_counted_once_and_held_against_each_other():
    assert wrong("sh:minCount 1") == [None]
    assert wrong("sh:maxCount 1", '"a"', '"a"', '"b"') == [None]
    assert wrong("sh:uniqueLang true", '"a"@en', '"b"@EN', '"c"@fr', '"d"', '"e"') == [None]
    assert wrong("sh:uniqueLang false", '"a"@en', '"b"@en') == []
    assert len(wrong("sh:lessThan kg:q", "1", "2", "3", more="kg:node kg:q 2 .")) == 2
    assert len(wrong("sh:lessThanOrEquals kg:q", "1", "2", "3", more="kg:node kg:q 2 .")) == 1
    assert len(wrong("sh:lessThan kg:q", "1", more='kg:node kg:q "later" .')) == 1


def test_classes_in_a_circle_come_to_an_end():
    circle = "kg:Above rdfs:subClassOf kg:Below . kg:Below rdfs:subClassOf kg:Above . kg:x a kg:Below ."
    assert wrong("sh:class kg:Above", "kg:x", more=circle) == []


@pytest.mark.parametrize(
    "shapes",
    [
        "kg:S a sh:NodeShape ; sh:targetNode kg:x ; sh:property kg:P . kg:P sh:path kg:p .",
        "kg:S a sh:NodeShape, rdfs:Class ; sh:property kg:P . kg:P sh:path kg:p .",
        "kg:S a sh:NodeShape ; sh:targetClass kg:Thing ; sh:closed true .",
        "kg:S a sh:NodeShape ; sh:targetClass kg:Thing ; sh:nodeKind sh:IRI .",
        "kg:S a sh:NodeShape ; sh:targetClass kg:Thing ; sh:property 3 .",
        "kg:S a sh:NodeShape ; sh:targetClass kg:Thing ; sh:property kg:missing .",
        "kg:P a sh:PropertyShape ; sh:targetClass kg:Thing ; sh:path kg:p ; sh:minCount 1 .",
        *(
            f"kg:S a sh:NodeShape ; sh:targetClass kg:Thing ; sh:property kg:P . kg:P sh:path {path} ; {rest} ."
            for path, rest in [
                ("[ sh:inversePath kg:p ]", "sh:minCount 1"),
                ("( kg:p kg:q )", "sh:minCount 1"),
                ("kg:p", "sh:node kg:S"),
                ("kg:p", "sh:property kg:Q"),
                ("kg:p", "sh:in ( 1 2 )"),
                ("kg:p", "sh:hasValue 1"),
                ("kg:p", "sh:not kg:S"),
                ("kg:p", 'sh:pattern "a" ; sh:flags "i"'),
                ("kg:p", 'sh:pattern "("'),
                ("kg:p", "sh:minCount 1, 2"),
                ("kg:p", "sh:severity sh:Warning"),
                ("kg:p", "sh:deactivated true"),
                ("kg:p", "sh:or ( [ sh:path kg:q ; sh:minCount 1 ] )"),
                ("kg:p", "sh:or kg:nothing"),
            ]
        ),
    ],
)
def test_what_is_not_understood_is_not_compiled(shapes):
    assert compiled(HEAD + shapes) is None


def of_kg(name):
    return ox.NamedNode(KG + name)


def a_day(text):
    return ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))


NAMES = st.sampled_from([ox.NamedNode(DATA + name) for name in "abc"])
LITERALS = st.sampled_from(
    [
        *(ox.Literal(number) for number in (-3, 0, 1, 2)),
        *(ox.Literal(text) for text in ("", "x", "ABC")),
        *(ox.Literal("y", language=tag) for tag in ("en", "fr")),
        *map(a_day, ("2016-02-28", "2016-02-29")),
    ]
)
PROPERTIES = (
    "claimant", "denies", "polarity", "mode", "content", "holder", "target", "position", "stanceType", "earliest", "latest",
    "condition", "lower", "upper",
)  # fmt: skip
CLASSES = ("Claim", "Stance", "Actor", "State", "Dated", "Hedge")
TRIPLES = st.one_of(
    st.tuples(NAMES, st.sampled_from(list(map(of_kg, PROPERTIES))), NAMES | LITERALS),
    st.tuples(NAMES, st.just(ox.NamedNode(RDF_TYPE)), st.sampled_from(list(map(of_kg, CLASSES)))),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TRIPLES, max_size=25))
def test_any_graph_is_judged_as_by_a_general_validator(terms, triples):
    quads = [ox.Quad(*triple, ox.NamedNode(DATA + "graph/x")) for triple in triples]
    ours, theirs = validate(quads, terms), validate_by_another(quads, terms, terms.shapes())
    assert {(v.focus, v.shape) for v in ours} == {(v.focus, v.shape) for v in theirs}
