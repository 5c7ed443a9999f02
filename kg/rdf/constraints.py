"""Shapes as functions: the constraints of SHACL Core that ours use, held against a whole dataset in one pass.

A general validator asks a graph anew for each node and each constraint; where every shape targets a class and looks at
the values of its own nodes alone, it is enough to gather those values once. `compiled` gives None for shapes that do
more, which `shapes` then hands to a general validator. Both come to the same violations (`tests/rdf/test_constraints`).

Semantics: W3C, Shapes Constraint Language (SHACL), 2017, sections 2 to 4.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import chain, product
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph as ox

from kg.model.vocabulary import PREFIXES, RDF_TYPE, RDFS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    # What is wrong with a node's values of one property among each other: each wrong value, or None for all of them.
    Check: TypeAlias = Callable[["Values"], Iterable["Term | None"]]
    # Whether a value is right by itself.
    Test: TypeAlias = Callable[["Term", "Data"], bool]

SHACL = "http://www.w3.org/ns/shacl#"
XSD = PREFIXES["xsd"]
RDF_LIST = RDF_TYPE.removesuffix("type")
FIRST, REST, NIL = (ox.NamedNode(RDF_LIST + name) for name in ("first", "rest", "nil"))
TYPE, SUBCLASS = ox.NamedNode(RDF_TYPE), ox.NamedNode(RDFS + "subClassOf")
NODE_SHAPE, PROPERTY_SHAPE, IRI = (ox.NamedNode(SHACL + name) for name in ("NodeShape", "PropertyShape", "IRI"))
# What says nothing of the data.
SILENT = frozenset({"message", "name", "description", "order", "group"})
# What compares the values of a node with each other or with those of another property.
AMONG = frozenset({"uniqueLang", "lessThan", "lessThanOrEquals"})
BOUNDS = {"minInclusive": ge, "maxInclusive": le, "minExclusive": gt, "maxExclusive": lt}
LENGTHS = {"minLength": ge, "maxLength": le}
TIME_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")
NUMBERS = frozenset({XSD + "decimal", XSD + "integer", XSD + "nonNegativeInteger"})
DATE = XSD + "date"


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """A shape of the values that a property of a node has: how many, each by itself, and among each other."""

    shape: str
    path: ox.NamedNode
    least: int
    most: int | None
    tests: tuple[Test, ...]
    checks: tuple[Check, ...]

    def wrong(self, values: Values, data: Data) -> Iterator[Term | None]:
        """Each value that is wrong, and None where it is their number, or all of them."""
        if len(values) < self.least or (self.most is not None and len(values) > self.most):
            yield None
        for test in self.tests:
            for value in values:
                if not test(value, data):
                    yield value
        for check in self.checks:
            yield from check(values)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A node that breaks a property shape, with its wrong value unless it is their number that is wrong."""

    focus: str
    shape: PropertyShape
    value: Term | None


class Values(dict["Term", None]):
    """The different values that a node has for a property, in order, with those that it has for others."""

    __slots__ = ("of_node",)

    def __init__(self, of_node: Mapping[ox.NamedNode, Values]) -> None:
        super().__init__()
        self.of_node = of_node


class Data:
    """A dataset as the shapes see it: the union of its graphs, the properties that they name, and all classes."""

    def __init__(self, quads: Iterable[ox.Quad], paths: frozenset[ox.NamedNode]) -> None:
        self.classes: dict[Term, set[Term]] = {}
        self.nodes: dict[Term, dict[ox.NamedNode, Values]] = {}
        self._vocabulary: Data | None = None
        self._outside: Callable[[Term], Iterable[Term]] = lambda _: ()
        above: dict[Term, set[Term]] = {}
        for quad in quads:
            predicate = quad.predicate
            if predicate == TYPE:
                self.classes.setdefault(quad.subject, set()).add(quad.object)
            elif predicate == SUBCLASS:
                above.setdefault(quad.subject, set()).add(quad.object)
            if predicate in paths:
                node = self.nodes.setdefault(quad.subject, {})
                values = node.get(predicate)
                if values is None:
                    values = node[predicate] = Values(node)
                values[quad.object] = None
        self._above = above
        self._closed: dict[Term, frozenset[Term]] = {}

    def clear(self) -> None:
        """Let go of everything at once: values refer to their nodes, and nobody collects such circles in a build."""
        for values in self.nodes.values():
            values.clear()
        self.nodes.clear()
        self.classes.clear()

    def beside(self, vocabulary: Data, outside: Callable[[Term], Iterable[Term]]) -> Data:
        """Itself as a part of a dataset: the vocabulary's classes count, and those that `outside` gives of a node."""
        self._vocabulary, self._outside = vocabulary, outside
        return self

    def above(self, class_: Term) -> frozenset[Term]:
        """A class with all that are above it."""
        if self._vocabulary is not None:
            return self._vocabulary.above(class_)
        found = self._closed.get(class_)
        if found is None:
            open_, reached = [class_], {class_}
            while open_:
                more = self._above.get(open_.pop(), set()) - reached
                reached |= more
                open_ += more
            found = self._closed[class_] = frozenset(reached)
        return found

    def is_a(self, node: Term, class_: Term) -> bool:
        """Whether a node is of a class, or of one below it."""
        return any(class_ in self.above(each) for each in self._classes_of(node))

    def _classes_of(self, node: Term) -> Iterable[Term]:
        if node in self.classes or self._vocabulary is None:
            return self.classes.get(node, ())
        return (*self._outside(node), *self._vocabulary.classes.get(node, ()))

    def refers(self) -> Iterator[ox.NamedNode]:
        """Every node that is a value of one of the properties, but has no class here."""
        for values in self.nodes.values():
            for of_path in values.values():
                for value in of_path:
                    if isinstance(value, ox.NamedNode) and value not in self.classes:
                        yield value


