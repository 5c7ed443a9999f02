"""Dates as articles give them (EDTF, ISO 8601-2) and the first and last day that they mean."""

from __future__ import annotations

import io
import re
from calendar import monthrange
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import overload

EXAMPLES = "2016-02-09, 2016-02, 2016-02~, 2016-02/2016-03 or 2016-02/.."
# Nothing longer is a date, and the grammar of EDTF takes its time over nonsense.
MAX_LENGTH = 60
OPEN = ("", "..")
# The first month and the number of months of a division of the year (ISO 8601-2, 4.8): seasons wherever, of the
# northern and of the southern hemisphere, quarters, thirds and halves. The standard leaves the months of a season open:
# here spring begins in March, and the winter that is named after a year in its December, as meteorologists count.
DIVISIONS = {
    **{number: ((number - 21) % 4 * 3 + 3, 3) for number in range(21, 29)},
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    **{number: ((number - 33) * 3 + 1, 3) for number in range(33, 37)},
    **{number: ((number - 37) * 4 + 1, 4) for number in range(37, 40)},
    40: (1, 6), 41: (7, 6),
}  # fmt: skip
DIVISION = re.compile(r"(\d{4})-(2[1-9]|3\d|4[01])[~?%]?", re.ASCII)
# A month or a day of which a digit is not said.
UNSAID = re.compile(r"(\d{4})-([01X][\dX])(?:-([0-3X][\dX]))?[~?%]?", re.ASCII)
# A set of dates that goes on without end to one side: all of it before the last, or after the first.
UNENDING = re.compile(r"[\[{](?:\.\.([^,.\]}]+)|([^,.\]}]+)\.\.)[\]}]", re.ASCII)
# Nearly every date is of this form; the parser of the whole of EDTF takes milliseconds for each.
PLAIN = re.compile(r"(\d{4})(?:-(0\d|1[0-2])(?:-(\d\d))?)?[~?%]?", re.ASCII)


class DateError(ValueError):
    """The text is not a date that can be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day of a date, both included; None where it is open."""

    earliest: date | None
    latest: date | None


@lru_cache(maxsize=65_536)
def span(text: str) -> Span:
    """The days that an EDTF string means, without any padding for `~`, `?` and `%`; of an empty one none.

    Raises DateError if the text is not EDTF, reaches outside the years 1 to 9999, or ends before it begins.
    """
    if not text:
        return Span(None, None)
    start, slash, end = text.partition("/")
    if start in OPEN and end in OPEN:
        raise DateError(f"{text!r} says nothing of when; write {EXAMPLES}")
    if unending := UNENDING.fullmatch(text):
        last, first = unending.groups()
        found = Span(None, _one(last).latest) if last else Span(_one(first).earliest, None)
    elif not slash:
        found = _one(text)
    elif any(c in "/[{" for c in end) or start[:1] in ("[", "{"):
        raise DateError(f"{text!r} is not EDTF; an interval is two dates with a '/' between them")
    else:
        found = Span(_side(start).earliest, _side(end).latest)
    if found.earliest and found.latest and found.latest < found.earliest:
        raise DateError(f"{text!r} ends before it begins")
    return found


@overload
def last_day(value: str | date) -> date: ...
@overload
def last_day(value: str | date | None) -> date | None: ...
def last_day(value: str | date | None) -> date | None:
    """The last day that a date means: a day as it is, a text as EDTF, so that "2016-07" is 31 July 2016; of None none.

    Raises DateError for a text that is no date or has no last day, TypeError for what is neither text nor day.
    """
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, datetime):
        return value.date()
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no day; write datetime.date(2016, 7, 31) or '2016-07-31'")
    if (last := span(value).latest) is None:
        raise DateError(f"{value!r} has no last day")
    return last


@overload
def first_day(value: str | date) -> date: ...
@overload
def first_day(value: str | date | None) -> date | None: ...
def first_day(value: str | date | None) -> date | None:
    """The first day that a date means, or the last where its start is open; raises as `last_day` does."""
    last = last_day(value)
    return (span(value).earliest if isinstance(value, str) else None) or last


def _side(text: str) -> Span:
    """One side of an interval."""
    return Span(None, None) if text in OPEN else _one(text)


def _one(text: str) -> Span:
    return _plain(text) or _division(text) or _unsaid(text) or _rare(text)


def _division(text: str) -> Span | None:
    """A season, quarter, third or half of a year, or None where the text is of another form."""
    match = DIVISION.fullmatch(text)
    if match is None:
        return None
    first, months = DIVISIONS[int(match[2])]
    year, last = int(match[1]), first + months - 1
    try:
        end = date(year + (last - 1) // 12, (last - 1) % 12 + 1, 1)
        return Span(date(year, first, 1), end.replace(day=monthrange(end.year, end.month)[1]))
    except ValueError as error:
        raise DateError(f"{text!r} is not in the calendar: {error}") from None


def _unsaid(text: str) -> Span | None:
    """A month or day of which a digit is not said, or None where the text is of another form."""
    match = UNSAID.fullmatch(text)
    if match is None or "X" not in text:
        return None
    year, month, day = match.groups()
    days = [
        one
        for m in _like(month, 12)
        for d in (_like(day, monthrange(int(year) or 1, m)[1]) if day else (1, monthrange(int(year) or 1, m)[1]))
        for one in [_day_or_none(int(year), m, d)]
        if one
    ]
    if not days:
        raise DateError(f"{text!r} is not in the calendar: no day is like that")
    return Span(min(days), max(days))


def _like(digits: str, most: int) -> list[int]:
    """The numbers from 1 to `most` that are written so, whatever stands for X."""
    return [n for n in range(1, most + 1) if all(a in ("X", b) for a, b in zip(digits, f"{n:02}", strict=True))]


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain(text: str) -> Span | None:
    """A year, month or day, or None where the text is of another form."""
    match = PLAIN.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        earliest = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise DateError(f"{text!r} is not in the calendar: {error}") from None
    if day is not None:
        return Span(earliest, earliest)
    last = month or 12
    return Span(earliest, date(earliest.year, last, monthrange(earliest.year, last)[1]))


def _rare(text: str) -> Span:
    """Sets, digits of years that are not said and everything else in EDTF, by a parser of all of it."""
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415 - a tenth of a second that few dates need

    # A year with Y is outside the years that are used, and Y1E99999999 is computed digit by digit.
    if len(text) > MAX_LENGTH or any(c.isspace() or c in "YE" for c in text):
        raise DateError(f"{text[:MAX_LENGTH]!r} is no date that can be used; write {EXAMPLES}")
    try:
        # The parser prints some of what it cannot read.
        with redirect_stdout(io.StringIO()):
            parsed = parse_edtf(text)
            return Span(_day(parsed.lower_strict()), _day(parsed.upper_strict()))
    except EDTFParseException:
        raise DateError(f"{text!r} is not EDTF; write {EXAMPLES}") from None
    except Exception:  # noqa: BLE001 - whatever the parser raises, the date is one that it cannot turn into days
        raise DateError(
            f"{text!r} is of a form that is not supported, or outside the years 1 to 9999; write {EXAMPLES}"
        ) from None


def _day(value: tuple[int, ...]) -> date:
    return date(*value[:3])
