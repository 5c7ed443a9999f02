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
DAY = len("2016-02-09")


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
    best = max(ranked, key=lambda each: (_stated(each, ranked), _support(each, ranked), -RANK[each.basis]))
    precise = max(
        (each for each in ranked if _agree(best, each)),
        key=lambda each: (_stated(each, ranked), len(each.day), not each.utc),
    )
    agreeing = [each for each in ranked if _agree(precise, each)]
    others = [each for each in ranked if not _agree(precise, each)]
    bases = {each.basis for each in agreeing}
    # Where the page itself states the day, a moment in UTC confirms no other.
    rivals = others if _stated(precise, ranked) else ranked
    sure = (len(bases) > 1 or precise.basis in ENOUGH_ALONE) and not any(
        _support(each, rivals) >= len(bases) for each in others
    )
    return Publication(
        precise.day if sure else f"{precise.day}~", _sentence(precise, agreeing, others, sure=sure), sure=sure
    )


def _stated(one: Dated, dates: Sequence[Dated]) -> int:
    """How many bases beside the address state the very day of a date, where one of them does so in its own time."""
    same = [each for each in dates if each.basis != "address" and each.day == one.day and len(each.day) == DAY]
    count = len({each.basis for each in same})
    return count if count > 1 and not all(each.utc for each in same) else 0


def _support(one: Dated, dates: Sequence[Dated]) -> int:
    """How many bases agree with a date."""
    return len({each.basis for each in dates if _agree(one, each)})


def _agree(one: Dated, other: Dated) -> bool:
    """Whether two dates can be one: the coarser holds the finer, and a moment in UTC may be the day beside."""
    short = min(len(one.day), len(other.day))
    if one.day[:short] == other.day[:short]:
        return True
    if one.utc == other.utc or short < DAY:
        return False
    return abs(date.fromisoformat(one.day) - date.fromisoformat(other.day)) <= timedelta(days=1)


def _sentence(best: Dated, agreeing: Sequence[Dated], others: Sequence[Dated], *, sure: bool) -> str:
    short = min(len(each.day) for each in agreeing)
    # A moment in UTC on the day beside agrees, but does not say so.
    beside = [each for each in agreeing if each.day[:short] != best.day[:short]]
    bases = list(dict.fromkeys(each.basis for each in agreeing if each not in beside))
    named = [BASES[basis] for basis in bases]
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    words = f" ({best.words})" if best.words and best.words != best.day and len(bases) == 1 else ""
    verb = "agree on" if len(named) > 1 else "say" if bases[0] in SEVERAL else "says"
    said = f"{_capital(listed)} {verb} {best.day}{words}."
    if beside:
        said += f" {_capital('; '.join(map(_has, beside)))} in UTC, which may be the same day."
    if others:
        said += f" {_capital('; '.join(map(_has, others)))}."
    elif not sure:
        said += " Nothing else confirms it."
    return said


def _has(one: Dated) -> str:
    return f"{BASES[one.basis]} {'have' if one.basis in SEVERAL else 'has'} {one.day}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
