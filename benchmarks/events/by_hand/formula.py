"""The numbers of the formula and the ends of months, for all ways."""

from __future__ import annotations

from datetime import date, timedelta

EPOCH = date(1970, 1, 1)
RATE = 0.6931471805599453 / 180
TAU2, SIGMA2, PRIOR, Z, WEIGHT = 0.25**2, 0.45**2, 4.0, 1.645, 0.63


def month_ends(first: date, last: date) -> list[tuple[int, int]]:
    """Months as numbers with their last days."""
    found, day = [], first.replace(day=1)
    while day <= last:
        following = (day + timedelta(days=32)).replace(day=1)
        found.append((12 * (day.year - 1970) + day.month - 1, (following - EPOCH).days - 1))
        day = following
    return found
