"""A forecast has an interval, or says why it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.diagnostics import Finding, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Corpus
    from kg.vocabulary import Vocabulary

RULE = "forecast-interval"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """A forecast has a hedge with an interval, or `no-interval` with the reason; only forecasts are resolved.

    Why: a forecast that cannot be scored must say so from the start.

    Good:
        claims:
          - {id: one, quote: will likely agree to talks, said-by: china, mode: forecast, hedge: likely,
             stance: {holder: china, target: japan, type: open-to}}

    Bad:
        claims:
          - {id: one, quote: will likely agree to talks, said-by: china, mode: forecast,
             stance: {holder: china, target: japan, type: open-to}}
    """
    keys = {claim.key for claim in corpus.claims}
    for claim in corpus.claims:
        node = claim.origin
        if node is None:
            continue
        forecast = claim.mode == "forecast"
        if forecast and not claim.no_interval and not any(hedge.lower is not None for hedge in claim.hedges):
            message = "a forecast without an interval; hedge it by an ICD 203 word, or give 'no-interval' with the reason"
            yield Finding(node.location, RULE, message, subject=claim.key)
        if claim.resolution and not forecast:
            yield Finding(node.at("resolution"), RULE, "only a forecast is resolved", subject=claim.key)
        if claim.resolution not in ("", "pending") and not claim.resolved_by:
            message = f"{claim.resolution!r} without 'resolved-by'; name the claim or event that settled it"
            yield Finding(node.at("resolution"), RULE, message, subject=claim.key)
        for reference in claim.resolved_by:
            key = reference if "/" in reference else f"{claim.article}/{reference}"
            if key not in keys and reference not in corpus.events:
                hint = did_you_mean(reference, [*keys, *corpus.events])
                location = node.at(*node.find(("resolved-by",), reference))
                yield Finding(location, RULE, f"resolved by {reference!r}, which is not there{hint}", subject=claim.key)
