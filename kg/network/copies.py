"""Copies: which article one repeats in the end, and which claims say what one of the same story has said already."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.records import Article, Event, Stance, original_of
from kg.sources.quotes import fold_quote

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from kg.model.records import Claim, CopiedPassage


@dataclass(frozen=True, slots=True)
class Family:
    """An article that others repeat, and these: the earlier first, those of no date last."""

    original: Article
    copies: tuple[Article, ...]


def families(articles: Mapping[str, Article]) -> tuple[Family, ...]:
    """The families of articles, those with most copies first; a copy of a copy belongs to the first original."""
    copies: dict[str, list[Article]] = defaultdict(list)
    for slug, article in articles.items():
        if (original := original_of(articles, slug)) != slug:
            copies[original].append(article)
    grouped = (
        Family(articles[slug], tuple(sorted(group, key=lambda each: (not each.published, each.published, each.slug))))
        for slug, group in copies.items()
    )
    return tuple(sorted(grouped, key=lambda family: (-len(family.copies), family.original.slug)))


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
    the other, or where what is known of copied passages leads from one to the other (see `_Places`), though somebody
    changed a word. Texts are not asked, so that a graph without them says the same. The claim that ages
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
        said = {c.key: _Places.of(c, articles) for *_, c in dated}
        for index, (*_, claim) in enumerate(dated):
            before = (earlier for *_, earlier in dated[:index] if earlier.article != claim.article)
            if keys := tuple(each.key for each in before if said[each.key].shares(said[claim.key])):
                found[claim.key] = keys
    return found


@dataclass(frozen=True, slots=True)
class _Places:
    """The folded quotes of a claim, and where its passages stand in its article, in the original, and in its original.

    A place in an original is computed from the copied passage around it, so it is a little off where words were
    changed; two places are of one passage where they share half of the shorter one.
    """

    quotes: tuple[str, ...]
    spans: tuple[tuple[str, int, int], ...]

    @classmethod
    def of(cls, claim: Claim, articles: Mapping[str, Article]) -> _Places:
        spans = [(passage.start, passage.end) for passage in claim.passages]
        placed = [(claim.article, *span) for span in spans]
        article, passed = articles[claim.article], {claim.article}
        while spans and article.copy_of in articles and article.copy_of not in passed:
            spans = [
                (cut.original_start, cut.original_end)
                for span in spans
                for passage in _around(article.copied, span)
                if (cut := passage.cut(*span)) and 2 * (cut.end - cut.start) >= span[1] - span[0]
            ]
            article = articles[article.copy_of]
            passed.add(article.slug)
            placed += [(article.slug, *span) for span in spans]
        return cls(tuple(fold_quote(passage.exact) for passage in claim.passages), tuple(placed))

    def shares(self, other: _Places) -> bool:
        """Whether a quote stands in one of the other, on whichever side, or a place is of the same passage."""
        if any(one in two or two in one for one in self.quotes for two in other.quotes):
            return True
        pairs = ((one, two) for one in self.spans for two in other.spans if one[0] == two[0])
        return any(_mostly(one[1:], two[1:]) for one, two in pairs)


def _around(copied: Sequence[CopiedPassage], span: tuple[int, int]) -> Iterator[CopiedPassage]:
    """Of copied passages, which follow one another, those that overlap a span."""
    for at in range(bisect_right(copied, span[0], key=lambda each: each.end), len(copied)):
        if copied[at].start >= span[1]:
            return
        yield copied[at]


def _mostly(one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether two spans share half of the shorter one."""
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return 2 * shared >= max(1, min(one[1] - one[0], two[1] - two[0]))


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
