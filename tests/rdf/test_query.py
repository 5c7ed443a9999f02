"""Which graphs a query asks, and what is said of one that is no SPARQL."""

from __future__ import annotations

import pytest

from kg.model.vocabulary import DATA
from kg.rdf.query import QueryError, run
from kg.rdf.store import in_memory


@pytest.fixture(scope="module")
def articles(shipped):
    return in_memory(shipped.quads)


COUNT = "SELECT (COUNT(DISTINCT ?c) AS ?n) {} {{ ?c a kg:Claim }}"
FIRST, SECOND = "2016-02-china-topix-thaad-talks", "2016-07-isdp-thaad-thawing"


@pytest.mark.parametrize(
    ("dataset", "wanted"),
    [
        ("", {FIRST, SECOND}),
        (f"FROM <{DATA}article/{FIRST}>", {FIRST}),
        (f"FROM article:{SECOND}", {SECOND}),
        (f"FROM article:{FIRST} FROM article:{SECOND}", {FIRST, SECOND}),
        (f"FROM NAMED article:{FIRST}", set()),
        ("FROM graph:registry", set()),
    ],
)
def test_the_union_of_all_graphs_is_asked_unless_the_query_names_some(articles, shipped, dataset, wanted):
    expected = sum(claim.article in wanted for claim in shipped.corpus.claims)
    (row,) = run(articles, COUNT.format(dataset))
    assert int(row["n"].value) == expected


def test_a_graph_may_be_named_by_base_and_by_prefixes_of_the_query(articles):
    for query in (
        f"BASE <{DATA}> ASK FROM <article/{FIRST}> {{ ?s a kg:Claim }}",
        f"PREFIX a: <{DATA}article/> ASK FROM a:{FIRST} {{ ?s a kg:Claim }}",
        f"BASE <{DATA}x> PREFIX a: <article/> ASK FROM a:{FIRST} {{ ?s a kg:Claim }}",
    ):
        assert bool(run(articles, query)), query


def test_named_graphs_are_those_that_the_query_names(articles):
    (row,) = run(
        articles, f"SELECT (COUNT(DISTINCT ?g) AS ?n) FROM NAMED article:{SECOND} {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    )
    assert row["n"].value == "1"


MISTAKES = [
    ("", "not SPARQL: line 1, column 1: nothing there"),
    ("SELECT", "not SPARQL: line 1, column 7: near 'SELECT'"),
    ("SELECT * {\n ?s ?p }", "not SPARQL: line 2, column 9: near '?s ?p }'"),
    ("nonsense", "not SPARQL: line 1, column 9: near 'nonsense'"),
    ("SELECT * {\n ?s nope:x ?o }", "not SPARQL: line 2, column 11: prefix not found"),
    ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "not SPARQL: line 1, column 40: the SELECT contains a variable that is unbound"),
    ("SELECT * FROM <https://[x> { }", "not SPARQL: line 1, column 27: IRI parsing failed"),
    ("SELECT * FROM nope:x { }", "not SPARQL: line 1, column 21: prefix not found"),
    ("\x00", "not SPARQL: line 1, column 2: near '\\x00'"),
    ("“", "not SPARQL: line 1, column 2: near '“'"),
    ("SELECT * { ?s ?p '\ud800' }", "not SPARQL: the query is not UTF-8 text"),
    ("SELECT * { FILTER(<https://x/f>(1)) }", "the query failed: The custom function <https://x/f> is not supported"),
    ("SELECT * " + "{" * 300 + "}" * 300, "nested more than 200 brackets deep"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "message"), MISTAKES, ids=lambda value: value[:30])
def test_what_is_not_sparql_says_where_and_why(articles, query, message):
    with pytest.raises(QueryError) as error:
        run(articles, query)
    assert str(error.value) == message
