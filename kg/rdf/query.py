"""SPARQL over a store: the union of all graphs, the standard result formats, and no way out to the network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model.vocabulary import PREFIXES
from kg.rdf.guard import QueryError, QueryFailedError, QueryRefusedError, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    QueryResult: TypeAlias = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean
    # Triples from another server come as a list.
    AnyResult: TypeAlias = QueryResult | list[ox.Triple]

__all__ = ["GRAPH_FORMATS", "RESULT_FORMATS", "Asking", "QueryError", "QueryFailedError", "QueryRefusedError", "run"]

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
WITH_COLON = tuple((prefix, f"{prefix}:") for prefix in PREFIXES)


@dataclass(frozen=True, slots=True)
class Asking:
    """What a protocol says about a query besides its text.

    `base` is what relative IRIs are resolved against. A given dataset overrides the FROM clauses of the query: the IRIs
    of the graphs that make up the default graph, and of the named ones. Graphs that the store does not hold are empty.
    """

    base: str | None = None
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


def run(store: ox.Store, query: str, asking: Asking | None = None) -> QueryResult:
    """The answer to a SPARQL query; the default graph is the union of all graphs unless the query says FROM.

    The prefixes of the vocabulary are known without being declared. Raises QueryRefusedError for SERVICE, for updates,
    and, unless a protocol asks, for FROM with a graph that is not in the store; QueryError if it is not SPARQL.
    """
    try:
        own_dataset = refuse(store, query, held=asking is None)
        if asking is None:
            return store.query(query, prefixes=_prefixes(query), use_default_graph_as_union=not own_dataset)
        return _asked(store, query, asking, own_dataset=own_dataset)
    except SyntaxError as error:
        raise QueryError(_not_sparql(str(error.msg), query)) from None
    except UnicodeEncodeError:
        raise QueryError("not SPARQL: the query is not UTF-8 text") from None
    except (OSError, RuntimeError) as error:
        raise QueryFailedError(f"the query failed: {error}") from None


def _asked(store: ox.Store, query: str, asking: Asking, *, own_dataset: bool) -> QueryResult:
    if asking.default is None and asking.named is None:
        union = not own_dataset
        return store.query(query, base_iri=asking.base, prefixes=_prefixes(query), use_default_graph_as_union=union)
    return store.query(
        query,
        base_iri=asking.base,
        prefixes=_prefixes(query),
        default_graph=[*_nodes(asking.default)],
        named_graphs=[*_nodes(asking.named)],
    )


def _prefixes(query: str) -> dict[str, str]:
    """The prefixes of the vocabulary that a query may use; the engine reads each of them anew for every query."""
    if "\\" in query:
        return PREFIXES
    return {prefix: PREFIXES[prefix] for prefix, colon in WITH_COLON if colon in query}


def _nodes(graphs: Iterable[str] | None) -> list[ox.NamedNode]:
    """The graphs of these IRIs; raises QueryError for one that is not an IRI."""
    try:
        return [ox.NamedNode(graph) for graph in graphs or ()]
    except ValueError as error:
        raise QueryError(f"the dataset names a graph that is no IRI: {error}") from None


def _not_sparql(message: str, query: str) -> str:
    """Line and column with the engine's reason if that is a sentence, else with the text up to there.

    The engine gives the farthest place that it reached, and lists every token that it tried.
    """
    match = PLACE.match(message)
    if match is None:
        return f"not SPARQL: {message}"
    line, column = int(match.group(1)), int(match.group(2))
    reason = REASON.search(match.group(3))
    if reason:
        first, _, rest = reason.group(1).partition(" ")
        where = f"{first if first.isupper() else first.lower()} {rest}"
    else:
        near = "".join(query.split("\n")[line - 1 : line])[:column][-SHOWN:].strip()
        where = f"near {near!r}" if near else "nothing there"
    return f"not SPARQL: line {line}, column {column}: {where}"
