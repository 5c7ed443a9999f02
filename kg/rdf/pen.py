"""Writes triples into one graph at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model.dates import DateError, span
from kg.model.vocabulary import PREFIXES
from kg.rdf.nodes import DATE, EDTF_TYPE, INTEGER, decimal, identifier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


class Names(dict[str, ox.NamedNode]):
    """Nodes by prefixed name, such as `kg:claimant`, each made when it is first asked for."""

    def __missing__(self, name: str) -> ox.NamedNode:
        prefix, _, local = name.partition(":")
        self[name] = node = ox.NamedNode(PREFIXES[prefix] + local)
        return node


class Pen:
    """Adds quads to `quads`, all in `graph`; properties and classes are prefixed names."""

    def __init__(self, graph: ox.NamedNode) -> None:
        self.graph = graph
        self.quads: list[ox.Quad] = []
        self.names = Names()

    def write(self, node: ox.NamedNode, name: str, value: ox.NamedNode | ox.Literal) -> None:
        """One triple."""
        self.quads.append(ox.Quad(node, self.names[name], value, self.graph))

    def a(self, node: ox.NamedNode, *classes: str) -> None:
        """The classes of a node."""
        for class_name in classes:
            self.write(node, "rdf:type", self.names[class_name])

    def links(self, node: ox.NamedNode, name: str, kind: str, slugs: Iterable[str]) -> None:
        """Links to records of a kind, each once; an empty slug is none."""
        for slug in dict.fromkeys(slugs):
            if slug:
                self.write(node, name, identifier(kind, slug))

    def text(self, node: ox.NamedNode, name: str, text: str) -> None:
        """Plain text, where there is any."""
        if text:
            self.write(node, name, ox.Literal(text))

    def english(self, node: ox.NamedNode, name: str, text: str) -> None:
        """A label in English."""
        self.write(node, name, ox.Literal(text, language="en"))

    def number(self, node: ox.NamedNode, name: str, number: Decimal) -> None:
        """A decimal."""
        self.write(node, name, decimal(number))

    def whole(self, node: ox.NamedNode, name: str, number: int) -> None:
        """An integer."""
        self.write(node, name, ox.Literal(str(number), datatype=INTEGER))

    def dated(self, node: ox.NamedNode, name: str, text: str) -> None:
        """An EDTF date, where there is one."""
        if text:
            self.write(node, name, ox.Literal(text, datatype=EDTF_TYPE))

    def bounds(self, node: ox.NamedNode, text: str) -> None:
        """The first and last day that a date means; nothing for none, and for one that a check refuses."""
        try:
            days = span(text)
        except DateError:
            return
        for name, day in (("kg:earliest", days.earliest), ("kg:latest", days.latest)):
            if day:
                self.write(node, name, ox.Literal(day.isoformat(), datatype=DATE))
