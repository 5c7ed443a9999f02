"""The tables and the graph as packages that describe themselves: RO-Crate 1.1, and Data Package 1.0.

The description is that of `project.yaml`, as far as it says anything; hashes and sizes are those of the files.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from typing import TYPE_CHECKING, Any

from kg.questions.document import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model.description import Author, Description

CRATE, PACKAGE = "ro-crate-metadata.json", "datapackage.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILE = "https://w3id.org/ro/crate/1.1"
UNTITLED = "Who says what of whom, and how sure"
NAME = re.compile(r"[^a-z0-9._-]+")
# What the files of a package hold, by name, with their media types.
HOLDS = {
    "nodes.csv": ("Actors, issues and events", "text/csv"),
    "edges.csv": ("Ties, one a claim and pair, and dyads with their tension", "text/csv"),
    "claims.csv": ("Claims with their quotes, claimants, hedges and dates", "text/csv"),
    "graph.trig": ("Everything, as RDF", "application/trig"),
    "CITATION.cff": ("How to cite this", "text/yaml"),
}


def ro_crate(description: Description, as_of: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, and the metadata of the crate that they are; `as_of` is the day of the newest article, or nothing."""
    people = [_person(author, index) for index, author in enumerate(description.authors, 1)]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": description.title or UNTITLED,
        "description": "A graph of who says what about whom in articles, with the sentence behind every claim.",
        "author": [{"@id": person["@id"]} for person in people],
        "license": {"@id": description.licence_iri} if description.licence else None,
        "version": description.version,
        "inLanguage": description.language,
        "datePublished": as_of,
        "hasPart": [{"@id": name} for name in files],
    }
    metadata = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": PROFILE},
        "about": {"@id": "./"},
    }
    licence = [{"@id": description.licence_iri, "@type": "CreativeWork", "name": description.licence}]
    graph = [metadata, _said(root), *people, *(licence if description.licence else []), *map(_file, files.items())]
    return {**files, CRATE: to_json({"@context": CONTEXT, "@graph": graph}).encode()}


def data_package(description: Description, tables: Mapping[str, bytes]) -> dict[str, bytes]:
    """The tables, and a descriptor with their columns and the types of these."""
    licence = {"path": description.licence} if ":" in description.licence else {"name": description.licence}
    package = {
        "profile": "tabular-data-package",
        "name": NAME.sub("-", description.title.lower()).strip("-._") or "claims",
        "title": description.title,
        "version": description.version,
        "licenses": [licence] if description.licence else [],
        "contributors": [
            _said({"title": author.name, "path": author.iri, "role": "author"}) for author in description.authors
        ],
        "resources": [_resource(name, content) for name, content in tables.items()],
    }
    return {**tables, PACKAGE: to_json(_said(package)).encode()}


def _person(author: Author, index: int) -> dict[str, Any]:
    return {"@id": author.iri or f"#author-{index}", "@type": "Person", "name": author.name}


def _file(item: tuple[str, bytes]) -> dict[str, Any]:
    name, content = item
    holds, media_type = HOLDS[name]
    return {
        "@id": name,
        "@type": "File",
        "name": holds,
        "encodingFormat": media_type,
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _resource(name: str, content: bytes) -> dict[str, Any]:
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    columns = zip(*rows[1:], strict=True) if len(rows) > 1 else [()] * len(rows[0])
    return {
        "profile": "tabular-data-resource",
        "name": name.removesuffix(".csv"),
        "path": name,
        "title": HOLDS[name][0],
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [
                {"name": column, "type": _type(values)} for column, values in zip(rows[0], columns, strict=True)
            ],
            "missingValues": [""],
        },
    }


def _type(values: Sequence[str]) -> str:
    """The type of a column by its values: what all that are given can be read as, the narrowest first."""
    given = [value for value in values if value]
    for name, form in FORMS.items():
        if given and all(form.fullmatch(value) for value in given):
            return name
    return "string"


FORMS = {
    "integer": re.compile(r"-?(0|[1-9]\d*)"),
    "number": re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?"),
    "boolean": re.compile("true|false"),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
}


def _said(data: Mapping[str, Any]) -> dict[str, Any]:
    """What has a value."""
    return {name: value for name, value in data.items() if value}
