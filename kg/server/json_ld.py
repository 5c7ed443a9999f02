"""JSON-LD with a context: the engine writes the expanded form, and short names are put in here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def compact(expanded: bytes, prefixes: Mapping[str, str]) -> bytes:
    """The same triples with the prefixes that they use as context.

    A prefix that is also the scheme of an IRI in the data is left out: readers would take the one for the other.
    """
    nodes = json.loads(expanded)
    schemes = {iri.partition(":")[0] for iri in _iris(nodes)}
    names = _Names({prefix: start for prefix, start in prefixes.items() if prefix not in schemes})
    graph = [names.node(node) for node in nodes]
    context = {prefix: names.prefixes[prefix] for prefix in sorted(names.used)}
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1).encode() + b"\n"


def _iris(value: Any) -> Iterator[str]:
    """Every IRI of a document: keys, identifiers and data types."""
    if isinstance(value, list):
        for item in value:
            yield from _iris(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in ("@id", "@type"):
                yield from [item] if isinstance(item, str) else item
            elif not key.startswith("@"):
                yield key
            yield from _iris(item)


class _Names:
    """Short names by prefixes, and which prefixes were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.used: set[str] = set()
        self.known: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        if iri not in self.known:
            self.known[iri] = self._short(iri)
        return self.known[iri]

    def _short(self, iri: str) -> str:
        fitting = [prefix for prefix, start in self.prefixes.items() if iri.startswith(start)]
        for prefix in sorted(fitting, key=lambda p: -len(self.prefixes[p])):
            local = iri[len(self.prefixes[prefix]) :]
            if not local.startswith("//"):
                self.used.add(prefix)
                return f"{prefix}:{local}"
        return iri

    def node(self, node: Mapping[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in node.items():
            if key == "@id":
                made["@id"] = self.iri(value)
            elif key == "@type" or (key == TYPE and all("@id" in item for item in value)):
                made["@type"] = [self.iri(item if isinstance(item, str) else item["@id"]) for item in value]
            else:
                made[self.iri(key)] = [self.value(item) for item in value]
        return made

    def value(self, value: Mapping[str, Any]) -> Any:
        if "@id" in value:
            return {"@id": self.iri(value["@id"])}
        if set(value) == {"@value"}:
            return value["@value"]
        return {key: self.iri(item) if key == "@type" else item for key, item in value.items()}
