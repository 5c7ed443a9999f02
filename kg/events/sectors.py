"""Sectors of actors in event tables, and whether an actor counts for the state in which it is.

Who rebels against a state, or robs in it, does not act for it: "Armed Rebel (Syria)" is in Syria and is not Syria.
`ontology/event-tables/sectors.ttl` has the sectors that decide; all others leave an actor with its country.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.events.countries import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

WRITTEN = ("prefLabel", "cameoRole", "icewsSector", "acledActorType")
BETWEEN = re.compile(r"[,;|~]")
# Roles of CAMEO that stand together, such as INSREB, and a number as a table of decimals has it.
ROLES = re.compile(r"(?:[A-Z]{3}){2,}")
DECIMAL = re.compile(r"(\d+)\.0+")


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector by its label; `counts` says whether its actors count for the state in which they are."""

    label: str
    counts: bool


@dataclass(frozen=True)
class Sectors:
    """The sectors that decide, by how event tables write them, and by the names of unnamed groups."""

    written: Mapping[str, Sector]
    groups: Mapping[str, Sector]

    def armed(self, sectors: str, name: str) -> Sector | None:
        """The sector by which an actor does not count for its state, or None if it does.

        `sectors` are those that a table gives an actor, in one text; a sector of the state's own goes before others.
        Where they decide nothing, an unnamed group is known by its name without the brackets behind it.
        """
        known = [self.written[key] for part in _parts(sectors) if (key := folded(part)) in self.written]
        if any(sector.counts for sector in known):
            return None
        return known[0] if known else self.groups.get(_group(name))


def _parts(sectors: str) -> list[str]:
    parts: list[str] = []
    for each in BETWEEN.split(sectors):
        part = DECIMAL.sub(r"\1", each.strip())
        parts += re.findall("...", part) if ROLES.fullmatch(part) else [part]
    return parts


def _group(name: str) -> str:
    """What an unnamed group is called, in the singular: "Armed Rebels (Syria)" → "armed rebel"."""
    return folded(name.partition("(")[0]).removesuffix("s")


@cache
def load() -> Sectors:
    """The table that comes with the package."""
    from kg.events.concepts import concepts  # noqa: PLC0415 - slow to import, and what was read is kept

    written: dict[str, Sector] = {}
    groups: dict[str, Sector] = {}
    for record in concepts("sectors.ttl").values():
        if record.kind != "ActorSector":
            continue
        sector = Sector(record.label, record.one("countsForItsState") == "true")
        for name in WRITTEN:
            written |= {folded(value): sector for value in record.values.get(name, ())}
        groups |= {_group(value): sector for value in record.values.get("altLabel", ())}
    return Sectors(written, groups)
