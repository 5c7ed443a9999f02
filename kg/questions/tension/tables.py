"""Dyads and what they rest on, as tables and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.questions.document import claim_object, evident, plain
from kg.questions.rows import Table
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.network.network import Network
    from kg.questions.dyads import Contribution, DyadTension
    from kg.questions.tension.explanation import Explanation

TENSION_COLUMNS = (
    "a", "b", "at", "tension", "low", "high", "unshrunk", "probability", "hostile", "friendly", "direct", "mass",
    "clusters", "articles", "claims", "thin", "tension_without_contested",
)  # fmt: skip
COLUMNS = (
    "mode", "share", "claim", "claimants", "reported_by", "quote", "says", "hedge", "certainty", "article", "day",
    "intensity", "probability", "weight", "cluster", "contested", "over", "pursuit", "effect",
)  # fmt: skip


def table(network: Network, explanation: Explanation) -> Table:
    """One row a contribution, the mode of the score first, then those beside it."""
    modes = ((explanation.lens.mode, explanation.headline), *explanation.modes)
    return Table(
        COLUMNS,
        tuple(_contribution_row(network, mode, part) for mode, dyad in modes for part in dyad.contributions),
    )


def _contribution_row(network: Network, mode: str, part: Contribution) -> tuple[object, ...]:
    claim = part.claim
    return (
        mode,
        part.share,
        claim.key,
        "; ".join(claim.claimants),
        "; ".join(claim.reported_by) or None,
        claim.quote,
        described(network, claim),
        "; ".join(hedge.words for hedge in claim.hedges) or None,
        claim.certainty,
        part.article.slug,
        part.day,
        part.intensity,
        part.probability,
        part.weight,
        part.cluster,
        part.contested,
        part.over or None,
        part.pursuit.key if part.pursuit else None,
        part.effect,
    )


def tension_table(tensions: Iterable[DyadTension]) -> Table:
    """One row a dyad, in the order given."""
    return Table(TENSION_COLUMNS, tuple(tuple(getattr(d, column) for column in TENSION_COLUMNS) for d in tensions))


def tension_object(dyad: DyadTension) -> dict[str, Any]:
    """A dyad as plain data; its contributions name their claims by key."""
    row: dict[str, Any] = plain(dyad)
    for part, contribution in zip(row["contributions"], dyad.contributions, strict=True):
        part["claim"] = contribution.claim.key
        part["article"] = contribution.article.slug
        part["pursuit"] = contribution.pursuit.key if contribution.pursuit else None
    return row


def document(network: Network, explanation: Explanation) -> dict[str, Any]:
    """A dyad with other modes, disputes and leverage as a JSON object; claims are written out where they contribute."""

    def dyad(found: DyadTension) -> dict[str, Any]:
        row = tension_object(found)
        for part, contribution in zip(row["contributions"], found.contributions, strict=True):
            part["claim"] = claim_object(network, contribution.claim)
            if contribution.pursuit:
                part["pursuit"] = claim_object(network, contribution.pursuit)
        return row

    return {
        **dyad(explanation.headline),
        "modes": {mode: dyad(found) for mode, found in explanation.modes},
        "disputes": evident(network, explanation.disputes),
        "leverage": evident(network, explanation.leverage),
        "uncounted": explanation.uncounted,
    }


def tables(network: Network, found: Sequence[DyadTension]) -> dict[str, Table]:  # noqa: ARG001 - every question's are
    """Every dyad, by the name of the file."""
    return {"tension.csv": tension_table(found)}


def summary(found: Sequence[DyadTension]) -> dict[str, Any]:
    """How many dyads there are, how many rest on thin evidence, and how many on joint acts alone."""
    thin, joint = sum(dyad.thin for dyad in found), sum(dyad.joint for dyad in found)
    return {"dyads": len(found), "thin": thin, "joint": joint}
