"""Copies: which article one repeats in the end, and which claims say what one of the same story has said already."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model.records import Event, Stance
from kg.sources.quotes import fold_quote

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from datetime import date

    from kg.model.records import Article, Claim


def original_of(articles: Mapping[str, Article], slug: str) -> str:
    """The article that one repeats in the end; itself if it is no copy, or if the chain runs in a circle.

    A chain ends at the last article that is there.
    """
    end, seen = slug, {slug}
    while (article := articles.get(end)) and article.copy_of in articles:
        end = article.copy_of
        if end in seen:
            return slug
        seen.add(end)
    return end


def speaking(claim: Claim, articles: Mapping[str, Article]) -> tuple[str, ...]:
    """Who makes a claim, as one voice.

    All authors of its article where the claimants are of them. Of a copy, whose own voice is that of its original, the
    authors of the original, or its publisher if none is named, wherever all claimants are authors or the publisher of
    the copy: who prints a dispatch adds no voice to it.
    """
    article = articles[claim.article]
    claimants, original = set(claim.claimants), articles[original_of(articles, claim.article)]
    if original is not article and claimants <= {*article.authors, article.publisher}:
        return original.voice
    return article.authors if claimants <= set(article.authors) else claim.claimants


def repeated(
    claims: Iterable[Claim], articles: Mapping[str, Article], day_of: Callable[[Claim], date | None]
) -> dict[str, tuple[str, ...]]:
    """By the key of each claim that repeats others of the same story, the keys of those, all of other articles.

    An article and its copies, and copies of these, are one story. A claim repeats another of it with the same bearing
    (see `_bearing`) on a passage that both articles have: where, folded as quotes are matched by, one quote stands in
    the other. Quotes decide and not the whole texts, so that a graph without texts says the same. The claim that ages
    from the earlier day is repeated, on one day that of the original, then the first by key; so no claim is left out
    for one that does not count yet. Undated claims, which never count, are not repeated.
    """
    stories: dict[tuple[str, Hashable], list[Claim]] = defaultdict(list)
    copied = {original for slug in articles if (original := original_of(articles, slug)) != slug}
    for claim in claims:
        if claim.article in articles and (story := original_of(articles, claim.article)) in copied:
            stories[story, _bearing(claim)].append(claim)
    found: dict[str, tuple[str, ...]] = {}
    for (story, _), alike in stories.items():
        dated = sorted((day, c.article != story, c.key, c) for c in alike if (day := day_of(c)))
        quotes = {c.key: [fold_quote(passage.exact) for passage in c.passages] for *_, c in dated}
        for index, (*_, claim) in enumerate(dated):
            before = (earlier for *_, earlier in dated[:index] if earlier.article != claim.article)
            if keys := tuple(each.key for each in before if _shared(quotes[each.key], quotes[claim.key])):
                found[claim.key] = keys
    return found


def _shared(some: list[str], others: list[str]) -> bool:
    """Whether a folded quote stands in another, on whichever side."""
    return any(one in other or other in one for one in some for other in others)


def _bearing(claim: Claim) -> Hashable:
    """What a claim says of whom, in which mode, however it is worded or graded."""
    content = claim.content
    match content:
        case Stance():
            said: tuple[Hashable, ...] = (frozenset(content.holders), content.target, content.type)
        case Event():
            parties = frozenset(content.initiators), frozenset(content.recipients), frozenset(content.about)
            said = (*parties, content.type)
        case _:
            said = (frozenset(content.wielders), frozenset(content.over), content.effect)
    return (content.kind, said, claim.polarity, claim.mode)
