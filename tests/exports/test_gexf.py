"""GEXF by the rules of its version 1.3, and as networkx reads it."""

from __future__ import annotations

import io
import os
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg.exports.formats import FORMATS
from kg.exports.gexf import NAMESPACE, edge_columns, node_columns
from kg.exports.spells import claim_spell, dyad_spell, merged, tie_spell
from kg.model.dates import Span

VIZ = f"{{{NAMESPACE}/viz}}"
NODE_PARTS = ["attvalues", "spells", "color", "position", "size"]
EDGE_ATTRIBUTES = {"id", "source", "target", "kind", "label", "weight"}
DAYS = st.dates(date(2016, 1, 1), date(2016, 2, 1))


@pytest.fixture(scope="module")
def file(shipped_graph):
    return FORMATS["gexf"].text(shipped_graph)


@pytest.fixture(scope="module")
def root(file):
    return etree.fromstring(file)


def elements(root, name):
    return list(root.iter(f"{{{NAMESPACE}}}{name}"))


def spells(element):
    return [dict(spell.attrib) for spell in elements(element, "spell")]


def test_the_graph_is_dynamic_with_dates(root):
    assert root.tag == f"{{{NAMESPACE}}}gexf"
    assert root.get("version") == "1.3"
    (graph,) = elements(root, "graph")
    assert dict(graph.attrib) == {
        "defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval",
    }  # fmt: skip
    assert [etree.QName(child).localname for child in graph] == ["attributes", "attributes", "nodes", "edges"]


def test_every_element_has_only_what_the_schema_allows(root):
    for node in elements(root, "node"):
        assert set(node.attrib) == {"id", "label"}
        assert [etree.QName(part).localname for part in node] == [
            p for p in NODE_PARTS if p in {etree.QName(x).localname for x in node}
        ]
        assert node.find(f"{VIZ}color") is not None
    for edge in elements(root, "edge"):
        assert set(edge.attrib) == EDGE_ATTRIBUTES
        float(edge.get("weight"))
    for value in elements(root, "attvalue"):
        assert set(value.attrib) == {"for", "value"}
    for spell in elements(root, "spell"):
        assert set(spell.attrib) <= {"start", "end"}
        assert [date.fromisoformat(day) for day in spell.attrib.values()]
        assert spell.get("start", "") <= spell.get("end", "9999")


def test_counts_and_ids(root, shipped_graph):
    (nodes,), (edges,) = elements(root, "nodes"), elements(root, "edges")
    assert int(nodes.get("count")) == len(nodes) == len(shipped_graph.as_known())
    assert int(edges.get("count")) == len(edges)
    known = {node.get("id") for node in nodes}
    assert len(known) == len(nodes)
    assert len({edge.get("id") for edge in edges}) == len(edges)
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= known


def test_attributes_are_typed_and_their_values_are_of_the_type(root):
    types = {"string": str, "double": float, "integer": int, "boolean": {"true": True, "false": False}.__getitem__}
    for attributes, columns in zip(elements(root, "attributes"), (node_columns(), edge_columns()), strict=True):
        declared = {a.get("id"): a.get("type") for a in attributes}
        assert declared.keys() == columns.keys()
        for element in elements(root, attributes.get("class")):
            for value in elements(element, "attvalue"):
                types[declared[value.get("for")]](value.get("value"))


def test_edges_hold_on_the_days_of_their_claims(root, shipped_graph):
    found = defaultdict(list)
    for edge in elements(root, "edge"):
        claim = next((v.get("value") for v in elements(edge, "attvalue") if v.get("for") == "claim"), "")
        found[claim] += spells(edge)
    for tie in shipped_graph.as_known().ties:
        spell = tie_spell(tie)
        ends = {name: day.isoformat() for name, day in (("start", spell.earliest), ("end", spell.latest)) if day}
        assert ends in found[tie.claim.key]