@dataclass(frozen=True, slots=True)
class Compiled:
    """Shapes that were compiled, by the class whose nodes they are about."""

    by_class: Mapping[ox.NamedNode, tuple[PropertyShape, ...]]
    paths: frozenset[ox.NamedNode]

    def violations(self, quads: Iterable[ox.Quad]) -> Iterator[Wrong]:
        """Every violation of the shapes by a dataset; the union of its graphs is what is checked."""
        return self.violated(Data(quads, self.paths))

    def violated(self, data: Data) -> Iterator[Wrong]:
        """Every violation of the shapes by the nodes of a dataset, or of a part of one."""
        shapes_of: dict[frozenset[Term], tuple[PropertyShape, ...]] = {}
        for node, own in data.classes.items():
            classes = frozenset(own)
            shapes = shapes_of.get(classes)
            if shapes is None:
                every = frozenset(chain.from_iterable(map(data.above, classes)))
                shapes = shapes_of[classes] = tuple(
                    dict.fromkeys(
                        shape for class_, found in self.by_class.items() if class_ in every for shape in found
                    )
                )
            values = data.nodes.get(node, {})
            for shape in shapes:
                of_path = values.get(shape.path)
                if of_path is not None:
                    for value in shape.wrong(of_path, data):
                        yield Wrong(_bare(node), shape, value)
                elif shape.least:
                    yield Wrong(_bare(node), shape, None)


def compiled(shapes: str) -> Compiled | None:
    """The shapes of a Turtle text as functions, or None if they use anything of SHACL that is not here."""
    described: dict[Term, dict[str, list[Term]]] = {}
    for quad in ox.parse(shapes, format=ox.RdfFormat.TURTLE):
        described.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    try:
        return _Compiler(described).compiled()
    except (_UnknownError, LookupError, ValueError, TypeError, AttributeError, re.error):
        # Whatever cannot be understood is for a general validator to understand, or to refuse.
        return None


class _UnknownError(Exception):
    """The shapes use what is not here."""


class _Compiler:
    """Shapes by their nodes and the IRIs of what is said of them."""

    def __init__(self, described: Mapping[Term, Mapping[str, Sequence[Term]]]) -> None:
        self.described = described
        self.paths: set[ox.NamedNode] = set()

    def compiled(self) -> Compiled:
        """All of them; raises _UnknownError for what is not here."""
        by_class: dict[ox.NamedNode, list[PropertyShape]] = {}
        for said in self.described.values():
            own = _own(said)
            if own and _is_class(said):
                raise _UnknownError
            if "property" not in own and not any(name.startswith("target") for name in own):
                # A part of another shape, which is looked at there.
                continue
            if own.keys() - {"targetClass", "property"} - SILENT:
                raise _UnknownError
            properties = [self._property(shape) for shape in own.get("property", ())]
            for class_ in own.get("targetClass", ()):
                by_class.setdefault(_iri(class_), []).extend(properties)
        return Compiled({class_: tuple(found) for class_, found in by_class.items()}, frozenset(self.paths))

    def _property(self, node: Term) -> PropertyShape:
        own = _own(self.described[node])
        path = _iri(_one(own.pop("path")))
        self.paths.add(path)
        least = int(_one(own.pop("minCount")).value) if "minCount" in own else 0
        most = int(_one(own.pop("maxCount")).value) if "maxCount" in own else None
        checks = [check for name in AMONG & own.keys() for check in self._checks(name, own.pop(name))]
        return PropertyShape(_bare(node), path, least, most, self._tests(own), tuple(checks))

    def _checks(self, name: str, given: Sequence[Term]) -> Iterator[Check]:
        if name == "uniqueLang":
            if _one(given).value == "true":
                yield _one_of_each_language
            return
        for other in map(_iri, given):
            self.paths.add(other)
            yield _below(other, lt if name == "lessThan" else le)

    def _tests(self, own: Mapping[str, Sequence[Term]]) -> tuple[Test, ...]:
        return tuple(self._test(name, each, own) for name, given in own.items() if name not in SILENT for each in given)

    def _test(self, name: str, given: Any, own: Mapping[str, Sequence[Term]]) -> Test:  # noqa: PLR0911 - one for each
        if name in BOUNDS:
            return _compared(given, BOUNDS[name])
        if name in LENGTHS:
            return _of_length(int(given.value), LENGTHS[name])
        match name:
            case "class":
                return _of_class(_iri(given))
            case "datatype":
                return _of_datatype(_iri(given).value)
            case "nodeKind" if given == IRI:
                return lambda value, _: isinstance(value, ox.NamedNode)
            case "pattern" if "flags" not in own:
                return _matching(given.value)
            case "or":
                return _any_of([self._alternative(node) for node in self._list(given)])
        raise _UnknownError

    def _alternative(self, node: Term) -> Test:
        """A shape of a value by itself."""
        tests = self._tests(_own(self.described[node]))
        return lambda value, data: all(test(value, data) for test in tests)

    def _list(self, node: Term) -> Iterator[Term]:
        while node != NIL:
            said = self.described[node]
            yield _one(said[FIRST.value])
            node = _one(said[REST.value])


