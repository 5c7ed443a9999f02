"""An outlet tells what parties do; it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.model.records import Event, Leverage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "outlet-as-party"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """Who publishes or passes on what others say is no party, unless it speaks of itself or acts for somebody.

    Why: a news agency that is coded as a party gets dyads of its own, which are really those of whom it quotes.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: gazette,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: gazette, target: japan, type: threatened-by}}
    """
    outlets = {article.publisher for article in corpus.articles.values()}
    outlets |= {slug for claim in corpus.claims for slug in claim.reported_by}
    actors = (corpus.actors[slug] for slug in outlets if slug in corpus.actors)
    outlets = {actor.slug for actor in actors if actor.kind == "organization" and not actor.acts_for}
    for claim in corpus.claims:
        for path, slugs in _parties(claim.content):
            for slug in slugs:
                if claim.origin is not None and slug in outlets and slug not in claim.claimants:
                    place = claim.origin.at(*claim.origin.find(path, slug))
                    message = f"{slug!r} is an outlet, and here a party; who said it stands in 'said-by'"
                    yield Finding(place, RULE, message, "warning", claim.key)


def _parties(content: object) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Who takes part in a content, by the keys under which they stand."""
    if isinstance(content, Event):
        return [(("event", "initiator"), content.initiators), (("event", "recipient"), content.recipients)]
    if isinstance(content, Leverage):
        return [(("leverage", "wielder"), content.wielders), (("leverage", "over"), content.over)]
    return [
        (("stance", "holder"), getattr(content, "holders", ())),
        (("stance", "target"), (getattr(content, "target", ""),)),
    ]
