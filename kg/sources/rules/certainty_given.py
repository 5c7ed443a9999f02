"""A quote that hedges says how sure its claimant is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model.findings import Finding, shown
from kg.model.hedges import DOUBTING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Claim, Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "certainty-given"
# In a quote some words are more often a part of what is said ("as soon as possible", "the agency reported").
NO_DOUBT_IN_A_QUOTE = {"apparent", "believed", "claimed", "likely", "may", "possible", "reported"}
# "May" with a capital is a month.
HEDGING = re.compile(
    r"\bmay\b|(?i:\b(?:(?:more |most |very |highly )?(?:un)?likely|(?:some|several|unconfirmed|anonymous) reports?|"
    r"it is (?:said|reported|believed|thought)|(?:is|are|was|were) said to|"
    + "|".join(word for word in DOUBTING if word not in NO_DOUBT_IN_A_QUOTE)
    + r")\b)"
)


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """A claim whose quote hedges gives a certainty, unless the hedge has an interval.

    Why: what is not given counts by 0.9, nearly as much as what is certain. Of forecasts another rule asks for more.

    Good:
        claims:
          - {id: one, quote: will likely agree to talks, said-by: china, mode: forecast, hedge: likely,
             certainty: probable, stance: {holder: china, target: japan, type: open-to}}

    Bad:
        claims:
          - {id: one, quote: will likely agree to talks, said-by: china,
             stance: {holder: china, target: japan, type: open-to}}
    """
    for claim in corpus.claims:
        if claim.origin is None or "certainty" in claim.origin.value or claim.origin.child("quote") is None:
            continue
        if claim.mode == "forecast" or any(hedge.likelihood for hedge in claim.hedges):
            continue
        if words := _hedging(claim):
            message = f"{shown(words)} hedges, and without a certainty it counts by 0.9; say it, if only 'unspecified'"
            yield Finding(claim.origin.at("quote"), RULE, message, "warning", claim.key)


def _hedging(claim: Claim) -> str:
    """The first words of a quote that hedge, as they stand there."""
    return next((found[0] for passage in claim.passages if (found := HEDGING.search(passage.exact))), "")
