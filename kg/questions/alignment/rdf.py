"""Alignment on issues as RDF: the strongest pairs, with the claims that each rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.questions.alignment.analysis import listed
from kg.rdf.analysis import about_two, claim, issue, result, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.questions.alignment.analysis import Alignment
    from kg.rdf.store import Quad


def quads(found: Alignment, at: date) -> Iterator[Quad]:
    """The pairs that files list."""
    for pair in listed(found).pairs:
        node = result("alignment", pair.a, pair.b)
        yield from about_two(node, "DyadAlignment", pair.a, pair.b, at)
        yield from values(node, congruence=pair.congruence, conflict=pair.conflict)
        statements = [each for shared in pair.issues for side in (shared.a, shared.b) for each in side.statements]
        yield from values(node, onIssue=[issue(shared.issue) for shared in pair.issues])
        yield from values(node, stanceClaim=list(dict.fromkeys(claim(each.claim.key) for each in statements)))
