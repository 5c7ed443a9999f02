"""A suggested claim that waits for a person to accept or refuse it, with what it rests on and what to look at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kg.sources.quotes import fold_quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

State = Literal["waiting", "accepted", "refused"]
# The name under which the rules of this package draft.
RULES = "rules"
# Hexadecimal digits of an id: among 1,000 drafts of an article two are the same once in 10,000 articles.
DIGITS = 8


@dataclass(frozen=True, slots=True)
class Flag:
    """What a person should look at before accepting: the path of a field, such as "stance.holder", and why."""

    field: str
    says: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A suggested claim: `claim` is an entry as the YAML of articles has it, perhaps without an id.

    `rank` is from 0 to 1: how likely the sentence holds a claim, or how far those agree who drafted it. `because` says
    by the path of a field on what its value rests.
    """

    id: str
    drafted_by: str
    claim: Mapping[str, object]
    rank: float = 0.0
    because: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    state: State = "waiting"

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words of its passages."""
        said = self.claim.get("quote")
        return tuple(words for words in (said if isinstance(said, list) else [said]) if isinstance(words, str))

    @property
    def quote(self) -> str:
        """The same in one line, with […] between one passage and the next."""
        return " […] ".join(self.quotes)


def id_of(article: str, quote: str | Sequence[str], occurrence: int | None = None) -> str:
    """The id of a draft on a passage, or several, of an article: the same whoever drafts, whenever.

    White space, typographic quotation marks and normal form make no difference, as in the search for quotes.
    """
    quotes = [quote] if isinstance(quote, str) else quote
    parts = [article, str(occurrence or 1), *map(fold_quote, quotes)]
    return f"d-{hashlib.sha256(chr(0).join(parts).encode('utf-8', 'surrogatepass')).hexdigest()[:DIGITS]}"
