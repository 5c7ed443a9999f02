"""The part of a corpus that has no mistakes, for what comes after the checks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model.records import Event, names_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeVar

    from kg.model.findings import Finding
    from kg.model.records import Claim, Corpus

    Record = TypeVar("Record")


def valid_part(corpus: Corpus, findings: Iterable[Finding]) -> Corpus:
    """The corpus without the records that have errors and the claims that name them.

    Later rules are checked on what is left, so that one mistake is not reported twice.
    """
    wrong = {finding.subject for finding in findings if finding.severity == "error"}
    wrong |= {name.partition("/")[2] for name in corpus.unread}
    if not wrong:
        return corpus
    actors = _but(corpus.actors, wrong)
    events = {
        slug: event
        for slug, event in _but(corpus.events, wrong).items()
        if names_in(event) <= {*actors, *corpus.issues}
    }
    articles = {
        slug: article
        for slug, article in _but(corpus.articles, wrong).items()
        if {*article.voice, article.publisher} <= set(actors)
    }
    left = replace(corpus, actors=actors, issues=_but(corpus.issues, wrong), events=events, articles=articles)
    known = {*left.actors, *left.issues, *left.events}
    return replace(left, claims=tuple(c for c in corpus.claims if c.key not in wrong and _whole(c, left, known)))


def _but(registry: Mapping[str, Record], wrong: set[str]) -> dict[str, Record]:
    return {slug: record for slug, record in registry.items() if slug not in wrong}


def _whole(claim: Claim, left: Corpus, known: set[str]) -> bool:
    """Whether the article of a claim and everything that it names are left."""
    named = {*claim.claimants, *claim.reported_by, *names_in(claim.content)}
    if isinstance(claim.content, Event):
        named.add(claim.content.slug)
    return claim.article in left.articles and named <= known
