"""Tables: dyads and claims as rows, and rows as CSV."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from kg.model.records import Event, Leverage, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model.records import Claim
    from kg.network.network import Network

PLACES = 6
FORMULA = ("=", "+", "-", "@", "\t", "\r")

CLAIM_COLUMNS = (
    "claim", "article", "published", "said_on", "claimants", "reported_by", "polarity", "denies", "mode", "certainty",
    "hedge", "lower", "upper", "kind", "content", "type", "from", "to", "position", "goldstein", "strength", "when",
    "status", "resolution", "quote", "start", "end",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of plain values: text, whole and decimal numbers, booleans, dates, or None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def claim_table(network: Network, claims: Iterable[Claim]) -> Table:
    """One row a claim, with its first passage and, if there is one, the hedge that has an interval."""
    return Table(CLAIM_COLUMNS, tuple(_claim_row(network, claim) for claim in claims))


def to_csv(table: Table) -> str:
    """RFC 4180 with line feeds: decimals have 6 places, booleans are true and false, None is empty.

    Text that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    lines: list[str] = []
    # Ending lines with both makes the writer quote either of them inside a cell.
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.{PLACES}f}".replace("-0.000000", "0.000000")
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return str(value)


def _claim_row(network: Network, claim: Claim) -> tuple[Any, ...]:
    article = network.articles[claim.article]
    bounded = next((hedge for hedge in claim.hedges if hedge.lower is not None), None)
    passage = claim.passages[0]
    kind, source, target, values = _content(claim)
    return (
        claim.key,
        claim.article,
        article.published,
        claim.said_on or None,
        _list(claim.claimants),
        _list(claim.reported_by),
        claim.polarity,
        claim.denies or None,
        claim.mode,
        claim.certainty,
        _list(hedge.words for hedge in claim.hedges),
        float(bounded.lower) if bounded and bounded.lower is not None else None,
        float(bounded.upper) if bounded and bounded.upper is not None else None,
        kind,
        described(network, claim),
        getattr(claim.content, "type", None) or getattr(claim.content, "effect", None),
        _list(source),
        _list(target),
        *values,
        claim.resolution or None,
        " […] ".join(p.exact for p in claim.passages),
        passage.start,
        passage.end,
    )


def _content(claim: Claim) -> tuple[str, Sequence[str], Sequence[str], tuple[Any, ...]]:
    """Kind, sources, targets, and those of position, Goldstein value, strength, date and status that the kind has."""
    match claim.content:
        case Stance() as stance:
            return "stance", stance.holders, (stance.target,), (float(stance.position), None, None, None, None)
        case Event() as event:
            values = (None, float(event.goldstein), None, event.when or None, event.status)
            return "event", event.initiators, event.recipients or event.about, values
        case Leverage() as leverage:
            return "leverage", leverage.wielders, leverage.over, (None, None, leverage.strength, None, None)


def described(network: Network, claim: Claim, *, quoted: bool = False) -> str:
    """What a claim says, in one line of labels, whether it affirms or denies it; the target may be `quoted`."""

    def names(slugs: Iterable[str]) -> str:
        return " and ".join(network.label(slug) for slug in slugs)

    match claim.content:
        case Stance() as stance:
            # The labels are verbs in the singular; several holders get the bare term.
            verb = (
                network.verbs.get(stance.type, stance.type)
                if len(stance.holders) == 1
                else stance.type.replace("-", " ")
            )
            construed = f" (as “{stance.construed_as}”)" if stance.construed_as else ""
            construed += f" ({stance.ground})" if stance.ground else ""
            target = network.label(stance.target)
            target = f"“{target.rstrip('.')}”" if quoted else target
            return f"{names(stance.holders)} {verb} {target}{construed}"
        case Event() as event:
            return event.label
        case Leverage() as leverage:
            aim = f"; aim: {leverage.aim}" if leverage.aim else ""
            how = f"{leverage.effect}, {leverage.strength}"
            return f"{names(leverage.wielders)} over {names(leverage.over)} by {leverage.instrument} ({how}{aim})"


def _list(items: Iterable[str]) -> str | None:
    return "; ".join(items) or None
