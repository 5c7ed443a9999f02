"""What a stance is about, and what an event or leverage concerns, is in the registries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding, did_you_mean
from kg.model.records import Leverage, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus, Node
    from kg.model.vocabulary import Vocabulary

RULE = "target-known"
PLACES = {"target": ("actor", "issue", "event"), "issue": ("issue",)}
EXPECTED = {"target": "expected an actor, an issue or an event", "issue": "issues.yaml lists them"}


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
    known = {"issue": list(corpus.issues)}
    known["target"] = [*corpus.actors, *corpus.issues, *(slug for slug in corpus.events if "/" not in slug)]
    names = {kind: set(slugs) for kind, slugs in known.items()}
    hints: dict[tuple[str, str], str] = {}
    for node, path, kind, slug, subject in _mentions(corpus):
        if slug in names[kind] or corpus.may_have(*(f"{place}/{slug}" for place in PLACES[kind])):
            continue
        if (kind, slug) not in hints:
            hints[kind, slug] = did_you_mean(slug, known[kind]) or f"; {EXPECTED[kind]}"
        location = node.at(*node.find(path, slug))
        yield Finding(location, RULE, f"unknown {kind} {slug!r}{hints[kind, slug]}", subject=subject)


def _mentions(corpus: Corpus) -> Iterator[tuple[Node, tuple[str, ...], str, str, str]]:
    """Every name of a target or an issue: the key under which it stands, its kind, and the record it belongs to."""
    for claim in corpus.claims:
        node, content = claim.origin, claim.content
        if node is not None and isinstance(content, Stance) and "stance" in node.value:
            yield node, ("stance", "target"), "target", content.target, claim.key
        if node is not None and isinstance(content, Leverage) and "leverage" in node.value and content.instrument_issue:
            yield node, ("leverage", "instrument-issue"), "issue", content.instrument_issue, claim.key
    for event in corpus.events.values():
        for issue in event.about:
            if event.origin is not None:
                yield event.origin, ("about",), "issue", issue, event.slug
