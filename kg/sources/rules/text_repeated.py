"""An article that repeats another says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.model.records import original_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Article, Corpus
    from kg.model.vocabulary import Vocabulary
    from kg.sources.copies import Resemblance

RULE = "text-repeated"
NO_COPY = "no-copy-of"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """An article of which three tenths or more stand in an earlier one says that it is a copy, or that it is none.

    Five words in a row count, of the shorter of both. From fifteen hundredths on, and where only background or quotes
    are shared, the finding asks. What stands in several articles that have nothing else in common is passed over.

    Why: a story of an agency in twelve papers would count as the word of twelve, and make thin evidence look firm.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}

    Bad:
        texts:
          dispatch: >-
            In the first week of the talks neither side spoke to the press, and the envoys of both left the hall by
            the back door late in the evening, without a word on when they would meet again.
          reprint: >-
            Our own reporter adds this. In the first week of the talks neither side spoke to the press, and the envoys
            of both left the hall by the back door late in the evening, without a word on when they would meet again.
    """
    texts = [article for article in corpus.articles.values() if article.text]
    if len(texts) < 2:  # noqa: PLR2004 - one repeats nothing
        return
    from kg.sources.copies import repetitions  # noqa: PLC0415 - needs numpy

    for slug, resembling in repetitions(texts):
        article = corpus.articles[slug]
        asked = next((each for each in resembling if _is_news(article, corpus.articles[each.original], corpus)), None)
        if asked is not None and article.origin is not None:
            yield Finding(article.origin.location, RULE, _message(asked), "warning", slug)


def _is_news(article: Article, original: Article, corpus: Corpus) -> bool:
    """Whether nobody has said what an article is to another that it resembles, and no other rule says it."""
    if original_of(corpus.articles, article.slug) == original_of(corpus.articles, original.slug):
        return False
    if article.copy_of or article.text.split() == original.text.split():
        return False
    return original.slug not in denied(article) and article.slug not in denied(original)


def denied(article: Article) -> list[str]:
    """The articles of which the head of one says that it is no copy of them."""
    node = article.origin.child(NO_COPY) if article.origin is not None else None
    if node is None:
        return []
    return [each.value for each in (node.value if isinstance(node.value, list) else [node])]


def _message(found: Resemblance) -> str:
    share = f"{found.containment:.0%}".replace("%", " %")
    what = f"{found.original!r} ({share} of the shorter text stands in the other)"
    if found.certain:
        return f"repeats {what}; say copy-of: {found.original}"
    other = f"or {NO_COPY}: {found.original} if that is background or quotes"
    return f"may repeat {what}; say copy-of: {found.original}, {other}"
