"""Quotes with their sources in a note that quotes the same articles again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.wording import published
from kg.questions.prose import INDENT, sourced
from kg.questions.saying import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Claim
    from kg.network.network import Network


class Citations:
    """The articles that a note has cited: each in full the first time, then by publisher and date alone."""

    def __init__(self) -> None:
        self._cited: set[str] = set()

    def sourced(self, network: Network, claim: Claim) -> Iterator[str]:
        """The quotes of a claim, one a line, and in the last line who said it, who passed it on, and where."""
        *quotes, source = sourced(network, claim)
        yield from quotes
        yield _short(network, claim) if claim.article in self._cited else source
        self._cited.add(claim.article)


def _short(network: Network, claim: Claim) -> str:
    article = network.articles[claim.article]
    chain = "".join(f" ← {network.label(slug)}" for slug in claim.reported_by)
    grade = f"{article.reliability}{article.credibility}"
    where = f"{network.label(article.publisher)}, {published(article.published)} ({grade})"
    return f"{INDENT}{named(network, claim.claimants)}{chain} · {where}"
