"""Agreement as tables: fields, claims found, what is confused, and where coders differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.coders.agreement import judged
from kg.questions.rows import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.coders.agreement import Agreement, By, Difference, GroupAgreement

FIELD_COLUMNS = (
    "field", "level", "units", "agreement", "alpha", "low", "high", "judged", "undefined", "no_interval",
)  # fmt: skip
CLAIM_COLUMNS = (
    "articles", "first", "second", "matched", "half", "exact", "precision", "recall", "f1", "f1_low", "f1_high",
    "f1_exact",
)  # fmt: skip
CONFUSION_COLUMNS = ("field", "first", "second", "count")
DIFFERENCE_COLUMNS = ("difference", "article", "field", "coder", "claim", "value", "quote")
# What a row of differences has in place of a field where a whole claim is missing.
CLAIM = "claim"


def _groups(found: Agreement, by: By | None) -> Iterable[GroupAgreement]:
    return found.by(by) if by else (found.whole,)


def field_table(found: Agreement, by: By | None = None) -> Table:
    """One row a field, of all or of each group: how often values are equal, α, and the ends of its interval."""
    rows = tuple(
        (
            *((group.name,) if by else ()), name, each.level, each.units, each.agreement, each.alpha, each.low,
            each.high, judged(each.alpha) or None, each.undefined or None, each.no_interval or None,
        )
        for group in _groups(found, by)
        for name, each in group.fields.items()
    )  # fmt: skip
    return Table((*((by,) if by else ()), *FIELD_COLUMNS), rows)


def claim_table(found: Agreement, by: By | None = None) -> Table:
    """One row for all or a group: the claims of the first and the second coder, of both, and how well each finds them.

    Precision, recall and F1 count claims whose passages overlap by half or more; precision and recall are those of the
    second coder, as if the first were right. Over several pairs of coders they are of the sums.
    """
    rows = []
    for group in _groups(found, by):
        claims = group.counts
        both = claims.half
        rows.append(
            (
                *((group.name,) if by else ()), group.articles, claims.first, claims.second, claims.matched, both,
                claims.exact, claims.precision(both), claims.recall(both), claims.f1(both), claims.low, claims.high,
                claims.f1(claims.exact),
            )
        )  # fmt: skip
    return Table((*((by,) if by else ()), *CLAIM_COLUMNS), tuple(rows))


def confusion_table(found: Agreement) -> Table:
    """One row two values of a field that were given for one another, with how often."""
    return Table(CONFUSION_COLUMNS, tuple((c.field, c.first, c.second, c.count) for c in found.confusions))


def difference_table(found: Agreement) -> Table:
    """One row a coder of each thing on which coders differ; that of who lacks a claim has none."""
    rows = (row for number, each in enumerate(found.differences, 1) for row in _difference_rows(number, each))
    return Table(DIFFERENCE_COLUMNS, tuple(rows))


def _difference_rows(number: int, each: Difference) -> Iterable[tuple[Any, ...]]:
    for coder, claim in each.claims.items():
        if each.field and coder not in each.values:
            continue
        value = each.values.get(coder)
        yield number, each.article, each.field or CLAIM, coder, claim.slug, value, claim.quote
    for coder in each.lacking:
        yield number, each.article, CLAIM, coder, None, None, None
