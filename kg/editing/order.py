"""The order in which people write the keys of a claim and of what is within it, and of the entries of registries."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.model.fields import fields_of
from kg.model.records import Actor, Article, Claim, Event, Hedge, Issue, Leverage, Original, Pursuit, Quantity, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.sources.schema import Entry

RECORDS = (Actor, Article, Claim, Event, Hedge, Issue, Leverage, Original, Pursuit, Quantity, Stance)


def ordered(keys: Iterable[str], of: str) -> list[str]:
    """Keys in the order of those of a kind of entry, or of what stands under a key; others stand before the content."""
    return sorted(keys, key=lambda key: rank(key, of))


def rank(key: str, of: str) -> int:
    """The place of a key in this order."""
    return _ranks(of).get(key, _ranks(of).get("stance", 0) - 1)


@cache
def _ranks(of: str) -> dict[str, int]:
    # Whoever only prints an entry of the packaged registry need not wait for the schemas.
    from kg.sources.entries import INNER  # noqa: PLC0415
    from kg.sources.schema import (  # noqa: PLC0415
        CONTENTS,
        FIRST,
        LAST,
        ActorEntry,
        ArticleEntry,
        ClaimEntry,
        IssueEntry,
    )

    outer: dict[str, type[Entry]] = {
        "article": ArticleEntry,
        "claim": ClaimEntry,
        "actor": ActorEntry,
        "issue": IssueEntry,
    }

    def position(key: str) -> tuple[int, int]:
        """That of the schema, but for what a claim says, which stands at its end whatever its kind."""
        if key in CONTENTS:
            return 2, CONTENTS.index(key)
        if key in LAST:
            return 1, LAST.index(key)
        return (-1, FIRST.index(key)) if key in FIRST else (0, 0)

    entry = INNER.get(of) or outer.get(of)
    keys = [field.alias or name for name, field in entry.model_fields.items()] if entry is not None else []
    return {key: number for number, key in enumerate(sorted(keys, key=position))}


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


@cache
def by_language() -> frozenset[str]:
    """The keys whose texts may stand by language."""
    return frozenset(f.key or "" for each in RECORDS for f in fields_of(each) if f.kind in ("label", "labels"))
