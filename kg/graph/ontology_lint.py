"""What is wrong with an ontology itself: terms undefined, unlabelled, without domain or range, or with another's label."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.diagnostics import Finding, Location, did_you_mean
from kg.vocabulary import KG, PREFIXES, RDF_TYPE, RDFS, SHAPES_FILE, SKOS, parse_turtle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.vocabulary import Vocabulary

RULE = "ontology-term"
OWL = PREFIXES["owl"]
PROPERTIES = {OWL + "ObjectProperty", OWL + "DatatypeProperty"}
SCHEME = SKOS + "ConceptScheme"

Properties = dict[str, list[str]]


def lint(vocabulary: Vocabulary) -> Iterator[Finding]:
    """The findings of every term, at the file that defines it or, where nothing does, that uses it.

    Every kg: term that is used is defined; a class or property has one rdfs:label, a scheme or concept one
    skos:prefLabel, and each one skos:definition; a property has domain and range; a concept has a notation and a
    scheme, in which nothing else has its notation or any of its labels; no two concepts share a preferred label.
    There are no blank nodes.
    """
    about: dict[str, Properties] = defaultdict(lambda: defaultdict(list))
    home: dict[str, str] = {}
    used: dict[str, str] = {}
    for file in vocabulary.files():
        yield from _read(file, about, home, used)
    for term in sorted(set(used) - set(home)):
        hint = did_you_mean(term.removeprefix(KG), [t.removeprefix(KG) for t in home])
        yield _finding(used[term], f"{_short(term)} is used and defined nowhere{hint}")
    for term in sorted(home):
        for message in _mistakes(about[term], home):
            yield _finding(home[term], f"{_short(term)} {message}")
    for term, other, label in _clashes(about, home):
        yield _finding(home[term], f"{_short(term)} has the label {label!r} of {_short(other)}")


def _read(file: Path, about: dict[str, Properties], home: dict[str, str], used: dict[str, str]) -> Iterator[Finding]:
    """Note what a file says of which term, which terms it defines, and which it uses."""
    shapes = file.name == SHAPES_FILE
    for quad in parse_turtle(file):
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
            yield _finding(file.name, "has a blank node; give it an IRI")
            continue
        for term in (predicate, value):
            if isinstance(term, ox.NamedNode) and term.value.startswith(KG) and not shapes:
                used.setdefault(term.value, file.name)
        if isinstance(subject, ox.NamedNode) and not isinstance(value, ox.Triple) and not shapes:
            if subject.value.startswith(KG):
                about[subject.value][predicate.value].append(value.value)
                if predicate.value == RDF_TYPE:
                    home.setdefault(subject.value, file.name)
        elif shapes and isinstance(value, ox.NamedNode) and value.value.startswith(KG) and "Shape" not in value.value:
            used.setdefault(value.value, file.name)


def _mistakes(about: Properties, home: dict[str, str]) -> Iterator[str]:
    types = set(about[RDF_TYPE])
    schema = bool(types & (PROPERTIES | {OWL + "Class"}))
    label = RDFS + "label" if schema else SKOS + "prefLabel"
    for predicate, name in ((label, "label"), (SKOS + "definition", "definition")):
        if len(about.get(predicate, ())) != 1:
            yield f"has {len(about.get(predicate, ()))} {name}s; give it one"
    if types & PROPERTIES:
        for name in ("domain", "range"):
            if RDFS + name not in about:
                yield f"has no {name}"
    elif not schema and SCHEME not in types:
        for name in ("notation", "inScheme"):
            if SKOS + name not in about:
                yield f"has no skos:{name}"
        if not types & set(home):
            yield "is of no class of the vocabulary"


def _clashes(about: dict[str, Properties], home: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Concepts that share a preferred label, or, within one scheme, any label or the notation."""
    owners: dict[tuple[str, str], str] = {}
    for term in sorted(home):
        properties = about[term]
        preferred = properties.get(SKOS + "prefLabel", [])
        keys = [("", label.casefold()) for label in preferred]
        for scheme in properties.get(SKOS + "inScheme", []):
            names = [*preferred, *properties.get(SKOS + "altLabel", [])]
            keys += [(scheme, name.casefold()) for name in names]
            keys += [(scheme + "#notation", notation) for notation in properties.get(SKOS + "notation", [])]
        for key in dict.fromkeys(keys):
            other = owners.setdefault(key, term)
            if other != term:
                yield term, other, key[1]


def _finding(file: str, message: str) -> Finding:
    return Finding(Location(f"ontology/{file}"), RULE, message)


def _short(term: str) -> str:
    return "kg:" + term.removeprefix(KG)
