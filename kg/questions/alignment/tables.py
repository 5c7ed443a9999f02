"""Alignment on issues as tables and plain data: pairs, the statements of one pair, actors by issues."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from kg.questions.alignment.analysis import listed
from kg.questions.alignment.discourse import Statement
from kg.questions.document import claim_object, plain
from kg.questions.frames import OF_PROJECT
from kg.questions.rows import Table
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.records import Claim
    from kg.network.network import Network
    from kg.questions.alignment.analysis import Alignment
    from kg.questions.alignment.discourse import ActorIssue, ActorPair, SharedIssue

PAIR_COLUMNS = (
    "a", "b", "alignment", "measure", "normalisation", "congruence", "conflict", "subtract", "ignore", "denominator",
    "shared_issues", "statements", "claimants", "thin", "issues", "claims",
)  # fmt: skip
STATEMENT_COLUMNS = (
    "issue", "issue_share", "actor", "position", "claim", "claimants", "reported_by", "quote", "says", "hedge",
    "certainty", "mode", "article", "day", "contested",
)  # fmt: skip
POSITION_COLUMNS = (
    "actor", "issue", "statements", "subtract", "mean", "supporting", "opposing", "neutral", "claims",
)  # fmt: skip


def pair_table(network: Network, found: Alignment) -> Table:  # noqa: ARG001 - every table is made of both
    """One row a pair, strongest first: the one-mode network as a list of edges."""
    return Table(PAIR_COLUMNS, tuple(_pair_row(found, pair) for pair in found.pairs))


def statement_table(network: Network, found: Alignment) -> Table:
    """One row a statement on an issue that a pair shares; `issue_share` is what the whole issue adds to the pair."""
    rows = (
        _statement_row(network, part, each)
        for pair in found.pairs
        for part in pair.issues
        for side in (part.a, part.b)
        for each in side.statements
    )
    return Table(STATEMENT_COLUMNS, tuple(rows))


def position_table(network: Network, found: Alignment) -> Table:  # noqa: ARG001 - every table is made of both
    """One row an actor and issue: the two-mode network as a list of edges."""
    return Table(POSITION_COLUMNS, tuple(_position_row(cell) for cell in found.positions))


def document(network: Network, found: Alignment) -> dict[str, Any]:
    """All of it as plain data; statements name their claims by key, and `claims` has each once."""
    claims = {each.claim.key: each.claim for each in _statements(found)}
    return {**_plain(found), "claims": {key: claim_object(network, claims[key]) for key in sorted(claims)}}


def _plain(value: Any) -> Any:
    if isinstance(value, Statement):
        return {
            "claim": value.claim.key,
            "position": plain(value.qualifier),
            "day": plain(value.day),
            "contested": value.contested,
        }
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name not in OF_PROJECT}
    return [_plain(each) for each in value] if isinstance(value, tuple) else plain(value)


def _statements(found: Alignment) -> Iterator[Statement]:
    for cell in found.positions:
        yield from cell.statements
    for pair in found.pairs:
        for part in pair.issues:
            yield from (*part.a.statements, *part.b.statements)


def _pair_row(found: Alignment, pair: ActorPair) -> tuple[object, ...]:
    statements = [each for part in pair.issues for side in (part.a, part.b) for each in side.statements]
    return (
        pair.a,
        pair.b,
        pair.value,
        found.measure,
        found.normalisation,
        pair.congruence,
        pair.conflict,
        pair.subtract,
        pair.ignore,
        pair.denominator,
        len(pair.issues),
        len(statements),
        pair.claimants,
        pair.thin,
        "; ".join(part.issue for part in pair.issues),
        _keys(each.claim for each in statements),
    )


def _statement_row(network: Network, part: SharedIssue, each: Statement) -> tuple[object, ...]:
    claim = each.claim
    return (
        part.issue,
        part.value,
        each.actor,
        each.qualifier,
        claim.key,
        "; ".join(claim.claimants),
        "; ".join(claim.reported_by) or None,
        claim.quote,
        described(network, claim),
        "; ".join(hedge.words for hedge in claim.hedges) or None,
        claim.certainty,
        claim.mode,
        each.article,
        each.day,
        each.contested,
    )


def _position_row(cell: ActorIssue) -> tuple[object, ...]:
    return (
        cell.actor,
        cell.issue,
        cell.ignore,
        cell.subtract,
        cell.mean,
        cell.supporting,
        cell.opposing,
        cell.neutral,
        _keys(each.claim for each in cell.statements),
    )


def _keys(claims: Iterable[Claim]) -> str:
    """The keys of some claims, each once, since a claim of two holders is a statement of both."""
    return "; ".join(dict.fromkeys(claim.key for claim in claims))


def table(network: Network, found: Alignment) -> Table:
    """One row a pair, the strongest first; of one pair that was asked for one row a statement."""
    return statement_table(network, found) if len(found.between) > 1 else pair_table(network, found)


def tables(network: Network, found: Alignment) -> dict[str, Table]:
    """The strongest pairs, by the name of the file."""
    return {"alignment.csv": table(network, listed(found))}


def summary(found: Alignment) -> dict[str, int]:
    """How many statements and pairs there are, and how many pairs the file lists."""
    return {"statements": found.counted, "pairs": found.sharing, "listed": len(listed(found).pairs)}
