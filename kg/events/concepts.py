"""The concepts of a file of `ontology/event-tables/`, as plain records."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import packaged
from kg.model.vocabulary import RDF_TYPE
from kg.rdf.ontology import plain_triples

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TABLES = ("cameo.ttl", "countries.ttl", "plover.ttl", "sectors.ttl")


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: its class and its values, by the last parts of their IRIs, each in the order of the file."""

    kind: str
    values: Mapping[str, tuple[str, ...]]

    @property
    def notation(self) -> str:
        """Its code or slug."""
        return self.one("notation")

    @property
    def label(self) -> str:
        """Its name."""
        return self.one("prefLabel")

    def one(self, name: str) -> str:
        """The value of a property that has at most one, or ""."""
        return self.values.get(name, ("",))[0]


def concepts(file: str) -> dict[str, Concept]:
    """The concepts of a table by IRI, in the order of the file."""
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    kinds: dict[str, str] = {}
    for subject, name, value in plain_triples(folder() / file):
        if name == RDF_TYPE:
            kinds[subject] = _local(value)
        else:
            values[subject][_local(name)].append(value)
    return {iri: Concept(kind, {k: tuple(v) for k, v in values[iri].items()}) for iri, kind in kinds.items()}


def folder() -> Path:
    """Where the tables are."""
    return packaged.ontology() / "event-tables"


def tables_hash() -> str:
    """The SHA-256 of all tables, by which a store knows what its events were read with."""
    digest = hashlib.sha256()
    for file in TABLES:
        digest.update((folder() / file).read_bytes())
    return digest.hexdigest()


def _local(iri: str) -> str:
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]
