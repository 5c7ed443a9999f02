"""Dates as articles give them (EDTF, ISO 8601-2) and the first and last day that they mean."""

from __future__ import annotations

import io
import re
from calendar import monthrange
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

EXAMPLES = "2016-02-09, 2016-02, 2016-02~, 2016-02/2016-03 or 2016-02/.."
# Nothing longer is a date, and the grammar of EDTF takes its time over nonsense.
MAX_LENGTH = 60
OPEN = ("", "..")
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
    """The days that an EDTF string means, without any padding for `~`, `?` and `%`.

    Raises DateError if the text is not EDTF, reaches outside the years 1 to 9999, or ends before it begins.
    """
    start, slash, end = text.partition("/")
    if start in OPEN and end in OPEN:
        raise DateError(f"{text!r} says nothing of when; write {EXAMPLES}")
    if not slash:
        found = _one(text)
    elif any(c in "/[{" for c in end) or start[:1] in ("[", "{"):
        raise DateError(f"{text!r} is not EDTF; an interval is two dates with a '/' between them")
    else:
        found = Span(_side(start).earliest, _side(end).latest)
    if found.earliest and found.latest and found.latest < found.earliest:
        raise DateError(f"{text!r} ends before it begins")
    return found


def _side(text: str) -> Span:
    """One side of an interval."""
    return Span(None, None) if text in OPEN else _one(text)


def _one(text: str) -> Span:
    return _plain(text) or _rare(text)


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
    """Seasons, sets, unspecified digits and everything else in EDTF, by a parser of all of it."""
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
        raise DateError(f"{text!r} has no first and last day in the years 1 to 9999; write {EXAMPLES}") from None


def _day(value: tuple[int, ...]) -> date:
    return date(*value[:3])
