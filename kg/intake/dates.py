"""When an article was published: dates by their bases → an EDTF date, how it is known, and what to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, get_args

from kg.intake.document import Basis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.intake.document import Dated

UNKNOWN = "unknown"
RANK: dict[str, int] = {basis: rank for rank, basis in enumerate(get_args(Basis))}
# How people read a basis.
BASES: dict[Basis, str] = {
    "database": "the data base's field",
    "header": "the header of the mail",
    "feed": "the feed",
    "json-ld": "the page's JSON-LD",
    "meta": "the page's meta tags",
    "address": "the address",
    "byline": "the byline",
    "reference": "the reference",
    "file": "the file's own properties",
}
SEVERAL: frozenset[Basis] = frozenset({"meta", "file"})
# Who keeps these keeps nothing else by which to tell; what they say is taken at its word.
ENOUGH_ALONE: frozenset[Basis] = frozenset({"database", "header", "feed"})


@dataclass(frozen=True, slots=True)
class Publication:
    """When an article was published: EDTF or `unknown`, the sentence that says how it is known.

    `sure` is false where one basis alone says so, or bases differ: then `published` is approximate, and a person is to
    confirm it.
    """

    published: str
    basis: str
    sure: bool


def publication(dates: Sequence[Dated]) -> Publication:
    """The date that bases agree on; where only one has a date, or they differ, an approximate one.

    A clock of the page is no basis, so a page that has nothing else is of an unknown date.
    """
    ranked = sorted(dates, key=lambda each: RANK[each.basis])
    if not ranked:
        return Publication(UNKNOWN, "Nothing says when it was published.", sure=False)
    best = max(ranked, key=lambda each: (_support(each, ranked), -RANK[each.basis]))
    bases = list(dict.fromkeys(each.basis for each in ranked if _agree(best, each)))
    precise = max((each for each in ranked if _agree(best, each)), key=lambda each: (len(each.day), not each.utc))
    others = [each for each in ranked if not _agree(best, each)]
    sure = (len(bases) > 1 or best.basis in ENOUGH_ALONE) and not any(
        _support(each, ranked) >= len(bases) for each in others
    )
    return Publication(
        precise.day if sure else f"{precise.day}~", _sentence(precise, bases, others, sure=sure), sure=sure
    )


def _support(one: Dated, dates: Sequence[Dated]) -> int:
    """How many bases agree with a date."""
    return len({each.basis for each in dates if _agree(one, each)})


def _agree(one: Dated, other: Dated) -> bool:
    """Whether two dates can be one: the coarser holds the finer, and a moment in UTC may be the day beside."""
    short = min(len(one.day), len(other.day))
    if one.day[:short] == other.day[:short]:
        return True
    if one.utc == other.utc or short < len("2016-02-09"):
        return False
    return abs(date.fromisoformat(one.day) - date.fromisoformat(other.day)) <= timedelta(days=1)


def _sentence(best: Dated, bases: Sequence[Basis], others: Sequence[Dated], *, sure: bool) -> str:
    named = [BASES[basis] for basis in bases]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    words = f" ({best.words})" if best.words and best.words != best.day and len(bases) == 1 else ""
    begin = listed[0].upper() + listed[1:]
    verb = "agree on" if len(named) > 1 else "say" if bases[0] in SEVERAL else "says"
    said = f"{begin} {verb} {best.day}{words}."
    if others:
        rest = "; ".join(
            f"{BASES[each.basis]} {'have' if each.basis in SEVERAL else 'has'} {each.day}" for each in others
        )
        said += f" {rest[0].upper()}{rest[1:]}."
    elif not sure:
        said += " Nothing else confirms it."
    return said
