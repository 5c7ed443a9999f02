"""The exports in RDF, by the names of their formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.exports.rdf.compact import compact_json_ld
from kg.exports.rdf.files import n_quads, trig, turtle
from kg.exports.rdf.framed import framed_json_ld
from kg.exports.rdf.nanopub import nanopubs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.rdf.store import Quad

EXPORTS: dict[str, Callable[[Iterable[Quad]], bytes]] = {
    "turtle": turtle,
    "trig": trig,
    "nquads": n_quads,
    "jsonld": compact_json_ld,
    "jsonld-framed": framed_json_ld,
    "nanopub": nanopubs,
}
