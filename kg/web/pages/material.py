"""What the pages are made of: the network, its claims by what they name, and what the analyses found of a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kg.measure.lens import MODES, Lens
from kg.model.records import Event, names_in
from kg.model.vocabulary import collation, searchable
from kg.questions.alignment.analysis import alignment
from kg.questions.disputes.analysis import disputes
from kg.questions.dyads import tensions
from kg.questions.leverage.analysis import leverage
from kg.questions.saying import saying
from kg.rdf.event_datasets import coded_tensions
from kg.web.pages.page_id import PageId
from kg.web.view.payload import parameters_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from typing import Any

    from kg.exports.rdf.about import Describer
    from kg.measure.formula import Parameters
    from kg.measure.lens import Mode
    from kg.model.records import Article, Claim, Passage
    from kg.network.network import Network
    from kg.questions.alignment.discourse import ActorIssue
    from kg.questions.disputes.analysis import Dispute
    from kg.questions.dyads import Contribution, DyadTension
    from kg.questions.leverage.power import DyadLeverage
    from kg.rdf.event_datasets import CodedTension

    Dyad = tuple[str, str]
    Groups = Mapping[str, tuple[Claim, ...]]


@dataclass(frozen=True)
class Day:
    """What the analyses find of one day: dyads by their actors and mode, leverage and disputes.

    Those that rest on joint acts alone have no place in lists: a treaty would fill a site with pages that say the same.
    """

    at: date | None
    modes: Mapping[Mode, Mapping[Dyad, DyadTension]]
    leverage: tuple[DyadLeverage, ...]
    disputes: tuple[Dispute, ...]

    @property
    def dyads(self) -> tuple[DyadTension, ...]:
        """The headline dyads, most tense first."""
        return tuple(dyad for dyad in self.modes["reported"].values() if not dyad.joint)

    @cached_property
    def pairs(self) -> frozenset[Dyad]:
        """Every two actors (a < b) about whom claims have something to show."""
        found = {pair for dyads in self.modes.values() for pair, dyad in dyads.items() if not dyad.joint}
        return frozenset(found | {(min(p.wielder, p.over), max(p.wielder, p.over)) for p in self.leverage})

    @cached_property
    def disputed(self) -> Mapping[str, tuple[Dispute, ...]]:
        """Disputes by the keys of the claims on their sides."""
        return _grouped((side.claim.key, dispute) for dispute in self.disputes for side in dispute.sides)

    @cached_property
    def disputes_by_key(self) -> Mapping[tuple[str, str], Dispute]:
        """Disputes by their kind and key, which is unique among those of the kind."""
        return {(each.kind, each.key): each for each in self.disputes}

    @cached_property
    def opposed(self) -> Mapping[Dyad, tuple[Dispute, ...]]:
        """Opposed positions by the two (a < b) whom they are about."""
        found: dict[Dyad, list[Dispute]] = defaultdict(list)
        for each in self.disputes:
            if each.kind == "opposed":
                found[min(each.holder, each.target), max(each.holder, each.target)].append(each)
        return {pair: tuple(disputes) for pair, disputes in found.items()}

    @cached_property
    def shares(self) -> Mapping[str, tuple[tuple[DyadTension, Contribution], ...]]:
        """The dyads to which a claim adds, in whatever mode, and what it adds, by its key."""
        return _grouped(
            (part.claim.key, (dyad, part))
            for dyads in self.modes.values()
            for dyad in dyads.values()
            if not dyad.joint
            for part in dyad.contributions
        )


@dataclass
class Material:
    """A graph as the pages need it.

    `text_of` gives an article's text and its furniture, both empty if not at hand; `describer` gives the RDF about an
    IRI, or is None if the pages have no data beside them. `manifest` is what `build.json` says. `has_map` is set if the
    interactive view is beside the pages.
    """

    network: Network
    text_of: Callable[[Article], tuple[str, tuple[Passage, ...]]]
    manifest: Mapping[str, Any] = field(default_factory=dict)
    describer: Describer | None = None
    has_map: bool = False

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Every claim by its key, in the order of the corpus."""
        found: Mapping[str, Claim] = self.network.claims
        return found

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Every article by its slug."""
        found: Mapping[str, Article] = self.network.articles
        return found

    @cached_property
    def about(self) -> Groups:
        """Claims by the slug of each actor, issue or event that their content names, or is."""
        return _grouped((name, claim) for claim in self.claims.values() for name in sorted(_subjects(claim)))

    @cached_property
    def said_by(self) -> Groups:
        """Claims by their claimants."""
        return _grouped((who, claim) for claim in self.claims.values() for who in claim.claimants)

    @cached_property
    def passed_on_by(self) -> Groups:
        """Claims by those who reported them."""
        return _grouped((who, claim) for claim in self.claims.values() for who in dict.fromkeys(claim.reported_by))

    @cached_property
    def in_article(self) -> Groups:
        """Claims by the slug of their article."""
        return _grouped((claim.article, claim) for claim in self.claims.values())

    @cached_property
    def of_content(self) -> Groups:
        """Claims by what they affirm or deny."""
        return _grouped((claim.content_key, claim) for claim in self.claims.values())

    @cached_property
    def between(self) -> Mapping[Dyad, tuple[Claim, ...]]:
        """Claims of every kind, affirmed or denied, by the two (a < b) between whom they tie something."""
        found: dict[Dyad, dict[str, Claim]] = defaultdict(dict)
        for tie in self.network.ties:
            a, b = self.ends.get(tie.source), self.ends.get(tie.target)
            if a and b and a != b:
                found[min(a, b), max(a, b)][tie.claim.key] = tie.claim
        return {pair: tuple(claims.values()) for pair, claims in found.items()}

    @cached_property
    def ends(self) -> Mapping[str, str]:
        """For whom every actor counts between states."""
        return self.network.stands_for("state")

    @cached_property
    def parameters(self) -> Parameters:
        """The parameters of the build."""
        return parameters_of(self.manifest)

    @cached_property
    def today(self) -> Day:
        """What is found of the newest article's day."""
        return self.day(self.network.newest_day)

    def day(self, at: date | None) -> Day:
        """What is found on a day; nothing without a dated article."""
        if at is None:
            return Day(None, {mode: {} for mode in MODES}, (), ())
        network, lens = self.network, Lens(at=at, parameters=self.parameters)
        modes = {mode: {(d.a, d.b): d for d in tensions(network, lens.of(mode))} for mode in MODES}
        return Day(at, modes, leverage(network, lens), disputes(network, lens))

    @cached_property
    def positions(self) -> Mapping[str, tuple[ActorIssue, ...]]:
        """Who is reported to hold what on each issue, by the slug of the issue."""
        return _grouped((each.issue, each) for each in alignment(self.network).positions)

    @cached_property
    def coded(self) -> Mapping[Dyad, tuple[CodedTension, ...]]:
        """What data sets of machine-coded events say of two (a < b) that have a page, on the day of the build."""
        found = coded_tensions(self.describer.store) if self.describer else {}
        return {(a, b): each for (a, b), each in found.items() if a != b and all(self.ends.get(x) == x for x in (a, b))}

    def pairs(self, day: Day) -> frozenset[Dyad]:
        """All pairs (a < b) for which claims of a day or machine-coded events have something to show."""
        return day.pairs | self.coded.keys()

    @cached_property
    def searched(self) -> Mapping[str, str]:
        """What a search looks through, by the key of the claim: what it says, by whom, its quotes, folded."""

        def text(claim: Claim) -> str:
            names = (self.label(slug) for slug in (*claim.claimants, *claim.reported_by))
            quotes = (text for passage in claim.passages for text in (passage.exact, passage.translation))
            return searchable(" ".join((saying(self.network, claim), claim.slug, *names, *quotes)))

        return {key: text(claim) for key, claim in self.claims.items()}

    def label(self, slug: str) -> str:
        """The label of an actor, issue or event."""
        return self.network.label(slug)

    def by_label(self, slugs: Iterable[str]) -> list[str]:
        """These slugs as a list for people has them, sorted by their labels."""
        return sorted(slugs, key=lambda slug: (collation(self.label(slug)), slug))

    def in_sentence(self, slug: str) -> str:
        """The same as it stands in a sentence."""
        return self.network.for_sentences.label(slug)

    def page_id(self, slug: str) -> PageId | None:
        """The page of an actor, issue or event; None for a name of which the graph says nothing."""
        if slug not in self.network.records:
            return None
        return PageId("actor" if slug in self.network.actors else self.network.kind(slug), (slug,))

    def named_by(self, key: str) -> list[str]:
        """Everything that the content of a claim names or is, by slug."""
        return sorted(_subjects(self.claims[key]))

    def of_kind(self, kind: str) -> list[str]:
        """The slugs of all actors, issues or events, by their labels."""
        found = [slug for slug in self.network if (page_id := self.page_id(slug)) and page_id.kind == kind]
        return self.by_label(found)


def claim_page_id(claim: Claim) -> PageId:
    """The page of a claim."""
    return PageId("claim", (claim.article, claim.slug))


def dyad_page_id(a: str, b: str) -> PageId:
    """The page of two actors, in either order."""
    return PageId("dyad", (min(a, b), max(a, b)))


def _subjects(claim: Claim) -> set[str]:
    own = {claim.content.slug} if isinstance(claim.content, Event) else set()
    return names_in(claim.content) | own


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
