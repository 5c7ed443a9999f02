"""Writes `kg/registry/cldr.json`: what territories and capitals are called in the languages of the United Nations.

The names are those of the Unicode CLDR, as the package babel has them, under the Unicode License, which permits it and
asks for its notice (`kg/registry/LICENSE-CLDR`). Babel is needed for this alone; run it in an environment of its own:

    pip install babel pyyaml && python -m benchmarks.territory_names

A capital's name is that of the city by which CLDR knows its time zone, so that there is none for a city that names no
zone. What the file says is read before it is committed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import yaml
from babel import Locale
from babel.core import get_global

REGISTRY = Path(__file__).parent.parent / "kg" / "registry"
COUNTRIES = Path(__file__).parent.parent / "ontology" / "event-tables" / "countries.ttl"
# The slug and the code in one block of the table.
CODE = re.compile(r'skos:notation "([^"]+)" ;(?:(?!\n\n).)*?kg:iso3 "([A-Z]{3})"', re.DOTALL)
LANGUAGES = ("en", "ar", "zh", "fr", "ru", "es")
# Where CLDR says nothing else, these write the city as the zone's own name has it.
LATIN = ("en", "fr", "es")
# Where what stands in brackets is another name, and not what tells one territory from another.
TWO_NAMES = {"MMR"}
IN_BRACKETS = re.compile(r" \(([^)]*)\)$")
# CLDR names these by what they are under China's law, or by what Israel occupies; papers by the plain name.
PLAIN_NAMES = {
    "HKG": {"ar": "هونغ كونغ", "zh": "香港", "fr": "Hong Kong", "ru": "Гонконг", "es": "Hong Kong"},
    "MAC": {"ar": "ماكاو", "zh": "澳门", "fr": "Macao", "ru": "Макао", "es": "Macao"},
    "PSE": {"ar": "فلسطين", "zh": "巴勒斯坦", "fr": "Palestine", "ru": "Палестина", "es": "Palestina"},
    "VAT": {"ar": "الكرسي الرسولي", "zh": "罗马教廷", "fr": "Saint-Siège", "ru": "Святой Престол", "es": "Santa Sede"},
}
# What has no code in CLDR's own list of them.
ALPHA2 = {"XKX": "XK"}
# The codes of states that ended lead to those that replaced them.
ENDED = ("CSK", "DDR", "SUN", "YUG")


def names() -> dict[str, dict[str, dict[str, list[str]]]]:
    """By slug, the names of a state and of its capital, each by language, the usual one first."""
    codes = dict(CODE.findall(COUNTRIES.read_text(encoding="utf-8")))
    states = yaml.safe_load((REGISTRY / "states.yaml").read_text(encoding="utf-8"))
    locales = {language: Locale.parse(language) for language in LANGUAGES}
    written = {}
    for slug, state in states.items():
        code = codes.get(slug, "")
        territory = ALPHA2.get(code) or next(iter(get_global("territory_aliases").get(code, ())), "")
        if not territory or code in ENDED:
            continue
        city = state.get("capital") or state.get("seat") or ""
        zone = next((zone for zone in zones(territory) if plain(city_of(zone, locales["en"])) == plain(city)), "")
        written[slug] = {"names": {tag: territory_names(code, territory, each) for tag, each in locales.items()}}
        if zone:
            cities = {tag: city_of(zone, each, otherwise=tag in LATIN) for tag, each in locales.items()}
            written[slug]["capital"] = {tag: [city] for tag, city in cities.items() if city}
    return written


def territory_names(code: str, territory: str, locale: Locale) -> list[str]:
    """What a language calls a territory, the usual name first."""
    given = locale.territories[territory]
    if usual := PLAIN_NAMES.get(code, {}).get(locale.language):
        return [usual]
    inner = IN_BRACKETS.search(given) if code in TWO_NAMES else None
    return [IN_BRACKETS.sub("", given), inner[1]] if inner else [given]


def zones(territory: str) -> list[str]:
    """The time zones of a territory."""
    return [zone for zone, of in get_global("zone_territories").items() if of == territory]


def city_of(zone: str, locale: Locale, *, otherwise: bool = True) -> str:
    """The city by which a language names a time zone, or that of the zone's own name."""
    city = locale.time_zones.get(zone, {}).get("city", "")
    return city or (zone.rpartition("/")[2].replace("_", " ") if otherwise else "")


def plain(name: str) -> str:
    """A name without accents and signs, to compare."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z]", "", "".join(c for c in letters if not unicodedata.combining(c)))


def main() -> None:
    """Write the file, one state to a line."""
    lines = [f" {json.dumps(slug)}: {json.dumps(about, ensure_ascii=False)}" for slug, about in names().items()]
    (REGISTRY / "cldr.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
