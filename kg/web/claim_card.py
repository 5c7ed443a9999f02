"""The card of a claim, for the pages and the view: what it says, how sure, who said it where, and how it is coded."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from kg.model.fields import labelled
from kg.model.languages import named_language
from kg.model.records import Event, Leverage, Stance
from kg.model.signs import said
from kg.model.wording import capital, dated, published, typeset, when
from kg.network.known import known_from
from kg.network.network import day
from kg.questions.saying import figure, likelihood, named, rating, saying
from kg.web.segments import CLOSES, OPENS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.model.records import Article, Claim
    from kg.network.network import Network

WEB = re.compile(r"https?://[^\s\x00-\x20<>\"{}|\\^`]+", re.IGNORECASE)
DENIAL = "Not so: "
# The fields of a claim that a card shows in rows of its own; whatever else people read has one under its label.
SHOWN = {"condition", "no_interval", "note"}


class Name(NamedTuple):
    """Text, and where it leads, if anywhere; a text whose language was stated has it."""

    text: str
    href: str = ""


class Fact(NamedTuple):
    """A term and what belongs to it; `parts` are joined by commas."""

    term: str
    parts: tuple[Name, ...]


Row = tuple[str, str | tuple[Name, ...]]


class ClaimCards:
    """What cards of claims say; `to_node`, `to_claim` and `to_article` give where each leads, or nothing."""

    def __init__(
        self,
        network: Network,
        to_node: Callable[[str], str],
        to_claim: Callable[[Claim], str],
        to_article: Callable[[str], str],
    ) -> None:
        self.network, self.to_node, self.to_claim, self.to_article = network, to_node, to_claim, to_article
        # Names are set apart in sentences, and have elements of their own elsewhere.
        self.sentences = network.for_sentences

    @cached_property
    def of_content(self) -> Mapping[str, Sequence[Claim]]:
        """Claims by what they affirm or deny."""
        groups: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.network.claims.values():
            groups[claim.content_key].append(claim)
        return groups

    def others(self, claim: Claim) -> list[Claim]:
        """The other claims about the same content."""
        return [other for other in self.of_content[claim.content_key] if other.key != claim.key]

    def article(self, claim: Claim) -> Article | None:
        """The article of a claim, where the graph has it."""
        found: Article | None = self.network.articles.get(claim.article)
        return found

    def named(self, slugs: Iterable[str]) -> tuple[Name, ...]:
        """Actors, issues or events by their labels, each leading to where it is shown."""
        return tuple(Name(self.network.label(slug), self.to_node(slug)) for slug in slugs)

    def spoken(self, claim: Claim) -> Name:
        """What a claim says in one line, leading to it."""
        denied = DENIAL if claim.polarity == "denied" else ""
        return Name(denied + saying(self.sentences, claim), self.to_claim(claim))

    def voice(self, claim: Claim) -> Name:
        """Who makes a claim, leading to it."""
        return Name(named(self.sentences, claim.claimants), self.to_claim(claim))

    def mode(self, claim: Claim) -> str:
        """The mode of a claim, unless it is reported."""
        return "" if claim.mode == "reported" else capital(self.network.term_label("Mode", claim.mode))

    def sure(self, claim: Claim) -> str:
        """How committed the claimant is."""
        return self.network.term_label("Certainty", claim.certainty)

    def number(self, claim: Claim) -> str:
        """The position of a stance, the Goldstein value of an event, with what its sign means."""
        match claim.content:
            case Stance(position=position):
                return f"position {typeset(position)} ({said('position')})"
            case Event(goldstein=goldstein):
                return f"Goldstein {typeset(goldstein, 1)} ({said('goldstein')})"
            case _:
                return ""

    def badges(self, claim: Claim) -> tuple[tuple[str, str], ...]:
        """What marks a claim, each as a class of style and in words."""
        denied = claim.polarity == "denied"
        contested = not denied and any(other.polarity == "denied" for other in self.others(claim))
        outcome = claim.resolution and capital(self.network.term_label("Resolution", claim.resolution))
        found = (
            ("denied", "✕ Denial" if denied else ""),
            ("contested", "≠ Contested" if contested else ""),
            (f"mode {claim.mode}", self.mode(claim)),
            ("resolution", outcome),
        )
        return tuple(badge for badge in found if badge[1])

    def source(self, claim: Claim) -> tuple[str, ...]:
        """The publisher, the dates, and how sure the claimant is."""
        article, sure = self.article(claim), capital(self.sure(claim))
        if article is None:
            return (sure,)
        date = published(article.published)
        if claim.said_on:
            date = f"said {when(claim.said_on)}, published {date}"
        return (self.network.label(article.publisher), date, sure)

    def rating(self, article: Article) -> tuple[str, str]:
        """The Admiralty code of an article, and the same in words."""
        return f"{article.reliability}{article.credibility}", rating(self.network, article)

    def facts(self, claim: Claim, *, dating: bool = True) -> list[Fact]:
        """How a claim is coded: all that the graph has of it beyond what the card shows.

        With what dates its article and where that stands, unless no `dating` is asked for.
        """
        article = self.article(claim)
        day_of, address = self.dating(article) if article and dating else ((), ())
        sure = f"{self.network.term_label('Mode', claim.mode)}, {self._label('Polarity', claim.polarity)}"
        return facts(
            [
                ("Kind", self._kind(claim)),
                ("Mode", f"{sure}, {self.sure(claim)}"),
                *self._content_rows(claim),
                ("On condition", claim.condition),
                ("Likelihood", " ".join(filter(None, (likelihood(self.sentences, hedge) for hedge in claim.hedges)))),
                ("No interval", claim.no_interval),
                ("Outcome", self._label("Resolution", claim.resolution)),
                ("Resolved by", tuple(map(self._resolver, claim.resolved_by))),
                ("Denies", (self._denied(claim),) if claim.denies else ""),
                ("Dated", day_of),
                ("Ages from", _ages(claim, article)),
                ("Note", claim.note),
                *((capital(label), text) for label, text in labelled(claim, but=SHOWN)),
                ("Address", address),
            ]
        )

    def dating(self, article: Article) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
        """The date of an article with its basis, and its address, where it is one of the web."""
        address = web_address(article.url)
        basis = f"{capital(published(article.published))}. {article.published_basis}"
        return (Name(basis),), (Name(address, address),) if address else ()

    def about_article(self, article: Article) -> list[Fact]:
        """What is known of an article."""
        code, words = self.rating(article)
        return facts(
            [
                ("Publisher", self.named([article.publisher])),
                ("Authors" if len(article.authors) > 1 else "Author", self.named(article.authors)),
                ("Copy of", self._articles([article.copy_of])),
                ("Agency", self.named(filter(None, [article.agency]))),
                ("Copies", self._articles(a.slug for a in self.network.articles.values() if a.copy_of == article.slug)),
                ("Published", capital(published(article.published))),
                ("Dated by", article.published_basis),
                ("Language", named_language(article.language)),
                ("Reliability", f"{words} ({code})" if words else code),
                ("Address", self.dating(article)[1]),
            ]
        )

    def repeats(self, article: Article, *, new: bool) -> tuple[Name, ...]:
        """A sentence on what an article repeats of which other, if that is there, and whether anything in it is new."""
        if article.copy_of not in self.network.articles:
            return ()
        whole = f"What stands between {OPENS} and {CLOSES}" if new else f"All of it, between {OPENS} and {CLOSES},"
        ends = "; the rest is new." if new else "; nothing in it is new."
        return (Name(f"{whole} is repeated from "), *self._articles([article.copy_of]), Name(ends))

    def _articles(self, slugs: Iterable[str]) -> tuple[Name, ...]:
        """Articles that are there by their publishers and titles, those of the same story, each leading to its page."""
        found = (self.network.articles.get(slug) for slug in slugs)
        return tuple(
            Name(f"{self.network.label(each.publisher)}, “{each.title}”", self.to_article(each.slug))
            for each in found
            if each
        )

    def _label(self, scale: str, notation: str) -> str:
        return self.network.term_label(scale, notation)

    def _kind(self, claim: Claim) -> str:
        match claim.content:
            case Leverage() as held:
                terms = [self._label("Effect", held.effect), self._label("Strength", held.strength)]
            case Stance(type=kind) | Event(type=kind):
                # The labels of stances are verbs, those of events nouns; here both are terms.
                terms = [kind.replace("-", " ").lower()]
        return ", ".join(filter(None, [self._label("Class", claim.content.kind), *terms]))

    def _content_rows(self, claim: Claim) -> list[Row]:
        match claim.content:
            case Stance() as stance:
                return [
                    ("Holder", self.named(stance.holders)),
                    ("Toward", self.named([stance.target])),
                    ("At the time", when(stance.when) if stance.when else ""),
                    ("Seen as", stance.construed_as),
                    ("Over", stance.ground),
                    ("Why this number", stance.reason),
                ]
            case Event() as event:
                status = self._label("Status", event.status) if event.status else ""
                own = self.named([event.slug])
                return [
                    ("Event", own if own[0].href else ""),
                    ("Happened", ", ".join(filter(None, (when(event.when) if event.when else "", status)))),
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

    def _resolver(self, reference: str) -> Name:
        claim = self.network.claims.get(reference)
        return self.spoken(claim) if claim else self.named([reference])[0]

    def _denied(self, claim: Claim) -> Name:
        key = claim.denies if "/" in claim.denies else f"{claim.article}/{claim.denies}"
        found = self.network.claims.get(key)
        return self.spoken(found) if found else Name(claim.denies)


def facts(rows: Iterable[Row]) -> list[Fact]:
    """Rows of terms and what belongs to them, without those that have nothing."""
    made = (Fact(term, (Name(value),) if isinstance(value, str) else value) for term, value in rows if value)
    return [fact for fact in made if any(part.text.strip() for part in fact.parts)]


def web_address(address: str) -> str:
    """The address where it is one of the web that a browser reads as it stands, else nothing."""
    try:
        return address if WEB.fullmatch(address) and urlsplit(address).hostname else ""
    except ValueError:
        return ""


def _ages(claim: Claim, article: Article | None) -> str:
    found = day(claim, article) if article else None
    if article is None or found is None:
        return ""
    return dated(found) + (", as its article" if found == known_from(article) else "")
