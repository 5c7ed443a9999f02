"""What articles say of their originals → which passages of theirs stand there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.sources.overlaps import copied_passages, within
from kg.sources.schema import RANGE, CopyEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model.records import Article, CopiedPassage, Node
    from kg.sources.schema import ArticleEntry

KEY = "copy-of"


def original_named(entry: ArticleEntry) -> str:
    """The article of which one says that it is a copy, or nothing."""
    said = entry.copy_of
    return (said.article or "") if isinstance(said, CopyEntry) else said or ""


def head_of(original: str, copied: Iterable[CopiedPassage]) -> dict[str, Any]:
    """What the head of a copy says under `copy-of`: the article, and the passages in the form that `ranges` reads."""
    return {"article": original, "passages": [f"{passage.start}-{passage.end}" for passage in copied]}


def with_copied(articles: Mapping[str, Article]) -> dict[str, Article]:
    """The articles, each copy with its passages that stand in its original: all, or those that its head gives."""
    return {slug: _with_copied(article, articles.get(article.copy_of)) for slug, article in articles.items()}


def _with_copied(article: Article, original: Article | None) -> Article:
    if original is None or original is article or not article.text or not original.text:
        return article
    copied = copied_passages(article.text, original.text, article.furniture, original.furniture)
    given = [span for _, span in ranges(article)]
    return replace(article, copied=within(copied, given) if given else copied)


def ranges(article: Article) -> Iterator[tuple[Node, tuple[int, int]]]:
    """The ranges of its text that the head of a copy gives, each with the value that says so; those of their form."""
    said = article.origin.child(KEY) if article.origin is not None else None
    given = said.child("passages") if said is not None else None
    if given is None:
        return
    for node in given.value if isinstance(given.value, list) else [given]:
        if isinstance(node.value, str) and re.fullmatch(RANGE, node.value):
            start, _, end = node.value.partition("-")
            yield node, (int(start), int(end))
