"""A claim is coded once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.model.records import Event, original_of
from kg.model.vocabulary import fold

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from kg.model.records import Claim, Content, Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "claim-twice"
# So many words in a row are seldom the same by chance.
LONG = 6
MOST_KEPT = 20_000


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """No two claims have the same content, claimants and quote, in one article or in two that are no copies.

    Why: what was pasted twice counts as if it had been said twice.

    Good:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}
          - {id: two, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: missiles, type: opposes}}

    Bad:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}
          - {id: two, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: japan, type: threatened-by}}
    """
    told: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim, words in _quoted_again(corpus.claims):
        if claim.origin is None:
            continue
        said = (claim.claimants, claim.polarity, claim.mode, claim.said_on)
        within = (claim.article, *((passage.start, passage.end) for passage in claim.passages))
        other = _first(told[said, within], claim)
        if other is not claim:
            message = f"says again what {other.slug!r} says in {_place(other)}; keep one of them"
            yield Finding(claim.origin.location, RULE, message, "warning", claim.key)
            continue
        other = _first(told[said, words], claim) if len(words.split()) >= LONG else claim
        if other is not claim and not _copied(claim.article, other.article, corpus):
            message = (
                f"says in the same words what {other.key!r} says in {_place(other)}; "
                f"if one article is a copy of the other, say copy-of"
            )
            yield Finding(claim.origin.location, RULE, message, "warning", claim.key)


def _quoted_again(claims: Iterable[Claim]) -> list[tuple[Claim, str]]:
    """The claims whose quote some other has too, each with the quote folded: of all others it is soon known."""
    quoted = [(claim, _words(claim.quote)) for claim in claims if claim.passages]
    times = Counter(words for _, words in quoted)
    return [(claim, words) for claim, words in quoted if times[words] > 1]


def _first(others: list[Claim], claim: Claim) -> Claim:
    """The first of some claims with the content of one, which is that one, and among them from now on, if none has."""
    # To compare a few contents costs less than to hash them all.
    content = _plain(claim.content) if others else None
    found = next((other for other in others if _plain(other.content) == content), claim)
    if found is claim:
        others.append(claim)
    return found


@lru_cache(maxsize=MOST_KEPT)
def _words(quote: str) -> str:
    """A quote folded, which costs most of this rule, and is kept for processes that check again and again."""
    return fold(quote)


def _plain(content: Content) -> Content:
    """The content without the name that an event has from its claim."""
    return replace(content, slug="") if isinstance(content, Event) and "/" in content.slug else content


def _copied(one: str, other: str, corpus: Corpus) -> bool:
    """Whether two articles are copies of each other or of the same, so that what both say counts once."""
    return original_of(corpus.articles, one) == original_of(corpus.articles, other)


def _place(claim: Claim) -> str:
    return str(claim.origin.location) if claim.origin else claim.key
