"""The card of a claim as the pages show it: its words in their paragraph, what it adds to a score, who denies it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kg.model.languages import tagged
from kg.model.signs import CONTRIBUTED
from kg.model.wording import DIRECTED, PURSUED, side, typeset
from kg.questions.saying import effect_words, interval, saying
from kg.web.claim_card import ClaimCards, Name
from kg.web.pages.drawings import hedge_interval, share_bar
from kg.web.pages.material import claim_page_id
from kg.web.pages.page_id import PageId

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    from kg.model.records import Article, Claim, Passage
    from kg.questions.dyads import Contribution
    from kg.questions.leverage.power import LeveragePart
    from kg.web.claim_card import Fact
    from kg.web.pages.links import Links
    from kg.web.pages.material import Material
    from kg.web.pages.quoting import Quoting


class Share(NamedTuple):
    """What a claim does to a score: in words, hostile, friendly or leverage, and drawn."""

    words: str
    role: str
    bar: Markup


class Quotation(NamedTuple):
    """The words of a passage, what stands before and after them, and their translation, if there is one."""

    before: str
    exact: str
    after: str
    translation: str
    translated_by: str


class Hedged(NamedTuple):
    """The words of a hedge, and the interval that a scheme gives them, drawn and in words."""

    words: str
    drawing: Markup | str
    interval: str


class Policy(NamedTuple):
    """Why a position over an issue bears on two actors: a sentence, with what it names, and the card of its claim."""

    parts: tuple[Name, ...]
    card: Card | None


@dataclass(frozen=True)
class Card:
    """All that a template needs to show a claim."""

    key: str
    href: str
    alone: bool
    polarity: str
    mode: str
    badges: tuple[tuple[str, str], ...]
    says: str
    number: str
    language: str
    passages: tuple[Quotation, ...]
    claimants: tuple[Name, ...]
    chain: tuple[Name, ...]
    article: Name
    in_article: Name
    source: tuple[str, ...]
    grade: tuple[str, str]
    hedges: tuple[Hedged, ...]
    facts: tuple[Fact, ...]
    share: Share | None = None
    policy: Policy | None = None
    agreeing: tuple[Name, ...] = ()
    against: tuple[Card, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Row:
    """A claim in one line: what it says, who says so, its words, their translation, its mode unless it is reported."""

    says: Name
    claimants: tuple[Name, ...]
    quote: str
    translation: str
    mode: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines of claims as they stand on the page, and how many more there are."""

    shown: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Cards, then lines; and where the whole list is, if this is its beginning."""

    cards: tuple[Card, ...]
    rest: Rows = field(default_factory=lambda: Rows((), 0))
    whole: Name | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list: what it leads to, what else is said, how many claims it has; its copies stand below it."""

    name: Name
    details: str
    claims: int
    copies: tuple[Line, ...] = ()


class Cards(ClaimCards):
    """Makes cards for one page."""

    def __init__(self, material: Material, links: Links, quoting: Quoting) -> None:
        super().__init__(
            material.network,
            self._to_node,
            lambda claim: links.to(claim_page_id(claim)),
            lambda slug: links.to(PageId("article", (slug,))),
        )
        self.material, self.links, self.quoting = material, links, quoting
        self.of_content = material.of_content

    def card(
        self,
        claim: Claim,
        *,
        share: Share | None = None,
        policy: Policy | None = None,
        brief: bool = False,
        alone: bool = False,
    ) -> Card:
        """The card of a claim; a brief one leaves out what others say of it, one alone how to get to it."""
        others = [] if brief else self.others(claim)
        article = self.article(claim)
        return Card(
            key=claim.key,
            href=self.to_claim(claim),
            alone=alone,
            polarity=claim.polarity,
            mode=claim.mode,
            badges=self.badges(claim),
            says=saying(self.sentences, claim),
            number=self.number(claim),
            language=article.language if article else "",
            passages=tuple(self._quotation(claim, passage, article) for passage in claim.passages),
            claimants=self.named(claim.claimants),
            chain=self.named(claim.reported_by),
            article=Name(tagged(article.title, article.language), self.to_article(article.slug))
            if article
            else Name(""),
            in_article=self._in_article(claim),
            source=self.source(claim),
            grade=self.rating(article) if article else ("", ""),
            hedges=tuple(_hedges(claim)),
            facts=tuple(self.facts(claim)),
            share=share,
            policy=policy,
            agreeing=tuple(self.voice(other) for other in others if other.polarity == claim.polarity),
            against=tuple(self.card(other, brief=True) for other in others if other.polarity != claim.polarity),
        )

    def contributions(self, parts: Sequence[Contribution], tension: float, largest: float) -> list[Card]:
        """The claims behind a tension with what each does to it, drawn as part of the largest, in their order."""
        return [
            self.card(part.claim, share=_contributed(part, tension, largest), policy=self._policy(part))
            for part in parts
        ]

    def _policy(self, part: Contribution) -> Policy | None:
        """Why a contribution over an issue bears on the two."""
        if not part.over:
            return None
        issue, actor = self.named([part.over, part.concerned])
        sentence = re.split(r"(\{issue\}|\{actor\})", PURSUED if part.pursuit else DIRECTED)
        parts = tuple({"{issue}": issue, "{actor}": actor}.get(each, Name(each)) for each in sentence)
        return Policy(parts, self.card(part.pursuit, brief=True) if part.pursuit else None)

    def powers(self, parts: Sequence[LeveragePart]) -> list[Card]:
        """The claims behind the power of one actor over another, in their order."""
        return [self.card(part.claim, share=_power(part)) for part in parts]

    def _quotation(self, claim: Claim, passage: Passage, article: Article | None) -> Quotation:
        before, exact, after = self.quoting.around(claim, passage)
        language = article.language_of(claim) if article else claim.language
        return Quotation(before, tagged(exact, language), after, passage.translation, passage.translated_by)

    def _to_node(self, slug: str) -> str:
        page_id = self.material.page_id(slug)
        return self.links.to(page_id) if page_id else ""

    def _in_article(self, claim: Claim) -> Name:
        number = self.quoting.number(claim)
        if not number:
            return Name("")
        return Name("In the article", f"{self.to_article(claim.article)}#passage-{number}")


def _hedges(claim: Claim) -> Iterable[Hedged]:
    for hedge in claim.hedges:
        if hedge.lower is None or hedge.upper is None:
            yield Hedged(hedge.words, "", "")
        else:
            yield Hedged(hedge.words, hedge_interval(hedge.lower, hedge.upper), interval(hedge))


def _contributed(part: Contribution, tension: float, largest: float) -> Share:
    parts = CONTRIBUTED.format(
        intensity=typeset(part.intensity),
        probability=f"{part.probability:.2f}",
        weight=f"{part.weight:.2f}",
        share=typeset(part.share, 3),
    )
    words = f"{typeset(part.effect, 3)} {effect_words(tension, part, typeset)} · {parts}"
    role = side(part.effect, 3)
    return Share(words, role, share_bar(part.effect, largest, role))


def _power(part: LeveragePart) -> Share:
    words = f"{part.share:.3f} from strength {part.strength:.2f} × probability {part.probability:.2f}"
    words += ", doubts it" if part.doubts else ""
    return Share(words, "leverage", share_bar(part.share, 1.0, "leverage"))
