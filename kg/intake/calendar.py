"""Dates as pages, papers and data bases write them → days of ISO 8601."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache
from typing import NamedTuple

# Whose month names are known: those of the UN, and those in which the large data bases and agencies appear.
LANGUAGES = (
    "en", "fr", "de", "es", "pt", "it", "nl", "ru", "pl", "tr", "uk", "cs", "sv", "da", "nb", "fi", "el", "ro", "hu",
    "ar", "fa", "id", "bg", "hr", "ca", "vi",
)  # fmt: skip
EARLIEST, LATEST = 1600, 2199
# Short forms that no locale has, since they are those of one trade or another.
SHORT = {"sept": 9, "mär": 3, "maerz": 3, "fév": 2, "juill": 7, "août": 8, "déc": 12}
# Months that are other words when they are not written with a capital.
VERBS = frozenset({"may", "march"})
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")

ISO = re.compile(
    r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)(?P<t>[T ]\d{2}:?\d{2}[\d:.,]*\s?(?P<z>Z|UTC"
    r"|GMT|[+-]00:?00)?)?"
)
ISO_MONTH = re.compile(r"^(?:1[6-9]|2[01])\d{2}-(?:0[1-9]|1[0-2])$")
COMPACT = re.compile(r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?\d{4,6}(?P<z>Z)?)?$")
YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})\s?[年년/.\-]\s?(?P<m>\d{1,2})\s?[月월/.\-]\s?(?P<d>\d{1,2})(?!\d)")
DOTS = re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)")
SLASHES = re.compile(r"(?<!\d)(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>\d{4})(?!\d)")
WORDS = r"[^\W\d_]{3,14}"
DAY_FIRST = re.compile(rf"(?<![\d.,])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?[\s,.-]+(?:de |of |d’|d')?(?P<name>{WORDS})\.?[\s,.-]+(?:de |del )?(?P<y>\d{{4}})(?!\d)")  # noqa: E501 - one pattern  # fmt: skip
MONTH_FIRST = re.compile(rf"(?<!\w)(?P<name>{WORDS})\.?[\s-]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<y>\d{{4}})(?!\d)")  # noqa: E501 - one pattern  # fmt: skip
MONTH_ALONE = re.compile(rf"(?<![\w.,])(?<!\d )(?P<name>{WORDS})\.?,?\s+(?:de )?(?P<y>\d{{4}})(?!\d)")
ADDRESS_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<s>[/_-]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
ADDRESS_NAME = re.compile(r"/(?P<y>(?:19|20)\d{2})/(?P<name>[a-z]{3,9})/(?P<d>\d{1,2})(?=/|$)", re.IGNORECASE)
ADDRESS_SINGLE = re.compile(r"/(?P<y>(?:19|20)\d{2})/(?P<m>\d{1,2})/(?P<d>\d{1,2})(?=/|$)")
ADDRESS_MONTH = re.compile(r"/(?P<y>(?:19|20)\d{2})[/-](?P<m>0[1-9]|1[0-2])(?=/|$)")


class Day(NamedTuple):
    """A day, month or year of ISO 8601, the words that say it, and whether they are of a moment in UTC."""

    iso: str
    words: str
    utc: bool = False


def day_of(text: str, *, day_first: bool = False) -> Day | None:  # noqa: PLR0911 - one form after the other
    """The first date that a text states, whatever else it says; None where it states none or cannot be told.

    A date in figures alone, such as 03/04/2016, is taken only where one of them can be no month, or where the day is
    known to stand first.
    """
    text = unicodedata.normalize("NFC", text[:400]).translate(DIGITS).strip()
    if ISO_MONTH.match(text):
        return Day(text, text)
    if compact := COMPACT.match(text):
        return _numbers(compact, utc=bool(compact["z"]))
    if iso := ISO.search(text):
        return _numbers(iso, utc=bool(iso["z"]))
    for pattern in (YEAR_FIRST, DOTS):
        if (figures := pattern.search(text)) and (day := _numbers(figures)):
            return day
    if day := _with_name(text):
        return day
    if slashes := SLASHES.search(text):
        return _slashes(slashes, day_first=day_first)
    return _of_mail(text) or _month_alone(text)


def day_in_address(url: str) -> Day | None:
    """The day, or the month, that an address carries in its path."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0], flags=re.IGNORECASE)
    for pattern in (ADDRESS_DAY, ADDRESS_SINGLE):
        for figures in pattern.finditer(path):
            if day := _numbers(figures):
                return day
    if (named := ADDRESS_NAME.search(path)) and (number := months().get(named["name"].casefold())):
        return _day(int(named["y"]), number, int(named["d"]), named[0].strip("/"))
    if month := ADDRESS_MONTH.search(path):
        return Day(f"{month['y']}-{month['m']}", month[0].strip("/"))
    return None


@cache
def months() -> dict[str, int]:
    """The number of a month by its names, long and short, in lower case, in the languages that are known."""
    from babel import Locale  # noqa: PLC0415 - only intake needs it
    from babel.core import UnknownLocaleError  # noqa: PLC0415

    names: dict[str, int] = dict(SHORT)
    for language in LANGUAGES:
        try:
            locale = Locale(language)
        except UnknownLocaleError:
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context].get(width, {}).items():
                    plain = unicodedata.normalize("NFC", name.casefold().strip(". "))
                    if len(plain) > 2 and not plain.isdigit():  # noqa: PLR2004 - shorter ones are words
                        names.setdefault(plain, number)
    return names


@cache
def weekdays() -> frozenset[str]:
    """The names of the days of the week, long and short, in lower case, in the languages that are known."""
    from babel import Locale  # noqa: PLC0415 - only intake needs it

    named = (Locale(language).days["format"] for language in LANGUAGES)
    found = (name for days in named for width in ("wide", "abbreviated") for name in days[width].values())
    return frozenset(unicodedata.normalize("NFC", name.casefold().strip(". ")) for name in found)


def _with_name(text: str) -> Day | None:
    found = [match for pattern in (DAY_FIRST, MONTH_FIRST) for match in pattern.finditer(text)]
    for match in sorted(found, key=lambda m: m.start()):
        month = months().get(match["name"].casefold())
        if month and (day := _day(int(match["y"]), month, int(match["d"]), match[0])):
            return day
    return None


def _month_alone(text: str) -> Day | None:
    for match in MONTH_ALONE.finditer(text):
        month = months().get(match["name"].casefold())
        if month and match["name"] not in VERBS and EARLIEST <= int(match["y"]) <= LATEST:
            return Day(f"{match['y']}-{month:02}", match[0])
    return None


def _slashes(match: re.Match[str], *, day_first: bool) -> Day | None:
    """Day and month in figures, where one is over twelve or both are the same; else nobody can tell."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if first == second or first > 12 or (day_first and second <= 12):  # noqa: PLR2004 - months
        return _day(year, second, first, match[0])
    return _day(year, first, second, match[0]) if second > 12 else None  # noqa: PLR2004


def _of_mail(text: str) -> Day | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    utc = moment.tzinfo is None or not moment.utcoffset()
    day = _day(moment.year, moment.month, moment.day, text)
    return day._replace(utc=utc) if day else None


def _numbers(match: re.Match[str], *, utc: bool = False) -> Day | None:
    day = _day(int(match["y"]), int(match["m"]), int(match["d"]), match[0])
    return day._replace(utc=utc) if day else None


def _day(year: int, month: int, day: int, words: str) -> Day | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return Day(date(year, month, day).isoformat(), words.strip(" ,.-_/"))
    except ValueError:
        return None
