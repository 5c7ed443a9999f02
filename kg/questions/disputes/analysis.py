"""What is disputed, by whom, whether they are parties to it, and which tensions and leverage rest on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from kg.measure.lens import DEFAULT, MODES, Lens, Mode
from kg.model.records import Article, Claim, Event, Stance, contested, names_in
from kg.network.network import day, ended
from kg.questions.disputes.oppositions import oppositions
from kg.questions.dyads import scored, ties_by_dyad
from kg.questions.leverage.shifts import LeverageShift, LeverageShifts
from kg.questions.propositions import normal_form, sphere

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from kg.model.records import Content
    from kg.network.network import Network, Tie
    from kg.questions.answers import Answers

    Dyads = Mapping[tuple[str, str], Sequence[Tie]]

Kind = Literal["denied", "contradicted", "opposed"]
KINDS: tuple[Kind, ...] = ("denied", "contradicted", "opposed")
Role = Literal["holder", "target", "wielder", "over", "initiator", "recipient"]
# Smaller shifts are rounding.
NO_SHIFT = 1e-9


@dataclass(frozen=True, slots=True)
class Party:
    """A claimant, or the state that it acts for, whom the disputed content names, and its role there."""

    actor: str
    role: Role


@dataclass(frozen=True, slots=True)
class Side:
    """A claim on one side of a dispute, and the day from which it ages, if it is dated.

    `parties` are the claimants whom the content itself names. A party has an interest in what is said, which makes it
    neither more nor less true.
    """

    claim: Claim
    article: Article
    day: date | None
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """How the tension of a dyad (a < b) by the claims of a mode moves when the claims of a dispute are left out.

    `change` = `without` - `tension`; it is no part of the formula, only the same formula on fewer claims.
    """

    a: str
    b: str
    mode: Mode
    tension: float
    without: float
    change: float


@dataclass(frozen=True, slots=True)
class Dispute:
    """A proposition that some affirm and some deny, or opposite positions of one holder.

    `denied`: a claim was coded as the denial of another. `contradicted`: equal contents were affirmed and denied, each
    by itself. `opposed`: `holder` is said to stand friendly (`affirming`) and hostile (`denying`) toward `target` at
    the same time; otherwise these two are empty. Both sides are in the order of the network, never empty. `both_sides`
    are the claimants, at the level asked for, who stand on both. `rests` are tensions and `moves` leverage, the largest
    shifts first.
    """

    kind: Kind
    at: date
    holder: str
    target: str
    affirming: tuple[Side, ...]
    denying: tuple[Side, ...]
    both_sides: tuple[str, ...]
    rests: tuple[Shift, ...] = ()
    moves: tuple[LeverageShift, ...] = ()

    @property
    def claim(self) -> Claim:
        """The first affirming claim, whose content is the proposition where the dispute is over one."""
        return self.affirming[0].claim

    @property
    def key(self) -> str:
        """A name unique among the disputes of the day: that of the content, or of who stands how toward whom."""
        if self.kind != "opposed":
            return self.claim.content_key
        within = sphere(self.claim)
        return f"{self.holder} → {self.target}" + (f", {within}" if within != "said" else "")

    @property
    def sides(self) -> tuple[Side, ...]:
        """Both sides, the affirming one first."""
        return (*self.affirming, *self.denying)


def disputes(
    network: Network,
    lens: Lens = DEFAULT,
    *,
    about: str | None = None,
    kind: Kind | None = None,
) -> tuple[Dispute, ...]:
    """Everything that was disputed by the day, that on which most tension rests first, then leverage; by kind, by key.

    What counts as disputed by then is said at `disputed`. `about` (a slug, as it counts at the level) keeps what names
    this actor or who acts for it.
    """
    lens, actor = network.focus(lens), network.stands_for(lens.level)
    found = [
        dispute
        for dispute in disputed(network, lens)
        if kind in (None, dispute.kind) and (about is None or about in _named(dispute, actor))
    ]
    ties = {mode: ties_by_dyad(network, lens.of(mode)) for mode in MODES}
    return weighed(found, ties, LeverageShifts(network, lens), lens)


def disputed(network: Network, lens: Lens, *, between: tuple[str, str] | None = None) -> tuple[Dispute, ...]:
    """Everything that was disputed by the day, in the order of the network and without what rests on it.

    A day is asked about with all that is known now: what is disputed counts when one of its claims, on whatever side,
    had been said by then, and has all of them, later denials too. To leave these out, ask the network of what was known
    (`Network.as_known`). A claim is of the day from which it ages. Opposed are two affirmed stances of one
    holder toward one target with positions of opposite sign that are of a common day (the days of their `when`, else
    of `said_on`, else of the article) and had not ended before the day asked about, both of them reported or
    interpreted, both forecast, or both on one condition. A stance of a mutual
    type counts for both. `between` (slugs, as they count at the level) keeps what names these two; all claims of a
    dispute do, or none.
    """
    actor = network.stands_for(lens.level)
    articles: Mapping[str, Article] = network.articles
    claims: Iterable[Claim] = network.claims.values()
    known = [
        claim
        for claim in claims
        if (between is None or {actor.get(name) for name in names_in(claim.content)}.issuperset(between))
        and claim.article in articles
        and claim.key not in network.repeats
    ]
    sides = _Sides(network, lens.day, actor)
    positions = oppositions(network, [claim for claim in known if not ended(claim, lens.day)], actor)
    opposed = (sides.dispute("opposed", o.friendly, o.hostile, o.holder, o.target) for o in positions)
    found = (*_denials(known, actor, sides), *opposed)
    return tuple(dispute for dispute in found if any(side.day and side.day <= lens.day for side in dispute.sides))


def weighed(
    found: Iterable[Dispute], ties: Mapping[Mode, Dyads], power: LeverageShifts, lens: Lens
) -> tuple[Dispute, ...]:
    """The disputes with what rests on them, in their order, given the ties of every mode by dyad on their day.

    Scores count what had been said by the day, whatever was said of a dispute later.
    """
    waiting = tuple(found)
    keys = {side.claim.key for dispute in waiting for side in dispute.sides}
    homes: dict[str, list[tuple[Mode, tuple[str, str]]]] = defaultdict(list)
    for mode, dyads in ties.items():
        for dyad, members in dyads.items():
            for tie in members:
                if tie.claim.key in keys:
                    homes[tie.claim.key].append((mode, dyad))
    whole: dict[tuple[Mode, tuple[str, str]], float] = {}

    def shifts(dispute: Dispute) -> Iterator[Shift]:
        own = {side.claim.key for side in dispute.sides}
        for home in sorted({home for key in own for home in homes[key]}):
            mode, dyad = home
            members = ties[mode][dyad]
            if home not in whole:
                whole[home] = scored(dyad, members, lens).tension
            left = [tie for tie in members if tie.claim.key not in own]
            without = scored(dyad, left, lens).tension
            if abs(without - whole[home]) > NO_SHIFT:
                yield Shift(*dyad, mode, whole[home], without, without - whole[home])

    ready = (
        replace(
            dispute,
            rests=tuple(sorted(shifts(dispute), key=_largest)),
            moves=power.without({side.claim.key for side in dispute.sides}),
        )
        for dispute in waiting
    )
    return tuple(sorted(ready, key=lambda d: (*_weight(d), KINDS.index(d.kind), d.key)))


def _largest(shift: Shift) -> tuple[float, str, str, str]:
    return -round(abs(shift.change), 9), shift.mode, shift.a, shift.b


def _weight(dispute: Dispute) -> tuple[float, float]:
    tension = max((abs(shift.change) for shift in dispute.rests), default=0.0)
    power = max((abs(shift.change) for shift in dispute.moves), default=0.0)
    return -round(tension, 9), -round(power, 9)


def _named(dispute: Dispute, actor: Mapping[str, str]) -> set[str]:
    return {actor.get(name, name) for side in dispute.sides for name in names_in(side.claim.content)}


class _Sides:
    """Makes disputes of the claims on their two sides."""

    def __init__(self, network: Network, at: date, actor: Mapping[str, str]) -> None:
        self.articles: Mapping[str, Article] = network.articles
        self.state = network.stands_for("state")
        self.actor = actor
        self.at = at

    def dispute(
        self, kind: Kind, affirming: Iterable[Claim], denying: Iterable[Claim], holder: str = "", target: str = ""
    ) -> Dispute:
        first, second = (tuple(self._side(claim) for claim in claims) for claims in (affirming, denying))
        both = self._voices(first) & self._voices(second)
        return Dispute(kind, self.at, holder, target, first, second, tuple(sorted(both)))

    def _side(self, claim: Claim) -> Side:
        speakers = {self.state.get(who, who) for who in claim.claimants}
        parties = [
            Party(actor, role)
            for role, slugs in _roles(claim.content)
            for actor in sorted(speakers & {self.state.get(slug, slug) for slug in slugs})
        ]
        article = self.articles[claim.article]
        return Side(claim, article, day(claim, article), tuple(parties))

    def _voices(self, sides: Iterable[Side]) -> set[str]:
        return {self.actor.get(who, who) for side in sides for who in side.claim.claimants}


def _roles(content: Content) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    if isinstance(content, Stance):
        return ("holder", content.holders), ("target", (content.target,))
    if isinstance(content, Event):
        return ("initiator", content.initiators), ("recipient", content.recipients)
    return ("wielder", content.wielders), ("over", content.over)


def _denials(said: Sequence[Claim], actor: Mapping[str, str], sides: _Sides) -> Iterator[Dispute]:
    """Contents both affirmed and denied; those that are equal are one where some claim of one sphere denies another."""
    forms = {claim.key: normal_form(claim.content, actor) for claim in said}
    alike: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in said:
        alike[forms[claim.key], sphere(claim)].append(claim)
    joined = {claim.content_key for claims in alike.values() if _is_disputed(claims) for claim in claims}
    propositions: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in said:
        propositions[forms[claim.key] if claim.content_key in joined else claim.content_key].append(claim)
    for claims in propositions.values():
        if _is_disputed(claims):
            kind: Kind = "denied" if contested(claims) else "contradicted"
            affirming = (claim for claim in claims if claim.polarity == "affirmed")
            yield sides.dispute(kind, affirming, (claim for claim in claims if claim.polarity == "denied"))


def _is_disputed(claims: Iterable[Claim]) -> bool:
    return len({claim.polarity for claim in claims}) > 1


def answer(answers: Answers) -> tuple[Dispute, ...]:
    """Every dispute on the day of the newest article."""
    return disputes(answers.network, answers.lens)
