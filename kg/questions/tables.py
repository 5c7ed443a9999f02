"""Claims, actors, and articles with their copies, as tables."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.model.fields import columns, values
from kg.model.records import Claim, Event, Leverage, Stance, names_in
from kg.network.copies import families
from kg.questions.rows import Table
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model.records import Actor, Article
    from kg.network.network import Network

_CLAIM_COLUMNS = (
    "claim", "article", "published", "said_on", "claimants", "reported_by", "polarity", "denies", "mode", "certainty",
    "hedge", "lower", "upper", "kind", "content", "type", "from", "to", "position", "goldstein", "strength", "when",
    "status", "resolution", "quote", "start", "end", "language", "translation", "copy_of", "repeats",
)  # fmt: skip
ARTICLE_COLUMNS = (
    "article", "published", "title", "publisher", "authors", "reliability", "claims", "published_basis", "sha256",
)  # fmt: skip
ACTOR_COLUMNS = ("actor", "label", "kind", "iso3", "acts_for", "claims", "made", "aliases")
COPY_COLUMNS = (
    "original", "article", "published", "title", "publisher", "agency", "claims", "repeats", "own", "copied",
)  # fmt: skip
# What else claims have comes last.
CLAIM_COLUMNS = tuple(dict.fromkeys([*_CLAIM_COLUMNS, *columns(Claim, "tables")]))


def claim_table(network: Network, claims: Iterable[Claim]) -> Table:
    """One row a claim, with its first passage and, if there is one, the hedge that has an interval."""
    return Table(CLAIM_COLUMNS, tuple(_claim_row(network, claim) for claim in claims))


def article_table(articles: Iterable[Article], claims: Iterable[Claim]) -> Table:
    """One row an article, with how many of the claims it has; `reliability` is its source's and its own credibility."""
    counts = Counter(claim.article for claim in claims)
    rows = (
        (
            article.slug,
            article.published,
            article.title,
            article.publisher,
            _list(article.authors),
            article.reliability + article.credibility,
            counts[article.slug],
            article.published_basis,
            article.sha256,
        )
        for article in articles
    )
    return Table(ARTICLE_COLUMNS, tuple(rows))


def actor_table(actors: Iterable[Actor], claims: Sequence[Claim]) -> Table:
    """One row an actor; `claims` counts those about it, `made` those that it makes."""
    about = Counter(name for claim in claims for name in names_in(claim.content))
    made = Counter(name for claim in claims for name in set(claim.claimants))
    rows = (
        (
            actor.slug,
            actor.label,
            actor.kind,
            actor.iso3 or None,
            actor.acts_for or None,
            about[actor.slug],
            made[actor.slug],
            _list(actor.names[1:]),
        )
        for actor in actors
    )
    return Table(ACTOR_COLUMNS, tuple(rows))


def copy_table(network: Network) -> Table:
    """One row an article that has copies or is one, by family, the original first.

    Of its `claims` some repeat what the family has said and the others are its `own`; `copied` is how many characters
    of its text stand in the article that it names, or nothing where that is not known.
    """
    claims = Counter(claim.article for claim in network.claims.values())
    repeats = Counter(network.claims[key].article for key in network.repeats)
    rows = [
        (
            family.original.slug,
            article.slug,
            article.published or None,
            article.title,
            article.publisher,
            article.agency or None,
            claims[article.slug],
            repeats[article.slug],
            claims[article.slug] - repeats[article.slug],
            sum(passage.end - passage.start for passage in article.copied) or None,
        )
        for family in families(network.articles)
        for article in (family.original, *family.copies)
    ]
    return Table(COPY_COLUMNS, tuple(rows))


def _claim_row(network: Network, claim: Claim) -> tuple[Any, ...]:
    article = network.articles[claim.article]
    bounded = next((hedge for hedge in claim.hedges if hedge.lower is not None), None)
    passage = claim.passages[0]
    source, target = _ends(claim)
    row = values(claim.content, "tables") | values(claim, "tables") | {
        "claim": claim.key,
        "article": claim.article,
        "published": article.published,
        "claimants": _list(claim.claimants),
        "reported_by": _list(claim.reported_by),
        "denies": claim.denies,
        "hedge": _list(hedge.words for hedge in claim.hedges),
        "lower": bounded.lower if bounded else None,
        "upper": bounded.upper if bounded else None,
        "kind": claim.content.kind,
        "content": described(network, claim),
        "type": getattr(claim.content, "type", None) or getattr(claim.content, "effect", None),
        "from": _list(source),
        "to": _list(target),
        "quote": claim.quote,
        "start": passage.start,
        "end": passage.end,
        "language": article.language_of(claim),
        "translation": claim.translation,
        "copy_of": article.copy_of,
        "repeats": _list(network.repeats.get(claim.key, ())),
    }  # fmt: skip
    return tuple(_plain(row.get(column)) for column in CLAIM_COLUMNS)


def _plain(value: Any) -> Any:
    """A value as tables have it: decimals as floats, None for nothing."""
    return float(value) if isinstance(value, Decimal) else None if value == "" else value


def _ends(claim: Claim) -> tuple[Sequence[str], Sequence[str]]:
    """From whom and toward whom or what the content of a claim goes."""
    match claim.content:
        case Stance() as stance:
            return stance.holders, (stance.target,)
        case Event() as event:
            return event.initiators, event.recipients or event.about
        case Leverage() as leverage:
            return leverage.wielders, leverage.over


def _list(items: Iterable[str]) -> str | None:
    return "; ".join(items) or None
