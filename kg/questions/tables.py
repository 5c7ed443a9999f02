"""Tables: dyads and claims as rows, and rows as CSV."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable  # noqa: TC003 - of what stands in a module
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from kg.model.fields import columns, values
from kg.model.records import Claim, Event, Leverage, Stance
from kg.network.copies import families
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.network.network import Network

PLACES = 6
FORMULA = ("=", "+", "-", "@", "\t", "\r")

_CLAIM_COLUMNS = (
    "claim", "article", "published", "said_on", "claimants", "reported_by", "polarity", "denies", "mode", "certainty",
    "hedge", "lower", "upper", "kind", "content", "type", "from", "to", "position", "goldstein", "strength", "when",
    "status", "resolution", "quote", "start", "end", "language", "translation", "copy_of", "repeats",
)  # fmt: skip
COPY_COLUMNS = (
    "original", "article", "published", "title", "publisher", "agency", "claims", "repeats", "own", "copied",
)  # fmt: skip
# What else claims have comes last.
CLAIM_COLUMNS = tuple(dict.fromkeys([*_CLAIM_COLUMNS, *columns(Claim, "tables")]))


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of plain values: text, whole and decimal numbers, booleans, dates, or None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def claim_table(network: Network, claims: Iterable[Claim]) -> Table:
    """One row a claim, with its first passage and, if there is one, the hedge that has an interval."""
    return Table(CLAIM_COLUMNS, tuple(_claim_row(network, claim) for claim in claims))


def copy_table(network: Network) -> Table:
    """One row an article that has copies or is one, by family, the original first.

    Of its `claims` some repeat what the family has said and the others are its `own`; `copied` is how many characters
    of its text stand in the article that it names, or nothing where that is not known.
    """
    claims = Counter(claim.article for claim in network.claims.values())
    repeats = Counter(network.claims[key].article for key in network.repeats)
    rows = [
        (
            family.original.slug,
            article.slug,
            article.published or None,
            article.title,
            article.publisher,
            article.agency or None,
            claims[article.slug],
            repeats[article.slug],
            claims[article.slug] - repeats[article.slug],
            sum(passage.end - passage.start for passage in article.copied) or None,
        )
        for family in families(network.articles)
        for article in (family.original, *family.copies)
    ]
    return Table(COPY_COLUMNS, tuple(rows))


def to_csv(table: Table) -> str:
    """RFC 4180 with line feeds: decimals have 6 places, booleans are true and false, None is empty.

    Text that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    lines: list[str] = []
    # Ending lines with both makes the writer quote either of them inside a cell.
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([CELLS.get(type(value), _cell)(value) for value in row] for row in table.rows)
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _decimal(value)
    if isinstance(value, str):
        return _text(value)
    return str(value)


def _decimal(value: float) -> str:
    shown = f"{value:.{PLACES}f}"
    return "0.000000" if shown == "-0.000000" else shown


def _text(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) else value


# By the type itself, since tables of events have hundreds of thousands of cells.
CELLS: dict[type, Callable[[Any], str]] = {float: _decimal, str: _text, int: str}


def _claim_row(network: Network, claim: Claim) -> tuple[Any, ...]:
    article = network.articles[claim.article]
    bounded = next((hedge for hedge in claim.hedges if hedge.lower is not None), None)
    passage = claim.passages[0]
    source, target = _ends(claim)
    row = values(claim.content, "tables") | values(claim, "tables") | {
        "claim": claim.key,
        "article": claim.article,
        "published": article.published,
        "claimants": _list(claim.claimants),
        "reported_by": _list(claim.reported_by),
        "denies": claim.denies,
        "hedge": _list(hedge.words for hedge in claim.hedges),
        "lower": bounded.lower if bounded else None,
        "upper": bounded.upper if bounded else None,
        "kind": claim.content.kind,
        "content": described(network, claim),
        "type": getattr(claim.content, "type", None) or getattr(claim.content, "effect", None),
        "from": _list(source),
        "to": _list(target),
        "quote": claim.quote,
        "start": passage.start,
        "end": passage.end,
        "language": article.language_of(claim),
        "translation": claim.translation,
        "copy_of": article.copy_of,
        "repeats": _list(network.repeats.get(claim.key, ())),
    }  # fmt: skip
    return tuple(_plain(row.get(column)) for column in CLAIM_COLUMNS)


def _plain(value: Any) -> Any:
    """A value as tables have it: decimals as floats, None for nothing."""
    return float(value) if isinstance(value, Decimal) else None if value == "" else value


def _ends(claim: Claim) -> tuple[Sequence[str], Sequence[str]]:
    """From whom and toward whom or what the content of a claim goes."""
    match claim.content:
        case Stance() as stance:
            return stance.holders, (stance.target,)
        case Event() as event:
            return event.initiators, event.recipients or event.about
        case Leverage() as leverage:
            return leverage.wielders, leverage.over


def _list(items: Iterable[str]) -> str | None:
    return "; ".join(items) or None
