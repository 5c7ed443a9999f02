"""A local result as a stream of bytes in a standard format, or its first rows as cells to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from kg.model.vocabulary import PREFIXES
from kg.rdf.query import GRAPH_FORMATS, RESULT_FORMATS, QueryFailedError

if TYPE_CHECKING:
    from typing import IO, TypeAlias

    Result: TypeAlias = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

STRING = PREFIXES["xsd"] + "string"


def kind(result: Result) -> Literal["rows", "truth", "triples"]:
    """The kind of a result: rows for SELECT, a truth value for ASK, triples for a graph."""
    if isinstance(result, ox.QueryBoolean):
        return "truth"
    return "triples" if isinstance(result, ox.QueryTriples) else "rows"


def write(result: Result, name: str, output: IO[bytes]) -> None:
    """Write a result in a standard format; a truth value in csv and tsv too.

    Rows are written as they are found. Errors of `output` pass through; raises QueryFailedError if the engine fails on
    the way.
    """
    try:
        if isinstance(result, ox.QueryTriples):
            triples = sorted(set(result), key=str)
            prefixes = PREFIXES if name in ("turtle", "rdfxml") else None
            ox.serialize(triples, output, format=GRAPH_FORMATS[name], prefixes=prefixes)
        else:
            result.serialize(output, format=RESULT_FORMATS[name])
    except (OSError, SyntaxError, RuntimeError) as error:
        raise QueryFailedError(f"the query failed: {error}") from None


@dataclass(frozen=True, slots=True)
class Cell:
    """A term to show: iri, blank, literal, triple or nothing; its text, and a literal's language or data type."""

    kind: Literal["iri", "blank", "literal", "triple", "nothing"]
    text: str = ""
    note: str = ""


def preview(result: Result, most: int) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...], bool]:
    """The columns, the first rows, and whether there are more; raises QueryFailedError if the engine fails."""
    if isinstance(result, ox.QueryBoolean):
        return ("answer",), ((Cell("literal", "true" if result else "false"),),), False
    rows: list[tuple[Cell, ...]] = []
    columns: tuple[str, ...] = ("subject", "predicate", "object")
    if isinstance(result, ox.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
    try:
        for row in result:
            if len(rows) == most:
                return columns, tuple(rows), True
            terms = (row.subject, row.predicate, row.object) if isinstance(row, ox.Triple) else tuple(row)
            rows.append(tuple(_cell(term) for term in terms))
    except (OSError, SyntaxError, RuntimeError) as error:
        raise QueryFailedError(f"the query failed: {error}") from None
    return columns, tuple(rows), False


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Cell:
    if term is None:
        return Cell("nothing")
    if isinstance(term, ox.Literal):
        plain = term.datatype.value == STRING
        return Cell("literal", term.value, term.language or ("" if plain else term.datatype.value))
    if isinstance(term, ox.NamedNode):
        return Cell("iri", term.value)
    return Cell("blank" if isinstance(term, ox.BlankNode) else "triple", str(term))
