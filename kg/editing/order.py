"""The order in which people write the keys of a claim and of what is within it, and of the entries of registries."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.model.fields import fields_of
from kg.model.records import Actor, Article, Claim, Event, Hedge, Issue, Leverage, Original, Pursuit, Quantity, Stance
from kg.sources.schema import (
    CONTENTS,
    FIRST,
    LAST,
    PARTS,
    ActorEntry,
    ArticleEntry,
    ClaimEntry,
    CopyEntry,
    EventEntry,
    HedgeEntry,
    IssueEntry,
    LeverageEntry,
    StanceEntry,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.sources.schema import Entry

Path = tuple[str, ...]
# By the key that they stand under; the rest is that of the file.
INNER: Mapping[str, type[Entry]] = {
    "stance": StanceEntry,
    "event": EventEntry,
    "leverage": LeverageEntry,
    "hedge": HedgeEntry,
    "quantity": PARTS["Quantity"],
    "pursued-by": PARTS["Pursuit"],
    "original": PARTS["Original"],
    "copy-of": CopyEntry,
}
OUTER: Mapping[str, type[Entry]] = {
    "article": ArticleEntry,
    "claim": ClaimEntry,
    "actor": ActorEntry,
    "issue": IssueEntry,
    "event": EventEntry,
}
RECORDS = (Actor, Article, Claim, Event, Hedge, Issue, Leverage, Original, Pursuit, Quantity, Stance)


def ordered(keys: Iterable[str], of: str) -> list[str]:
    """Keys in this order; those that are none of ours stand where they stood, before the contents."""
    ranks = _ranks(of)
    return sorted(keys, key=lambda key: ranks.get(key, len(ranks) - len(CONTENTS)))


def rank(key: str, of: str) -> int:
    """The place of a key among those of a kind of entry, or of what stands under a key."""
    ranks = _ranks(of)
    return ranks.get(key, len(ranks) - len(CONTENTS))


@cache
def _ranks(of: str) -> dict[str, int]:
    entry = INNER.get(of) or OUTER.get(of)
    if entry is None:
        return {}
    keys = [field.alias or name for name, field in entry.model_fields.items()]
    return {key: index for index, key in enumerate(sorted(keys, key=_place))}


def _place(key: str) -> tuple[int, int]:
    """The order of the schema, but for what a claim says, which stands at its end whatever its kind."""
    if key in CONTENTS:
        return 2, CONTENTS.index(key)
    if key in LAST:
        return 1, LAST.index(key)
    return (-1, FIRST.index(key)) if key in FIRST else (0, 0)


@cache
def numbers() -> frozenset[str]:
    """The keys whose values may be numbers for editors, which need no quotation marks."""
    kinds = ("number", "date", "term", "choice")
    return frozenset({"occurrence"} | {f.key or "" for each in RECORDS for f in fields_of(each) if f.kind in kinds})


@cache
def naming() -> frozenset[str]:
    """The keys that name actors, issues, events and claims."""
    kinds = ("link", "links", "chain", "references")
    return frozenset(
        {"denies", "affirms"} | {f.key or "" for each in RECORDS for f in fields_of(each) if f.kind in kinds}
    )
