"""SPARQL over a store: the union of all graphs, the standard result formats, and no way out to the network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.guard import QueryError, QueryRefusedError, refuse
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from typing import TypeAlias

    QueryResult: TypeAlias = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

__all__ = ["GRAPH_FORMATS", "RESULT_FORMATS", "QueryError", "QueryRefusedError", "run"]

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
PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
REASON = re.compile(r"(?:^|, )((?:The |Prefix |IRI |Invalid |Repeated |Unexpected )[^\[\]|]*?)(?=, |$)")
SHOWN = 20


def run(store: ox.Store, query: str) -> QueryResult:
    """The answer to a SPARQL query; the default graph is the union of all graphs unless the query says FROM.

    The prefixes of the vocabulary are known without being declared. Raises QueryRefusedError for SERVICE, for FROM
    with a graph that is not in the store, and for updates; QueryError where it is not SPARQL.
    """
    try:
        own_dataset = refuse(store, query)
        return store.query(query, prefixes=PREFIXES, use_default_graph_as_union=not own_dataset)
    except SyntaxError as error:
        raise QueryError(_not_sparql(str(error.msg), query)) from None
    except UnicodeEncodeError:
        raise QueryError("not SPARQL: the query is not UTF-8 text") from None
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from None


def _not_sparql(message: str, query: str) -> str:
    """Line and column with the engine's reason where that is a sentence, else with what stands up to there.

    The engine gives the farthest place that it came to, and lists every token that it tried.
    """
    match = PLACE.match(message)
    if match is None:
        return f"not SPARQL: {message}"
    line, column = int(match.group(1)), int(match.group(2))
    reason = REASON.search(match.group(3))
    if reason:
        first, _, rest = reason.group(1).partition(" ")
        told = f"{first if first.isupper() else first.lower()} {rest}"
    else:
        near = "".join(query.split("\n")[line - 1 : line])[:column][-SHOWN:].strip()
        told = f"near {near!r}" if near else "nothing there"
    return f"not SPARQL: line {line}, column {column}: {told}"
