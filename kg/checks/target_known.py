"""What a stance is about, and what an event or leverage concerns, is in the registries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.diagnostics import Finding, did_you_mean
from kg.model import Leverage, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Corpus, Node
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
        if isinstance(claim.content, Stance) and "stance" in node.value:
            target = claim.content.target
            known = target in targets or corpus.may_have(f"actor/{target}", f"issue/{target}", f"event/{target}")
            if not known:
                hint = did_you_mean(target, targets) or "; expected an actor, an issue or an event"
                yield Finding(node.at("stance", "target"), RULE, f"unknown target {target!r}{hint}", subject=claim.key)
        if isinstance(claim.content, Leverage) and "leverage" in node.value:
            yield from _issue(corpus, node, ("leverage", "instrument-issue"), claim.content.instrument_issue, claim.key)
    for event in corpus.events.values():
        if event.origin is not None:
            for issue in event.about:
                path = event.origin.find(("about",), issue)
                yield from _issue(corpus, event.origin, path, issue, event.slug)


def _issue(corpus: Corpus, node: Node, path: tuple[str | int, ...], issue: str, subject: str) -> Iterator[Finding]:
    if issue and issue not in corpus.issues and not corpus.may_have(f"issue/{issue}"):
        hint = did_you_mean(issue, corpus.issues) or "; issues.yaml lists them"
        yield Finding(node.at(*path), RULE, f"unknown issue {issue!r}{hint}", subject=subject)
