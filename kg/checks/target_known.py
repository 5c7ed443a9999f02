"""What a stance is about, and what an event or leverage concerns, is in the registries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.diagnostics import Finding, did_you_mean
from kg.model import Leverage, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Corpus
    from kg.vocabulary import Vocabulary

RULE = "target-known"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """The target of a stance is an actor, an issue or an event; what an event is about is an issue.

    Why: two spellings of one issue would hide that two actors disagree on it.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: missiles, type: opposes}}

    Bad:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: missile, type: opposes}}
    """
    targets = {**corpus.actors, **corpus.issues, **corpus.events}
    for claim in corpus.claims:
        node = claim.origin
        if node is None:
            continue
        if isinstance(claim.content, Stance) and "stance" in node.value and claim.content.target not in targets:
            target = claim.content.target
            message = f"unknown target {target!r}{did_you_mean(target, targets)}; expected an actor, issue or event"
            yield Finding(node.at("stance", "target"), RULE, message, subject=claim.key)
        if isinstance(claim.content, Leverage) and "leverage" in node.value:
            issue = claim.content.instrument_issue
            if issue and issue not in corpus.issues:
                message = f"unknown issue {issue!r}{did_you_mean(issue, corpus.issues)}"
                yield Finding(node.at("leverage", "instrument-issue"), RULE, message, subject=claim.key)
    for event in corpus.events.values():
        for issue in event.about:
            if issue not in corpus.issues and event.origin is not None:
                message = f"unknown issue {issue!r}{did_you_mean(issue, corpus.issues)}"
                location = event.origin.at(*event.origin.find(("about",), issue))
                yield Finding(location, RULE, message, subject=event.slug)
