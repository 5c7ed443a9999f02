"""Chains of acting for somebody end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "acts-for-ends"


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
    for actor in corpus.actors.values():
        seen = [actor.slug]
        following = actor.acts_for
        while following and following in corpus.actors and following not in seen:
            seen.append(following)
            following = corpus.actors[following].acts_for
        # Of those who act for one another the first is told.
        if following == actor.slug == min(seen) and actor.origin:
            message = (
                f"{actor.slug!r} acts for itself in the end: {' → '.join([*seen, actor.slug])}; drop one 'acts-for'"
            )
            yield Finding(actor.origin.at("acts-for"), RULE, message, subject=actor.slug)
