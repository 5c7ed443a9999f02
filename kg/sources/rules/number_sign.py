"""A number is on the side of its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.model.records import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from kg.model.findings import Location
    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "number-sign"
# Where a number stands, the scale of its type, the type, the number, and what it belongs to.
Use = tuple["Location", str, str, "Decimal", str]


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:
    """A position or Goldstein value that is given has not the opposite sign of its type's.

    Why: a hostile type with a friendly number is a slip of the sign, or another type; `because` does not mend it.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by, position: -0.9, because: it says grave}}

    Bad:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by, position: 0.9, because: it says grave}}
    """
    for place, class_name, type_, number, subject in _uses(corpus):
        term = vocabulary.terms(class_name).get(type_)
        if term is not None and term.number is not None and term.number * number < 0:
            message = f"{type_!r} is {term.number} in the codebook, here {number}; mend the sign or the type"
            yield Finding(place, RULE, message, "warning", subject)


def _uses(corpus: Corpus) -> Iterator[Use]:
    for event in corpus.events.values():
        if event.origin is not None:
            yield event.origin.at("goldstein"), "EventType", event.type, event.goldstein, event.slug
    for claim in corpus.claims:
        content = claim.content
        if isinstance(content, Stance) and claim.origin is not None and "stance" in claim.origin.value:
            place = claim.origin.at("stance", "position")
            yield place, "StanceType", content.type, content.position, claim.key
