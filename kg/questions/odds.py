"""How sure things are, in words."""

from __future__ import annotations

# What would round to 0 or 100 per cent.
LEAST = 0.005


def percent(share: float) -> str:
    """A probability in whole per cent; an estimate is never called 0 or 100."""
    if share < LEAST:
        return "under 1%"
    return "over 99%" if share > 1 - LEAST else f"{share:.0%}"
