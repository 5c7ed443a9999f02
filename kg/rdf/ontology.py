"""The ontology of `ontology/`, read from its files: the vocabulary with its triples and its shapes."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.model.vocabulary import KG, ONTOLOGY_GRAPH, RDF_TYPE, SKOS, Country, OntologyError, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

SHAPES_FILE = "shapes.ttl"
REPLACED_BY = "http://purl.org/dc/terms/isReplacedBy"
COUNTRIES_FILE = "event-tables/countries.ttl"


class Ontology(Vocabulary):
    """A vocabulary with the triples that it is made of."""

    @cached_property
    def quads(self) -> tuple[ox.Quad, ...]:
        """Every triple of the ontology, in the ontology's graph."""
        graph = ox.NamedNode(ONTOLOGY_GRAPH)
        files = [file for file in self.files() if file.name != SHAPES_FILE]
        triples = dict.fromkeys(quad.triple for file in files for quad in parse_turtle(file))
        return tuple(ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)

    def shapes(self) -> str:
        """The text of all SHACL shapes, as Turtle; raises OntologyError if a file is not."""
        files = list(self.files(SHAPES_FILE))
        for file in files:
            parse_turtle(file)
        return "\n".join(text_of(file) for file in files)

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
    folders = [packaged()]
    if project_ontology is not None and project_ontology.is_dir() and not project_ontology.samefile(folders[0]):
        folders.append(project_ontology)
    return Ontology(folders)


def packaged() -> Path:
    """The folder of the ontology that comes with the package, or with its checkout."""
    inside = Path(str(files("kg"))) / "ontology"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "ontology"


def parse_turtle(file: Path) -> list[ox.Quad]:
    """The triples of a Turtle file; raises OntologyError with file, line and column if it is not Turtle."""
    try:
        return list(ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=KG))
    except SyntaxError as error:
        raise OntologyError(file, str(error.msg), error.lineno or 1, error.offset or 1) from None
    except MemoryError:
        # So the engine's parsers say that a value is longer than their buffer.
        raise OntologyError(file, "has a value of more than 16 MiB, which cannot be read") from None
    except OSError as error:
        raise OntologyError(file, f"cannot be read: {(error.strerror or str(error)).lower()}") from None


def plain_triples(file: Path) -> Iterator[tuple[str, str, str]]:
    """The triples of a Turtle file without blank nodes as IRIs and texts, literals without their types."""
    for quad in parse_turtle(file):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
        yield quad.subject.value, quad.predicate.value, quad.object.value


def text_of(file: Path) -> str:
    """The text of a file of the ontology; raises OntologyError if it cannot be read or is not UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise OntologyError(file, f"cannot be read: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError:
        raise OntologyError(file, "not UTF-8; save the file as UTF-8") from None
