"""IRIs and scales, read from the files in `ontology/`, the only place where the scales' numbers stand."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING

from kg.cache import key_of
from kg.model.files import UnreadableError, content_of, decoded, stays_inside
from kg.model.records import ACTOR_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

KG = "https://w3id.org/detente/ns#"
DATA = "https://w3id.org/detente/id/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
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

# The node of what a project says of itself, and what it is by the vocabularies of catalogues.
PROJECT = DATA + "project"
DCAT_DATASET = "http://www.w3.org/ns/dcat#Dataset"
VOID_DATASET = "http://rdfs.org/ns/void#Dataset"

CLASSES = {
    **ACTOR_KINDS,
    "issue": "Issue",
    "event": "Event",
    "stance": "Stance",
    "leverage": "Leverage",
}

SINGLE_MARKS = "\u2018\u2019\u201a\u201b\u2032\u02bc`"
DOUBLE_MARKS = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
# Marks that stand over or under letters; vowels of other scripts are none of these.
ACCENTS = re.compile("[\u0300-\u036f]")
# What joins letters, keeps them apart or steers their direction, and is not seen.
UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
STRAIGHT = str.maketrans(dict.fromkeys(SINGLE_MARKS, "'") | dict.fromkeys(DOUBLE_MARKS, '"'))

# The two ways in which XML Schema writes a boolean that holds.
TRUE = ("true", "1")


class OntologyError(ValueError):
    """A file of the ontology cannot be read; `rule` and the message say why, `file`, `line` and `column` where."""

    def __init__(self, file: Path, message: str, line: int = 1, column: int = 1, rule: str = "ontology") -> None:
        super().__init__(f"{file}:{line}:{column}: {message}")
        self.file, self.line, self.column, self.reason, self.rule = file, line, column, message, rule


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of a scale; `number` is its default there, `lower` and `upper` its interval, where it has them.

    `note` says when to use it and how a claim gives another number, `source` where the number is from if not from where
    the others of the scale are.

    `mutual` is set for a type of stance that, by its meaning, both sides hold: an estrangement, a division.
    """

    iri: str
    notation: str
    label: str
    definition: str
    example: str = ""
    note: str = ""
    source: str = ""
    alternatives: tuple[str, ...] = ()
    number: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    quad_class: str = ""
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory under the codes of several systems; "" or nothing where a system has none for it.

    `withdrawn` are codes that ISO 3166-1 had once, `cow` and `cow_number` those of the Correlates of War, `cameo` those
    of CAMEO that differ from ISO 3166-1. `last_day` is that of a state that ended, `successor` the slug of the one
    state that replaced it, if there is one; `first_day` is set where a code or name meant another state before.
    """

    slug: str
    label: str
    iso3: str = ""
    cow: tuple[str, ...] = ()
    cow_number: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    successor: str = ""


class Vocabulary(ABC):
    """The ontology in `folders`: the packaged one first, then what a project adds.

    `terms(class_name)` gives the concepts of a class by notation. `kg.rdf.ontology` reads it.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._contents: dict[Path, bytes] = {}
        self._scales: dict[str, dict[str, Term]] = {}

    @property
    @abstractmethod
    def _about(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """The sorted values of every property of every term, literals without their types, by IRIs."""

    @property
    @abstractmethod
    def countries(self) -> Sequence[Country]:
        """The states and territories of `event-tables/countries.ttl`, in the order of the file."""

    def files(self, pattern: str = "*.ttl") -> Iterator[Path]:
        """The files of the ontology that match, folder by folder, by name.

        A project's copy of a packaged file, such as another checkout of this one has, adds nothing.
        """
        first, *others = self.folders
        yield from sorted(first.glob(pattern))
        for folder in others:
            yield from (file for file in sorted(folder.glob(pattern)) if not self._is_copy(file))

    def content(self, file: Path) -> bytes:
        """The bytes of a file of the ontology, read once; a project's files are read with the care of its sources.

        Raises OntologyError if it is too large, no file, or a link that leads out of the project's ontology.
        """
        if file not in self._contents:
            try:
                for folder in self.folders[1:]:
                    if file.is_relative_to(folder):
                        stays_inside(file, folder)
                self._contents[file] = content_of(file)
            except UnreadableError as error:
                raise OntologyError(file, str(error), rule=error.rule) from None
        return self._contents[file]

    def text(self, file: Path) -> str:
        """The text of a file of the ontology; raises OntologyError if it cannot be read or is no UTF-8."""
        try:
            return decoded(self.content(file))
        except UnreadableError as error:
            raise OntologyError(file, str(error), error.line, error.column, error.rule) from None

    def key(self) -> str:
        """The hash of everything that the vocabulary is made of; raises OntologyError if a file cannot be read."""
        files = [*self.files(), *self.files("event-tables/*.ttl")]
        return key_of(*(part for file in files for part in (file.name, self.content(file))))

    def terms(self, class_name: str) -> Mapping[str, Term]:
        """The concepts of a class of the vocabulary, such as "StanceType", by notation, highest number first."""
        if class_name not in self._scales:
            iris = [s for s, about in self._about.items() if KG + class_name in about.get(RDF_TYPE, ())]
            found = sorted((self._term(iri) for iri in iris), key=lambda t: (-(t.number or t.lower or 0), t.notation))
            self._scales[class_name] = {term.notation: term for term in found}
        return self._scales[class_name]

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """The label of every concept by its class and notation, in the order in which the ontology lists them.

        `Class` has the labels of what claims are about, and of the kinds of claims; `Claims` those of the claims of a
        mode, as a heading has them.
        """
        labels: dict[str, dict[str, str]] = {"Class": {}, "Claims": {}}
        for about in self._about.values():
            for notation in about.get(SKOS + "notation", ()):
                for kind in about.get(RDF_TYPE, ()):
                    label = next(iter(about.get(SKOS + "prefLabel", ())), notation)
                    labels.setdefault(kind.removeprefix(KG), {})[notation] = label
        for notation, name in CLASSES.items():
            labels["Class"][notation] = next(iter(self._about[KG + name][RDFS + "label"]))
        for notation, label in labels["Mode"].items():
            labels["Claims"][notation] = next(iter(self.terms("Mode")[notation].alternatives), label)
        return labels

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

    def _is_copy(self, file: Path) -> bool:
        """Whether a project's file is packaged under the same name; one that cannot be read is none, but a mistake."""
        places = (self.folders[0] / file.name, self.folders[0] / file.parent.name / file.name)
        try:
            return any(place.is_file() and self.content(place) == self.content(file) for place in places)
        except OntologyError:
            return False

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
            note=text(SKOS + "scopeNote"),
            source=text(DCT + "source"),
            alternatives=tuple(about.get(SKOS + "altLabel", ())),
            number=number(
                "defaultPosition", "defaultGoldstein", "defaultProbability", "defaultReliability", "defaultStrength"
            ),
            lower=number("lower"),
            upper=number("upper"),
            quad_class=self.notation(text(KG + "quadClass")),
            mutual=text(KG + "mutual") in TRUE,
        )


def decimal(text: str) -> Decimal | None:
    """The number that a text spells; None if it spells none, which the lint of the ontology reports."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def fold(text: str) -> str:
    """The text in lower case with single spaces and straight quotation marks, to compare words by.

    Canonically equivalent texts are folded alike (Unicode, UAX 15), and so are the four forms of the letter i.
    """
    plain = unicodedata.normalize("NFC", text.translate(STRAIGHT).replace("İ", "I").replace("ı", "i"))
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", plain.casefold())).strip()


def searchable(text: str) -> str:
    """The text as people look for it who cannot type all of it: folded, without accents and what is not seen.

    Compatible forms are one: full and half width, ligatures (NFKD). The page's scripts have the same (`folded` in
    `words.js`), by the cases in `tests/data/folding-cases.json`.
    """
    plain = unicodedata.normalize("NFKD", UNSEEN.sub("", text))
    return ACCENTS.sub("", unicodedata.normalize("NFKD", fold(plain).lower()))


def collation(text: str) -> tuple[str, str, str]:
    """What lists for people are sorted by: letters first, then their accents, then their case, on every machine alike.

    The page's scripts sort in the same way (`inOrderOfNames` in `words.js`).
    """
    return searchable(text), fold(text), text
