"""Dyads over time as RDF: a point for each day on which something entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.analysis import about_two, claim, result, values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kg.questions.timeline.trajectory import TrajectoryPoint
    from kg.rdf.store import Quad


def quads(found: Sequence[TrajectoryPoint], at: date) -> Iterator[Quad]:
    """The points on which something entered."""
    del at
    for point in found:
        if point.arrived:
            node = result("timeline", point.a, point.b, point.day.isoformat())
            yield from about_two(node, "TimelinePoint", point.a, point.b, point.day)
            yield from values(node, then=point.tension, arrived=[claim(key) for key in point.arrived])
