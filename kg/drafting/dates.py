"""When what a sentence tells of happened, in EDTF, by its words and the day of its article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.model.dates import DateError, span

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# A month has a capital, so that "may" is none.
MONTH = rf"(?P<month>{'|'.join(month.capitalize() for month in MONTHS)})"
YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{DAY} {MONTH},? {YEAR}\b",
        rf"\b{MONTH} {DAY},? {YEAR}\b",
        rf"\b{MONTH},? {YEAR}\b",
        rf"\b{DAY} {MONTH}\b",
        rf"\b{MONTH} {DAY}\b(?!\d)",
        rf"\b(?:in|of|since|last|early|late|mid-?)\s+(?:month of )?{MONTH}\b",
        rf"\b(?P<weekday>{'|'.join(day.capitalize() for day in WEEKDAYS)})\b",
        rf"\b(?:in|since|of|during) {YEAR}\b",
        r"\b(?P<relative>[Yy]esterday|[Tt]oday|(?:earlier )?this year|last year|this month|last month)\b",
    )
)
WEEK = 7
# What is relative to an earlier day may lie before all days that there are here.
FIRST = date(2, 1, 1)


@dataclass(frozen=True, slots=True)
class DatedWords:
    """A date in EDTF, and the words that it is read from."""

    edtf: str
    words: str


def dates_in(words: str, published: str) -> list[DatedWords]:
    """The dates that a text names, the most exact first; what is relative counts from the day of the article.

    A day or month without its year is the last before that day. An article without a day of its own dates nothing
    that is relative.
    """
    try:
        last = span(published).latest if published else None
        exact = last is not None and span(published).earliest == last
    except DateError:
        last, exact = None, False
    found: dict[str, DatedWords] = {}
    taken: list[tuple[int, int]] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(words):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            for edtf in _read(match, last, exact=exact):
                found.setdefault(edtf, DatedWords(edtf, match[0]))
    return list(found.values())


def _read(match: re.Match[str], last: date | None, *, exact: bool) -> Iterator[str]:
    said = match.groupdict()
    month = MONTHS.index(said["month"].lower()) + 1 if said.get("month") else 0
    day, year = int(said.get("day") or 0), int(said.get("year") or 0)
    if not year and month and last is not None:
        year = last.year - ((month, day or 1) > (last.month, last.day))
    if year and month and day:
        if _is_day(year, month, day):
            yield f"{year:04}-{month:02}-{day:02}"
    elif year and month:
        yield f"{year:04}-{month:02}"
    elif year:
        yield f"{year:04}"
    elif last is not None and exact:
        yield from _relative(said, last)


def _relative(said: dict[str, str | None], last: date) -> Iterator[str]:
    if last < FIRST:
        return
    if weekday := said.get("weekday"):
        back = (last.weekday() - WEEKDAYS.index(weekday.lower())) % WEEK
        yield (last - timedelta(days=back)).isoformat()
    elif relative := (said.get("relative") or "").lower():
        before = last.replace(day=1) - timedelta(days=1)
        yield {
            "yesterday": (last - timedelta(days=1)).isoformat(),
            "today": last.isoformat(),
            "last year": f"{last.year - 1:04}",
            "this month": last.isoformat()[:7],
            "last month": before.isoformat()[:7],
        }.get(relative, f"{last.year:04}")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
