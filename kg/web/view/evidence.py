"""Claims and articles as plain data for the page: what is said, by whom, in what words, and who says the opposite."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypedDict

from kg.model.fields import labelled
from kg.model.records import Event, Leverage, Stance
from kg.network.known import known_from
from kg.network.network import day, intensity
from kg.web.passages import Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from kg.model.records import Article, Claim, Hedge, Passage, Quantity
    from kg.network.network import Network

PLACES = 6
HTTP = re.compile(r"https?://\S+", re.IGNORECASE)


class HedgeData(TypedDict):
    """The words of a hedge, and the interval that a scheme gives them."""

    words: str
    likelihood: str
    lower: float | None
    upper: float | None
    reason: str


class ContentData(TypedDict):
    """What a claim speaks of; `number` is a position or a Goldstein value, `details` are names with their text.

    `intensity` and `strength_value` enter the measures, so neither is rounded.
    """

    kind: str
    slug: str
    label: str
    sources: list[str]
    targets: list[str]
    about: list[str]
    type: str
    number: float | None
    intensity: float | None
    strength: str
    strength_value: float | None
    status: str
    when: str
    details: list[tuple[str, str]]


class ClaimData(TypedDict):
    """A claim with its passages; `against` and `agreeing` are the other claims about the same content.

    `day` is the one from which it ages; `dated_by` says what gives it: the claim itself, its article, or nothing.
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
    hedges: list[HedgeData]
    said_on: str
    condition: str
    no_interval: str
    resolution: str
    resolved_by: list[str]
    note: str
    denies: str
    against: list[str]
    agreeing: list[str]
    passages: list[Place]


class ArticleData(TypedDict):
    """An article with its text, empty if only the graph is at hand; `url` is a web address or empty.

    `known` is the day from which it is known, `weight` that of its reliability. `furniture` is where the text has words
    of the page around the article, in UTF-16 offsets.
    """

    id: str
    title: str
    publisher: str
    authors: list[str]
    published: str
    known: str
    basis: str
    reliability: str
    credibility: str
    weight: float
    url: str
    text: str
    furniture: list[tuple[int, int]]


def claim_data(
    network: Network, keys: Iterable[str], texts: Mapping[str, str]
) -> tuple[dict[str, ClaimData], set[str]]:
    """Claims by key, in the order of their keys, with all others of the same content, and every slug they name."""
    corpus = network.claims
    by_content: dict[str, list[Claim]] = defaultdict(list)
    for claim in corpus.values():
        by_content[claim.content_key].append(claim)
    wanted = {other.key: other for key in keys for other in by_content[corpus[key].content_key]}
    prepared = {slug: Text(texts.get(slug, "")) for slug in sorted({claim.article for claim in wanted.values()})}
    strengths = {tie.claim.key: tie.strength for tie in network.ties}
    found = {}
    for key, claim in sorted(wanted.items()):
        found[key] = _claim(network, claim, by_content[claim.content_key], prepared)
        found[key]["content"]["strength_value"] = strengths.get(key)
    return found, {slug for claim in wanted.values() for slug in _named(claim)}


def article_data(article: Article, text: str, weight: float, furniture: Sequence[Passage] = ()) -> ArticleData:
    """An article, with its text if there is one; `furniture` is used if the article itself names none."""
    prepared = Text(text)
    places = [prepared.place(passage) for passage in article.furniture or furniture]
    known = known_from(article)
    return ArticleData(
        id=article.slug,
        title=article.title,
        publisher=article.publisher,
        authors=list(article.authors),
        published=article.published,
        known=known.isoformat() if known else "",
        basis=article.published_basis,
        reliability=article.reliability,
        credibility=article.credibility,
        weight=weight,
        url=article.url if HTTP.fullmatch(article.url) else "",
        text=text,
        furniture=sorted((place["start"], place["end"]) for place in places if place["start"] >= 0),
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


def _claim(network: Network, claim: Claim, same: Sequence[Claim], texts: Mapping[str, Text]) -> ClaimData:
    article = network.articles.get(claim.article)
    ages_from = day(claim, article) if article else None
    others = sorted((other for other in same if other.key != claim.key), key=lambda other: other.key)
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
        hedges=[_hedge(hedge) for hedge in claim.hedges],
        said_on=claim.said_on,
        condition=claim.condition,
        no_interval=claim.no_interval,
        resolution=claim.resolution,
        resolved_by=list(claim.resolved_by),
        note=claim.note,
        denies=claim.denies,
        against=[other.key for other in others if other.polarity != claim.polarity],
        agreeing=[other.key for other in others if other.polarity == claim.polarity],
        passages=[texts[claim.article].place(passage) for passage in claim.passages],
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
        likelihood=hedge.likelihood,
        lower=None if hedge.lower is None else rounded(hedge.lower),
        upper=None if hedge.upper is None else rounded(hedge.upper),
        reason=hedge.reason,
    )


def _content(claim: Claim) -> ContentData:
    content = claim.content
    value = intensity(claim)
    data = ContentData(
        kind=content.kind,
        slug="",
        label="",
        sources=[],
        targets=[],
        about=[],
        type="",
        number=None,
        intensity=value,
        strength="",
        strength_value=None,
        status="",
        when="",
        details=[],
    )
    match content:
        case Stance():
            data["sources"], data["targets"] = list(content.holders), [content.target]
            data["type"], data["number"] = content.type, rounded(content.position)
        case Event():
            data["slug"], data["label"] = content.slug, content.label
            data["sources"], data["targets"] = list(content.initiators), list(content.recipients)
            data["about"], data["status"], data["when"] = list(content.about), content.status, content.when
            data["type"], data["number"] = content.type, rounded(content.goldstein)
        case Leverage():
            data["sources"], data["targets"], data["type"] = list(content.wielders), list(content.over), content.effect
            data["about"] = [content.instrument_issue] if content.instrument_issue else []
            data["strength"] = content.strength
    figures = [("figure", _figure(quantity)) for quantity in getattr(content, "quantities", ())]
    said = labelled(content)
    data["details"] = [*(figures + said if isinstance(content, Event) else said + figures), *further(claim)]
    return data


def further(claim: Claim) -> list[tuple[str, str]]:
    """What a claim has that `ClaimData` does not name, each with its label."""
    return labelled(claim, but=ClaimData.__annotations__)


def _figure(quantity: Quantity) -> str:
    change = f" ({quantity.change})" if quantity.change else ""
    return f"{quantity.amount:,f} {quantity.unit}{change}"


def _named(claim: Claim) -> set[str]:
    data = _content(claim)
    return {*claim.claimants, *claim.reported_by, *data["sources"], *data["targets"], *data["about"]}
