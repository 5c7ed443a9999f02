"""A conditional claim says on what it depends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.model.records import Leverage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "condition-given"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """A claim of mode conditional has a `condition`, of its own or in its leverage.

    Why: "would" without its "if" reads as a fact.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china, mode: conditional, condition: if it is deployed,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china, mode: conditional,
             stance: {holder: china, target: japan, type: threatened-by}}
    """
    for claim in corpus.claims:
        inside = claim.content.condition if isinstance(claim.content, Leverage) else ""
        if claim.mode == "conditional" and claim.origin and not (claim.condition or inside):
            message = "a conditional claim without its condition; say 'condition'"
            yield Finding(claim.origin.at("mode"), RULE, message, subject=claim.key)
