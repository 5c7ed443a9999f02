"""Claims and articles as plain data for the page: what is said, by whom, in which words, and who says the opposite."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypedDict

from kg.graph.network import intensity
from kg.model import Event, Leverage, Stance
from kg.outputs.passages import Place, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from kg.model import Article, Claim, Hedge, Passage, Quantity

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
    """What a claim speaks of; `number` is a position or a Goldstein value, `details` are names with their text."""

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
    status: str
    when: str
    details: list[tuple[str, str]]


class ClaimData(TypedDict):
    """A claim with its passages; `against` and `agreeing` are the other claims about the same content."""

    id: str
    article: str
    content: ContentData
    claimants: list[str]
    reporters: list[str]
    polarity: str
    mode: str
    certainty: str
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
    """An article with its text, empty where only the graph is at hand; `url` is one of the web or empty.

    `furniture` is where the text has words of the page around the article, in UTF-16 places.
    """

    id: str
    title: str
    publisher: str
    authors: list[str]
    published: str
    basis: str
    reliability: str
    credibility: str
    url: str
    text: str
    furniture: list[tuple[int, int]]


def claim_data(
    claims: Iterable[Claim], corpus: Mapping[str, Claim], texts: Mapping[str, str]
) -> tuple[dict[str, ClaimData], set[str]]:
    """Claims by key, in the order of their keys, and every slug they name; `corpus` holds all claims there are."""
    by_content: dict[str, list[Claim]] = defaultdict(list)
    for claim in corpus.values():
        by_content[claim.content_key].append(claim)
    wanted = {claim.key: claim for claim in claims}
    for claim in list(wanted.values()):
        wanted |= {other.key: other for other in by_content[claim.content_key]}
    prepared = {slug: Text(texts.get(slug, "")) for slug in sorted({claim.article for claim in wanted.values()})}
    found = {key: _claim(wanted[key], by_content[wanted[key].content_key], prepared) for key in sorted(wanted)}
    return found, {slug for claim in wanted.values() for slug in _named(claim)}


def article_data(article: Article, text: str, furniture: Sequence[Passage] = ()) -> ArticleData:
    """An article, with its text where there is one; `furniture` is used where the article itself names none."""
    prepared = Text(text)
    places = [prepared.place(passage) for passage in article.furniture or furniture]
    return ArticleData(
        id=article.slug,
        title=article.title,
        publisher=article.publisher,
        authors=list(article.authors),
        published=article.published,
        basis=article.published_basis,
        reliability=article.reliability,
        credibility=article.credibility,
        url=article.url if HTTP.fullmatch(article.url) else "",
        text=text,
        furniture=sorted((place["start"], place["end"]) for place in places if place["start"] >= 0),
    )


def rounded(number: float | Decimal) -> float:
    """A number with 6 places, and no negative zero."""
    return round(float(number), PLACES) + 0.0


def distinct(ids: Iterable[str]) -> list[str]:
    """The ids in their order, with a number after each one that was there before: slugs may hold what joins them."""
    seen: Counter[str] = Counter()
    found = []
    for each in ids:
        seen[each] += 1
        found.append(each if seen[each] == 1 else f"{each}~{seen[each]}")
    return found


def _claim(claim: Claim, same: Sequence[Claim], texts: Mapping[str, Text]) -> ClaimData:
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
        intensity=None if value is None else rounded(value),
        strength="",
        status="",
        when="",
        details=[],
    )
    match content:
        case Stance():
            _add_stance(data, content)
        case Event():
            _add_event(data, content)
        case Leverage():
            _add_leverage(data, content)
    data["details"] = [(name, text) for name, text in data["details"] if text]
    return data


def _add_stance(data: ContentData, stance: Stance) -> None:
    data["sources"], data["targets"], data["type"] = list(stance.holders), [stance.target], stance.type
    data["number"] = rounded(stance.position)
    data["details"] = [("seen as", stance.construed_as), ("over", stance.ground), ("why this number", stance.reason)]


def _add_event(data: ContentData, event: Event) -> None:
    data["slug"], data["label"] = event.slug, event.label
    data["type"], data["number"] = event.type, rounded(event.goldstein)
    data["sources"], data["targets"], data["about"] = list(event.initiators), list(event.recipients), list(event.about)
    data["status"], data["when"] = event.status, event.when
    data["details"] = [*(("figure", _figure(q)) for q in event.quantities), ("why this number", event.reason)]


def _add_leverage(data: ContentData, leverage: Leverage) -> None:
    data["sources"], data["targets"], data["type"] = list(leverage.wielders), list(leverage.over), leverage.effect
    data["about"] = [leverage.instrument_issue] if leverage.instrument_issue else []
    data["strength"] = leverage.strength
    data["details"] = [
        ("by", leverage.instrument),
        ("so that", leverage.aim),
        ("on condition", leverage.condition),
        *(("figure", _figure(quantity)) for quantity in leverage.quantities),
    ]


def _figure(quantity: Quantity) -> str:
    change = f" ({quantity.change})" if quantity.change else ""
    return f"{quantity.amount:,f} {quantity.unit}{change}"


def _named(claim: Claim) -> set[str]:
    data = _content(claim)
    return {*claim.claimants, *claim.reported_by, *data["sources"], *data["targets"], *data["about"]}
