"""Where a page is: its path, made of names that every file system and every browser accepts as they are."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

PLAIN = re.compile(r"[a-z0-9_-]+")
# Names that Windows reserves for devices, whatever their ending.
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
LONGEST, KEPT = 100, 80
LISTS = ("dyads", "actors", "issues", "events", "articles", "claims")


@dataclass(frozen=True, slots=True, order=True)
class PageId:
    """A page: its kind, and the slugs of what it is about, or the number of a page of a list."""

    kind: str
    parts: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The path without an ending, different from that of every other page, even where case does not count."""
        return "/".join((self.kind, *map(segment, self.parts)))


@lru_cache(65_536)
def segment(slug: str) -> str:
    """A slug as one name in a path: small letters, digits, hyphens and underscores, others as ~ and their bytes."""
    made = slug if PLAIN.fullmatch(slug) else "".join(map(_escaped, slug)) or "~"
    if DEVICES.fullmatch(made):
        made = f"~{ord(made[0]):02x}{made[1:]}"
    if len(made) <= LONGEST:
        return made
    # No other name has two of these together.
    return f"{made[:KEPT]}~~{hashlib.sha256(slug.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _escaped(character: str) -> str:
    if PLAIN.fullmatch(character):
        return character
    return "".join(f"~{byte:02x}" for byte in character.encode("utf-8", "surrogatepass"))
