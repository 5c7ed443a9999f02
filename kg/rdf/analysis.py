"""What analyses find as quads of a graph of its own, apart from everything that was said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg.model.vocabulary import ANALYSIS_GRAPH, DATA, RDF_TYPE
from kg.rdf.nodes import DATE, DECIMAL, identifier, iri, kg

if TYPE_CHECKING:
    from collections.abc import Iterator

    One: TypeAlias = ox.NamedNode | str | float | date
    Values: TypeAlias = One | list[ox.NamedNode]

GRAPH = iri(ANALYSIS_GRAPH)
# Results are rounded to so many places, since the last digits of sums differ between machines.
PLACES = 12
TYPE = iri(RDF_TYPE)


def result(kind: str, *names: str) -> ox.NamedNode:
    """The node of a result of some kind about what the names say, such as a dyad."""
    return iri(f"{DATA}{kind}/{'/'.join(names)}")


def part(whole: ox.NamedNode, kind: str, name: str) -> ox.NamedNode:
    """The node of a part of a result."""
    return iri(f"{whole.value}/{kind}/{name}")


def actor(slug: str) -> ox.NamedNode:
    """The node of an actor."""
    return identifier("actor", slug)


def claim(key: str) -> ox.NamedNode:
    """The node of a claim."""
    return identifier("claim", key)


def issue(slug: str) -> ox.NamedNode:
    """The node of an issue."""
    return identifier("issue", slug)


def term(notation: str) -> ox.NamedNode:
    """The node of a mode."""
    return kg(notation.capitalize())


def about_two(node: ox.NamedNode, class_name: str, a: str, b: str, at: date) -> Iterator[ox.Quad]:
    """The class of a result about two actors, who they are, and its day."""
    return described(node, class_name, between=[actor(a), actor(b)], asOf=at)


def described(node: ox.NamedNode, class_name: str, **given: Values) -> Iterator[ox.Quad]:
    """The class of a node and its values."""
    yield ox.Quad(node, TYPE, kg(class_name), GRAPH)
    yield from values(node, **given)


def values(node: ox.NamedNode, **given: Values) -> Iterator[ox.Quad]:
    """The values of a node by the names of their properties in our vocabulary."""
    for name, each in given.items():
        yield from _values(node, kg(name), each)


def value_of(node: ox.NamedNode, predicate: str, given: Values) -> Iterator[ox.Quad]:
    """The values of one property, whosever it is."""
    return _values(node, iri(predicate), given)


def _values(node: ox.NamedNode, predicate: ox.NamedNode, given: Values) -> Iterator[ox.Quad]:
    if isinstance(given, list):
        return (ox.Quad(node, predicate, _literal(each), GRAPH) for each in given)
    return iter((ox.Quad(node, predicate, _literal(given), GRAPH),))


def _literal(value: One) -> ox.NamedNode | ox.Literal:
    """A node as it is, and a plain value as the literal of its type."""
    if isinstance(value, ox.NamedNode):
        return value
    if isinstance(value, (bool, int)):
        return ox.Literal(value)
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=DATE)
    if isinstance(value, str):
        return ox.Literal(value)
    shown = f"{value:.{PLACES}f}".rstrip("0")
    shown = "0." if shown == "-0." else shown
    return ox.Literal(shown + "0" if shown.endswith(".") else shown, datatype=DECIMAL)
