"""What analyses find as quads of a graph of its own, apart from everything that was said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg.model.vocabulary import ANALYSIS_GRAPH, DATA, KG, RDF_TYPE
from kg.rdf.nodes import DATE, decimal, identifier, iri, kg

if TYPE_CHECKING:
    from collections.abc import Iterator

    One: TypeAlias = ox.NamedNode | str | float | date
    Values: TypeAlias = One | list[ox.NamedNode]

GRAPH = iri(ANALYSIS_GRAPH)
# Results are rounded to so many places, since the last digits of sums differ between machines.
PLACES = Decimal("1e-12")


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
    yield ox.Quad(node, iri(RDF_TYPE), kg(class_name), GRAPH)
    yield from values(node, **given)


def values(node: ox.NamedNode, **given: Values) -> Iterator[ox.Quad]:
    """The values of a node by the names of their properties in our vocabulary."""
    for name, value in given.items():
        yield from value_of(node, KG + name, value)


def value_of(node: ox.NamedNode, predicate: str, given: Values) -> Iterator[ox.Quad]:
    """The values of one property, whosever it is."""
    for value in given if isinstance(given, list) else [given]:
        yield ox.Quad(node, iri(predicate), _literal(value), GRAPH)


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
    exact = Decimal(value).quantize(PLACES).normalize()
    return decimal(exact + 0 if exact else Decimal(0))
