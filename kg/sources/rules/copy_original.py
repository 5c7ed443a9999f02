"""A copy has an original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.dates import DateError, span
from kg.model.findings import Finding, did_you_mean
from kg.model.nearest import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Article, Corpus, Node
    from kg.model.vocabulary import Vocabulary

RULE = "copy-original"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """A copy is one of another article that is there, which is not in the end a copy of it, nor published later.

    Why: what a copy repeats counts once, with its original; where copies run in a circle nobody said it first.

    Good:
        copies: {again: {copy-of: talks}}

    Bad:
        copies: {again: {copy-of: again}}
    """
    names = Names(corpus.articles)
    for article in corpus.articles.values():
        if article.copy_of and article.origin is not None:
            yield from _findings(article, article.origin, names, corpus)


def _findings(article: Article, node: Node, names: Names, corpus: Corpus) -> Iterator[Finding]:
    place, original = node.at("copy-of"), corpus.articles.get(article.copy_of)
    if original is None:
        if not corpus.may_have(f"article/{article.copy_of}"):
            message = f"unknown article {article.copy_of!r}{did_you_mean(article.copy_of, names)}"
            yield Finding(place, RULE, message, subject=article.slug)
        return
    if chain := _circle(article, corpus):
        message = f"{article.slug!r} is a copy of itself in the end: {' → '.join(chain)}"
        yield Finding(place, RULE, message, subject=article.slug)
    elif _later(original, article):
        message = f"published {article.published!r}, before its original {original.slug!r} of {original.published!r}"
        yield Finding(place, RULE, message, "warning", article.slug)


def _circle(article: Article, corpus: Corpus) -> list[str]:
    """The way from an article back to itself, or nothing."""
    seen, following = [article.slug], article.copy_of
    while following in corpus.articles and following not in seen:
        seen.append(following)
        following = corpus.articles[following].copy_of
    return [*seen, following] if following == article.slug else []


def _later(original: Article, article: Article) -> bool:
    """Whether an original was published after the last day that the date of its copy means."""
    try:
        first, last = span(original.published).earliest, span(article.published).latest
    except DateError:
        return False
    return bool(first and last and first > last)
