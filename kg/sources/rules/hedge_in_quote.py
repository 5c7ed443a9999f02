"""Hedge words stand in the quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding, shown
from kg.model.vocabulary import fold
from kg.sources.occurrences import starts
from kg.sources.words import cuts_after, cuts_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Claim, Corpus, Hedge, Node
    from kg.model.vocabulary import Vocabulary

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
        for index, hedge in enumerate(claim.hedges):
            message = _missing(hedge, claim, node) or _unexplained(hedge, vocabulary)
            if message:
                yield Finding(node.at("hedge", index), RULE, message, subject=claim.key)
        if sum(hedge.lower is not None for hedge in claim.hedges) > 1:
            message = "more than one hedge has an interval; keep the one that qualifies the whole claim"
            yield Finding(node.at("hedge"), RULE, message, subject=claim.key)


def _missing(hedge: Hedge, claim: Claim, node: Node) -> str:
    quote = node.child("quote")
    quoted = len(quote.value) if quote is not None and isinstance(quote.value, list) else 1
    if len(claim.passages) < quoted:
        return ""  # a missing quote is an error of its own
    if any(_has_words(passage.exact, hedge.words) for passage in claim.passages):
        return ""
    return f"the hedge {shown(hedge.words)} is not in the quote; quote so much that it is"


def _has_words(quote: str, words: str) -> bool:
    """Whether the words stand in a quote as words: "likely" is no hedge of "unlikely"."""
    text, wanted = fold(quote), fold(words)
    return any(
        not cuts_before(text, start) and not cuts_after(text, start + len(wanted)) for start in starts(text, wanted)
    )


def _unexplained(hedge: Hedge, vocabulary: Vocabulary) -> str:
    looked_up = vocabulary.likelihood(hedge.words)
    if not hedge.likelihood or hedge.reason or (looked_up and looked_up.notation == hedge.likelihood):
        return ""
    return f"{shown(hedge.words)} is read as {shown(hedge.likelihood)}; say 'because'"
