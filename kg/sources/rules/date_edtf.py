"""Every date is EDTF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.dates import DateError, span
from kg.model.findings import Finding
from kg.model.records import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Article, Corpus, Node
    from kg.model.vocabulary import Vocabulary

RULE = "date-edtf"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """Dates are written as ISO 8601-2 (EDTF) has them.

    Why: what a date leaves open must be said, not guessed.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china, said-on: 2016-01~,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china, said-on: January 2016,
             stance: {holder: china, target: japan, type: threatened-by}}
    """
    for node, path, text, subject in dates(corpus):
        try:
            span(text)
        except DateError as error:
            yield Finding(node.at(*path), RULE, str(error), subject=subject)


def retrieved(article: Article) -> str:
    """The day on which an article says that its text was retrieved, EDTF, or nothing."""
    node = article.origin and article.origin.child("retrieved")
    return node.value if node and isinstance(node.value, str) else ""


def dates(corpus: Corpus) -> Iterator[tuple[Node, tuple[str, ...], str, str]]:
    """Every date of the sources: the node and keys where it stands, its text and its record."""
    for article in corpus.articles.values():
        if article.origin:
            yield article.origin, ("published",), article.published, article.slug
            yield article.origin, ("retrieved",), retrieved(article), article.slug
    for event in corpus.events.values():
        if event.origin and event.when:
            yield event.origin, ("when",), event.when, event.slug
    for claim in corpus.claims:
        if claim.origin and claim.said_on:
            yield claim.origin, ("said-on",), claim.said_on, claim.key
        if claim.origin and isinstance(claim.content, Stance) and claim.content.when and "stance" in claim.origin.value:
            yield claim.origin, ("stance", "when"), claim.content.when, claim.key
