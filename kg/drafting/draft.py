"""A suggested claim that a person accepts or refuses, with on what it rests and what to look at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from kg.sources.quotes import fold_quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

State: TypeAlias = Literal["waiting", "accepted", "refused"]
WAITING: State = "waiting"
# The name under which the rules of this package draft.
RULES = "rules"
DIGITS = 8


@dataclass(frozen=True, slots=True)
class Flag:
    """What a person should look at before accepting: a field by its path, "" for the whole, and why."""

    field: str
    says: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A suggested claim.

    `claim` is the entry of a claim as plain data, in the form of sources/articles/*.yaml: each scalar a string or None.
    `rank`, from 0 to 1, is how likely its sentence holds a claim, or how far those agree who drafted it. `because` says
    by the path of a field, such as "stance.holder", on what its value rests.
    """

    id: str
    drafted_by: str
    rank: float
    claim: Mapping[str, object]
    because: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    state: State = WAITING

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words of its passages."""
        return quotes_of(self.claim)

    @property
    def quote(self) -> str:
        """The same in one line, with […] between one passage and the next."""
        return " […] ".join(self.quotes)


def quotes_of(claim: Mapping[str, object]) -> tuple[str, ...]:
    """The words that the entry of a claim quotes."""
    said = claim.get("quote")
    listed = said if isinstance(said, list) else [said]
    return tuple(words for words in listed if isinstance(words, str))


def id_of(article: str, quote: str | Sequence[str], occurrence: int | str | None = None) -> str:
    """The id of a draft on a passage of an article, the same in every run.

    It depends on the words of the quotes apart from white space, typographic quotation marks and normal form, and on
    the occurrence, of which none is the first.
    """
    quotes = [quote] if isinstance(quote, str) else quote
    parts = [article, str(occurrence or 1), *map(fold_quote, quotes)]
    # No slug, number or folded quote has a line feed.
    return f"d-{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:DIGITS]}"
