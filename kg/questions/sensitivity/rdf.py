"""How firm the ranking is as RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.analysis import about_two, result, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.questions.sensitivity.analysis import Sensitivity
    from kg.rdf.store import Quad


def quads(found: Sensitivity, at: date) -> Iterator[Quad]:
    """The range of every dyad over all variants."""
    del at
    for dyad in found.dyads:
        node = result("sensitivity", dyad.a, dyad.b)
        yield from about_two(node, "DyadSensitivity", dyad.a, dyad.b, found.at)
        yield from values(node, lowest=dyad.lowest, highest=dyad.highest, signStable=dyad.sign_stable)
