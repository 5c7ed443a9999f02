"""States and territories by the codes and names that event tables use for them, from `ontology/event-tables/`.

What a code means depends on the day: number 345 of the Correlates of War is Yugoslavia until 4 June 2006 and Serbia
since. A state that ended, however it is called, is after its last day the one that replaced it, if one did.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.model.countries import Country

System = Literal["iso3", "cow", "cow-number", "cameo", "name"]
# CAMEO's codes are those of ISO 3166-1, some of them withdrawn, and a few of its own.
CODES: dict[System, Callable[[Country], Iterable[str]]] = {
    "iso3": lambda country: (country.iso3, *country.withdrawn),
    "cow": lambda country: country.cow,
    "cow-number": lambda country: country.cow_number,
    "cameo": lambda country: (country.iso3, *country.withdrawn, *country.cameo),
    "name": lambda country: map(folded, (country.slug, country.label, *country.aliases)),
}


@dataclass(frozen=True)
class Countries:
    """The countries by slug, and each system of codes as a way to those that have had a code, the oldest first."""

    by_slug: Mapping[str, Country]
    systems: Mapping[System, Mapping[str, tuple[Country, ...]]]

    def by(self, system: System, code: str, day: date | None = None) -> str | None:
        """The slug of a code in one system, or of a name, on a day; without one that of today, or the last it had."""
        key = folded(code) if system == "name" else code.strip().upper()
        known = self.systems[system].get(key)
        if not known:
            return None
        if day is None:
            return known[-1].slug
        country = next((each for each in known if each.last_day is None or day <= each.last_day), known[-1])
        while country.successor and country.last_day is not None and day > country.last_day:
            country = self.by_slug[country.successor]
        return country.slug

    def slug(self, text: str, day: date | None = None) -> str | None:
        """The slug for any code or name; for letters that ISO and COW use differently, that of ISO's state."""
        systems: tuple[System, ...] = ("iso3", "name", "cameo", "cow", "cow-number")
        return next((known for system in systems if (known := self.by(system, text, day))), None)

    @cached_property
    def changes(self) -> tuple[date, ...]:
        """The days from which some code or name means another state than the day before, in order."""
        ends = {country.last_day + timedelta(days=1) for country in self.by_slug.values() if country.last_day}
        return tuple(sorted(ends))


@cache
def load() -> Countries:
    """The table that comes with the package."""
    from kg.rdf import ontology  # noqa: PLC0415 - slow to import, and what was read is kept (`kg.events.resolve`)

    countries = ontology.load().countries
    by_system = {system: _ways((country, codes(country)) for country in countries) for system, codes in CODES.items()}
    return Countries({country.slug: country for country in countries}, by_system)


def _ways(coded: Iterable[tuple[Country, Iterable[str]]]) -> dict[str, tuple[Country, ...]]:
    """The countries by what they are called; of several with one code the one that ended first is first."""
    ways: dict[str, list[Country]] = defaultdict(list)
    for country, codes in coded:
        for code in dict.fromkeys(filter(None, codes)):
            ways[code].append(country)
    return {code: tuple(sorted(each, key=lambda country: country.last_day or date.max)) for code, each in ways.items()}


def folded(name: str) -> str:
    """A name without accents, case, signs or a leading article, for comparison."""
    plain = unicodedata.normalize("NFKD", name).translate({0x2019: "'", 0x02BC: "'"})
    ascii_only = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    words = re.sub(r"[\W_]+", " ", ascii_only.replace("&", " and ").replace("'", "").replace(".", "")).strip()
    return words.removeprefix("the ")
