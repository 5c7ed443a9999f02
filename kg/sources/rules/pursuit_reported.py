"""Who pursues a policy is reported, not read into what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "pursuit-reported"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:
    """That an actor pursues a policy rests on a claim whose mode is `reported`.

    Why: every position on the policy counts toward the actor, in the headline too, where interpretations, forecasts and
    conditionals do not.

    Good:
        issues:
          missiles: {pursued-by: {actor: japan, claim: talks/two}}
        claims:
          - {id: two, quote: Envoys met in Tokyo, said-by: gazette,
             stance: {holder: japan, target: missiles, type: supports}}

    Bad:
        issues:
          missiles: {pursued-by: {actor: japan, claim: talks/two}}
        claims:
          - {id: two, quote: Envoys met in Tokyo, said-by: gazette, mode: interpreted,
             stance: {holder: japan, target: missiles, type: supports}}
    """
    modes = {claim.key: claim.mode for claim in corpus.claims}
    for issue in corpus.issues.values():
        for index, pursuit in enumerate(issue.pursued_by):
            mode = modes.get(pursuit.said_by, "reported")
            if mode != "reported" and mode in vocabulary.terms("Mode") and issue.origin is not None:
                message = f"{pursuit.said_by!r} is {mode!r}; name a claim that reports who pursues the issue"
                yield Finding(issue.origin.at("pursued-by", index, "claim"), RULE, message, "warning", issue.slug)
