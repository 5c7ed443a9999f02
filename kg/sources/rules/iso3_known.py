"""The code of a country is one of ISO 3166-1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model.countries import Country
    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "iso3-known"
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
    given = [actor for actor in corpus.actors.values() if actor.iso3 and actor.origin is not None]
    if not given:
        return  # the table of countries takes milliseconds
    known, others = _codes(vocabulary.countries)
    for actor in given:
        if actor.iso3 in known or actor.origin is None:
            continue
        meant = others.get(actor.iso3)
        hint = f"; did you mean {meant!r}?" if meant else "; correct it, or leave 'iso3' out"
        message = f"{actor.iso3!r} is no code of ISO 3166-1 alpha-3{hint}"
        yield Finding(actor.origin.at("iso3"), RULE, message, "warning", actor.slug)


def _codes(countries: Iterable[Country]) -> tuple[set[str], Mapping[str, str]]:
    """The codes of ISO 3166-1 and those it withdrew, and those that other lists have for the same countries."""
    known: set[str] = set()
    others = dict(OTHERWISE)
    for country in countries:
        known |= {country.iso3, *country.withdrawn} - {""}
        if country.iso3:
            for code in (*country.cow, *country.cameo):
                others.setdefault(code, country.iso3)
    return known, others
