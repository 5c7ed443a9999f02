"""Claims and articles as plain data for the page: what is said, by whom, in what words, and who says the opposite."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, TypedDict

from kg.cache import ANEW
from kg.model.dates import span
from kg.model.records import Event, Leverage, Stance, original_of
from kg.network.known import known_from
from kg.network.network import day, intensity
from kg.questions.saying import interval, saying
from kg.web.claim_card import ClaimCards, Fact, Name, facts
from kg.web.passages import PlacedPassage, Text
from kg.web.segments import cut, has_news, spans_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from decimal import Decimal

    from kg.cache import Pieces
    from kg.model.records import Article, Claim, Hedge
    from kg.network.network import Network

PLACES = 6


class HedgeData(TypedDict):
    """The words of a hedge, and the interval that a scheme gives them, in words and from 0 to 1."""

    words: str
    interval: str
    lower: float | None
    upper: float | None


class ContentData(TypedDict):
    """What a claim speaks of, as the measures of the page compute with it, so no number is rounded.

    `ends` is the last day on which a stance is said to have been held, empty where that is open.
    `joint` is set where it counts for more dyads than the page draws one by one (`kg.network.joint`).
    """

    kind: str
    slug: str
    sources: list[str]
    targets: list[str]
    about: list[str]
    intensity: float | None
    strength: str
    aim: str
    strength_value: float | None
    ends: str
    joint: bool


class ClaimData(TypedDict):
    """A claim with its passages; `against` and `agreeing` are the other claims about the same content.

    From `says` to `facts` it is what its card says, each part of a fact with what it opens, if anything.
    `repeats` are the claims of the same story whose passage it has, so that it counts only where none of them is known.
    `day` is the one from which it ages, `dated_by` what gives that: the claim itself, its article, or nothing.
    """

    id: str
    article: str
    content: ContentData
    claimants: list[str]
    reporters: list[str]
    polarity: str
    mode: str
    certainty: str
    probability: float
    day: str
    dated_by: str
    says: str
    number: str
    badges: list[tuple[str, str]]
    source: list[str]
    hedges: list[HedgeData]
    facts: list[Fact]
    against: list[str]
    agreeing: list[str]
    repeats: list[str]
    passages: list[PlacedPassage]
    language: str


class ArticleData(TypedDict):
    """An article with its text, empty where only the graph is at hand; `facts` are what else is known.

    `dating` are those of them that each of its claims shows, `known` is the day from which it is, `weight` that of its
    reliability. `original` is the article that it is a copy of in the end, and `voice` who speaks where a copy speaks
    for itself; both are empty where it is none. Places are those of UTF-16: of `passages` with the claims that quote
    them, and of the segments of each paragraph, with the numbers of the passages in which it stands, whether it is of
    the page around the article, and whether it is repeated from another, by letters: c for copied, b and e where
    that begins and ends, r where the article's own words resume. Of which article, `repeats` says.
    """

    id: str
    title: str
    publisher: str
    authors: list[str]
    original: str
    voice: list[str]
    published: str
    known: str
    weight: float
    rating: tuple[str, str]
    facts: list[Fact]
    dating: list[Fact]
    text: str
    language: str
    repeats: list[Name]
    passages: list[tuple[int, int, list[str]]]
    paragraphs: list[list[tuple[int, int, list[int], bool, str]]]


def cards_of_view(network: Network, nodes: Collection[str]) -> ClaimCards:
    """What cards say, whose names open claims and those of the `nodes` that the page has."""
    return ClaimCards(
        network,
        lambda slug: f"node={slug}" if slug in nodes else "",
        lambda claim: f"claim={claim.key}",
        lambda slug: f"article={slug}",
    )


def claim_data(
    network: Network, keys: Iterable[str], cards: ClaimCards, pieces: Pieces = ANEW
) -> tuple[dict[str, ClaimData], set[str]]:
    """Claims by key, in the order of their keys, with all others of the same content, and every slug they name."""
    corpus = network.claims
    wanted = {other.key: other for key in keys for other in cards.of_content[corpus[key].content_key]}
    strengths = {tie.claim.key: tie.strength for tie in network.ties}
    joint = {tie.claim.key for tie in (*network.ties, *network.policy_ties) if tie.joint}

    def of_article(claims: Iterable[Claim], article: Article | None) -> dict[str, ClaimData]:
        text, found = Text(article.text if article else ""), {}
        for claim in claims:
            found[claim.key] = _claim(network, claim, cards, text)
            found[claim.key]["content"] |= {"strength_value": strengths.get(claim.key), "joint": claim.key in joint}
        return found

    found: dict[str, ClaimData] = {}
    for slug, group in groupby((claim for _, claim in sorted(wanted.items())), attrgetter("article")):
        claims = tuple(group)
        said = " ".join(f"{claim.slug} {claim.key in joint}" for claim in claims)
        found |= pieces.get(f"claims {said}", slug, partial(of_article, claims, network.articles.get(slug)))
    return found, {slug for claim in wanted.values() for slug in _named(claim)}


def article_data(
    article: Article,
    claims: Iterable[Claim],
    cards: ClaimCards,
    *,
    weight: float = 0.0,
) -> ArticleData:
    """An article, its text cut by the claims that quote it."""
    text = article.text
    place = Text(text).utf16
    spans = spans_of(text, claims)
    numbers = {(span.start, span.end): number for number, span in enumerate(spans)}
    cuts = cut(text, spans, article.furniture, article.copied)
    marked = any(each.copying.copied for segments in cuts for each in segments)
    known = known_from(article)
    articles = cards.network.articles
    original = original_of(articles, article.slug)
    is_copy = original != article.slug
    return ArticleData(
        id=article.slug,
        title=article.title,
        publisher=article.publisher,
        authors=list(article.authors),
        original=original if is_copy else "",
        voice=list(articles[original].voice) if is_copy else [],
        published=article.published,
        known=known.isoformat() if known else "",
        weight=weight,
        rating=cards.rating(article),
        facts=cards.about_article(article),
        dating=facts(zip(("Dated", "Address"), cards.dating(article), strict=True)),
        text=text,
        language=article.language,
        repeats=list(cards.repeats(article, new=has_news(text, cuts))) if marked else [],
        passages=[(place(span.start), place(span.end), [claim.key for claim in span.claims]) for span in spans],
        paragraphs=[
            [
                (
                    place(each.start),
                    place(each.end),
                    [numbers[s.start, s.end] for s in each.spans],
                    each.furniture,
                    "".join(letter for letter, is_so in zip("cber", each.copying, strict=True) if is_so),
                )
                for each in segments
            ]
            for segments in cuts
        ],
    )


def rounded(number: float | Decimal) -> float:
    """A number with 6 places, and no negative zero."""
    return round(float(number), PLACES) + 0.0


def distinct(ids: Iterable[str]) -> list[str]:
    """The ids in order, with a number after each repeated one: slugs may contain what joins them."""
    seen: Counter[str] = Counter()
    found = []
    for each in ids:
        seen[each] += 1
        found.append(each if seen[each] == 1 else f"{each}~{seen[each]}")
    return found


def _claim(network: Network, claim: Claim, cards: ClaimCards, text: Text) -> ClaimData:
    article = network.articles.get(claim.article)
    ages_from = day(claim, article) if article else None
    others = sorted(cards.others(claim), key=lambda other: other.key)
    return ClaimData(
        id=claim.key,
        article=claim.article,
        content=_content(claim),
        claimants=list(claim.claimants),
        reporters=list(claim.reported_by),
        polarity=claim.polarity,
        mode=claim.mode,
        certainty=claim.certainty,
        probability=network.probabilities[claim.key],
        day=ages_from.isoformat() if ages_from else "",
        dated_by=_dated_by(claim, article, ages_from),
        says=saying(network.for_sentences, claim),
        number=cards.number(claim),
        badges=list(cards.badges(claim)),
        source=list(cards.source(claim)),
        hedges=[_hedge(hedge) for hedge in claim.hedges],
        facts=cards.facts(claim, dating=False),
        against=[other.key for other in others if other.polarity != claim.polarity],
        agreeing=[other.key for other in others if other.polarity == claim.polarity],
        repeats=list(network.repeats.get(claim.key, ())),
        passages=[text.place(passage) for passage in claim.passages],
        language=article.language_of(claim) if article else claim.language,
    )


def _dated_by(claim: Claim, article: Article | None, ages_from: date | None) -> str:
    """What gives the day of a claim: a date of its own, or the day from which its article is known, or nothing."""
    own = claim.content.when if isinstance(claim.content, Event) else claim.said_on
    if ages_from is None:
        return ""
    return "claim" if own and (article is None or ages_from != known_from(article)) else "article"


def _hedge(hedge: Hedge) -> HedgeData:
    return HedgeData(
        words=hedge.words,
        interval=interval(hedge),
        lower=None if hedge.lower is None else rounded(hedge.lower),
        upper=None if hedge.upper is None else rounded(hedge.upper),
    )


def _content(claim: Claim) -> ContentData:
    content = claim.content
    slug, strength, aim, about = "", "", "", list[str]()
    match content:
        case Stance(holders=sources, target=target):
            targets: tuple[str, ...] = (target,)
        case Event(slug=slug, initiators=sources, recipients=targets):
            about = list(content.about)
        case Leverage(wielders=sources, over=targets, strength=strength, aim=aim):
            about = [content.instrument_issue] if content.instrument_issue else []
    return ContentData(
        kind=content.kind,
        slug=slug,
        sources=list(sources),
        targets=list(targets),
        about=about,
        intensity=intensity(claim),
        strength=strength,
        aim=aim,
        strength_value=None,
        ends=_last_day(content.when) if isinstance(content, Stance) else "",
        joint=False,
    )


def _last_day(when: str) -> str:
    """The last day that a date means, empty where it is open or there is none."""
    last = span(when).latest if when else None
    return last.isoformat() if last else ""


def _named(claim: Claim) -> set[str]:
    data = _content(claim)
    return {*claim.claimants, *claim.reported_by, *data["sources"], *data["targets"], *data["about"]}
