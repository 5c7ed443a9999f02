"""SPARQL over a store: the union of all graphs, the standard result formats, and no way out to the network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    QueryResult: TypeAlias = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

RESULT_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}

TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
      | (?P<text>'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''|\"\"\"(?:(?:"|"")?(?:[^"\\]|\\.))*\"\"\"
               |'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*")
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<name>[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|_:[\w.-]+|[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
MAX_CODE_POINT = 0x10FFFF
UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}


class QueryError(ValueError):
    """The query cannot be answered; the message says why and, where it can, in which line and column."""


class QueryRefusedError(QueryError):
    """The query would leave this machine, or change the graph."""


def run(store: ox.Store, query: str) -> QueryResult:
    """The answer to a SPARQL query; the default graph is the union of all graphs unless the query says FROM.

    The prefixes of the vocabulary are known without being declared. Raises QueryRefusedError for SERVICE, for FROM
    with a graph that is not in the store, and for updates; QueryError where it is not SPARQL.
    """
    dataset = refuse_network(store, query)
    try:
        return store.query(query, prefixes=PREFIXES, use_default_graph_as_union=not dataset)
    except SyntaxError as error:
        raise QueryError(f"not SPARQL: {error.msg}") from None
    except OSError as error:
        raise QueryError(f"the query failed: {error}") from None


def refuse_network(store: ox.Store, query: str) -> bool:
    """Refuse what would leave this machine; True where the query names its own dataset.

    The words are told from those in comments, strings, IRIs and names by the terminals of the SPARQL grammar, both
    before and after the escapes that SPARQL allows anywhere (SPARQL 1.1, sections 19.2 and 19.8): whichever of the two
    an engine reads first, nothing can hide from it here.
    """
    return any([_refuse(store, reading) for reading in (query, ESCAPE.sub(_unescaped, query))])


def _refuse(store: ox.Store, query: str) -> bool:
    words = list(_words(query))
    dataset = False
    for index, (kind, text) in enumerate(words):
        keyword = text.upper() if kind == "word" else ""
        if keyword == "SERVICE":
            raise QueryRefusedError("SERVICE asks another server; queries are answered from this graph alone")
        if keyword == "FROM":
            dataset = True
            _refuse_unknown_graph(store, words[index + 1 :], query)
        first = all(k == "iri" or k == "name" or t.upper() in {"PREFIX", "BASE"} for k, t in words[:index])
        if keyword in UPDATES and first:
            raise QueryRefusedError(
                f"{keyword} changes a graph; `kg query` only reads, the sources are where to change"
            )
    return dataset


def _refuse_unknown_graph(store: ox.Store, following: list[tuple[str, str]], query: str) -> None:
    if following and following[0][1].upper() == "NAMED":
        following = following[1:]
    kind, text = following[0] if following else ("", "")
    graph = text[1:-1] if kind == "iri" else _expanded(text, query)
    if graph and not store.contains_named_graph(ox.NamedNode(graph)):
        raise QueryRefusedError(f"FROM <{graph}>: no graph of this dataset, and nothing is fetched; see GRAPH ?g")


def _expanded(name: str, query: str) -> str:
    """The IRI of a prefixed name, by the prefixes that the query declares or the vocabulary has."""
    prefix, _, local = name.partition(":")
    declared = {
        words[index + 1][1].rstrip(":"): words[index + 2][1][1:-1]
        for words in [list(_words(query))]
        for index in range(len(words) - 2)
        if words[index][1].upper() == "PREFIX"
    }
    namespace = declared.get(prefix, PREFIXES.get(prefix, ""))
    return namespace + re.sub(r"\\(.)", r"\1", local) if namespace else ""


def _words(query: str) -> Iterator[tuple[str, str]]:
    """The words, IRIs and names of a query, without comments, strings and punctuation."""
    for match in TOKEN.finditer(query):
        kind = str(match.lastgroup)
        if kind in ("iri", "name", "word"):
            yield kind, match.group()


def _unescaped(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code <= MAX_CODE_POINT else match.group()
