"""IRIs and scales, read from the files in `ontology/`, the only place where the scales' numbers stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

KG = "https://w3id.org/detente/ns#"
DATA = "https://w3id.org/detente/id/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
WIKIDATA = "http://www.wikidata.org/entity/"

PREFIXES: dict[str, str] = {
    "kg": KG,
    "actor": DATA + "actor/",
    "article": DATA + "article/",
    "event": DATA + "event/",
    "graph": DATA + "graph/",
    "issue": DATA + "issue/",
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": RDFS,
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": SKOS,
    "wd": WIKIDATA,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

REGISTRY_GRAPH = DATA + "graph/registry"
ONTOLOGY_GRAPH = DATA + "graph/ontology"
ANALYSIS_GRAPH = DATA + "graph/analysis"

SINGLE_MARKS = "\u2018\u2019\u201a\u201b\u2032\u02bc`"
DOUBLE_MARKS = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
STRAIGHT = str.maketrans(dict.fromkeys(SINGLE_MARKS, "'") | dict.fromkeys(DOUBLE_MARKS, '"'))

SHAPES_FILE = "shapes.ttl"
# The two ways in which XML Schema writes a boolean that holds.
TRUE = ("true", "1")


class OntologyError(ValueError):
    """A file of the ontology cannot be read; `file`, `line` and `column` say where, the message why."""

    def __init__(self, file: Path, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"{file}:{line}:{column}: {message}")
        self.file, self.line, self.column, self.reason = file, line, column, message


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of a scale; `number` is its default there, `lower` and `upper` its interval, where it has them.

    `mutual` is set for a type of stance that, by its meaning, both sides hold: an estrangement, a division.
    """

    iri: str
    notation: str
    label: str
    definition: str
    example: str = ""
    alternatives: tuple[str, ...] = ()
    number: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    quad_class: str = ""
    mutual: bool = False


class Vocabulary:
    """The ontology in `folders`: the packaged one first, then what a project adds.

    `terms(class_name)` gives the concepts of a class by notation. `quads` is the whole ontology except the shapes.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._scales: dict[str, dict[str, Term]] = {}

    @cached_property
    def quads(self) -> tuple[ox.Quad, ...]:
        """Every triple of the ontology, in the ontology's graph."""
        graph = ox.NamedNode(ONTOLOGY_GRAPH)
        files = [file for file in self.files() if file.name != SHAPES_FILE]
        triples = dict.fromkeys(quad.triple for file in files for quad in parse_turtle(file))
        return tuple(ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)

    def files(self, pattern: str = "*.ttl") -> Iterator[Path]:
        """The files of the ontology that match, folder by folder, by name.

        A project's copy of a packaged file, such as another checkout of this one has, adds nothing.
        """
        first, *others = self.folders
        yield from sorted(first.glob(pattern))
        for folder in others:
            yield from (file for file in sorted(folder.glob(pattern)) if not _is_copy(file, first))

    def shapes(self) -> str:
        """The text of all SHACL shapes, as Turtle; raises OntologyError if a file is not."""
        files = list(self.files(SHAPES_FILE))
        for file in files:
            parse_turtle(file)
        return "\n".join(text_of(file) for file in files)

    def terms(self, class_name: str) -> Mapping[str, Term]:
        """The concepts of a class of the vocabulary, such as "StanceType", by notation, highest number first."""
        if class_name not in self._scales:
            iris = [s for s, about in self._about.items() if KG + class_name in about.get(RDF_TYPE, ())]
            found = sorted((self._term(iri) for iri in iris), key=lambda t: (-(t.number or t.lower or 0), t.notation))
            self._scales[class_name] = {term.notation: term for term in found}
        return self._scales[class_name]

    def notation(self, iri: str) -> str:
        """The notation of a concept, or its IRI if it has none."""
        return next(iter(self._about.get(iri, {}).get(SKOS + "notation", ())), iri)

    def likelihood(self, words: str) -> Term | None:
        """The term of likelihood whose label is exactly these words, whatever their case and white space."""
        return self._likelihoods.get(fold(words))

    @cached_property
    def _likelihoods(self) -> dict[str, Term]:
        terms = self.terms("Likelihood").values()
        return {fold(label): term for term in terms for label in (term.label, *term.alternatives)}

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

    def _term(self, iri: str) -> Term:
        about = self._about[iri]

        def text(predicate: str) -> str:
            return next(iter(about.get(predicate, ())), "")

        def number(*names: str) -> Decimal | None:
            return next((decimal(values[0]) for name in names if (values := about.get(KG + name))), None)

        return Term(
            iri=iri,
            notation=text(SKOS + "notation"),
            label=text(SKOS + "prefLabel"),
            definition=text(SKOS + "definition"),
            example=text(SKOS + "example"),
            alternatives=tuple(about.get(SKOS + "altLabel", ())),
            number=number(
                "defaultPosition", "defaultGoldstein", "defaultProbability", "defaultReliability", "defaultStrength"
            ),
            lower=number("lower"),
            upper=number("upper"),
            quad_class=self.notation(text(KG + "quadClass")),
            mutual=text(KG + "mutual") in TRUE,
        )


def _is_copy(file: Path, folder: Path) -> bool:
    """Whether a folder has the same file under the same name."""
    places = (folder / file.name, folder / file.parent.name / file.name)
    return any(place.is_file() and place.read_bytes() == file.read_bytes() for place in places)


def load(project_ontology: Path | None = None) -> Vocabulary:
    """The packaged vocabulary with a project's additions, if it has any.

    The files are read when they are first needed, which raises OntologyError if one is not Turtle.
    """
    folders = [packaged()]
    if project_ontology is not None and project_ontology.is_dir() and not project_ontology.samefile(folders[0]):
        folders.append(project_ontology)
    return Vocabulary(folders)


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


def decimal(text: str) -> Decimal | None:
    """The number that a text spells; None if it spells none, which the lint of the ontology reports."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def fold(text: str) -> str:
    """The text in lower case with single spaces and straight quotation marks, to compare words by."""
    return re.sub(r"\s+", " ", text.translate(STRAIGHT)).strip().casefold()
