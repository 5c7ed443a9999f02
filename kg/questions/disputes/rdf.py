"""Disputes as RDF: their claims on both sides, and the scores that rest on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.analysis import about_two, claim, described, part, result, term, values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kg.questions.disputes.analysis import Dispute
    from kg.rdf.store import Quad


def quads(found: Sequence[Dispute], at: date) -> Iterator[Quad]:
    """Every dispute with what rests on it."""
    del at
    for dispute in found:
        affirming, denying = (
            [claim(side.claim.key) for side in sides] for sides in (dispute.affirming, dispute.denying)
        )
        toward = (dispute.holder, dispute.target) if dispute.holder else ()
        first = (dispute.affirming[0].claim.key, dispute.denying[0].claim.key)
        node = result("dispute", dispute.kind, *toward, *first)
        yield from described(node, "Dispute", asOf=dispute.at, disputeKind=dispute.kind)
        yield from values(node, affirming=affirming, denying=denying)
        for shift in dispute.rests:
            inner = part(node, shift.mode, f"{shift.a}/{shift.b}")
            yield from values(node, shift=inner)
            yield from about_two(inner, "Shift", shift.a, shift.b, dispute.at)
            yield from values(inner, track=term(shift.mode), difference=shift.change)
