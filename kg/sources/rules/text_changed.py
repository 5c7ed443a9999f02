"""A text is the one that was coded."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from kg.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "text-changed"
KEY = "text-sha256"
# What is of another form is an error of its own.
HASH = re.compile("[0-9a-f]{64}|")
LINE_END = re.compile("\r\n?")


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """The `text-sha256` of an article is the SHA-256 of its text in UTF-8, with every line ending in a line feed alone.

    Nothing is checked where the key is absent; where it is empty, the finding says what to write.

    Why: a quote may still stand where the sentence around it has come to mean something else.

    Good:
        article: {text-sha256: 5fe95c8664b4db9b140dd6f418c19f113e51d3357b174d82994149fe479b2ad0}

    Bad:
        article: {text-sha256: 0000000000000000000000000000000000000000000000000000000000000000}
    """
    for article in corpus.articles.values():
        node = article.origin.child(KEY) if article.origin is not None else None
        if node is None or not article.text or not HASH.fullmatch(node.value or ""):
            continue
        hashed = text_hash(article.text)
        if node.value != hashed:
            said = f"the text of {article.slug!r} is not the one that was coded" if node.value else f"{KEY!r} is empty"
            message = f"{said}; read its claims again, then write {KEY}: {hashed}"
            yield Finding(node.location, RULE, message, "warning", article.slug)


def text_hash(text: str) -> str:
    """The SHA-256 of a text, the same whatever ends its lines, since version control may change that."""
    return sha256(LINE_END.sub("\n", text).encode("utf-8", "surrogatepass")).hexdigest()
