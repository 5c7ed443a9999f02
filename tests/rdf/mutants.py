"""Copies of good nodes, each with one thing wrong, for every constraint of every property shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
import rdflib
from rdflib import RDF, RDFS, SH, XSD

from kg.model.vocabulary import DATA, EDTF, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = ox.NamedNode(DATA + "actor/nobody")
ANOTHER = {
    str(XSD.string): "another", str(RDF.langString): "another", str(XSD.decimal): "0.123", str(XSD.integer): "3",
    str(XSD.date): "2016-02-08", EDTF: "2015",
}  # fmt: skip
LEAST = {str(XSD.decimal): "-0.999", str(XSD.integer): "0", str(XSD.date): "0001-01-01"}


@dataclass(frozen=True)
class Mutant:
    """A copy of a node that breaks a shape in one way."""

    shape: str
    damage: str
    focus: str
    quads: tuple[ox.Quad, ...]

    def __str__(self) -> str:
        return f"{self.shape.rpartition('#')[2]} {self.damage}"


@dataclass(frozen=True)
class Subject:
    """A good node: what is said of it but by one property, the values of that, and the constraints on them."""

    rest: tuple[tuple, ...]
    path: ox.NamedNode
    values: tuple
    graph: ox.NamedNode
    constraints: dict[str, rdflib.term.Node]

    def having(self, *values) -> list[tuple]:
        return [*self.rest, *((self.path, value, self.graph) for value in values)]


def mutants(shapes: rdflib.Graph, ontology, dataset) -> Iterator[Mutant]:
    """For each property shape a good node that it targets, copied once for each way to break it."""
    above = classes_above(ontology)
    for number, shape in enumerate(sorted(shapes.subjects(RDF.type, SH.PropertyShape))):
        path = ox.NamedNode(str(shapes.value(shape, SH.path)))
        target = str(shapes.value(next(shapes.subjects(SH.property, shape)), SH.targetClass))
        focus = next(q.subject for q in dataset if q.predicate == path and target in classes(q.subject, dataset, above))
        about = [quad for quad in dataset if quad.subject == focus]
        subject = Subject(
            rest=tuple((q.predicate, q.object, q.graph_name) for q in about if q.predicate != path),
            path=path,
            values=tuple(quad.object for quad in about if quad.predicate == path),
            graph=about[0].graph_name,
            constraints={str(name).rpartition("#")[2]: value for name, value in shapes.predicate_objects(shape)},
        )
        for damage, parts in (*wrong_numbers_of_values(subject), *wrong_nodes(subject), *wrong_literals(subject)):
            copy = ox.NamedNode(f"{DATA}mutant/{number}/{damage.replace(' ', '-')}")
            yield Mutant(str(shape), damage, copy.value, tuple(ox.Quad(copy, *part) for part in parts))


def wrong_numbers_of_values(subject: Subject) -> Iterator[tuple[str, list[tuple]]]:
    values, constraints = subject.values, subject.constraints
    if "minCount" in constraints:
        yield "missing", subject.having(*values[: int(constraints["minCount"]) - 1])
    if "maxCount" in constraints:
        yield "one too many", subject.having(*values, other(values[0]))


def wrong_nodes(subject: Subject) -> Iterator[tuple[str, list[tuple]]]:
    if {"class", "nodeKind"} & set(subject.constraints):
        yield "text for a node", subject.having(ox.Literal("text"))
    if "class" in subject.constraints:
        yield "a node of no class", subject.having(NOBODY)
    if {"datatype", "or"} & set(subject.constraints):
        yield "a node for text", subject.having(NOBODY)


def wrong_literals(subject: Subject) -> Iterator[tuple[str, list[tuple]]]:
    constraints, value = subject.constraints, subject.values[0]
    if "datatype" in constraints:
        yield "another datatype", subject.having(ox.Literal("text", language=None if value.language else "en"))
    if "or" in constraints:
        yield "neither text nor text in a language", subject.having(ox.Literal(7))
    if "uniqueLang" in constraints:
        tagged = next(each for each in subject.values if each.language)
        yield "two of one language", subject.having(*subject.values, other(tagged))
    if constraints.get("datatype") == XSD.date:
        # Without the other day: rdflib cannot compare with what is no day.
        alone = [part for part in subject.rest if not str(part[1]).endswith("#date>")]
        yield "no day of the calendar", [*alone, (subject.path, typed("2016-02-30", value), subject.graph)]
    for name, step in (("minInclusive", -1), ("maxInclusive", 1)):
        if name in constraints:
            yield f"beyond {name}", subject.having(typed(str(constraints[name].toPython() + step), value))
    if "pattern" in constraints:
        yield "another pattern", subject.having(ox.Literal("?"))
    if "minLength" in constraints:
        yield "empty", subject.having(typed("", value))
    for name in sorted({"lessThan", "lessThanOrEquals"} & set(constraints)):
        counterpart = ox.NamedNode(str(constraints[name]))
        parts = [part for part in subject.having(value) if part[0] != counterpart]
        yield "above its counterpart", [*parts, (counterpart, typed(LEAST[value.datatype.value], value), subject.graph)]


def typed(text: str, like: ox.Literal) -> ox.Literal:
    return ox.Literal(text, language=like.language) if like.language else ox.Literal(text, datatype=like.datatype)


def other(value):
    """Another value of the same kind, so that only their number is wrong."""
    if isinstance(value, ox.NamedNode):
        return ox.NamedNode(value.value.replace("/one", "/two")) if "/one" in value.value else NOBODY
    if value.datatype.value == str(XSD.boolean):
        return ox.Literal(value.value != "true")
    return typed(ANOTHER[value.datatype.value], value)


def classes_above(ontology) -> dict[str, set[str]]:
    above: dict[str, set[str]] = {}
    for quad in ontology:
        if quad.predicate.value == str(RDFS.subClassOf):
            above.setdefault(quad.subject.value, set()).add(quad.object.value)
    return above


def classes(node, dataset, above) -> set[str]:
    found = {quad.object.value for quad in dataset if quad.subject == node and quad.predicate.value == RDF_TYPE}
    while more := {name for class_name in found for name in above.get(class_name, ())} - found:
        found |= more
    return found
