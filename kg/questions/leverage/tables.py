"""Leverage as a table and as plain data: who can move whom, claim by claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model.records import Leverage
from kg.questions.document import evident
from kg.questions.leverage.analysis import cycles
from kg.questions.leverage.cycles_note import cycle_object
from kg.questions.rows import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model.records import Claim
    from kg.network.network import Network
    from kg.questions.leverage.analysis import LeverageCycle
    from kg.questions.leverage.power import DyadLeverage, LeveragePart

COLUMNS = (
    "wielder", "over", "at", "power", "low", "high", "claims", "claimants", "thin",
    "power_without_doubts", "share", "claim", "says", "doubts",
    "contested", "instrument", "effect", "strength", "aim", "condition", "claimed_by", "reported_by", "quote", "hedge",
    "certainty", "mode", "article", "day", "strength_number", "probability", "weight", "value",
)  # fmt: skip


def table(network: Network, pairs: Iterable[DyadLeverage]) -> Table:  # noqa: ARG001 - every table is asked for with the network
    """One row a pair and claim, the strongest pairs first, in them the largest shares."""
    return Table(COLUMNS, tuple(_row(pair, part) for pair in pairs for part in pair.parts))


def document(network: Network, pairs: Sequence[DyadLeverage], *, among: Sequence[DyadLeverage] = ()) -> dict[str, Any]:
    """The pairs as plain data with their claims in full, and the cycles through them by slug."""
    everything = {(pair.wielder, pair.over): pair for pair in among or pairs}
    return {
        "pairs": evident(network, pairs),
        "cycles": [cycle_object(cycle) for cycle in touching(pairs, everything)],
    }


def _row(pair: DyadLeverage, part: LeveragePart) -> tuple[object, ...]:
    claim, content = part.claim, part.claim.content
    assert isinstance(content, Leverage)
    return (
        pair.wielder,
        pair.over,
        pair.at,
        pair.power,
        pair.low,
        pair.high,
        pair.claims,
        pair.claimants,
        pair.thin,
        pair.power_without_doubts,
        part.share,
        claim.key,
        claim.polarity,
        part.doubts,
        part.contested,
        part.instrument,
        content.effect,
        content.strength,
        content.aim or None,
        "; ".join(conditions(claim)) or None,
        "; ".join(claim.claimants),
        "; ".join(claim.reported_by) or None,
        claim.quote,
        "; ".join(hedge.words for hedge in claim.hedges) or None,
        claim.certainty,
        claim.mode,
        claim.article,
        part.day,
        part.strength,
        part.probability,
        part.weight,
        part.value,
    )


def touching(
    pairs: Iterable[DyadLeverage], everything: dict[tuple[str, str], DyadLeverage]
) -> tuple[LeverageCycle, ...]:
    """The strongest cycles with a hop that is one of the pairs."""
    shown = {(pair.wielder, pair.over) for pair in pairs}
    return tuple(c for c in cycles(everything.values()) if any((hop.wielder, hop.over) in shown for hop in c.hops))


def conditions(claim: Claim) -> tuple[str, ...]:
    """On what the leverage depends, and on what the claim does."""
    content = claim.content
    assert isinstance(content, Leverage)
    return tuple(dict.fromkeys(filter(None, (content.condition, claim.condition))))


def tables(network: Network, found: Sequence[DyadLeverage]) -> dict[str, Table]:
    """Every pair with its claims, by the name of the file."""
    return {"leverage.csv": table(network, found)}


def summary(found: Sequence[DyadLeverage]) -> dict[str, Any]:
    """How many pairs there are, and how many of them are doubted."""
    return {"pairs": len(found), "doubted": sum(any(part.doubts for part in pair.parts) for pair in found)}
