"""A forecast has an interval, or says why it has none."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kg.model.findings import Finding, did_you_mean
from kg.model.nearest import Names, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Claim, Corpus, Node
    from kg.model.vocabulary import Vocabulary

RULE = "forecast-interval"
# A nearest name is sought among at most this many claims of an article, since the search is slow.
MANY = 500


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
    claims: dict[str, dict[str, None]] = {}
    for claim in corpus.claims:
        claims.setdefault(claim.article, {})[claim.key] = None
    # Those of events, and of the claims of one article as another calls them.
    near = {("", ""): Names(slug for slug in corpus.events if "/" not in slug)}
    for claim in corpus.claims:
        if claim.origin is None:
            continue
        if claim.mode == "forecast":
            yield from _interval(claim, claim.origin)
            yield from _resolution(claim, claim.origin)
        elif claim.resolution or claim.resolved_by:
            key = "resolution" if claim.resolution else "resolved-by"
            yield Finding(
                claim.origin.at(key),
                RULE,
                "only a forecast is resolved; say mode: forecast, or leave it out",
                subject=claim.key,
            )
        yield from _resolved_by(claim, claim.origin, claims, near, corpus)


def _interval(claim: Claim, node: Node) -> Iterator[Finding]:
    # An unknown term of likelihood has no interval either, but that is an error of its own.
    if not claim.no_interval and not any(hedge.lower is not None or hedge.likelihood for hedge in claim.hedges):
        message = (
            "a forecast without an interval; hedge it by an ICD 203 word such as 'likely', or give 'no-interval' with "
            "the reason"
        )
        yield Finding(node.location, RULE, message, subject=claim.key)


def _resolution(claim: Claim, node: Node) -> Iterator[Finding]:
    settled = claim.resolution != "pending"
    if settled and not claim.resolved_by:
        message = f"{claim.resolution!r} without 'resolved-by'; name the claim or event that settled it"
        yield Finding(node.at("resolution"), RULE, message, subject=claim.key)
    if claim.resolved_by and not settled:
        message = "'resolved-by' without what came of the forecast; say 'resolution'"
        yield Finding(node.at("resolved-by"), RULE, message, subject=claim.key)


def _resolved_by(
    claim: Claim, node: Node, claims: dict[str, dict[str, None]], near: dict[tuple[str, str], Names], corpus: Corpus
) -> Iterator[Finding]:
    for reference in claim.resolved_by:
        key = reference if "/" in reference else f"{claim.article}/{reference}"
        there = claims.get(key.partition("/")[0], {})
        if key in there or reference in corpus.events or corpus.may_have(f"claim/{key}", f"event/{reference}"):
            continue
        first = (other.removeprefix(f"{claim.article}/") for other in islice(there, MANY))
        names = near.setdefault((claim.article, key.partition("/")[0]), Names(first))
        likely = filter(None, (nearest(reference, each) for each in (names, near["", ""])))
        hint = did_you_mean(reference, likely) or "; name a claim, article/claim or an event of events.yaml"
        message = f"resolved by {reference!r}, which is not there{hint}"
        yield Finding(node.at(*node.find(("resolved-by",), reference)), RULE, message, subject=claim.key)
