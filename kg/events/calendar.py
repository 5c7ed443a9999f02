"""Days and months as whole numbers, by arithmetic that holds for numbers and for columns alike.

A day counts from 1970-01-01, a month from January 1970; both may be negative. The conversions are those of the
proleptic Gregorian calendar, with years that begin in March so that the leap day is their last (Neri and Schneider,
"Euclidean affine functions and their application to calendar algorithms", 2023). They need nothing but products, sums
and floored quotients, so that no engine's date functions are needed, and name their argument only a few times, since
Spark writes an expression out each time it is named.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import narwhals.stable.v2 as nw

EPOCH = date(1970, 1, 1)
MONTHS_BEFORE_EPOCH = 1970 * 12
# Both from 1 March of the year 0.
MONTHS_BEFORE_MARCH = MONTHS_BEFORE_EPOCH - 2
DAYS_BEFORE_EPOCH = 719_468


def day_number(day: date) -> int:
    """The days from 1970-01-01 to a day."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The day that is this many days after 1970-01-01."""
    return EPOCH + timedelta(days=number)


def month_number(day: date) -> int:
    """The months from January 1970 to that of a day."""
    return 12 * (day.year - 1970) + day.month - 1


def month_name(month: int) -> str:
    """A month as it is written, such as 2018-06."""
    year, rest = divmod(month + MONTHS_BEFORE_EPOCH, 12)
    return f"{year:04}-{rest + 1:02}"


def last_day_of(month: Any) -> Any:
    """The last day of a month, from the year 1 on, both as numbers; of a column of months a column of days."""
    following = month + MONTHS_BEFORE_MARCH + 1
    year = _whole(following, 12)
    before_year = 365 * year + _whole(year, 4) - _whole(year, 100) + _whole(year, 400)
    return before_year + _whole(153 * (following - 12 * year) + 2, 5) - DAYS_BEFORE_EPOCH - 1


def month_of(day: Any) -> Any:
    """The month in which a day lies, from the year 1 on, both as numbers; of a column of days a column of months."""
    quarters = 4 * (day + DAYS_BEFORE_EPOCH) + 3
    century = _whole(quarters, 146_097)
    quarters_of_century = 4 * _whole(quarters - 146_097 * century, 4) + 3
    year = _whole(quarters_of_century, 1461)
    day_of_year = _whole(quarters_of_century - 1461 * year, 4)
    return (100 * century + year) * 12 + _whole(5 * day_of_year + 461, 153) - 3 - MONTHS_BEFORE_MARCH


def _whole(number: Any, divisor: int) -> Any:
    """How often a divisor goes into a number that is not negative.

    Of columns by a quotient of floats, which is exact below 2^53 and short in every engine: Narwhals spells the
    floored quotient of DuckDB out with a case for every sign.
    """
    return number // divisor if isinstance(number, int) else (number / divisor).floor().cast(nw.Int64)
