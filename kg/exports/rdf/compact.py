"""Quads → JSON-LD with our context: short names, and still the same triples when read as RDF."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.model import packaged
from kg.model.records import GraphError
from kg.model.vocabulary import KG, PREFIXES, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CONTEXT_FILE, FRAME_FILE = "context.jsonld", "frame.jsonld"
XSD = PREFIXES["xsd"]
STRING, INTEGER, BOOLEAN = XSD + "string", XSD + "integer", XSD + "boolean"
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!//)")
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
# In JSON-LD only an IRI that ends in one of these can be a prefix of short IRIs.
SEPARATORS = ("/", "#", ":", "?")
# So many beginnings of documents are kept: those of one kind need the same of the context.
MOST_HEADS = 1024
ALWAYS = ("@version", "@vocab", "id", "type")
AS_JSON = json.JSONEncoder(ensure_ascii=False).encode

Resource = ox.NamedNode | ox.BlankNode
Value = ox.NamedNode | ox.BlankNode | ox.Literal
About = dict[str, list[Value]]


@dataclass(frozen=True, slots=True)
class Definition:
    """What the context says of a property's name: its coercion, and whether its values are always a list."""

    name: str
    type: str
    language: str
    listed: bool


class Context:
    """A JSON-LD context as a way to write: IRIs, properties and values in their shortest form."""

    def __init__(self, terms: Mapping[str, Any]) -> None:
        self.terms = terms
        plain = {name: iri for name, iri in terms.items() if isinstance(iri, str) and iri.endswith(SEPARATORS)}
        prefixes = sorted(((iri, name) for name, iri in plain.items() if name[0] != "@"), key=_longest_first)
        self.prefixes = dict(reversed(prefixes))
        # What follows must be something, and must not make of the two an IRI with a host.
        self.base = re.compile(f"(?:{'|'.join(re.escape(iri) for iri, _ in prefixes) or '(?!)'})(?!//)(?=.)", re.DOTALL)
        # How a short IRI begins as JSON, by the names that may be its prefix.
        self.starts = [(name, f'"{name}:') for name, iri in terms.items() if isinstance(iri, str)]
        self.definitions: dict[str, Definition] = {}
        for name, about in terms.items():
            if isinstance(about, dict):
                type_ = about.get("@type", "")
                coercion = type_ if type_[:1] == "@" else self.whole(type_)
                defined = Definition(name, coercion, about.get("@language", ""), "@container" in about)
                self.definitions[self.whole(about["@id"])] = defined

    def whole(self, name: str) -> str:
        """The IRI of a prefixed name of the context."""
        prefix, _, local = name.partition(":")
        return str(self.terms[prefix]) + local if prefix in self.terms else name

    def iri(self, iri: str) -> str:
        """An IRI with a prefix if there is one; raises GraphError if a reader would take it for another."""
        base = self.base.match(iri)
        if base:
            return f"{self.prefixes[base[0]]}:{iri[base.end() :]}"
        scheme = SCHEME.match(iri)
        if scheme and scheme[1] in self.prefixes.values():
            raise GraphError(f"<{iri}> would be another IRI in JSON-LD; export nquads instead")
        return iri

    def id(self, node: Resource) -> str:
        """The identifier of a node."""
        return self.iri(node.value) if isinstance(node, ox.NamedNode) else str(node)

    def term(self, iri: str) -> str:
        """A class or a term of a scale: its bare name where it is one of the vocabulary."""
        local = iri.removeprefix(KG)
        return local if local != iri and NAME.fullmatch(local) and local not in self.terms else self.iri(iri)

    def property(self, iri: str, value: Value) -> tuple[str, Any, bool]:
        """The name for a property's value, its short form, and whether that name always has a list."""
        defined = self.definitions.get(iri)
        if defined is None or not _fits(value, defined):
            if defined and isinstance(value, ox.Literal) and not (defined.type or defined.language):
                # Where a name says nothing of type and language, its values may say it themselves.
                return defined.name, self.expanded(value), defined.listed
            return self.iri(iri), self.expanded(value), False
        if isinstance(value, ox.Literal):
            return defined.name, _native(value, defined.type), defined.listed
        named = isinstance(value, ox.NamedNode) and defined.type == "@vocab"
        return defined.name, self.term(value.value) if named else self.id(value), defined.listed

    def expanded(self, value: Value) -> Any:
        """A value that says its own type or language."""
        if not isinstance(value, ox.Literal):
            return {"id": self.id(value)}
        if value.language:
            direction = {"@direction": value.direction.value} if value.direction else {}
            return {"@value": value.value, "@language": value.language, **direction}
        return value.value if value.datatype.value == STRING else {
            "@value": value.value, "type": self.term(value.datatype.value)
        }  # fmt: skip

    def node(self, node: Resource, about: About) -> dict[str, Any]:
        """A node with all that is said about it."""
        return {"id": self.id(node), **self.body(about)}

    def body(self, about: About) -> dict[str, Any]:
        """What is said about a node, classes first, then by property; one value stands alone, several in a list."""
        found: dict[str, Any] = {}
        types = [value for value in about.get(RDF_TYPE, ()) if not isinstance(value, ox.Literal)]
        if types:
            names = [self.term(t.value) if isinstance(t, ox.NamedNode) else self.id(t) for t in types]
            found["type"] = names[0] if len(names) == 1 else names
        for iri in sorted(about):
            for value in about[iri]:
                if iri != RDF_TYPE or isinstance(value, ox.Literal):
                    add(found, *self.property(iri, value))
        return found


