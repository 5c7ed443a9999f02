"""Chains of acting for somebody end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "acts-for-ends"
MOST_NAMES = 5


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """Nobody acts, in the end, for oneself.

    Why: the measure replaces each actor by the end of its chain.

    Good:
        actors:
          envoy: {kind: person, label: The envoy, acts-for: china}
        article: {author: envoy}

    Bad:
        actors:
          envoy: {kind: person, label: The envoy, acts-for: envoy}
    """
    settled: set[str] = set()
    for slug in corpus.actors:
        way: dict[str, None] = {}
        while slug in corpus.actors and slug not in settled and slug not in way:
            way[slug] = None
            slug = corpus.actors[slug].acts_for  # noqa: PLW2901 - from one actor to the next
        settled |= way.keys()
        if slug not in way:
            continue
        circle = list(way)[list(way).index(slug) :]
        # Of those who act for one another the first is told.
        begin = circle.index(min(circle))
        actor, names = corpus.actors[circle[begin]], [*circle[begin:], *circle[:begin]]
        if actor.origin:
            shown = names if len(names) <= MOST_NAMES else [*names[:MOST_NAMES], "…"]
            message = f"{actor.slug!r} acts for itself in the end: {' → '.join([*shown, actor.slug])}"
            yield Finding(actor.origin.at("acts-for"), RULE, f"{message}; drop one 'acts-for'", subject=actor.slug)
