"""What an article says itself, nobody passed on to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "author-reported"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """A claim of the article's own voice has nobody in `reported-by`.

    Why: the author then stands at the beginning and at the end of the chain, and whoever was quoted is lost.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: japan, reported-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        claims:
          - {id: one, quote: sees it as a threat, said-by: gazette, reported-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}
    """
    for claim in corpus.claims:
        node, article = claim.origin, corpus.articles.get(claim.article)
        if node is None or article is None or node.child("reported-by") is None:
            continue
        others = [slug for slug in claim.reported_by if slug not in article.voice]
        if others and set(claim.claimants) <= set(article.voice):
            message = f"the article speaks for itself, and {others[0]!r} passed it on? Say in 'said-by' who was quoted"
            yield Finding(node.at("reported-by"), RULE, message, "warning", claim.key)
