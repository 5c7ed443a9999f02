"""A claim whole in a note of another program, so that what leaves for there comes back as it was."""

from __future__ import annotations

import json
from typing import Any

# The first line of such a note; the entry of the claim follows, as JSON.
MARK = "detente claim"


def as_note(entry: dict[str, Any]) -> str:
    """A note with the entry of a claim as the YAML of articles has it."""
    return f"{MARK}\n{json.dumps(entry, ensure_ascii=False, indent=1)}\n"


def entry_of_note(text: str) -> dict[str, Any] | None:
    """The entry of a claim that a note has, or None for any other note; only that it is JSON is checked."""
    mark, _, rest = text.strip().partition("\n")
    if mark.strip() != MARK:
        return None
    try:
        entry = json.loads(rest)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) else None
