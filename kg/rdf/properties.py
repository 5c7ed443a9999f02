"""The properties of every node of a graph, and what is said when one is missing or has no sense."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model.dates import DateError, span
from kg.model.vocabulary import ANALYSIS_GRAPH, DATA, ONTOLOGY_GRAPH, PREFIXES, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model.vocabulary import Vocabulary

MAX_MAGNITUDE = 50
NOTHING: dict[str, str | list[str]] = {}
CLOSED = {"kg:mode": "Mode", "kg:polarity": "Polarity"}


class GraphError(ValueError):
    """The graph lacks something that a record needs; the message names the node and the property."""


class Predicates(dict[str, str]):
    """IRIs by prefixed name, such as `kg:claimant`."""

    def __missing__(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        self[name] = found = PREFIXES[prefix] + local
        return found


class Properties:
    """The values of all properties of all nodes by the IRI of the node, whatever graph they stand in.

    What a graph says of its ontology and what was computed are passed over. Properties are prefixed names.
    """

    def __init__(self, quads: Iterable[ox.Quad], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.about: dict[str, dict[str, str | list[str]]] = {}
        self.instances: dict[str, list[str]] = defaultdict(list)
        self.predicates = Predicates()
        self._read(quads)

    def _read(self, quads: Iterable[ox.Quad]) -> None:
        """Take the quads in; most properties have one value, so a list is made only for the second."""
        about, instances = self.about, self.instances
        left_out = {ox.NamedNode(graph) for graph in (ONTOLOGY_GRAPH, ANALYSIS_GRAPH)}
        for quad in quads:
            subject, predicate, value = quad.subject, quad.predicate.value, quad.object
            if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
                raise GraphError(f"{predicate} has a triple as its value (RDF 1.2), which is not read")
            if quad.graph_name in left_out:
                continue
            node, text = subject.value, value.value
            found = about.setdefault(node, {})
            known = found.setdefault(predicate, text)
            if known is not text:
                found[predicate] = [known, text] if isinstance(known, str) else [*known, text]
            if predicate == RDF_TYPE:
                instances[text].append(node)

    def all(self, node: str, name: str) -> list[str]:
        """The values of a property, each once, in no order that means anything."""
        values = self.about.get(node, NOTHING).get(self.predicates[name], "")
        if isinstance(values, str):
            return [values] if values else []
        return list(dict.fromkeys(values))

    def first(self, node: str, name: str) -> str:
        """The value of a property, the smallest where somebody gave several, or an empty string."""
        values = self.about.get(node, NOTHING).get(self.predicates[name], "")
        return values if isinstance(values, str) else min(values)

    def one(self, node: str, name: str) -> str:
        """The value of a property that must be there."""
        return self.first(node, name) or _missing(node, name)

    def slugs(self, node: str, name: str) -> tuple[str, ...]:
        """The slugs of the records that a property names, sorted."""
        return tuple(sorted({any_slug(value) for value in self.all(node, name)}))

    def some(self, node: str, name: str) -> tuple[str, ...]:
        """The same for a property that must be there."""
        return self.slugs(node, name) or (_missing(node, name),)

    def term(self, node: str, name: str) -> str:
        """The notation of the term that a property must give; the IRI of a term that the vocabulary does not have.

        Modes and polarities are closed: the program does not know what another one would mean.
        """
        value = self.one(node, name)
        notation = self.vocabulary.notation(value)
        if name in CLOSED and notation not in self.vocabulary.terms(CLOSED[name]):
            raise GraphError(f"{node} has {name} {value}, which is no kg:{CLOSED[name]}")
        return notation

    def optional_term(self, node: str, name: str) -> str:
        """The same, or an empty string where the property is not there."""
        return self.term(node, name) if self.all(node, name) else ""

    def date(self, node: str, name: str) -> str:
        """An EDTF date that has days, or an empty string."""
        text = self.first(node, name)
        if text:
            try:
                span(text)
            except DateError as error:
                raise GraphError(f"{node}: {name} {error}") from None
        return text

    def number(self, node: str, name: str) -> Decimal:
        """A decimal that must be there, without trailing zeros or exponent."""
        text = self.one(node, name)
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number.adjusted()) > MAX_MAGNITUDE:
            raise GraphError(f"{node} has {name} {text!r}, which is no decimal number")
        plain = f"{number:f}"
        return Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain) + 0

    def whole(self, node: str, name: str, otherwise: int = 0) -> int:
        """An integer, or `otherwise` where the property is not there."""
        text = self.first(node, name)
        try:
            return int(text) if text else otherwise
        except ValueError:
            raise GraphError(f"{node} has {name} {text!r}, which is no integer") from None


def slug(node: str, kind: str) -> str:
    """The slug in an IRI of ours, or the whole IRI where it is somebody else's."""
    return node.removeprefix(f"{DATA}{kind}/")


def any_slug(node: str) -> str:
    """The same, whatever kind of record it is."""
    return node.removeprefix(DATA).partition("/")[2] if node.startswith(DATA) else node


def counted(node: str) -> tuple[int, str]:
    """Nodes that end in a number come in its order: …/2 before …/10."""
    number = node.rpartition("/")[2]
    return (int(number) if number.isascii() and number.isdecimal() else 0, node)


def _missing(node: str, name: str) -> str:
    raise GraphError(f"{node} has no {name}")
