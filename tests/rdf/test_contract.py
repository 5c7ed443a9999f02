"""The vocabulary that others build on, written out: every term is there and used as the design says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.model import packaged
from kg.model.vocabulary import DATA, KG, PREFIXES, RDF_TYPE
from kg.rdf.store import in_memory

if TYPE_CHECKING:
    from pathlib import Path

SUBCLASSES = {
    "kg:Actor": "prov:Agent", "kg:State": "kg:Actor", "kg:InternationalBody": "kg:Actor", "kg:Person": "kg:Actor",
    "kg:Organization": "kg:Actor", "kg:Group": "kg:Actor", "kg:Claim": "prov:Entity", "kg:Stance": "kg:Content",
    "kg:Event": "kg:Content", "kg:Leverage": "kg:Content",
}  # fmt: skip

# class of the subject, property, what its values are: a class of nodes, a datatype, or text in some language or none
PROPERTIES = [
    ("kg:Actor", "skos:prefLabel", "text"), ("kg:Actor", "skos:altLabel", "text"), ("kg:Actor", "rdfs:label", "text"),
    ("kg:Actor", "kg:iso3", "xsd:string"), ("kg:Actor", "kg:memberOf", "kg:Actor"), ("kg:Actor", "kg:actsFor", "kg:Actor"),
    ("kg:Issue", "skos:prefLabel", "text"), ("kg:Issue", "skos:definition", "text"),
    ("kg:Stance", "kg:holder", "kg:Actor"), ("kg:Stance", "kg:target", "kg:Actor"), ("kg:Stance", "kg:position", "xsd:decimal"),
    ("kg:Stance", "kg:stanceType", "kg:StanceType"), ("kg:Stance", "kg:construedAs", "xsd:string"),
    ("kg:Event", "kg:eventType", "kg:EventType"), ("kg:Event", "kg:initiator", "kg:Actor"), ("kg:Event", "kg:recipient", "kg:Actor"),
    ("kg:Event", "kg:about", "kg:Issue"), ("kg:Event", "kg:when", "edtf:EDTF"), ("kg:Event", "kg:earliest", "xsd:date"),
    ("kg:Event", "kg:latest", "xsd:date"), ("kg:Event", "kg:status", "kg:Status"), ("kg:Event", "kg:goldstein", "xsd:decimal"),
    ("kg:Event", "kg:quantity", "kg:Quantity"), ("kg:Leverage", "kg:quantity", "kg:Quantity"),
    ("kg:Quantity", "kg:amount", "xsd:decimal"), ("kg:Quantity", "kg:unit", "xsd:string"), ("kg:Quantity", "kg:change", "xsd:string"),
    ("kg:Leverage", "kg:wielder", "kg:Actor"), ("kg:Leverage", "kg:over", "kg:Actor"), ("kg:Leverage", "kg:instrument", "xsd:string"),
    ("kg:Leverage", "kg:aim", "xsd:string"), ("kg:Leverage", "kg:condition", "xsd:string"), ("kg:Leverage", "kg:effect", "kg:Effect"),
    ("kg:Leverage", "kg:strength", "kg:Strength"),
    ("kg:Claim", "kg:content", "kg:Content"), ("kg:Claim", "kg:claimant", "kg:Actor"), ("kg:Claim", "kg:reportedBy", "kg:Actor"),
    ("kg:Claim", "kg:polarity", "kg:Polarity"), ("kg:Claim", "kg:denies", "kg:Claim"), ("kg:Claim", "kg:certainty", "kg:Certainty"),
    ("kg:Claim", "kg:hedge", "kg:Hedge"), ("kg:Claim", "kg:mode", "kg:Mode"), ("kg:Claim", "kg:resolution", "kg:Resolution"),
    ("kg:Claim", "kg:resolvedBy", "kg:Event"), ("kg:Claim", "kg:evidence", "oa:SpecificResource"), ("kg:Claim", "kg:saidOn", "edtf:EDTF"),
    ("kg:Hedge", "kg:words", "xsd:string"), ("kg:Hedge", "kg:lower", "xsd:decimal"), ("kg:Hedge", "kg:upper", "xsd:decimal"),
    ("kg:Hedge", "kg:scheme", "skos:ConceptScheme"),
    ("oa:SpecificResource", "oa:hasSource", "kg:Article"), ("oa:SpecificResource", "oa:hasSelector", "oa:TextQuoteSelector"),
    ("oa:SpecificResource", "oa:hasSelector", "oa:TextPositionSelector"),
    ("oa:TextQuoteSelector", "oa:exact", "text"), ("oa:TextQuoteSelector", "oa:prefix", "xsd:string"),
    ("oa:TextQuoteSelector", "oa:suffix", "xsd:string"), ("oa:TextPositionSelector", "oa:start", "xsd:integer"),
    ("oa:TextPositionSelector", "oa:end", "xsd:integer"),
    ("kg:Article", "dct:title", "text"), ("kg:Article", "dct:language", "xsd:string"), ("kg:Claim", "dct:language", "xsd:string"), ("kg:Claim", "kg:draftedBy", "xsd:string"),
    ("oa:SpecificResource", "kg:translation", "text"), ("oa:SpecificResource", "kg:translatedBy", "xsd:string"), ("kg:Article", "dct:publisher", "kg:Actor"), ("kg:Article", "dct:creator", "kg:Actor"),
    ("kg:Article", "dct:issued", "edtf:EDTF"), ("kg:Article", "kg:issuedBasis", "xsd:string"), ("kg:Article", "kg:sha256", "xsd:string"),
    ("kg:Article", "kg:reliability", "kg:Reliability"), ("kg:Article", "kg:credibility", "kg:Credibility"),
    ("kg:DyadTension", "kg:between", "kg:Actor"), ("kg:DyadTension", "kg:tension", "xsd:decimal"), ("kg:DyadTension", "kg:low", "xsd:decimal"),
    ("kg:DyadTension", "kg:high", "xsd:decimal"), ("kg:DyadTension", "kg:hostile", "xsd:decimal"), ("kg:DyadTension", "kg:friendly", "xsd:decimal"),
    ("kg:DyadTension", "kg:mass", "xsd:decimal"), ("kg:DyadTension", "kg:asOf", "xsd:date"), ("kg:DyadTension", "kg:contribution", "kg:Contribution"),
    ("kg:Contribution", "kg:claim", "kg:Claim"), ("kg:Contribution", "kg:share", "xsd:decimal"), ("kg:Contribution", "kg:intensity", "xsd:decimal"),
    ("kg:Contribution", "kg:probability", "xsd:decimal"), ("kg:Contribution", "kg:weight", "xsd:decimal"),
    ("kg:Contribution", "kg:cluster", "xsd:string"), ("kg:Contribution", "kg:date", "xsd:date"),
]  # fmt: skip

CONCEPTS = {
    "kg:polarity": {"Affirmed", "Denied"},
    "kg:certainty": {"Certain", "Probable", "Possible", "Unspecified"},
    "kg:mode": {"Reported", "Interpreted", "Forecast", "Conditional"},
    "kg:resolution": {"Pending", "Fulfilled", "PartlyFulfilled", "Failed"},
}
STATES = {"china": "CHN", "north-korea": "PRK", "south-korea": "KOR", "united-states": "USA", "japan": "JPN"}


def iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


@pytest.fixture(scope="module")
def store(rich_dataset, terms):
    return in_memory([*terms.quads, *rich_dataset])


def ask(store, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES, use_default_graph_as_union=True))


@pytest.mark.parametrize(("term", "above"), SUBCLASSES.items())
def test_classes_stand_below_those_they_align_with(store, term, above):
    assert ask(store, f"{term} a owl:Class ; rdfs:subClassOf+ {above}")


@pytest.mark.parametrize(("class_name", "name", "value"), PROPERTIES)
def test_properties_join_what_the_contract_says(store, class_name, name, value):
    typed = f"?s a/rdfs:subClassOf* {class_name} ; {name} ?o"
    if value.startswith(("xsd:", "edtf:", "rdf:")):
        assert ask(store, f"{typed} FILTER(DATATYPE(?o) = {value})")
        assert not ask(store, f"{typed} FILTER(DATATYPE(?o) != {value})")
    elif value == "text":
        assert ask(store, typed)
        assert not ask(store, f"{typed} FILTER(!ISLITERAL(?o) || DATATYPE(?o) NOT IN (xsd:string, rdf:langString))")
    else:
        assert ask(store, f"{typed} . ?o a/rdfs:subClassOf* {value}")
        assert not ask(store, f"{typed} FILTER(!ISIRI(?o))")


@pytest.mark.parametrize(("name", "concepts"), CONCEPTS.items())
def test_closed_scales_have_the_terms_of_the_contract(store, name, concepts):
    rows = store.query(
        f"SELECT ?c {{ {name} rdfs:range ?class . ?c a ?class }}", prefixes=PREFIXES, use_default_graph_as_union=True
    )
    assert {row["c"].value.removeprefix(KG) for row in rows} == concepts


def test_a_tension_is_between_two(store):
    rows = store.query(
        "SELECT (COUNT(?a) AS ?n) { ?d kg:between ?a } GROUP BY ?d", prefixes=PREFIXES, use_default_graph_as_union=True
    )
    assert {row["n"].value for row in rows} == {"2"}


def test_a_denial_shares_its_content_with_what_it_denies(store):
    assert ask(store, "?denial kg:denies ?claim ; kg:polarity kg:Denied ; kg:content ?c . ?claim kg:content ?c")
    assert not ask(store, "?denial kg:denies ?claim ; kg:content ?c FILTER NOT EXISTS { ?claim kg:content ?c }")


def test_matches_are_in_wikidata(store):
    assert ask(store, "?actor a kg:Actor ; skos:exactMatch wd:Q1")


def test_states_have_the_slugs_and_codes_of_the_contract(shipped_store):
    rows = shipped_store.query(
        "SELECT ?s ?code { ?s a kg:State ; kg:iso3 ?code }", prefixes=PREFIXES, use_default_graph_as_union=True
    )
    assert {row["s"].value.removeprefix(DATA + "actor/"): row["code"].value for row in rows} == STATES


def test_identifiers_have_the_forms_of_the_contract(rich_dataset):
    forms = {
        "Actor": r"actor/[a-z0-9-]+", "Issue": r"issue/[a-z0-9-]+", "Article": r"article/[a-z0-9-]+", "Claim": r"claim/[a-z0-9-]+/[a-z0-9-]+",
        "Event": r"event/[a-z0-9-]+(/[a-z0-9-]+)?", "Stance": r"stance/[a-z0-9-]+/[a-z0-9-]+", "Leverage": r"leverage/[a-z0-9-]+/[a-z0-9-]+",
    }  # fmt: skip
    for name, form in forms.items():
        nodes = {q.subject.value for q in rich_dataset if q.predicate.value == RDF_TYPE and q.object.value == KG + name}
        assert nodes
        assert all(re.fullmatch(re.escape(DATA) + form, node) for node in nodes)


def test_every_term_is_emitted_or_mentioned_in_shapes_or_queries(terms, rich_dataset):
    """No term is a dead letter: data, scales, shapes or queries use it, or it is above a class that is used."""
    files = [packaged.ontology() / "shapes.ttl", *sorted((packaged.ontology() / "queries").glob("*.rq"))]
    used = named_nodes(rich_dataset) | {KG + name for file in files for name in mentioned(file)}
    for quad in terms.quads:
        if quad.predicate.value.startswith((KG, RDF_TYPE)) or quad.predicate.value.endswith(
            ("#subClassOf", "#inScheme")
        ):
            used |= named_nodes([quad])
    concepts = {quad.subject.value for quad in terms.quads if quad.predicate.value.endswith("#inScheme")}
    defined = {q.subject.value for q in terms.quads if q.predicate.value == RDF_TYPE and q.subject.value.startswith(KG)}
    assert len(defined) > 150
    assert defined - used - concepts == set()


def test_every_property_is_emitted(terms, rich_dataset):
    kinds = ("#ObjectProperty", "#DatatypeProperty")
    properties = {quad.subject.value for quad in terms.quads if quad.object.value.endswith(kinds)}
    assert properties - {quad.predicate.value for quad in (*rich_dataset, *terms.quads)} == set()


def mentioned(file: Path) -> list[str]:
    return re.findall(r"\bkg:(\w+)", file.read_text(encoding="utf-8"))


def named_nodes(quads) -> set[str]:
    return {node.value for quad in quads for node in (quad.predicate, quad.object) if isinstance(node, ox.NamedNode)}
