"""The code of a country is one of ISO 3166-1."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "iso3-known"
TABLE = "event-tables/countries.ttl"
COUNTRY = re.compile(r"^kg:country-.*?(?=^kg:country-|\Z)", re.MULTILINE | re.DOTALL)
CODES = re.compile(r'kg:(iso3|withdrawnIso3|cowCode|cameoCode) "([A-Z]{3})"')
# What people write who have the codes of the International Olympic Committee in mind, or an abbreviation.
OTHERWISE = {
    "ALG": "DZA", "BUL": "BGR", "CHI": "CHL", "CRO": "HRV", "DEN": "DNK", "GER": "DEU", "GRE": "GRC", "INA": "IDN",
    "IRI": "IRN", "KSA": "SAU", "LAT": "LVA", "LBA": "LBY", "MAS": "MYS", "MGL": "MNG", "MYA": "MMR", "NED": "NLD",
    "NGR": "NGA", "PHI": "PHL", "PLE": "PSE", "POR": "PRT", "PRC": "CHN", "ROC": "TWN", "ROK": "KOR", "RSA": "ZAF",
    "SIN": "SGP", "SLO": "SVN", "SRI": "LKA", "SUD": "SDN", "SUI": "CHE", "TPE": "TWN", "UAE": "ARE", "VIE": "VNM",
}  # fmt: skip


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:
    """The `iso3` of an actor is a code of ISO 3166-1, or one that was.

    Why: it joins an actor to tables of events, where a code that is none reaches nothing and nobody says so.

    Good:
        actors:
          germany: {kind: state, label: Germany, iso3: DEU}
        claims:
          - {id: one, quote: sees it as a threat, said-by: germany,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        actors:
          germany: {kind: state, label: Germany, iso3: GER}
        claims:
          - {id: one, quote: sees it as a threat, said-by: germany,
             stance: {holder: china, target: japan, type: threatened-by}}
    """
    known, others = _codes(vocabulary.folders[0] / TABLE)
    for actor in corpus.actors.values():
        if not actor.iso3 or actor.iso3 in known or actor.origin is None:
            continue
        meant = others.get(actor.iso3)
        hint = f"; did you mean {meant!r}?" if meant else ""
        message = f"{actor.iso3!r} is no code of ISO 3166-1 alpha-3{hint}"
        yield Finding(actor.origin.at("iso3"), RULE, message, "warning", actor.slug)


@cache
def _codes(table: Path) -> tuple[frozenset[str], Mapping[str, str]]:
    """The codes of ISO 3166-1 and those it withdrew, and those that other lists have for the same countries."""
    known: set[str] = set()
    others = dict(OTHERWISE)
    for country in COUNTRY.findall(table.read_text(encoding="utf-8")):
        codes = CODES.findall(country)
        own = next((code for scheme, code in codes if scheme == "iso3"), "")
        known |= {code for scheme, code in codes if scheme in {"iso3", "withdrawnIso3"}}
        for _, code in codes:
            if own:
                others.setdefault(code, own)
    return frozenset(known), others
