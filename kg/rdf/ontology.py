"""The ontology of `ontology/`, read from its files: the vocabulary with its triples and its shapes."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.cache import key_of
from kg.model import packaged
from kg.model.countries import Country
from kg.model.files import UnreadableError, stays_inside
from kg.model.vocabulary import KG, ONTOLOGY_GRAPH, RDF_TYPE, SKOS, OntologyError, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHAPES_FILE = "shapes.ttl"
QUERIES = "queries/*.rq"
REPLACED_BY = "http://purl.org/dc/terms/isReplacedBy"
COUNTRIES_FILE = "event-tables/countries.ttl"


class Ontology(Vocabulary):
    """A vocabulary with the triples that it is made of."""

    @cached_property
    def quads(self) -> tuple[ox.Quad, ...]:
        """Every triple of the ontology, in the ontology's graph."""
        graph = ox.NamedNode(ONTOLOGY_GRAPH)
        files = [file for file in self.files() if file.name != SHAPES_FILE]
        triples = dict.fromkeys(quad.triple for file in files for quad in self.triples(file))
        return tuple(ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)

    def shapes(self) -> str:
        """The text of all SHACL shapes, as Turtle; raises OntologyError if a file is not."""
        files = list(self.files(SHAPES_FILE))
        for file in files:
            self.triples(file)
        return "\n".join(self.text(file) for file in files)

    def triples(self, file: Path) -> list[ox.Quad]:
        """The triples of one file; raises OntologyError with its place if it cannot be read or is not Turtle."""
        if file not in self._triples:
            self.text(file)
            self._triples[file] = parse_turtle(file, self.content(file))
        return self._triples[file]

    @cached_property
    def _triples(self) -> dict[Path, list[ox.Quad]]:
        return {}

    def whole_key(self) -> str:
        """The hash of all files that are read, queries too, and of where they lie; raises OntologyError as `key`."""
        queries = [part for file in self.files(QUERIES) for part in (file.name, self.content(file))]
        return key_of(*map(str, self.folders), self.key(), *queries)

    def unreadable(self) -> Iterator[OntologyError]:
        """What keeps the files of a project's ontology from being read, one for each file, or for the whole folder."""
        for folder in self.folders[1:]:
            try:
                stays_inside(folder, folder)
            except UnreadableError as error:
                yield OntologyError(folder, str(error), rule=error.rule)
                return
        readers = ((self.files(), self.triples), (self.files(QUERIES), self.text))
        for file, read in ((file, read) for listed, read in readers for file in listed):
            try:
                read(file)
            except OntologyError as error:
                yield error

    @cached_property
    def countries(self) -> tuple[Country, ...]:
        """The states and territories of the packaged table, in the order of the file."""
        about: dict[str, dict[str, list[str]]] = {}
        for subject, name, value in plain_triples(self.folders[0] / COUNTRIES_FILE):
            about.setdefault(subject, {}).setdefault(name, []).append(value)
        slugs = {iri: values[SKOS + "notation"][0] for iri, values in about.items() if SKOS + "notation" in values}
        return tuple(_country(values, slugs) for values in about.values() if KG + "Country" in values[RDF_TYPE])

    @cached_property
    def _about(self) -> dict[str, dict[str, list[str]]]:
        about: dict[str, dict[str, list[str]]] = {}
        for quad in self.quads:
            if not isinstance(quad.subject, ox.Triple) and not isinstance(quad.object, ox.Triple):
                about.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
        for properties in about.values():
            for values in properties.values():
                values.sort()
        return about


def _country(values: dict[str, list[str]], slugs: dict[str, str]) -> Country:
    def one(name: str) -> str:
        return next(iter(values.get(name, ())), "")

    def day(name: str) -> date | None:
        return date.fromisoformat(one(name)) if one(name) else None

    return Country(
        slug=one(SKOS + "notation"),
        label=one(SKOS + "prefLabel"),
        iso3=one(KG + "iso3"),
        cow=tuple(values.get(KG + "cowCode", ())),
        cow_number=tuple(values.get(KG + "cowNumber", ())),
        cameo=tuple(values.get(KG + "cameoCode", ())),
        aliases=tuple(values.get(SKOS + "altLabel", ())),
        withdrawn=tuple(values.get(KG + "withdrawnIso3", ())),
        first_day=day(KG + "firstDay"),
        last_day=day(KG + "lastDay"),
        successor=slugs.get(one(REPLACED_BY), ""),
    )


def load(project_ontology: Path | None = None) -> Ontology:
    """The packaged vocabulary with a project's additions, if it has any.

    The files are read when they are first needed, which raises OntologyError if one is not Turtle.
    """
    folders = [packaged.ontology()]
    if project_ontology is not None and project_ontology.is_dir() and not project_ontology.samefile(folders[0]):
        folders.append(project_ontology)
    return Ontology(folders)


def parse_turtle(file: Path, content: bytes) -> list[ox.Quad]:
    """The triples of a Turtle file; raises OntologyError with file, line and column if it is not Turtle."""
    try:
        return list(ox.parse(content, format=ox.RdfFormat.TURTLE, base_iri=KG))
    except SyntaxError as error:
        raise OntologyError(file, f"not Turtle: {error.msg}", error.lineno or 1, error.offset or 1) from None
    except MemoryError:
        # So the engine's parsers say that a value is longer than their buffer.
        raise OntologyError(file, "has a value of more than 16 MiB, which cannot be read") from None


def plain_triples(file: Path) -> Iterator[tuple[str, str, str]]:
    """The triples of a packaged Turtle file without blank nodes, as IRIs and texts, literals without their types."""
    for quad in parse_turtle(file, file.read_bytes()):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
        yield quad.subject.value, quad.predicate.value, quad.object.value
