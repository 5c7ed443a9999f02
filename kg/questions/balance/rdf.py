"""Structural balance as RDF: triads, and how each actor stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.analysis import actor, described, result, values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kg.questions.balance.analysis import Balance
    from kg.rdf.store import Quad


def quads(found: Balance, at: date) -> Iterator[Quad]:
    """Every listed triad and every actor."""
    del at
    for triad in found.triads:
        members = (triad.a, triad.b, triad.c)
        node = result("triad", *members)
        yield from described(node, "Triad", asOf=found.at, member=[actor(slug) for slug in members])
        yield from values(node, balanceProbability=float(triad.balanced_probability))
    for standing in found.actors:
        node = result("standing", standing.actor)
        yield from described(node, "Standing", asOf=found.at, standingOf=actor(standing.actor))
        yield from values(node, betweenness=float(standing.betweenness))
