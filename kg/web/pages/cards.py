"""A claim as the pages show it: what it says, its words in their paragraph, who said it, how surely, who denies it."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from kg.model.records import Event, Leverage, Stance
from kg.network.known import known_from
from kg.network.network import day
from kg.questions.dating import when
from kg.questions.prose import dated
from kg.web.pages import words
from kg.web.pages.drawings import hedge_interval, share_bar
from kg.web.pages.links import web
from kg.web.pages.material import claim_place
from kg.web.pages.places import Place
from kg.web.view.evidence import further

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    from kg.model.records import Claim, Hedge, Quantity
    from kg.questions.leverage.power import LeveragePart
    from kg.questions.tension.analysis import Contribution
    from kg.web.pages.links import Links
    from kg.web.pages.material import Material
    from kg.web.pages.quoting import Quoting


class Name(NamedTuple):
    """Text, and where it leads, if anywhere."""

    text: str
    href: str = ""


class Fact(NamedTuple):
    """A term and its values; `parts` are joined by commas."""

    term: str
    parts: tuple[Name, ...]


class Share(NamedTuple):
    """What a claim adds to a score: in words, hostile, friendly or leverage, and drawn."""

    words: str
    role: str
    bar: Markup


class Hedged(NamedTuple):
    """The words of a hedge, and the interval that a scheme gives them, drawn and in words."""

    words: str
    drawing: Markup | str
    interval: str


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
    passages: tuple[tuple[str, str, str], ...]
    claimants: tuple[Name, ...]
    chain: tuple[Name, ...]
    article: Name
    place: Name
    source: tuple[str, ...]
    grade: tuple[str, str]
    hedges: tuple[Hedged, ...]
    facts: tuple[Fact, ...]
    share: Share | None = None
    agreeing: tuple[Name, ...] = ()
    against: tuple[Card, ...] = field(default=())


class Cards:
    """Makes the cards of one page."""

    def __init__(self, material: Material, links: Links, quoting: Quoting) -> None:
        self.material, self.links, self.quoting = material, links, quoting

    def named(self, slugs: Iterable[str]) -> tuple[Name, ...]:
        """Actors, issues or events by their labels, each leading to its page."""
        places = ((slug, self.material.place(slug)) for slug in slugs)
        return tuple(Name(self.material.label(slug), self.links.to(place) if place else "") for slug, place in places)

    def spoken(self, claim: Claim) -> Name:
        """What a claim says in one line, leading to its page."""
        denied = "Not so: " if claim.polarity == "denied" else ""
        return Name(denied + words.saying(self.material.network, claim), self.links.to(claim_place(claim)))

    def card(self, claim: Claim, *, share: Share | None = None, brief: bool = False, alone: bool = False) -> Card:
        """The card of a claim; a brief one leaves out what others say of it, one shown alone the links to it."""
        same = [other for other in self.material.of_content[claim.content_key] if other.key != claim.key]
        against = [] if brief else [other for other in same if other.polarity != claim.polarity]
        agreeing = [] if brief else [other for other in same if other.polarity == claim.polarity]
        article = self.material.articles.get(claim.article)
        return Card(
            key=claim.key,
            href=self.links.to(claim_place(claim)),
            alone=alone,
            polarity=claim.polarity,
            mode=claim.mode,
            badges=self._badges(claim),
            says=words.saying(self.material.network, claim),
            number=_number(claim),
            passages=tuple(self.quoting.around(claim, passage) for passage in claim.passages),
            claimants=self.named(claim.claimants),
            chain=self.named(claim.reported_by),
            article=Name(article.title, self.links.to(Place("article", (article.slug,)))) if article else Name(""),
            place=self._in_article(claim),
            source=self._source(claim),
            grade=(f"{article.reliability}{article.credibility}", words.grade(article)) if article else ("", ""),
            hedges=tuple(_hedges(claim)),
            facts=tuple(self.facts(claim)),
            share=share,
            agreeing=tuple(self._voice(other) for other in agreeing),
            against=tuple(self.card(other, brief=True) for other in against),
        )

    def contributions(self, parts: Sequence[Contribution], largest: float) -> list[Card]:
        """The claims behind a score with what each adds, drawn as part of the largest, in their order."""
        return [self.card(part.claim, share=_contributed(part, largest)) for part in parts]

    def powers(self, parts: Sequence[LeveragePart]) -> list[Card]:
        """The claims behind the power of one actor over another, in their order."""
        return [self.card(part.claim, share=_power(part)) for part in parts]

    def facts(self, claim: Claim) -> list[Fact]:
        """How a claim is coded: everything in the graph beyond what the card shows."""
        content, article = claim.content, self.material.articles.get(claim.article)
        kind = [content.kind, getattr(content, "type", "") or getattr(content, "effect", "")]
        rows: list[tuple[str, str | tuple[Name, ...]]] = [
            ("Kind", ", ".join(words.spaced(each) for each in (*kind, getattr(content, "strength", "")) if each)),
            ("Mode", f"{words.MODES.get(claim.mode, claim.mode).lower()}, {claim.polarity}, {_sure(claim)}"),
            *self._content_rows(claim),
            ("On condition", claim.condition),
            ("Likelihood", " ".join(map(_likelihood, filter(attrgetter("likelihood"), claim.hedges)))),
            ("No interval", claim.no_interval),
            ("Outcome", words.spaced(claim.resolution)),
            ("Resolved by", tuple(map(self._resolver, claim.resolved_by))),
            ("Denies", (self._denied(claim),) if claim.denies else ""),
            ("Dated", f"{words.capital(when(article.published))}. {article.published_basis}" if article else ""),
            ("Ages from", _ages(claim, self.material)),
            ("Note", claim.note),
            *((words.capital(label), text) for label, text in further(claim)),
            ("Address", (Name(article.url, web(article.url)),) if article and web(article.url) else ""),
        ]  # fmt: skip
        return facts(rows)

    def _content_rows(self, claim: Claim) -> list[tuple[str, str | tuple[Name, ...]]]:
        match claim.content:
            case Stance() as stance:
                return [
                    ("Holder", self.named(stance.holders)),
                    ("Toward", self.named([stance.target])),
                    ("Seen as", stance.construed_as),
                    ("Over", stance.ground),
                    ("Why this number", stance.reason),
                ]
            case Event() as event:
                happened = ", ".join(filter(None, (when(event.when) if event.when else "", event.status)))
                own = self.named([event.slug])
                return [
                    ("Event", own if own[0].href else ""),
                    ("Happened", happened),
                    ("By", self.named(event.initiators)),
                    ("To", self.named(event.recipients)),
                    ("About", self.named(event.about)),
                    ("Figures", "; ".join(map(figure, event.quantities))),
                    ("Why this number", event.reason),
                ]
            case Leverage() as held:
                return [
                    ("Held by", self.named(held.wielders)),
                    ("Over", self.named(held.over)),
                    ("By means of", held.instrument),
                    ("About", self.named(filter(None, [held.instrument_issue]))),
                    ("So that", held.aim),
                    ("Only if", held.condition),
                    ("Figures", "; ".join(map(figure, held.quantities))),
                ]

    def _badges(self, claim: Claim) -> tuple[tuple[str, str], ...]:
        found = []
        same = self.material.of_content[claim.content_key]
        if claim.polarity == "denied":
            found.append(("denied", "✕ Denial"))
        elif any(other.polarity == "denied" for other in same):
            found.append(("contested", "≠ Contested"))
        if claim.mode != "reported":
            found.append((f"mode {claim.mode}", words.MODES.get(claim.mode, claim.mode)))
        if claim.resolution:
            found.append(("resolution", words.capital(words.spaced(claim.resolution))))
        return tuple(found)

    def _source(self, claim: Claim) -> tuple[str, ...]:
        article = self.material.articles.get(claim.article)
        sure = words.capital(_sure(claim))
        if article is None:
            return (sure,)
        published = when(article.published)
        date = f"said {when(claim.said_on)}, published {published}" if claim.said_on else published
        return (self.material.label(article.publisher), date, sure)

    def _in_article(self, claim: Claim) -> Name:
        number = self.quoting.number(claim)
        if not number:
            return Name("")
        return Name("In the article", f"{self.links.to(Place('article', (claim.article,)))}#passage-{number}")

    def _voice(self, claim: Claim) -> Name:
        who = " and ".join(map(self.material.label, claim.claimants))
        return Name(who, self.links.to(claim_place(claim)))

    def _resolver(self, reference: str) -> Name:
        claim = self.material.claims.get(reference)
        return self.spoken(claim) if claim else self.named([reference])[0]

    def _denied(self, claim: Claim) -> Name:
        key = claim.denies if "/" in claim.denies else f"{claim.article}/{claim.denies}"
        found = self.material.claims.get(key)
        return self.spoken(found) if found else Name(claim.denies)


def facts(rows: Iterable[tuple[str, str | tuple[Name, ...]]]) -> list[Fact]:
    """Rows of terms with their values, without those that have none."""
    made = (Fact(term, (Name(value),) if isinstance(value, str) else value) for term, value in rows if value)
    return [fact for fact in made if any(part.text.strip() for part in fact.parts)]


def figure(quantity: Quantity) -> str:
    """A figure with its unit, and the change that the source gives."""
    return f"{quantity.amount:,f} {quantity.unit}" + (f" ({quantity.change})" if quantity.change else "")


def _number(claim: Claim) -> str:
    match claim.content:
        case Stance(position=position):
            return words.signed(position)
        case Event(goldstein=goldstein):
            return words.signed(goldstein, 1)
        case _:
            return ""


def _sure(claim: Claim) -> str:
    return words.CERTAINTIES.get(claim.certainty, words.spaced(claim.certainty))


def _ages(claim: Claim, material: Material) -> str:
    article = material.articles.get(claim.article)
    found = day(claim, article) if article else None
    if article is None or found is None:
        return ""
    return dated(found) + (", as its article" if found == known_from(article) else "")


def _hedges(claim: Claim) -> Iterable[Hedged]:
    for hedge in claim.hedges:
        if hedge.lower is None or hedge.upper is None:
            yield Hedged(hedge.words, "", "")
        else:
            interval = f"{100 * hedge.lower:.0f}–{100 * hedge.upper:.0f} %"
            yield Hedged(hedge.words, hedge_interval(hedge.lower, hedge.upper), interval)


def _likelihood(hedge: Hedge) -> str:
    return f"“{hedge.words}”: {words.spaced(hedge.likelihood)} (ICD 203). {hedge.reason}".strip()


def _contributed(part: Contribution, largest: float) -> Share:
    role = "" if not part.share else "hostile" if part.share > 0 else "friendly"
    told = (
        f"from intensity {words.signed(part.intensity)} × probability {part.probability:.2f} × weight {part.weight:.2f}"
    )
    return Share(f"{words.signed(part.share, 3)} {told}", role, share_bar(part.share, largest))


def _power(part: LeveragePart) -> Share:
    told = f"{part.share:.3f} from strength {part.strength:.2f} × probability {part.probability:.2f}"
    told += ", doubts it" if part.doubts else ""
    return Share(told, "leverage", share_bar(part.share, 1.0, "leverage"))
