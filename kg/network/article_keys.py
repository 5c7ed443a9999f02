"""By what pieces of outputs that are made of one article are kept: a hash of all that such a piece may say."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.cache import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model.records import Article, Claim
    from kg.network.network import Network


def article_keys(network: Network, hashes: Mapping[str, str], *also: str) -> dict[str, str]:
    """By article a hash of it, of its claims and the registries, which `hashes` has, and of what others say beside it.

    That is: who affirms or denies the contents of its claims, what these repeat, what they deny and what settled them,
    and which articles are copies of it. `also` is what the texts depend on besides.
    """
    alike: dict[str, list[Claim]] = defaultdict(list)
    beside: dict[str, list[str]] = defaultdict(list)
    copies: dict[str, list[Article]] = defaultdict(list)
    for claim in network.claims.values():
        alike[claim.content_key].append(claim)
    for article in network.articles.values():
        copies[article.copy_of].append(article)
    for claims in alike.values():
        if len(claims) > 1:
            said = " ".join(f"{claim.key} {claim.polarity}" for claim in claims)
            for slug in {claim.article for claim in claims}:
                beside[slug].append(said)
    for claim in network.claims.values():
        beside[claim.article] += _referred(network, claim)
    for slug in hashes:
        beside[slug] += (f"{copy.slug} {copy.publisher} {copy.title}" for copy in copies[slug])
    return {slug: key_of(key, *also, *beside[slug]) for slug, key in hashes.items()}


def _referred(network: Network, claim: Claim) -> Iterator[str]:
    """What a claim repeats, denies and is settled by."""
    if claim.key in network.repeats:
        yield repr(network.repeats[claim.key])
    for reference in filter(None, (claim.denies, *claim.resolved_by)):
        other = network.claims.get(reference if "/" in reference else f"{claim.article}/{reference}")
        yield repr((other.key, other.polarity, other.claimants, other.content) if other else reference)
