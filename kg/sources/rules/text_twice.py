"""A text is there once."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kg.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "text-twice"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """No two articles have the same text, whatever their names and white space, unless one is a copy of the other.

    Why: what one article says would count as the word of two, and make thin evidence look firm.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        copies: again
    """
    first: dict[bytes, str] = {}
    for article in corpus.articles.values():
        if article.copy_of:
            continue
        words = " ".join(article.text.split()).encode("utf-8", "surrogatepass")
        other = first.setdefault(sha256(words).digest(), article.slug) if words else article.slug
        if other != article.slug and article.origin is not None:
            message = f"has the text of {other!r}; say copy-of: {other}, or keep one of them"
            yield Finding(article.origin.location, RULE, message, "warning", article.slug)
