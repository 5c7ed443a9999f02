"""Hedge words stand in the quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.diagnostics import Finding
from kg.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Corpus
    from kg.vocabulary import Vocabulary

RULE = "hedge-in-quote"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:
    """The words of a hedge are part of the quote, and only one hedge of a claim has an interval.

    Why: how sure somebody is must be read where it was said, not remembered.

    Good:
        claims:
          - {id: one, quote: will likely agree to talks, said-by: china, mode: forecast, hedge: likely,
             stance: {holder: china, target: japan, type: open-to}}

    Bad:
        claims:
          - {id: one, quote: agree to talks, said-by: china, mode: forecast, hedge: likely,
             stance: {holder: china, target: japan, type: open-to}}
    """
    for claim in corpus.claims:
        node = claim.origin
        if node is None:
            continue
        quotes = [fold(passage.exact) for passage in claim.passages]
        for index, hedge in enumerate(claim.hedges):
            if quotes and not any(fold(hedge.words) in quote for quote in quotes):
                message = f"the hedge {hedge.words!r} is not in the quote; quote so much that it is"
                yield Finding(node.at("hedge", index), RULE, message, subject=claim.key)
            looked_up = vocabulary.likelihood(hedge.words)
            if hedge.likelihood and looked_up is None and not hedge.reason:
                message = f"{hedge.words!r} is read as {hedge.likelihood!r}; say 'because'"
                yield Finding(node.at("hedge", index), RULE, message, subject=claim.key)
        if sum(hedge.lower is not None for hedge in claim.hedges) > 1:
            message = "more than one hedge has an interval; keep the one that qualifies the whole claim"
            yield Finding(node.at("hedge"), RULE, message, subject=claim.key)
