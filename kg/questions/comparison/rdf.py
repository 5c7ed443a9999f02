"""What moved between two days as RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.analysis import about_two, result, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.questions.comparison.analysis import Comparison
    from kg.rdf.store import Quad


def quads(found: Comparison, at: date) -> Iterator[Quad]:
    """How every dyad moved."""
    del at
    for shift in found.shifts:
        node = result("change", shift.a, shift.b)
        yield from about_two(node, "TensionChange", shift.a, shift.b, found.second)
        beyond = shift.beyond == "beyond both intervals"
        yield from values(node, since=found.first, difference=shift.change, beyond=beyond)