def test_no_edge_stands_without_its_nodes(root):
    def days(element):
        # No spell is all of time.
        return [(s.get("start", "0001-01-01"), s.get("end", "9999-12-31")) for s in spells(element) or [{}]]

    nodes = {node.get("id"): days(node) for node in elements(root, "node")}
    for edge in elements(root, "edge"):
        for start, end in days(edge):
            for side in ("source", "target"):
                assert any(first <= start and end <= last for first, last in nodes[edge.get(side)])


def test_kinds_keep_relations_apart(root):
    kinds = Counter(edge.get("kind") for edge in elements(root, "edge"))
    assert kinds.keys() == {"stance", "event", "leverage", "tension"}


def test_networkx_reads_every_node_and_parallel_edge(file, shipped_graph):
    read = nx.read_gexf(io.BytesIO(file), version="1.3")
    assert {data["slug"] for _, data in read.nodes(data=True)} == set(shipped_graph.as_known())
    assert read.number_of_edges() == len(shipped_graph.as_known().ties) + len(shipped_graph.tension())
    assert read.nodes["china"]["iso3"] == "CHN"


def test_the_schema_itself_where_it_is_at_hand(root):
    """The schema is not ours to ship: GEXF_SCHEMA names a copy of its gexf.rng."""
    schema = os.environ.get("GEXF_SCHEMA")
    if schema is None:
        assert root.get("version") == "1.3"
        return
    relax_ng = etree.RelaxNG(etree.parse(Path(schema)))
    assert relax_ng.validate(root), relax_ng.error_log


@pytest.mark.parametrize(
    ("when", "said_on", "published", "spell"),
    [
        ("2016-01", "2016-02-03", "2016-02-09", Span(date(2016, 1, 1), date(2016, 1, 31))),
        ("", "2016-02-03/2016-02-05", "2016-02-09", Span(date(2016, 2, 3), date(2016, 2, 5))),
        ("", "", "2016-02-09", Span(date(2016, 2, 9), date(2016, 2, 9))),
        ("", "", "2016-02-09/..", Span(date(2016, 2, 9), None)),
        ("no date", "nor this", "2016-02-09", Span(date(2016, 2, 9), date(2016, 2, 9))),
        ("", "", "", None),
    ],
)
def test_a_claim_holds_on_the_days_of_its_event_else_on_those_on_which_it_was_said(
    shipped, when, said_on, published, spell
):
    launch = next(claim for claim in shipped.corpus.claims if claim.slug == "launch-of-a-rocket")
    claim = replace(launch, content=replace(launch.content, when=when), said_on=said_on)
    article = replace(shipped.corpus.articles[launch.article], published=published)
    assert claim_spell(claim, article) == spell


def test_a_dyad_holds_from_the_first_day_of_its_claims_to_that_of_its_score(shipped_graph):
    for dyad in shipped_graph.tension():
        assert dyad_spell(dyad) == Span(min(part.day for part in dyad.contributions), dyad.at)
    nothing = replace(dyad, contributions=())
    assert dyad_spell(nothing) == Span(dyad.at, dyad.at)


def test_spells_that_touch_are_one_and_a_day_between_keeps_them_apart():
    days = [date(2016, 1, day) for day in range(1, 7)]
    assert merged([Span(days[2], days[3]), Span(days[0], days[1])]) == [Span(days[0], days[3])]
    assert merged([Span(days[0], days[1]), Span(days[3], days[4])]) == [Span(days[0], days[1]), Span(days[3], days[4])]


@given(st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS), max_size=8))
def test_merged_spells_are_the_same_days_apart_and_in_order(pairs):
    given_ = [Span(*pair) for pair in pairs if None in pair or pair[0] <= pair[1]]
    found = merged(given_)

    def covers(all_, day):
        return any((s.earliest or date.min) <= day <= (s.latest or date.max) for s in all_)

    for offset in range(-3, 40):
        day = date(2016, 1, 1) + timedelta(days=offset)
        assert covers(found, day) == covers(given_, day)
    for before, after in pairwise(found):
        assert after.earliest - before.latest > timedelta(days=1)
