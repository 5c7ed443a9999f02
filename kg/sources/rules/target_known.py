"""What a stance is about, and what an event or leverage concerns, is in the registries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.model.nearest import Names, nearest
from kg.model.records import Leverage, Stance
from kg.sources.offers import Offers
from kg.sources.rules.actor_known import kind_of, mentions, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus, Node
    from kg.model.vocabulary import Vocabulary

RULE = "target-known"
PLACES = {"target": ("actor", "issue", "event"), "issue": ("issue",)}
FILES = {"target": "actors.yaml, issues.yaml or events.yaml", "issue": "issues.yaml"}


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:
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
    near = {kind: Names(slugs) for kind, slugs in _known(corpus).items()}
    found = unknown(corpus)
    actors = {slug for _, _, slug, _ in mentions(corpus)} if found else set()
    offers = Offers(vocabulary)
    for (kind, slug), findings in found.items():
        offered = kind == "target" and offers.entry(slug)
        meant = "" if offered else nearest(slug, near[kind])
        if meant or kind == "issue" or slug not in actors:  # that an actor is missing is told by another rule
            hint = f"did you mean {meant!r}?" if meant else kind_of(slug, corpus)
            hint = hint or (offers.hint(slug) if offered else "")
            yield from told(findings, hint, FILES[kind] + (offers.how(slug) if offered else ""))


def unknown(corpus: Corpus) -> dict[tuple[str, str], list[Finding]]:
    """Every place where a target or an issue is named that is nowhere, by its kind and its name."""
    names = {kind: set(slugs) for kind, slugs in _known(corpus).items()}
    found: dict[tuple[str, str], list[Finding]] = {}
    for node, path, kind, slug, subject in _mentions(corpus):
        if not slug or slug in names[kind] or corpus.may_have(*(f"{place}/{slug}" for place in PLACES[kind])):
            continue
        finding = Finding(node.at(*node.find(path, slug)), RULE, f"unknown {kind} {slug!r}", subject=subject)
        found.setdefault((kind, slug), []).append(finding)
    return found


def _known(corpus: Corpus) -> dict[str, list[str]]:
    """What can be named as each kind."""
    named_events = (slug for slug in corpus.events if "/" not in slug)
    return {"issue": list(corpus.issues), "target": [*corpus.actors, *corpus.issues, *named_events]}


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
