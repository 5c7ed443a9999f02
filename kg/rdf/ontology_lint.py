"""What is wrong with an ontology itself: terms without definition, label, domain, range or number, and names taken."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model.findings import Finding, Location, did_you_mean
from kg.model.vocabulary import KG, PREFIXES, RDF_TYPE, SKOS, decimal, fold
from kg.rdf.ontology import QUERIES, SHAPES_FILE
from kg.rdf.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.rdf.ontology import Ontology

RULE = "ontology-term"
OWL = PREFIXES["owl"]
PROPERTIES = {OWL + "ObjectProperty", OWL + "DatatypeProperty"}
SCHEME = SKOS + "ConceptScheme"
NAME = re.compile(r"kg:\w(?:[\w.-]*\w)?")
# To look for what was meant takes time, and who misspells more has made one mistake many times.
MOST_HINTS = 20
# The numbers that a concept of a class must have, and the range of each.
NUMBERS = {
    "StanceType": {"defaultPosition": (-1, 1)},
    "EventType": {"defaultGoldstein": (-10, 10)},
    "Certainty": {"defaultProbability": (0, 1)},
    "Reliability": {"defaultReliability": (0, 1)},
    "Strength": {"defaultStrength": (0, 1)},
    "Likelihood": {"lower": (0, 1), "upper": (0, 1)},
}


@dataclass
class Terms:
    """What the files say of each kg: term, in which file it is defined, and where it is first used.

    `lines` gives the line of each term in each file that was asked for: where it is defined, else where it is named.
    """

    about: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    home: dict[str, Path] = field(default_factory=dict)
    shapes: set[str] = field(default_factory=set)
    used: dict[str, Path] = field(default_factory=dict)
    lines: dict[Path, dict[str, int]] = field(default_factory=dict)


def lint(ontology: Ontology) -> Iterator[Finding]:
    """The findings of every term, at the file that defines it or, where nothing does, that uses it.

    Every kg: term that the ontology, its shapes or its queries use is defined; a class or property has one rdfs:label,
    a scheme or concept one skos:prefLabel, and each one skos:definition; a property has domain and range; a concept has
    a scheme, a notation and the number of its class, and shares its preferred label with no other concept, its notation
    and its other labels with none of its scheme. There are no blank nodes. A project's files are read after the
    packaged ones, so that clashes are reported in the project's. Raises OntologyError if a file is not Turtle.
    """
    terms = Terms()

    def finding(file: Path, term: str, message: str) -> Finding:
        name = _short(term)
        if file not in terms.lines:
            terms.lines[file] = _lines(ontology.text(file))
        return Finding(Location(_name(file), terms.lines[file].get(name, 1)), RULE, f"{name} {message}")

    for file in ontology.files():
        yield from _read(file, ontology.triples(file), terms)
    for file in ontology.files(QUERIES):
        _read_query(file, ontology.text(file), terms)
    known = [_short(term) for term in terms.home]
    unknown = sorted(term for term in terms.used if term not in terms.home and term not in terms.shapes)
    for place, term in enumerate(unknown):
        hint = did_you_mean(_short(term), known) if place < MOST_HINTS else ""
        yield finding(terms.used[term], term, f"is used and defined nowhere{hint}")
    for term, file in terms.home.items():
        for message in _mistakes(terms.about[term], terms.home):
            yield finding(file, term, message)
    for term, message in _clashes(terms):
        yield finding(terms.home[term], term, message)


def _read(file: Path, quads: Sequence[ox.Quad], terms: Terms) -> Iterator[Finding]:
    if any(isinstance(node, ox.BlankNode) for quad in quads for node in (quad.subject, quad.object)):
        yield Finding(
            Location(_name(file)), RULE, "has a blank node; give it an IRI, so that two builds can be compared"
        )
    for quad in quads:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, ox.NamedNode) or isinstance(value, (ox.BlankNode, ox.Triple)):
            continue
        _use(terms, file, [predicate, value.value] if isinstance(value, ox.NamedNode) else [predicate])
        if file.name == SHAPES_FILE:
            terms.shapes.add(subject.value)
        elif subject.value.startswith(KG):
            terms.about[subject.value][predicate].append(value.value)
            if predicate == RDF_TYPE:
                terms.home.setdefault(subject.value, file)


def _read_query(file: Path, sparql: str, terms: Terms) -> None:
    names = (token.text for token in tokens(sparql) if token.kind == "name")
    _use(terms, file, [KG + name.removeprefix("kg:") for name in names if name.startswith("kg:") and name != "kg:"])


def _use(terms: Terms, file: Path, iris: Iterable[str]) -> None:
    for iri in iris:
        if iri.startswith(KG):
            terms.used.setdefault(iri, file)


def _mistakes(about: dict[str, list[str]], home: dict[str, Path]) -> Iterator[str]:
    types = set(about[RDF_TYPE])
    schema = bool(types & (PROPERTIES | {OWL + "Class"}))
    label = "rdfs:label" if schema else "skos:prefLabel"
    for name in (label, "skos:definition"):
        if (count := len(_values(about, name))) != 1:
            yield f"has {count} {name}s; give it one"
    if types & PROPERTIES:
        yield from (f"has no {name}" for name in ("rdfs:domain", "rdfs:range") if not _values(about, name))
    elif not schema and SCHEME not in types:
        yield from (f"has no {name}" for name in ("skos:notation", "skos:inScheme") if not _values(about, name))
        if not any(type_ in home for type_ in types):
            yield "is of no class of the vocabulary"
        for type_ in sorted(types):
            yield from _number_mistakes(about, type_.removeprefix(KG))


def _number_mistakes(about: dict[str, list[str]], class_name: str) -> Iterator[str]:
    for name, (least, most) in NUMBERS.get(class_name, {}).items():
        found = [decimal(text) for text in _values(about, f"kg:{name}")]
        if len(found) != 1:
            yield f"has {len(found)} kg:{name}s; give it one"
        elif found[0] is None or not Decimal(least) <= found[0] <= Decimal(most):
            yield f"has kg:{name} {_values(about, f'kg:{name}')[0]}; expected a decimal from {least} to {most}"


def _clashes(terms: Terms) -> Iterator[tuple[str, str]]:
    """Concepts that share a preferred label, or, within one scheme, any label or the notation."""
    owners: dict[tuple[str, str, str], str] = {}
    for term in terms.home:
        about = terms.about[term]
        preferred = _values(about, "skos:prefLabel")
        keys = [("", "label", fold(text)) for text in preferred]
        for scheme in _values(about, "skos:inScheme"):
            keys += [(scheme, "label", fold(text)) for text in (*preferred, *_values(about, "skos:altLabel"))]
            keys += [(scheme, "notation", text) for text in _values(about, "skos:notation")]
        taken = {key[1:]: owners[key] for key in keys if owners.setdefault(key, term) != term}
        yield from ((term, f"has the {what} {text!r} of {_short(other)}") for (what, text), other in taken.items())


def _values(about: dict[str, list[str]], name: str) -> list[str]:
    prefix, _, local = name.partition(":")
    return about.get(PREFIXES[prefix] + local, [])


def _lines(text: str) -> dict[str, int]:
    """The line of every term that is written with the prefix kg:, that which begins with it, or the first."""
    lines: dict[str, int] = {}
    starts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for name in NAME.findall(line):
            lines.setdefault(name, number)
        if line.startswith("kg:"):
            starts.setdefault(line.partition(" ")[0], number)
    return lines | starts


def _name(file: Path) -> str:
    return f"ontology/queries/{file.name}" if file.suffix == ".rq" else f"ontology/{file.name}"


def _short(term: str) -> str:
    return "kg:" + term.removeprefix(KG)
