"""Disputes as a table: one row for each claim of each of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.questions.document import evident
from kg.questions.rows import Table
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.network.network import Network
    from kg.questions.disputes.analysis import Dispute, Side

COLUMNS = (
    "dispute", "kind", "content", "side", "claim", "claimants", "reported_by", "parties", "mode", "certainty", "hedge",
    "quote", "article", "a", "b", "tension_mode", "tension", "without", "change",
)  # fmt: skip


def table(network: Network, found: Iterable[Dispute]) -> Table:
    """One row a claim of a dispute; the tension columns are of what rests on the dispute most, if anything."""
    words = ("affirming", "denying")
    rows = (_row(network, dispute, side, word) for dispute in found for word, side in paired(words, dispute))
    return Table(COLUMNS, tuple(rows))


def paired(words: tuple[str, str], dispute: Dispute) -> Iterator[tuple[str, Side]]:
    """Every side with the word for it."""
    for word, sides in zip(words, (dispute.affirming, dispute.denying), strict=True):
        yield from ((word, side) for side in sides)


def _row(network: Network, dispute: Dispute, side: Side, word: str) -> tuple[object, ...]:
    claim = side.claim
    most = dispute.rests[0] if dispute.rests else None
    return (
        dispute.key,
        dispute.kind,
        described(network, claim),
        word,
        claim.key,
        "; ".join(claim.claimants),
        "; ".join(claim.reported_by) or None,
        "; ".join(f"{party.actor} ({party.role})" for party in side.parties) or None,
        claim.mode,
        claim.certainty,
        "; ".join(hedge.words for hedge in claim.hedges) or None,
        claim.quote,
        side.article.slug,
        *((most.a, most.b, most.mode, most.tension, most.without, most.change) if most else (None,) * 6),
    )


# As JSON every claim is written out.
document = evident


def tables(network: Network, found: Sequence[Dispute]) -> dict[str, Table]:
    """Every dispute with its claims, by the name of the file."""
    return {"disputes.csv": table(network, found)}


def summary(found: Sequence[Dispute]) -> dict[str, int]:
    """How many disputes there are of each kind."""
    return dict(sorted(Counter(dispute.kind for dispute in found).items()))
