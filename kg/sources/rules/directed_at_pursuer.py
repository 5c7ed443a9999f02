"""Nobody's policy is directed at itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "directed-at-pursuer"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """An issue is not directed at an actor who pursues it.

    Why: whoever supports the policy would be friend and foe of that actor by one sentence.

    Good:
        issues:
          missiles: {pursued-by: {actor: japan, claim: talks/two}, directed-at: china}
        claims:
          - {id: two, quote: Envoys met in Tokyo, said-by: gazette,
             stance: {holder: japan, target: missiles, type: supports}}

    Bad:
        issues:
          missiles: {pursued-by: {actor: japan, claim: talks/two}, directed-at: japan}
        claims:
          - {id: two, quote: Envoys met in Tokyo, said-by: gazette,
             stance: {holder: japan, target: missiles, type: supports}}
    """
    for issue in corpus.issues.values():
        pursuers = {pursuit.pursuer for pursuit in issue.pursued_by}
        for slug in issue.directed_at:
            if slug in pursuers and issue.origin is not None:
                place = issue.origin.at(*issue.origin.find(("directed-at",), slug))
                message = f"{slug!r} pursues {issue.slug!r}, which is directed at it; take it out of one of the two"
                yield Finding(place, RULE, message, "warning", issue.slug)
