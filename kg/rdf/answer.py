"""Answers to queries: as plain values, or in the standard formats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg.model.frames import Frames
from kg.model.vocabulary import PREFIXES
from kg.rdf.query import GRAPH_FORMATS, RESULT_FORMATS, QueryError, QueryFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.rdf.query import AnyResult

Value: TypeAlias = str | int | float | bool | Decimal | date | None

BOOLEAN = ("json", "xml")
XSD = PREFIXES["xsd"]
CONVERTERS: dict[str, Callable[[str], Value]] = {
    XSD + "integer": int,
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda text: text in ("true", "1"),
    XSD + "date": date.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class Answer(Frames):
    """The result of a query: rows of values by variable for SELECT, one truth value for ASK, triples for a graph.

    A graph has the columns subject, predicate, object. IRIs and other text are str; numbers, dates and truth values
    are Python's; an unbound variable is None. As a frame a column has the type of its values, text where they differ.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def table(self) -> Answer:
        """Its columns and rows."""
        return self

    def __bool__(self) -> bool:
        """The truth value of ASK; for other queries, whether there is any row."""
        return bool(self.rows[0][0]) if self.columns == ("answer",) else bool(self.rows)


def answer(result: AnyResult) -> Answer:
    """The plain values of a result; raises QueryError if the engine fails on the way."""
    if isinstance(result, ox.QueryBoolean):
        return Answer(("answer",), ((bool(result),),))
    try:
        if isinstance(result, ox.QuerySolutions):
            columns = tuple(variable.value for variable in result.variables)
            return Answer(columns, tuple(tuple(_value(term) for term in row) for row in result))
        triples = sorted(set(result), key=str)
        return Answer(
            ("subject", "predicate", "object"),
            tuple((_value(t.subject), _value(t.predicate), _value(t.object)) for t in triples),
        )
    except (OSError, SyntaxError, RuntimeError) as error:
        raise QueryFailedError(f"the query failed: {error}") from None


def formats(result: AnyResult) -> tuple[str, ...]:
    """The names of the formats that a result of this kind can be written in, the usual one first."""
    if isinstance(result, ox.QueryBoolean):
        return BOOLEAN
    return tuple(RESULT_FORMATS) if isinstance(result, ox.QuerySolutions) else tuple(GRAPH_FORMATS)


def serialized(result: AnyResult, name: str) -> bytes:
    """A result in a standard format; raises QueryError if its kind has no such format."""
    if name not in formats(result):
        raise QueryError(f"this answer cannot be written as {name}; expected one of {', '.join(formats(result))}")
    try:
        if isinstance(result, (ox.QueryTriples, list)):
            triples = sorted(set(result), key=str)
            prefixes = PREFIXES if name in ("turtle", "rdfxml") else None
            return ox.serialize(triples, format=GRAPH_FORMATS[name], prefixes=prefixes) or b""
        return result.serialize(format=RESULT_FORMATS[name]) or b""
    except (OSError, SyntaxError, RuntimeError) as error:
        raise QueryFailedError(f"the query failed: {error}") from None


def is_empty(content: bytes, name: str) -> bool:
    """Whether what `serialized` gives of rows or triples in a format has none, but a header at most."""
    if name in ("csv", "tsv"):
        return content.count(b"\n") <= 1
    if name == "rdfxml":
        return b"<rdf:Description" not in content
    return content in (b"", b"[]") or content.endswith((b'"bindings":[]}}', b"<results></results></sparql>"))


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Value:
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        convert = CONVERTERS.get(term.datatype.value)
        try:
            return convert(term.value) if convert else term.value
        except (ValueError, ArithmeticError):
            return term.value
    return term.value if isinstance(term, ox.NamedNode) else str(term)
