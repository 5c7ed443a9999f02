"""States and territories by the codes and names that event tables use for them, from `ontology/event-tables/`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from kg.events.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.events.concepts import Concept

System = Literal["iso3", "cow", "cow-number", "cameo", "name"]
PROPERTIES = {"iso3": "iso3", "cow": "cowCode", "cow-number": "cowNumber"}


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory; `cow` and `cow_number` are those of the Correlates of War, or "" if it has none."""

    slug: str
    label: str
    iso3: str
    cow: str
    cow_number: str


@dataclass(frozen=True)
class Countries:
    """The countries by slug, and each system of codes as a way to them."""

    by_slug: Mapping[str, Country]
    systems: Mapping[System, Mapping[str, str]]

    def by(self, system: System, code: str) -> str | None:
        """The slug of a code in one system, or of a name; CAMEO's codes are those of ISO but for a few."""
        key = folded(code) if system == "name" else code.strip().upper()
        return self.systems[system].get(key)

    def slug(self, text: str) -> str | None:
        """The slug for any code or name; for letters that ISO and COW use differently, that of ISO's state."""
        systems: tuple[System, ...] = ("iso3", "name", "cameo", "cow", "cow-number")
        return next((found for system in systems if (found := self.by(system, text))), None)


@cache
def load() -> Countries:
    """The table that comes with the package."""
    records = [c for c in concepts("countries.ttl").values() if c.kind == "Country"]
    systems: dict[System, dict[str, str]] = {"name": _names(records)}
    for system, name in PROPERTIES.items():
        systems[system] = {code: c.notation for c in records if (code := c.one(name))}  # type: ignore[index]
    own = {code: c.notation for c in records for code in c.values.get("cameoCode", ())}
    systems["cameo"] = systems["iso3"] | own
    return Countries({c.notation: _country(c) for c in records}, systems)


def folded(name: str) -> str:
    """A name without accents, case, signs or a leading article, for comparison."""
    plain = unicodedata.normalize("NFKD", name).translate({0x2019: "'", 0x02BC: "'"})
    ascii_only = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    words = re.sub(r"[\W_]+", " ", ascii_only.replace("&", " and ").replace("'", "").replace(".", "")).strip()
    return words.removeprefix("the ")


def _names(records: list[Concept]) -> dict[str, str]:
    return {
        folded(name): concept.notation
        for concept in records
        for name in (concept.notation, concept.label, *concept.values.get("altLabel", ()))
    }


def _country(concept: Concept) -> Country:
    return Country(concept.notation, concept.label, *(concept.one(name) for name in PROPERTIES.values()))