def _own(said: Mapping[str, Sequence[Term]]) -> dict[str, Sequence[Term]]:
    """What SHACL says of a shape, by its local names."""
    return {name.removeprefix(SHACL): given for name, given in said.items() if name.startswith(SHACL)}


def _is_class(said: Mapping[str, Sequence[Term]]) -> bool:
    """Whether a shape is a class as well, and so targets the nodes of that."""
    return any(class_ not in (NODE_SHAPE, PROPERTY_SHAPE) for class_ in said.get(RDF_TYPE, ()))


def _one(given: Sequence[Term]) -> Any:
    (only,) = given
    return only


def _iri(node: Term) -> ox.NamedNode:
    if not isinstance(node, ox.NamedNode):
        raise _UnknownError
    return node


def _one_of_each_language(values: Values) -> list[None]:
    said = Counter(value.language.lower() for value in values if isinstance(value, ox.Literal) and value.language)
    return [None for times in said.values() if times > 1]


def _below(other: ox.NamedNode, right: Callable[[Any, Any], bool]) -> Check:
    def check(values: Values) -> list[Term]:
        bounds = values.of_node.get(other, ())
        return [value for value, bound in product(values, bounds) if not _ordered(value, bound, right)]

    return check


def _of_class(class_: ox.NamedNode) -> Test:
    return lambda value, data: not isinstance(value, ox.Literal) and data.is_a(value, class_)


def _of_datatype(datatype: str) -> Test:
    is_well_formed = LEXICAL.get(datatype, _anything)
    return lambda value, _: (
        isinstance(value, ox.Literal) and value.datatype.value == datatype and is_well_formed(value.value)
    )


def _anything(_: str) -> bool:
    return True


def _compared(bound: Term, right: Callable[[Any, Any], bool]) -> Test:
    return lambda value, _: _ordered(value, bound, right)


def _of_length(length: int, right: Callable[[int, int], bool]) -> Test:
    return lambda value, _: isinstance(value, (ox.NamedNode, ox.Literal)) and right(len(value.value), length)


def _matching(pattern: str) -> Test:
    # In Python a final $ stands before a last line break as well.
    ends = pattern.endswith("$") and not pattern.endswith(r"\$")
    found = re.compile(pattern[:-1] + r"\Z" if ends else pattern).search
    return lambda value, _: isinstance(value, (ox.NamedNode, ox.Literal)) and found(value.value) is not None


def _any_of(tests: Sequence[Test]) -> Test:
    return lambda value, data: any(test(value, data) for test in tests)


def _ordered(left: Term, right: Term, holds: Callable[[Any, Any], bool]) -> bool:
    """Whether two values can be compared, and the comparison holds."""
    first, second = _comparable(left), _comparable(right)
    return first is not None and type(first) is type(second) and holds(first, second)


def _comparable(value: Term) -> Decimal | date | None:
    if not isinstance(value, ox.Literal):
        return None
    datatype = value.datatype.value
    if datatype in NUMBERS:
        try:
            return Decimal(value.value)
        except InvalidOperation:
            return None
    return _day(value.value) if datatype == DATE else None


def _day(text: str) -> date | None:
    """The day of the calendar that a date is, whatever its time zone."""
    try:
        return date.fromisoformat(TIME_ZONE.sub("", text))
    except ValueError:
        return None


def _bare(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _is_day(text: str) -> bool:
    return _day(text) is not None


def _matches(pattern: str) -> Callable[[str], bool]:
    matched = re.compile(pattern).fullmatch
    return lambda text: matched(text) is not None


# How the values of these datatypes are written; of others every text is right.
LEXICAL: dict[str, Callable[[str], bool]] = {
    DATE: _is_day,
    XSD + "decimal": _matches(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"),
    XSD + "integer": _matches(r"[+-]?\d+"),
    XSD + "nonNegativeInteger": _matches(r"\+?\d+|-0+"),
    XSD + "boolean": _matches("true|false|0|1"),
}
