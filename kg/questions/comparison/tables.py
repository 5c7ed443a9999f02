"""What moved between two days, as a table and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.questions.document import claim_object
from kg.questions.document import plain as plain_value
from kg.questions.rows import Table
from kg.questions.tension.tables import tension_object

if TYPE_CHECKING:
    from kg.network.network import Network
    from kg.questions.comparison.analysis import Comparison, DyadShift

COLUMNS = (
    "a", "b", "first", "second", "before", "before_low", "before_high", "after", "after_low", "after_high", "change",
    "beyond", "claims_before", "claims_after", "causes",
)  # fmt: skip


def table(network: Network, comparison: Comparison) -> Table:  # noqa: ARG001 - every table is asked for with the network
    """One row a dyad, largest change first; `causes` are the keys of the claims, largest first."""
    return Table(COLUMNS, tuple(_row(shift) for shift in comparison.shifts))


def document(network: Network, comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data; contributions and causes name their claims by key, and `claims` has each once."""
    claims = {cause.claim.key: cause.claim for shift in comparison.shifts for cause in shift.causes}
    return {
        "first": comparison.first.isoformat(),
        "second": comparison.second.isoformat(),
        "mode": comparison.lens.mode,
        "level": comparison.lens.level,
        "as_known": comparison.as_known,
        "parameters": plain_value(comparison.lens.parameters),
        "rose": comparison.rose,
        "fell": comparison.fell,
        "joint": comparison.joint,
        "shifts": [_shift_object(shift) for shift in comparison.shifts],
        "claims": {key: claim_object(network, claims[key]) for key in sorted(claims)},
    }


def _shift_object(shift: DyadShift) -> dict[str, Any]:
    names = ("kind", "before", "after", "change", "contested")
    return {
        "a": shift.a,
        "b": shift.b,
        "before": tension_object(shift.before),
        "after": tension_object(shift.after),
        "change": plain_value(shift.change),
        "beyond": shift.beyond,
        "causes": [
            {"claim": cause.claim.key, **{name: plain_value(getattr(cause, name)) for name in names}}
            for cause in shift.causes
        ],
    }


def _row(shift: DyadShift) -> tuple[object, ...]:
    before, after = shift.before, shift.after
    return (
        shift.a,
        shift.b,
        before.at,
        after.at,
        before.tension,
        before.low,
        before.high,
        after.tension,
        after.low,
        after.high,
        shift.change,
        shift.beyond,
        before.claims,
        after.claims,
        "; ".join(cause.claim.key for cause in shift.causes) or None,
    )


def tables(network: Network, found: Comparison) -> dict[str, Table]:
    """What moved, by the name of the file."""
    return {"comparison.csv": table(network, found)}


def summary(found: Comparison) -> dict[str, Any]:
    """The two days, and how many dyads moved beyond both intervals."""
    return {
        "first": plain_value(found.first),
        "second": plain_value(found.second),
        "beyond_both_intervals": sum(shift.beyond == "beyond both intervals" for shift in found.shifts),
    }
