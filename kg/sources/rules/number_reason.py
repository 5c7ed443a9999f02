"""A number that is not the type's says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.model.records import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "number-reason"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A position or Goldstein value other than the type's comes with `because`.

    Why: the numbers move the measure, so nobody may set one in silence.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by, position: -0.9, because: it says grave}}

    Bad:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by, position: -0.9}}
    """
    for event in corpus.events.values():
        term = vocabulary.terms("EventType").get(event.type)
        if event.origin and term and term.number != event.goldstein and not event.reason:
            message = f"{event.type!r} is {term.number} in the codebook, here {event.goldstein}; say 'because'"
            yield Finding(event.origin.at("goldstein"), RULE, message, subject=event.slug)
    for claim in corpus.claims:
        stance = claim.content
        if isinstance(stance, Stance) and claim.origin and "stance" in claim.origin.value:
            term = vocabulary.terms("StanceType").get(stance.type)
            if term and term.number != stance.position and not stance.reason:
                message = f"{stance.type!r} is {term.number} in the codebook, here {stance.position}; say 'because'"
                yield Finding(claim.origin.at("stance", "position"), RULE, message, subject=claim.key)
