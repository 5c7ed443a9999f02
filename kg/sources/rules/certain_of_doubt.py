"""Nobody is certain of what is only alleged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model.findings import Finding, shown
from kg.model.hedges import DOUBTING
from kg.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "certain-of-doubt"
DOUBT = re.compile(rf"\b({'|'.join(DOUBTING)})\b")


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """A claim whose hedge doubts is not `certain`.

    Why: a score would take what is only alleged for a fact.

    Good:
        claims:
          - {id: one, quote: will likely agree to talks, said-by: china, mode: forecast, hedge: likely,
             certainty: probable, stance: {holder: china, target: japan, type: open-to}}

    Bad:
        claims:
          - {id: one, quote: will likely agree to talks, said-by: china, mode: forecast, hedge: likely,
             certainty: certain, stance: {holder: china, target: japan, type: open-to}}
    """
    for claim in corpus.claims:
        if claim.origin is None or claim.certainty != "certain":
            continue
        for index, hedge in enumerate(claim.hedges):
            if found := DOUBT.search(fold(hedge.words)):
                message = f"{shown(found[0])} doubts, but the claim is 'certain'; say 'probable' or 'possible'"
                yield Finding(claim.origin.at("hedge", index), RULE, message, "warning", claim.key)
