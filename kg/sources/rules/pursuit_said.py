"""Who pursues a policy is said by a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding, did_you_mean
from kg.model.nearest import Names
from kg.model.records import ends_of_chains, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Claim, Corpus, Issue, Pursuit
    from kg.model.vocabulary import Vocabulary

RULE = "pursuit-said"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """That an actor pursues the policy that an issue is rests on a claim that affirms it, naming both.

    Whoever acts in the end for the same as the actor stands for it.

    Why: what is said of a policy counts in the tension with whoever pursues it, so that must be traceable too.

    Good:
        issues:
          missiles: {pursued-by: {actor: japan, claim: talks/two}}
        claims:
          - {id: two, quote: Envoys met in Tokyo, said-by: gazette,
             stance: {holder: japan, target: missiles, type: supports}}

    Bad:
        issues:
          missiles: {pursued-by: {actor: china, claim: talks/two}}
        claims:
          - {id: two, quote: Envoys met in Tokyo, said-by: gazette,
             stance: {holder: japan, target: missiles, type: supports}}
    """
    claims = {claim.key: claim for claim in corpus.claims}
    names = Names(claims)
    for issue in corpus.issues.values():
        for index, pursuit in enumerate(issue.pursued_by):
            message = _message(issue, pursuit, claims, names, corpus)
            if message and issue.origin is not None:
                yield Finding(issue.origin.at("pursued-by", index, "claim"), RULE, message, subject=issue.slug)


def _message(issue: Issue, pursuit: Pursuit, claims: dict[str, Claim], names: Names, corpus: Corpus) -> str:
    claim = claims.get(pursuit.said_by)
    if claim is None:
        if corpus.may_have(f"claim/{pursuit.said_by}"):
            return ""
        hint = did_you_mean(pursuit.said_by, names) or (
            "; name a claim that says so" if "/" in pursuit.said_by else "; write it as article/claim"
        )
        return f"unknown claim {pursuit.said_by!r}{hint}"
    if claim.polarity == "denied":
        return f"{pursuit.said_by!r} denies its content; name a claim that affirms who pursues the issue"
    named = names_in(claim.content)
    if pursuit.pursuer not in corpus.actors:
        return ""  # an error of its own
    ends = ends_of_chains({slug: actor.acts_for for slug, actor in corpus.actors.items()})
    named_as = {ends[slug] for slug in named & ends.keys()}
    if issue.slug not in named or ends[pursuit.pursuer] not in named_as:
        return (
            f"{pursuit.said_by!r} does not name both {pursuit.pursuer!r} and {issue.slug!r}; "
            "name a claim whose content does"
        )
    return ""
