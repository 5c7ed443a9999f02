"""States and territories by the codes and names that event tables use for them, from `ontology/event-tables/`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from kg.rdf import ontology

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model.vocabulary import Country

System = Literal["iso3", "cow", "cow-number", "cameo", "name"]


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
    countries = ontology.load().countries
    iso3 = {country.iso3: country.slug for country in countries if country.iso3}
    systems: dict[System, dict[str, str]] = {
        "name": _names(countries),
        "iso3": iso3,
        "cow": {country.cow: country.slug for country in countries if country.cow},
        "cow-number": {country.cow_number: country.slug for country in countries if country.cow_number},
        "cameo": iso3 | {code: country.slug for country in countries for code in country.cameo},
    }
    return Countries({country.slug: country for country in countries}, systems)


def folded(name: str) -> str:
    """A name without accents, case, signs or a leading article, for comparison."""
    plain = unicodedata.normalize("NFKD", name).translate({0x2019: "'", 0x02BC: "'"})
    ascii_only = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    words = re.sub(r"[\W_]+", " ", ascii_only.replace("&", " and ").replace("'", "").replace(".", "")).strip()
    return words.removeprefix("the ")


def _names(countries: Sequence[Country]) -> dict[str, str]:
    return {
        folded(name): country.slug for country in countries for name in (country.slug, country.label, *country.aliases)
    }
