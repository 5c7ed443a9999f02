"""A graph behind an endpoint is read as it stands, whatever the endpoint holds back, repeats or gets wrong."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from itertools import count

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model.description import Author, Description
from kg.model.vocabulary import ANALYSIS_GRAPH, DATA, KG, ONTOLOGY_GRAPH, RDF_TYPE
from kg.project import RemoteProject
from kg.rdf.read import records
from kg.rdf.remote import pages, results
from kg.rdf.remote.address import EndpointError
from kg.rdf.remote.results import accepted, parsed, with_prefixes
from kg.rdf.remote.transport import Reply
from kg.rdf.write import quads
from tests.rdf.endpoints import JSON, Engine, asked, endpoint
from tests.rdf.strategies import corpora

A = ox.NamedNode(RDF_TYPE)
# Queries that find out where the records stand, before any is read.
PROBES = 2
# With the number of nodes, which is asked for before them.
COUNTED = PROBES + 1
NOTHING = b'{"head":{"vars":["s","p","o","n"]},"results":{"bindings":[]}}'


def read(engine, terms, page=5_000):
    return records(endpoint(engine, page=page).records(), terms)


@pytest.mark.parametrize("page", [1, 3, 1_000])
@pytest.mark.parametrize("most", [1, 2, 7, 10_000])
def test_pages_and_hidden_limits_change_nothing(rich_quads, rich_corpus, terms, page, most):
    assert read(Engine(rich_quads, most), terms, page) == rich_corpus


@pytest.mark.parametrize("union", [False, True])
def test_where_the_triples_stand_makes_no_difference(rich_quads, rich_corpus, terms, union):
    triples = [ox.Quad(*quad.triple) for quad in rich_quads]
    mixed = [*triples[::2], *list(rich_quads)[1::2]]
    for given_quads in (rich_quads, triples, mixed, [*triples, *rich_quads]):
        assert read(Engine(given_quads, 50, union=union), terms, 50) == rich_corpus


def test_the_shipped_graph_comes_back(shipped, terms):
    engine = Engine(shipped.quads, 1_000)
    assert read(engine, terms, 1_000) == records(shipped.quads, terms)
    assert all("GRAPH ?g" in query for query in engine.sent)


def test_what_the_project_says_of_itself_comes_back(rich_corpus, terms):
    said = Description("T", (Author("Ada", "0000-0002-1825-0097"), Author("B")), "MIT", "en", "1.0")
    engine = Engine(quads(replace(rich_corpus, description=said), terms))
    assert read(engine, terms).description == said


@pytest.mark.parametrize("union", [False, True])
def test_another_engine_gives_the_same(rich_dataset, rich_corpus, terms, union):
    """rdflib, whose SPARQL is a reading of the standard of its own."""

    class Rdflib:
        def __init__(self):
            self.dataset = rdflib.Dataset(default_union=union)
            self.dataset.parse(data=ox.serialize(rich_dataset, format=ox.RdfFormat.N_QUADS), format="nquads")

        def send(self, request, deadline, timeout):
            return Reply(200, JSON, self.dataset.query(asked(request)["query"][0]).serialize(format="json"))

    assert records(endpoint(Rdflib(), page=30).records(), terms) == rich_corpus


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=15)
@given(corpora(), st.integers(1, 40), st.integers(1, 40))
def test_any_corpus_comes_back(terms, corpus, page, most):
    written = list(quads(corpus, terms))
    if corpus == records([], terms):
        with pytest.raises(EndpointError, match="holds no actors"):
            read(Engine(written), terms)
    else:
        assert read(Engine(written, most), terms, page) == corpus


def test_what_is_computed_and_the_ontology_are_passed_over(rich_quads, rich_corpus, terms):
    ghost = ox.NamedNode(DATA + "actor/ghost")
    others = [ox.Quad(ghost, A, ox.NamedNode(KG + "Actor"), ox.NamedNode(g)) for g in (ANALYSIS_GRAPH, ONTOLOGY_GRAPH)]
    for union in (False, True):
        assert read(Engine([*rich_quads, *others], union=union), terms) == rich_corpus


def test_every_quad_for_an_export(rich_quads):
    stray = ox.Quad(ox.NamedNode("http://a.example/"), A, ox.NamedNode(KG + "Actor"))
    engine = Engine([*rich_quads, stray], 20)
    assert set(endpoint(engine, page=20).quads()) == set(engine.store)


def test_a_stored_query_sees_the_union_of_all_graphs(rich_quads, terms, tmp_path):
    def rows(engine):
        project = RemoteProject(tmp_path, endpoint(engine))
        return sorted(map(str, project.query(name="denials")))

    named = Engine(rich_quads)
    assert rows(named) == rows(Engine(rich_quads, union=True)) != []
    assert rows(named) == rows(Engine([ox.Quad(*quad.triple) for quad in rich_quads]))


def test_anybodys_query_goes_as_it_is_but_for_prefixes():
    asked = 'PREFIX kg: <http://other.example/>\nSELECT ?c { ?c kg:claimant actor:china ; a "skos:x" }'
    assert with_prefixes(asked) == f"PREFIX actor: <{DATA}actor/> {asked}"
    assert with_prefixes("SELECT * { ?s ?p ?o }") == "SELECT * { ?s ?p ?o }"
    assert "n-triples" in accepted("PREFIX select: <http://a.example/> CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert accepted("#CONSTRUCT\nask {}") == accepted("SELECT * {}")
    assert accepted("?") == f"{accepted('ASK {}')}, {accepted('DESCRIBE <a:>')}"


def test_a_blank_node_is_refused_where_it_would_have_to_be_asked_about(rich_quads, terms):
    kinds = [ox.Quad(ox.BlankNode(), A, ox.NamedNode(KG + "Claim"), ox.NamedNode("http://g.example/"))]
    node = next(quad.subject for quad in rich_quads if quad.predicate.value == KG + "claimant")
    part = [ox.Quad(node, ox.NamedNode(KG + "hedge"), ox.BlankNode(), ox.NamedNode("http://g.example/"))]
    for more in (kinds, part):
        with pytest.raises(EndpointError, match="no IRI"):
            read(Engine([*rich_quads, *more]), terms)


def test_a_graph_without_records_says_so(terms):
    with pytest.raises(EndpointError, match="holds no actors, issues, articles, events or claims"):
        read(Engine([]), terms)


class Changing(Engine):
    """An endpoint that puts something in the place of every answer to SELECT from the given one on."""

    def __init__(self, quads, change, after=0):
        super().__init__(quads)
        self.change = change
        self.after = after

    def send(self, request, deadline, timeout):
        reply = super().send(request, deadline, timeout)
        selects = sum("SELECT" in query for query in self.sent)
        return Reply(200, JSON, self.change(reply.content)) if selects > self.after else reply


def without_row(place):
    def change(content):
        found = json.loads(content)
        rows = found["results"]["bindings"]
        if len(rows) > 3:
            del rows[place]
        return json.dumps(found).encode()

    return change


def test_nodes_that_get_lost_are_noticed_and_rows_are_fetched_again(rich_quads, rich_corpus, terms):
    with pytest.raises(EndpointError, match=r"gives [\d,]+ of [\d,]+ nodes; it may be changing"):
        read(Changing(rich_quads, without_row(0), after=PROBES), terms)
    before = PROBES + len([query for query in listed(rich_quads) if "DISTINCT" in query])
    for place in (0, -1):
        assert read(Changing(rich_quads, without_row(place), after=before), terms) == rich_corpus
    with pytest.raises(EndpointError, match="no rows of what was selected"):
        read(Changing(rich_quads, lambda _: NOTHING, after=before), terms)


def listed(quads):
    engine = Engine(quads)
    list(endpoint(engine).records())
    return engine.sent


@pytest.mark.parametrize(
    ("after", "content", "said"),
    [
        (COUNTED, b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://a.example/"}}]}}', "again and again"),
        (COUNTED, b'{"head":{"vars":["other"]},"results":{"bindings":[]}}', "rows of what was selected"),
        (COUNTED, b'{"head":{},"boolean":true}', "rows of what was selected"),
        (PROBES, b'{"head":{"vars":["s"]},"results":{"bindings":[]}}', "rows of what was selected"),  # no count
        (COUNTED, b'{"head":{"vars":["s"]},"results":{"bindings":[{}]}}', "no IRI"),
    ],
)  # fmt: skip
def test_hostile_rows_end_in_a_message(rich_quads, terms, after, content, said):
    with pytest.raises(EndpointError, match=said):
        read(Changing(rich_quads, lambda _: content, after=after), terms)


class Inventing:
    """An endpoint with as many nodes as it says, each with ever new parts."""

    def __init__(self, counted):
        self.counted = self.left = counted
        self.number = count()

    def send(self, request, deadline, timeout):
        (query,) = asked(request)["query"]
        node = {"type": "uri", "value": f"http://a.example/{next(self.number):09}"}
        number = {"type": "literal", "value": str(self.counted)}
        if "?s ?p ?o ?n" in query:
            part = {"s": node, "p": {"type": "uri", "value": KG + "content"}, "o": node}
            return solutions(["s", "p", "o", "n"], [{"n": {**number, "value": "1"}}, part])
        if "COUNT" in query:
            return solutions(["n"], [{"n": number}])
        self.left -= "DISTINCT" in query
        return solutions(["s"], [{"s": node}] if self.left >= 0 else [])


def solutions(columns, found):
    return Reply(200, JSON, json.dumps({"head": {"vars": columns}, "results": {"bindings": found}}).encode())


def test_ever_new_nodes_come_to_an_end(terms, monkeypatch):
    with pytest.raises(EndpointError, match="parts of parts of claims without end"):
        read(Inventing(3), terms)
    monkeypatch.setattr(pages, "MAX_ROWS", 1_000)
    with pytest.raises(EndpointError, match="gives more than 1,000 rows; such a graph"):
        read(Inventing(10**9), terms)


def test_more_nodes_than_were_counted_are_not_waited_for(rich_quads, terms):
    one = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"1"}}]}}'
    engine = Changing(rich_quads, lambda content: one if b'"vars":["n"]' in content else content)
    with pytest.raises(EndpointError, match="of 1 nodes; it may be changing"):
        read(engine, terms, page=2)
    assert len(engine.sent) == PROBES + 2


DEEP = 100_000
TRIPLE = (
    b'{"type":"triple","value":{"subject":{"type":"uri","value":"a:"},"predicate":{"type":"uri","value":"a:"},"object":'
)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (JSON, b""),
        (JSON, b"[]"),
        (JSON, b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":'),
        (JSON, b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"a> b"}}]}}'),
        (JSON, b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":' + TRIPLE * DEEP + b"{}" + b"}}" * DEEP + b"}]}}"),
        ("application/sparql-results+xml", b"<html><body>Sorry</body>"),
        ("application/sparql-results+xml", b"<sparql>" + b"<triple>" * DEEP),
        ("text/turtle", b"<a:> <b:> " + b"<<( <a:> <b:> " * DEEP),
        ("text/turtle", b"<html>"),
        ("application/n-triples", b"\xff\xfe"),
    ],
)  # fmt: skip
def test_a_broken_answer_ends_in_a_message(kind, content):
    with pytest.raises(EndpointError, match=r"^there: its answer is broken: [^\n]+$"):
        parsed(Reply(200, kind, content), "there")


XML = "application/sparql-results+xml"
ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[%b]}}'
XML_ROWS = b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="s"/></head><results>%b</results></sparql>'


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (JSON, ROWS % b'{"s":{"type":"literal","value":"%b"}}'),
        (JSON, ROWS % b'{"s":{"type":"literal","value":"1","datatype":"a:%b"}}'),
        ("application/n-triples", b'<a:s> <a:p> "%b" .'),
        ("text/turtle", b"<a:s> <a:p> <a:%b> ."),
        ("text/turtle", b"#%b"),
    ],
)
def test_a_value_beyond_the_buffer_of_the_engine_ends_in_a_message(kind, content):
    with pytest.raises(EndpointError, match=r"^there: its answer has a value that is too long to be read; [^\n]+$"):
        parsed(Reply(200, kind, content % (b"x" * 17_000_000)), "there")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (JSON, ROWS % b",".join([b"{}"] * 100)),
        (XML, XML_ROWS % (b"<result/>" * 100)),
        ("text/turtle", b"<a:s> <a:p> " + b",".join([b"1"] * 100) + b" ."),
    ],
)
def test_what_is_short_on_the_way_and_long_in_memory_is_bounded(kind, content, monkeypatch):
    monkeypatch.setattr(results, "MAX_VALUES", 99)
    with pytest.raises(EndpointError, match=r"it holds more than (99 rows|33 triples)"):
        parsed(Reply(200, kind, content), "there")
    monkeypatch.setattr(results, "MAX_VALUES", 300)
    assert len(list(parsed(Reply(200, kind, content), "there"))) == 100


def test_columns_and_prefixes_without_end_are_refused_before_the_engine_counts_them():
    names = [f"a{number}" for number in range(1_001)]
    wide = json.dumps({"head": {"vars": names}, "results": {"bindings": []}}, indent=1).encode()
    xml = XML_ROWS.replace(b'<variable name="s"/>', b"".join(f'<variable name="{n}"/>'.encode() for n in names)) % b""
    for kind, content in ((JSON, wide), (XML, xml)):
        with pytest.raises(EndpointError, match="more than 1,000 columns"):
            parsed(Reply(200, kind, content), "there")
    prefixes = b"".join(b"PREFIX a%d: <a:> " % number for number in range(10_001))
    with pytest.raises(EndpointError, match="prefixes without end"):
        parsed(Reply(200, "text/turtle", prefixes), "there")


def test_a_text_full_of_commas_is_no_table_with_many_columns():
    content = ROWS % b'{"s":{"type":"literal","value":"%b"}}' % (b",\\" * 3_000)
    assert len(list(parsed(Reply(200, JSON, content.replace(b"\\", b"\\\\")), "there"))) == 1


@pytest.mark.parametrize("kind", ["text/html", "", "text/csv", "application/octet-stream"])
def test_what_is_no_result_of_sparql_is_named(kind):
    with pytest.raises(EndpointError, match="is it an endpoint's address"):
        parsed(Reply(200, kind, b"<html>"), "there")


@given(
    st.sampled_from([JSON, "application/sparql-results+xml", "text/turtle", "application/n-triples"]),
    st.binary(max_size=200),
)
def test_any_bytes_are_a_result_or_a_message(kind, content):
    with suppress(EndpointError):
        parsed(Reply(200, kind, content), "there")


@given(st.data())
def test_an_answer_that_is_cut_anywhere_is_no_answer(data):
    store = ox.Store()
    store.extend([ox.Quad(ox.NamedNode("a:b"), A, ox.Literal(text)) for text in ("{}", 'x"y', "ü", "\\")])
    for form in (ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML):
        whole = store.query("SELECT * { ?s ?p ?o }").serialize(format=form)
        assert len(list(parsed(Reply(200, form.media_type, whole), "there"))) == 4
        cut = data.draw(st.integers(0, len(whole.rstrip()) - 1))
        with pytest.raises(EndpointError):
            parsed(Reply(200, form.media_type, whole[:cut]), "there")
