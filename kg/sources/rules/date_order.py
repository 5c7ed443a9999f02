"""Dates do not contradict one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.dates import DateError, Span, span
from kg.model.findings import Finding
from kg.model.records import Event, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Claim, Corpus, Node
    from kg.model.vocabulary import Vocabulary

RULE = "date-order"
PAST = {"occurred", "ongoing"}


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """Nothing is said, or has begun, after the article that tells of it.

    Why: a date after the article is a slip of the pen or a wrong date of the article, and both bend the time line.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china, said-on: 2016-02-01,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china, said-on: 2017-02-01,
             stance: {holder: china, target: japan, type: threatened-by}}
    """
    for claim in corpus.claims:
        node = claim.origin
        published = _span(corpus.articles[claim.article].published)
        if node is None or published is None or published.latest is None:
            continue
        said = _span(claim.said_on)
        if said and said.earliest and said.earliest > published.latest:
            dated = corpus.articles[claim.article].published
            message = f"said on {claim.said_on!r}, after the article of {dated!r}; correct one of the dates"
            yield Finding(node.at("said-on"), RULE, message, subject=claim.key)
        yield from _event(claim, node, published)
        yield from _stance(claim, node, published)


def _event(claim: Claim, node: Node, published: Span) -> Iterator[Finding]:
    """An event that a claim reports as begun began no later than the article."""
    event = claim.content
    if not isinstance(event, Event) or "event" not in node.value:
        return
    if claim.mode != "reported" or event.status not in PAST:
        return
    happened = _span(event.when)
    if happened and happened.earliest and published.latest and happened.earliest > published.latest:
        told = f"an event of {event.when!r} is told as {event.status!r} by an article of {str(published.latest)!r}"
        message = f"{told}; correct one of the dates, or say what 'status' it had"
        yield Finding(node.at("event", "when"), RULE, message, subject=claim.key)


def _stance(claim: Claim, node: Node, published: Span) -> Iterator[Finding]:
    """A position that a claim reports was held no later than the article."""
    stance = claim.content
    if not isinstance(stance, Stance) or "stance" not in node.value or claim.mode != "reported":
        return
    held = _span(stance.when)
    if held and held.earliest and published.latest and held.earliest > published.latest:
        told = f"a position of {stance.when!r} is told by an article of {str(published.latest)!r}"
        message = f"{told}; correct one of the dates"
        yield Finding(node.at("stance", "when"), RULE, message, subject=claim.key)


def _span(text: str) -> Span | None:
    try:
        return span(text) if text else None
    except DateError:
        return None
