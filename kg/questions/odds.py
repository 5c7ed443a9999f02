"""How sure things are, in words."""

from __future__ import annotations

LEAST = 0.005


def percent(share: float) -> str:
    """A probability in whole per cent; nothing that is estimated is called 0 or 100."""
    if share < LEAST:
        return "under 1%"
    return "over 99%" if share > 1 - LEAST else f"{share:.0%}"
