"""The parts that can be looked at without a server."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.exports.rdf.compact import short_json_ld
from kg.model.records import GraphError
from kg.model.vocabulary import DATA, KG, PREFIXES
from kg.rdf.results import Cell
from kg.server.negotiation import ROWS, TRIPLES, accepts_gzip, choose, has_current
from kg.server.result_table import table

IRIS = st.sampled_from(
    ["http://x/a", f"{DATA}actor/b", DATA, f"{KG}mode", f"{KG}//c", f"{DATA}actor/a:b", f"{PREFIXES['skos']}prefLabel", "actor:china", "urn:a", "x:plain", "id:z"]
).map(ox.NamedNode)  # fmt: skip
LITERALS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20).map(ox.Literal),
    st.integers(-9, 9).map(ox.Literal),
    st.just(ox.Literal("@id", language="en")),
    st.just(ox.Literal("@id", language="en", direction=ox.BaseDirection.RTL)),
    st.builds(lambda t, n: ox.Literal(t, datatype=n), st.text("ab@:", max_size=5), IRIS),
)
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
TRIPLE = st.builds(
    ox.Triple,
    st.one_of(IRIS, st.just(ox.BlankNode("b"))),
    st.one_of(IRIS, st.just(RDF_TYPE)),
    st.one_of(IRIS, LITERALS),
)


@given(st.lists(TRIPLE, max_size=12))
def test_compact_json_ld_has_the_same_triples(triples):
    made = short_json_ld(triples)
    parsed = {str(quad.triple) for quad in ox.parse(made, format=ox.RdfFormat.JSON_LD)}
    assert canonical(parsed) == canonical({str(triple) for triple in triples})


def canonical(triples):
    import re

    return {re.sub(r"_:\w+", "_:b", text) for text in triples}


def test_json_ld_names_nothing_that_is_a_scheme_of_the_data():
    triple = ox.Triple(ox.NamedNode("actor:china"), ox.NamedNode(KG + "mode"), ox.NamedNode(KG + "Reported"))
    made = json.loads(short_json_ld([triple]))
    assert (made["@graph"][0]["id"], "actor" in made["@context"]) == ("actor:china", False)
    with pytest.raises(GraphError, match="triple as its value"):
        short_json_ld([ox.Triple(triple.subject, triple.predicate, triple)])


@pytest.mark.parametrize(
    ("accept", "forms", "name"),
    [
        ("", ROWS, "json"),
        ("text/csv;q=1.0, */*;q=0.1", ROWS, "csv"),
        ("*/*;q=0.1, application/*", ROWS, "json"),
        ("text/html;q=0.2, text/turtle;q=0.1", TRIPLES, "html"),
        ('application/ld+json;profile="http://a,b;q=0"', TRIPLES, "jsonld"),
        ("TEXT/TURTLE", TRIPLES, "turtle"),
        ("text/turtle;q=0", TRIPLES, None),
        ("*/*;q=0", ROWS, None),
        ("image/png", ROWS, None),
        ("text/csv, */*", ROWS, "csv"),
        ("text/turtle;charset=utf-8", TRIPLES, "turtle"),
        ("text/csv;q=0.1, text/*;q=0.5, */*;q=0.2", ROWS, "xml"),
        ("text/turtle;q=5, text/csv;q=0.3", ROWS, "csv"),
    ],
)
def test_choosing_among_forms(accept, forms, name):
    chosen = choose(accept, forms)
    assert (chosen and chosen[0].name) == name


@pytest.mark.parametrize(
    ("header", "welcome"),
    [(None, False), ("", False), ("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0", False), ("*", True),
     ("*;q=0, gzip", True), ("gzip;q=0, *", False), ("identity", False)],
)  # fmt: skip
def test_gzip_is_for_those_who_welcome_it(header, welcome):
    assert accepts_gzip(header) is welcome


@pytest.mark.parametrize(
    ("header", "current"),
    [(None, False), ('W/"a"', True), ('"a"', True), ('"b", W/"a"', True), ('"ba"', False), ("*", False)],
)
def test_a_tag_is_compared_whole_and_weakly(header, current):
    assert has_current(header, 'W/"a"') is current


def test_a_literal_in_a_language_is_marked_as_such_and_no_other_is():
    cells = (
        Cell("literal", "<中国>", "zh"),
        Cell("literal", "China"),
        Cell("literal", "2016", f"{PREFIXES['xsd']}date"),
    )
    page = table(("a", "b", "c"), (cells,), more=False)
    assert (
        '<td><bdi lang="zh">&lt;中国&gt;</bdi> <small>zh</small></td><td>China</td><td>2016 <small>xsd:date</small></td>'
        in page
    )
