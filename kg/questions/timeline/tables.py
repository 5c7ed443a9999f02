"""Dyads over time as tables and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.questions.document import claim_object
from kg.questions.document import plain as plain_value
from kg.questions.rows import Table
from kg.questions.tension.tables import tension_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.network.network import Network
    from kg.questions.timeline.analysis import Point, Timeline
    from kg.questions.timeline.trajectory import TrajectoryPoint

COLUMNS = (
    "a", "b", "day", "tension", "low", "high", "hostile", "friendly", "mass", "claims", "clusters", "change", "news",
    "ageing", "arrived",
)  # fmt: skip


def table(network: Network, timeline: Timeline) -> Table:  # noqa: ARG001 - every table is asked for with the network
    """One row a point."""
    return Table(COLUMNS, tuple(_row(point) for point in timeline.points))


def trajectory_table(points: Iterable[TrajectoryPoint]) -> Table:
    """One row a point of the trajectories of dyads, in the order given, with the columns of `table`."""
    columns = COLUMNS[:-1]
    return Table(
        COLUMNS,
        tuple((*(getattr(p, column) for column in columns), "; ".join(p.arrived) or None) for p in points),
    )


def document(network: Network, timeline: Timeline) -> dict[str, Any]:
    """The timeline as plain data; contributions and arrivals name their claims by key, and `claims` has each once."""
    parts = [part for point in timeline.points for part in point.dyad.contributions]
    claims = {part.claim.key: part.claim for part in parts}
    return {
        "a": timeline.a,
        "b": timeline.b,
        "mode": timeline.lens.mode,
        "level": timeline.lens.level,
        "as_known": timeline.as_known,
        "parameters": plain_value(timeline.lens.parameters),
        "points": [_point_object(point) for point in timeline.points],
        "claims": {key: claim_object(network, claims[key]) for key in sorted(claims)},
    }


def _point_object(point: Point) -> dict[str, Any]:
    moves = {"change": point.change, "news": point.news, "ageing": point.ageing}
    arrived = [part.claim.key for part in point.arrived]
    return tension_object(point.dyad) | {name: plain_value(move) for name, move in moves.items()} | {"arrived": arrived}


def _row(point: Point) -> tuple[object, ...]:
    dyad = point.dyad
    scored = (dyad.tension, dyad.low, dyad.high, dyad.hostile, dyad.friendly, dyad.mass, dyad.claims, dyad.clusters)
    arrived = "; ".join(part.claim.key for part in point.arrived) or None
    return (dyad.a, dyad.b, point.day, *scored, point.change, point.news, point.ageing, arrived)


def tables(network: Network, found: Sequence[TrajectoryPoint]) -> dict[str, Table]:  # noqa: ARG001 - every question's are
    """The trajectory of every dyad, by the name of the file."""
    return {"timeline.csv": trajectory_table(found)}


def summary(found: Sequence[TrajectoryPoint]) -> dict[str, int]:
    """How many points there are in all."""
    return {"points": len(found)}
