"""The passages that a copy shares with its original are there in both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.sources.originals import ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Article, Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "copy-passages"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """The passages of a copy follow one another in its text, and in each some words stand in the original.

    Why: what a claim on such a passage says counts once, with the original; what stands outside is the copy's own.

    Good:
        copies: {again: {copy-of: {article: talks, passages: 0-100}}}

    Bad:
        copies: {again: {copy-of: {article: talks, passages: [0-100, 99900-99999]}}}
    """
    for article in corpus.articles.values():
        original = corpus.articles.get(article.copy_of)
        if article.text and original is not None and original.text:
            yield from _findings(article, original)


def _findings(article: Article, original: Article) -> Iterator[Finding]:
    reached = 0
    for node, (start, end) in ranges(article):
        message = ""
        if end > len(article.text):
            message = f"{node.value!r} is not in the text, which has {len(article.text):,} characters"
        elif end <= start:
            message = f"{node.value!r} ends where it begins or before; expected first-last"
        elif start < reached:
            message = f"{node.value!r} begins before the end of the passage before it; give them in their order"
        elif not any(passage.cut(start, end) for passage in article.copied):
            words = f"no eight words in a row of {node.value!r} stand in {original.slug!r}"
            message = f"{words}; leave it out, or correct its ends"
        if message:
            yield Finding(node.location, RULE, message, subject=article.slug)
        reached = max(reached, end)
