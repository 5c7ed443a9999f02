"""How firm the ranking is, as tables: one row a variant and dyad, or one a dyad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.questions.document import evident
from kg.questions.rows import Table
from kg.questions.sensitivity.analysis import whole

if TYPE_CHECKING:
    from kg.network.network import Network
    from kg.questions.sensitivity.analysis import Sensitivity
    from kg.questions.sensitivity.variants import DyadSensitivity

COLUMNS = ("kind", "variant", "a", "b", "tension", "rank", "base_tension", "base_rank")
DYAD_COLUMNS = (
    "a", "b", "tension", "rank", "lowest", "lowest_under", "highest", "highest_under", "best_rank", "worst_rank",
    "sign_stable", "gone_under",
)  # fmt: skip


def table(network: Network, found: Sensitivity) -> Table:
    """One row a variant and dyad, in the order of the base ranking; no tension and rank where nothing is left."""
    del network
    return Table(
        COLUMNS,
        tuple(
            (variant.kind, variant.name, ranked.a, ranked.b, ranked.tension, ranked.rank, dyad.tension, rank)
            for variant in found.variants
            for rank, (ranked, dyad) in enumerate(zip(whole(found, variant), found.base, strict=True), 1)
        ),
    )


def dyad_table(network: Network, found: Sensitivity) -> Table:
    """One row a dyad with its range over all variants; far shorter than `table` where there are many sources."""
    del network
    return Table(DYAD_COLUMNS, tuple(_dyad_row(dyad) for dyad in found.dyads))


def _dyad_row(dyad: DyadSensitivity) -> tuple[object, ...]:
    lowest, highest = (c and f"{c.kind} {c.name}" for c in (dyad.lowest_under, dyad.highest_under))
    gone = "; ".join(f"{change.kind} {change.name}" for change in dyad.gone_under) or None
    numbers = (dyad.tension, dyad.rank, dyad.lowest, lowest, dyad.highest, highest, dyad.best_rank, dyad.worst_rank)
    return (dyad.a, dyad.b, *numbers, dyad.sign_stable, gone)


# As JSON every claim is written out.
document = evident


def tables(network: Network, found: Sensitivity) -> dict[str, Table]:
    """Every dyad with its range, by the name of the file."""
    return {"sensitivity.csv": dyad_table(network, found)}


def summary(found: Sensitivity) -> dict[str, Any]:
    """How many signs hold, and in a sentence what the ranking rests on."""
    return {"stable_signs": sum(dyad.sign_stable for dyad in found.dyads), "conclusion": found.conclusion}
