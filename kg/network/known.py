"""What was known by a day: the network of what had been published by then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx

from kg.model.dates import span
from kg.model.records import Event, contested
from kg.network.network import ties

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from kg.model.records import Article, Claim
    from kg.network.network import Network


def known_by(network: Network, day: date) -> Network:
    """The network with the claims of the articles published by that day, as it would have been built then.

    An article is known from the last day that its date means; one without a last day is not known on any. A denial
    that was not published yet contests nothing, and a forecast that was settled only by what was published later is
    pending. Where an article was not known yet, claims are without the curators' notes, which may rest on it. Actors,
    issues and events stay, since they are the curators' list, not news.
    """
    articles = {slug: article for slug, article in network.graph["articles"].items() if _published_by(article, day)}
    claims = {key: claim for key, claim in network.graph["claims"].items() if claim.article in articles}
    known = {*claims, *filter(None, map(reported_event, claims.values()))}
    claims = {key: as_known(claim, known.__contains__) for key, claim in claims.items()}
    if len(articles) < len(network.graph["articles"]):
        claims = {key: without_note(claim) for key, claim in claims.items()}
    disputed = contested(claims.values())
    found: Network = nx.MultiDiGraph(**network.graph)
    probabilities = {key: network.graph["probabilities"][key] for key in claims}
    found.graph |= {
        "articles": articles, "claims": claims, "probabilities": probabilities, "newest_day": _newest(articles)
    }  # fmt: skip
    found.add_nodes_from(network.nodes(data=True))
    for tie in ties(network):
        if tie.claim.key in claims:
            then = replace(tie, claim=claims[tie.claim.key], contested=tie.claim.content_key in disputed)
            data = network.edges[tie.source, tie.target, tie.key] | {"tie": then}
            found.add_edge(tie.source, tie.target, key=tie.key, **data)
    return found


def known_from(article: Article) -> date | None:
    """The day from which an article is known: the last that its date means, or None without one."""
    return span(article.published).latest if article.published else None


def reported_event(claim: Claim) -> str:
    """The slug of the event that a claim makes known by reporting that it came about, or nothing.

    To forecast an event, to deny it, or to take it for the reading of something else makes it known to nobody.
    """
    if isinstance(claim.content, Event) and claim.mode == "reported" and claim.polarity == "affirmed":
        return claim.content.slug
    return ""


def without_note(claim: Claim) -> Claim:
    """The claim without its curator's note, which is written with all that is known now."""
    return replace(claim, note="") if claim.note else claim


def _published_by(article: Article, day: date) -> bool:
    last = known_from(article)
    return last is not None and last <= day


def as_known(claim: Claim, known: Callable[[str], bool]) -> Claim:
    """The claim with what settled it only where that, a claim by its key or an event by its slug, was known."""
    if not claim.resolved_by:
        return claim
    evidence = tuple(name for name in claim.resolved_by if known(_key(claim, name)) or known(name))
    return replace(claim, resolved_by=evidence, resolution=claim.resolution if evidence else "pending")


def _key(claim: Claim, name: str) -> str:
    return name if "/" in name else f"{claim.article}/{name}"


def _newest(articles: Mapping[str, Article]) -> date | None:
    return max((day for a in articles.values() if (day := known_from(a))), default=None)