def add(found: dict[str, Any], name: str, value: Any, listed: bool) -> None:  # noqa: FBT001 - as it is unpacked
    """Add a value under a name to those already there."""
    if name not in found:
        found[name] = [value] if listed else value
    elif isinstance(found[name], list):
        found[name].append(value)
    else:
        found[name] = [found[name], value]


@cache
def context() -> Context:
    """Our context, from the packaged ontology."""
    return Context(read(CONTEXT_FILE)["@context"])


def read(name: str) -> dict[str, Any]:
    """A JSON file of the packaged ontology."""
    return dict(json.loads((packaged.ontology() / name).read_text(encoding="utf-8")))


def compact_json_ld(quads: Iterable[ox.Quad]) -> bytes:
    """JSON-LD 1.1 with the context in it, a graph after the other and a node a line, both sorted by their IRIs."""
    ours = context()
    return document(json.dumps(ours.terms, ensure_ascii=False), _graphs(quads, ours))


def short_json_ld(statements: Iterable[ox.Quad | ox.Triple]) -> bytes:
    """The triples as JSON-LD with so much of our context in it as they need, a node a line; nothing to fetch.

    Where the scheme of an IRI is one of our names, the whole document has full IRIs, so that any triples can be
    written but those with a triple as their value, for which GraphError is raised.
    """
    about = subjects(statements)
    ours = context()
    try:
        nodes = [ours.node(node, about[node]) for node in about]
    except GraphError:
        ours = Context({name: ours.terms[name] for name in ALWAYS})
        nodes = [ours.node(node, about[node]) for node in about]
    return short_document([Line(ours, node) for node in nodes], ours)


class Line:
    """A node as a line of a document with so much of a context as it needs: `names`, and the prefixes in its `text`."""

    __slots__ = ("names", "text")

    def __init__(self, ours: Context, node: dict[str, Any]) -> None:
        self.text = AS_JSON(node)
        self.names = frozenset((*node, *(name for name, start in ours.starts if start in self.text)))


def short_line(node: Resource, quads: Iterable[ox.Quad]) -> Line:
    """All the quads about a node as a line by our context; raises GraphError where it cannot have short IRIs."""
    ours = context()
    return Line(ours, ours.node(node, next(iter(subjects(quads).values()))))


def short_document(lines: Iterable[Line], ours: Context | None = None) -> bytes:
    """A document of some lines by a context, or by ours, with so much of it in it as they need."""
    listed = list(lines)
    ours = ours or context()
    used: frozenset[str] = frozenset().union(*(line.names for line in listed))
    return document(_needed(ours, used), (line.text for line in listed))


@lru_cache(MOST_HEADS)
def _needed(ours: Context, used: frozenset[str]) -> str:
    """The properties and prefixes of a context that are used, and the prefixes that these properties need, as JSON."""
    kept = {name: iri for name, iri in ours.terms.items() if isinstance(iri, dict) and name in used}
    whole = json.dumps(kept)
    found = {
        name: iri
        for name, iri in ours.terms.items()
        if name in kept or name in ALWAYS or (isinstance(iri, str) and (name in used or f'"{name}:' in whole))
    }
    return json.dumps(found, ensure_ascii=False)


def document(head: str, lines: Iterable[str]) -> bytes:
    """A document with its context, as JSON, and what it holds."""
    return "".join(('{"@context": ', head, ',\n"@graph": [\n', ",\n".join(lines), "\n]}\n")).encode()


def _graphs(quads: Iterable[ox.Quad], ours: Context) -> Iterator[str]:
    graphs: dict[Any, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad)
    for graph in sorted(graphs, key=str):
        nodes = subjects(graphs[graph])
        lines = ",\n".join(json.dumps(ours.node(node, nodes[node]), ensure_ascii=False) for node in nodes)
        if isinstance(graph, ox.DefaultGraph):
            yield lines
        else:
            yield f'{{"id": {json.dumps(ours.id(graph), ensure_ascii=False)}, "@graph": [\n{lines}\n]}}'


def subjects(quads: Iterable[ox.Quad | ox.Triple]) -> dict[Resource, About]:
    """What is said about each node, by property, each value once; nodes and values are sorted."""
    found: dict[Resource, dict[str, dict[Value, None]]] = {}
    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
            raise GraphError(f"{quad.predicate.value} has a triple as its value (RDF 1.2), which JSON-LD cannot hold")
        found.setdefault(subject, {}).setdefault(quad.predicate.value, {})[value] = None
    return {
        node: {name: sorted(values, key=str) if len(values) > 1 else [*values] for name, values in found[node].items()}
        for node in (sorted(found, key=str) if len(found) > 1 else found)
    }


def _fits(value: Value, defined: Definition) -> bool:
    """Whether a reader who knows the definition takes the short form for exactly this value."""
    if not isinstance(value, ox.Literal):
        return defined.type in ("@id", "@vocab")
    if value.language or defined.language:
        return value.language == defined.language and not value.direction
    return value.datatype.value == (defined.type or STRING)


def _native(value: ox.Literal, type_: str) -> Any:
    """A whole number or a truth value as JSON has it, if JSON gives back the same text."""
    if type_ == INTEGER and WHOLE.fullmatch(value.value):
        return int(value.value)
    if type_ == BOOLEAN and value.value in ("true", "false"):
        return value.value == "true"
    return value.value


def _longest_first(pair: tuple[str, str]) -> tuple[int, str]:
    return -len(pair[0]), pair[1]
