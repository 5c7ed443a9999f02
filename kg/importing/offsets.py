"""Offsets as other programs count them → offsets in code points."""

from __future__ import annotations


def code_points(text: str, units: int) -> int:
    """An offset in UTF-16 units, in which Java counts, as one in code points; outside the text it stays outside."""
    encoded = text.encode("utf-16-le")
    if units < 0 or len(encoded) == 2 * len(text):
        return units
    if units * 2 > len(encoded):
        return len(text) + 1
    return len(encoded[: units * 2].decode("utf-16-le", "ignore"))
