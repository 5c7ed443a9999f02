"""Dates as articles give them (EDTF, ISO 8601-2) and the first and last day that they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache


class DateError(ValueError):
    """The text is no date that can be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day of a date, both included; None where it is open."""

    earliest: date | None
    latest: date | None


@lru_cache(maxsize=65_536)
def span(text: str) -> Span:
    """The days that an EDTF string means, without any padding for `~`, `?` and `%`.

    Raises DateError where the text is not EDTF, reaches outside the years 1 to 9999, or ends before it begins.
    """
    if len(text) == len("2016-02-09") and text.replace("-", "").isdecimal():
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise DateError(f"{text!r} is no day of the calendar: {error}") from None
        return Span(day, day)
    if text in ("", "..", "../..", "/"):
        raise DateError(f"{text!r} says nothing")
    return _span(text)


def _span(text: str) -> Span:
    from edtf import EDTFParseException, parse_edtf  # noqa: PLC0415 - a tenth of a second, and most dates are days

    start, _, end = text.partition("/")
    try:
        parsed = parse_edtf(text)
        earliest = None if start in ("", "..") else _day(parsed.lower_strict())
        latest = None if end == ".." or text.endswith("/") else _day(parsed.upper_strict())
    except EDTFParseException:
        raise DateError(f"{text!r} is not EDTF; write 2016-02-09, 2016-02, 2016-02~, 2016-02/2016-03 or 2016-02/..") from None
    except (TypeError, ValueError, OverflowError, AttributeError):
        return _open_span(text, start, end)
    if earliest and latest and latest < earliest:
        raise DateError(f"{text!r} ends before it begins")
    return Span(earliest, latest)


def _open_span(text: str, start: str, end: str) -> Span:
    if end == ".." and start not in ("", ".."):
        return Span(span(start).earliest, None)
    if start == ".." and end not in ("", ".."):
        return Span(None, span(end).latest)
    raise DateError(f"{text!r} is EDTF of a kind that has no days in the years 1 to 9999")


def _day(value: tuple[int, ...]) -> date:
    return date(*value[:3])
