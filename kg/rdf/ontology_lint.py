"""What is wrong with an ontology itself: terms without definition, label, domain, range or number, and names taken."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model.findings import Finding, Location, did_you_mean
from kg.model.vocabulary import KG, PREFIXES, RDF_TYPE, SKOS, decimal, fold
from kg.rdf.ontology import SHAPES_FILE, parse_turtle, text_of
from kg.rdf.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.model.vocabulary import Vocabulary

RULE = "ontology-term"
OWL = PREFIXES["owl"]
PROPERTIES = {OWL + "ObjectProperty", OWL + "DatatypeProperty"}
SCHEME = SKOS + "ConceptScheme"
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
class Ontology:
    """What the files say of each kg: term, in which file it is defined, and where it is first used."""

    about: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    home: dict[str, Path] = field(default_factory=dict)
    shapes: set[str] = field(default_factory=set)
    used: dict[str, Path] = field(default_factory=dict)


def lint(vocabulary: Vocabulary) -> Iterator[Finding]:
    """The findings of every term, at the file that defines it or, where nothing does, that uses it.

    Every kg: term that the ontology, its shapes or its queries use is defined; a class or property has one rdfs:label,
    a scheme or concept one skos:prefLabel, and each one skos:definition; a property has domain and range; a concept has
    a scheme, a notation and the number of its class, and shares its preferred label with no other concept, its notation
    and its other labels with none of its scheme. There are no blank nodes. A project's files are read after the
    packaged ones, so that clashes are reported in the project's. Raises OntologyError if a file is not Turtle.
    """
    ontology = Ontology()
    for file in vocabulary.files():
        yield from _read(file, ontology)
    for file in vocabulary.files("queries/*.rq"):
        _read_query(file, ontology)
    known = [_short(term) for term in ontology.home]
    for term, file in sorted(ontology.used.items()):
        if term not in ontology.home and term not in ontology.shapes:
            yield _finding(file, term, f"is used and defined nowhere{did_you_mean(_short(term), known)}")
    for term, file in ontology.home.items():
        for message in _mistakes(ontology.about[term], ontology.home):
            yield _finding(file, term, message)
    for term, message in _clashes(ontology):
        yield _finding(ontology.home[term], term, message)


def _read(file: Path, ontology: Ontology) -> Iterator[Finding]:
    quads = parse_turtle(file)
    if any(isinstance(node, ox.BlankNode) for quad in quads for node in (quad.subject, quad.object)):
        yield Finding(
            Location(_name(file)), RULE, "has a blank node; give it an IRI, so that two builds can be compared"
        )
    for quad in quads:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, ox.NamedNode) or isinstance(value, (ox.BlankNode, ox.Triple)):
            continue
        _use(ontology, file, [predicate, value.value] if isinstance(value, ox.NamedNode) else [predicate])
        if file.name == SHAPES_FILE:
            ontology.shapes.add(subject.value)
        elif subject.value.startswith(KG):
            ontology.about[subject.value][predicate].append(value.value)
            if predicate == RDF_TYPE:
                ontology.home.setdefault(subject.value, file)


def _read_query(file: Path, ontology: Ontology) -> None:
    names = (token.text for token in tokens(text_of(file)) if token.kind == "name")
    _use(ontology, file, [KG + name.removeprefix("kg:") for name in names if name.startswith("kg:") and name != "kg:"])


def _use(ontology: Ontology, file: Path, iris: Iterable[str]) -> None:
    for iri in iris:
        if iri.startswith(KG):
            ontology.used.setdefault(iri, file)


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
        if not types & set(home):
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


def _clashes(ontology: Ontology) -> Iterator[tuple[str, str]]:
    """Concepts that share a preferred label, or, within one scheme, any label or the notation."""
    owners: dict[tuple[str, str, str], str] = {}
    for term in ontology.home:
        about = ontology.about[term]
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


def _finding(file: Path, term: str, message: str) -> Finding:
    """A finding in the line where the term is first written with the prefix kg:."""
    name = _short(term)
    lines = text_of(file).splitlines()
    starts = (number for number, line in enumerate(lines, 1) if line.startswith(f"{name} "))
    mentions = (number for number, line in enumerate(lines, 1) if name in line)
    return Finding(Location(_name(file), next(starts, next(mentions, 1))), RULE, f"{name} {message}")


def _name(file: Path) -> str:
    return f"ontology/queries/{file.name}" if file.suffix == ".rq" else f"ontology/{file.name}"


def _short(term: str) -> str:
    return "kg:" + term.removeprefix(KG)
