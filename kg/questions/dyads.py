"""Dyads: the ties that count for each, their score, and what each claim adds to it; most questions rest on these."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.measure.formula import Score, Statement, effects, score
from kg.measure.lens import DEFAULT, Lens
from kg.model.records import Article, Claim, ContentKind, Event
from kg.model.shown import Shown
from kg.model.wording import ENOUGH_ARTICLES, ENOUGH_CLUSTERS, FADED_HALF_LIVES, SLIGHT, counted, signed
from kg.network.joint import dyads_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.measure.lens import Level, Mode
    from kg.network.network import Network, Tie

# Of so many dyads a process that goes on keeps what was computed of them last.
MOST_KEPT = 2**13
By = Literal["tension", "unshrunk", "probability", "hostile", "friendly", "mass"]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one claim adds to the tension of a dyad; `weight` is reliability times decay; it ages from `day`.

    `share` is its part of the tension; `effect` is the tension less the tension without the claim. They may differ in
    sign, since the score is a mean: what is milder than the rest has a hostile share and lowers the tension.

    A position over an issue, `over`, weighs less by the measure's `issue_weight`. It bears on whoever is `concerned`:
    who pursues the issue, by the claim that is the `pursuit`, or without one whom it is directed at. `original` is the
    slug of the article of which its article is a copy in the end, or of that article itself.
    """

    claim: Claim
    article: Article
    share: float
    effect: float
    intensity: float
    probability: float
    weight: float
    cluster: str
    day: date
    contested: bool
    over: str
    concerned: str
    pursuit: Claim | None
    original: str

    def __repr__(self) -> str:
        """The claim with its share and its effect."""
        return f"<Contribution {self.claim.key!r}: share {signed(self.share, 3)}, effect {signed(self.effect, 3)}>"


@dataclass(frozen=True, slots=True)
class DyadTension(Shown):
    """The tension of an unordered dyad (a < b by slug) on a day, in (-1, 1) with its 90 % interval.

    The shares of `contributions` sum to `tension` = `hostile` - `friendly`; `unshrunk`, `probability` and
    `standard_error` are as in `kg.measure.formula.Score`. `direct` is the tension without positions over issues. `thin`
    is set under three independent clusters or under two `articles`, of which copies are no second one. Contributions
    come by the size of their effects, the largest first. `newest` is the last day from which any of them ages; `faded`
    is set where the tension is near 0 only since all of them are older than three of their half-lives. `joint` is set
    where all of them are joint acts (`kg.network.joint`): such a dyad is drawn as its acts are, and stands in no list
    that tells dyads apart, since of one treaty all have one score.
    """

    a: str
    b: str
    at: date
    tension: float
    low: float
    high: float
    standard_error: float
    unshrunk: float
    probability: float
    hostile: float
    friendly: float
    direct: float
    mass: float
    clusters: int
    articles: int
    claims: int
    thin: bool
    tension_without_contested: float
    contributions: tuple[Contribution, ...]
    newest: date | None = None
    faded: bool = False
    joint: bool = False

    def __repr__(self) -> str:
        """The dyad with its score; `contributions` have the claims."""
        score = f"{signed(self.tension)} ({signed(self.low)} to {signed(self.high)}) on {self.at}"
        return f"<DyadTension {self.a!r}, {self.b!r}: {score}, {counted(self.claims, 'claim')}>"


def tensions(network: Network, lens: Lens = DEFAULT, *, without_contested: bool = False) -> tuple[DyadTension, ...]:
    """Every dyad about which something was said by the day, most tense first; none where nothing is dated."""
    lens = network.focus(lens)
    if lens.at is None:
        return ()
    dyads = ties_by_dyad(network, lens)
    if without_contested:
        dyads = {dyad: left for dyad, members in dyads.items() if (left := [t for t in members if not t.contested])}
    return ranked(each_scored(dyads, lens))


def ranked(dyads: Iterable[DyadTension], by: By = "tension") -> tuple[DyadTension, ...]:
    """Dyads with the largest number of a kind first; what differs by less than 1e-9 is ordered by name."""
    return tuple(sorted(dyads, key=lambda d: (-round(getattr(d, by), 9), d.a, d.b)))


def tension(network: Network, a: str, b: str, lens: Lens = DEFAULT) -> DyadTension:
    """One dyad by the slugs of its actors, in either order; 0 with the widest interval where nothing was said.

    Raises ValueError where both mean one actor.
    """
    lens, dyad = network.focus(lens), dyad_of(network, a, b, lens.level)
    return scored(dyad, ties_by_dyad(network, lens).get(dyad, ()), lens)


def dyad_of(network: Network, a: str, b: str, level: Level = "state") -> tuple[str, str]:
    """The dyad (a < b) of two actors by their slugs; at level "state" an actor stands for whom it acts for.

    Raises ValueError where both mean one actor.
    """
    actor = network.stands_for(level)
    first, second = actor.get(a, a), actor.get(b, b)
    if first == second:
        raise ValueError(f"{a!r} and {b!r} both count as {first!r}; a dyad has two actors")
    return min(first, second), max(first, second)


def ties_by_dyad(network: Network, lens: Lens) -> dict[tuple[str, str], list[Tie]]:
    """The ties that count by the day, by dyad (a < b), in the order of the network.

    A claim counts once for a dyad, however many of its pairs coincide there: by what it says of the two themselves, or
    else by its position over an issue. What a copy repeats of its story does not count (`Network.repeats`).
    """
    actor, mode, day = network.stands_for(lens.level), lens.mode, lens.day
    found: dict[tuple[str, str], list[Tie]] = defaultdict(list)

    def counted(ties: Iterable[Tie]) -> Iterator[Tie]:
        return (tie for tie in ties if tie.claim.key not in network.repeats and _counts(tie, mode, day))

    for tie in counted((*network.ties, *(network.policy_ties if lens.parameters.issue_weight else ()))):
        source, target = actor.get(tie.source), actor.get(tie.target)
        if source and target and source != target:
            found[min(source, target), max(source, target)].append(tie)
    for act in counted(network.joint_ties):
        assert isinstance(act.claim.content, Event)
        for dyad in dyads_of(act.claim.content, actor):
            found[dyad].append(act)
    return {dyad: _once(members) for dyad, members in found.items()}


def _once(members: list[Tie]) -> list[Tie]:
    """The first tie of each claim."""
    if len(members) == 1:
        return members
    first: dict[str, Tie] = {}
    for tie in members:
        first.setdefault(tie.claim.key, tie)
    return list(first.values())


def told_apart(dyads: Mapping[tuple[str, str], Sequence[Tie]]) -> dict[tuple[str, str], Sequence[Tie]]:
    """The dyads that do not rest on joint acts alone."""
    return {dyad: members for dyad, members in dyads.items() if not all(tie.joint for tie in members)}


def _counts(tie: Tie, mode: Mode, on: date) -> bool:
    claim = tie.claim
    return (
        tie.intensity is not None
        and claim.mode == mode
        and claim.polarity == "affirmed"
        and tie.day is not None
        and tie.day <= on
    )


def each_scored(dyads: Mapping[tuple[str, str], Sequence[Tie]], lens: Lens) -> Iterator[DyadTension]:
    """The tension of each dyad from its ties; what rests on the very same ties is scored once."""
    known: dict[tuple[int, ...], DyadTension] = {}
    for (a, b), members in dyads.items():
        same = tuple(map(id, members))
        if same not in known:
            known[same] = scored((a, b), members, lens)
        yield replace(known[same], a=a, b=b)


def scored(dyad: tuple[str, str], members: Sequence[Tie], lens: Lens) -> DyadTension:
    """The tension of a dyad from some ties, none of a later day than the lens; from none it is 0 and as wide as can be.

    Everything that adds or leaves out ties, such as a timeline or a variant without an article, scores through here.
    """
    contributions, result = _scored(members, lens)

    def left(kept: list[Tie]) -> float:
        if len(kept) == len(members):
            return result.tension
        return tension_of((Bearing.of(tie, lens.level) for tie in kept), lens)

    articles = len({tie.original or tie.article.slug for tie in members})
    return DyadTension(
        a=dyad[0],
        b=dyad[1],
        at=lens.day,
        tension=result.tension,
        low=result.low,
        high=result.high,
        standard_error=result.standard_error,
        unshrunk=result.unshrunk,
        probability=result.probability,
        hostile=result.hostile,
        friendly=result.friendly,
        direct=left([tie for tie in members if not tie.over]),
        mass=result.mass,
        clusters=result.clusters,
        articles=articles,
        claims=len(members),
        thin=result.clusters < ENOUGH_CLUSTERS or articles < ENOUGH_ARTICLES,
        tension_without_contested=left([tie for tie in members if not tie.contested]),
        contributions=contributions,
        newest=max((part.day for part in contributions), default=None),
        faded=bool(members) and abs(result.tension) < SLIGHT <= abs(result.unshrunk) and _is_old(members, lens),
        joint=bool(members) and all(tie.joint for tie in members),
    )


class Bearing(NamedTuple):
    """What of a tie that counts its score depends on, besides the lens: its numbers, its day, its kind, who speaks."""

    intensity: float
    probability: float
    reliability: float
    day: date
    relation: ContentKind
    over: str
    voice: str

    @classmethod
    def of(cls, tie: Tie, level: Level) -> Bearing:
        """That of a tie with an intensity and a day."""
        assert tie.intensity is not None
        assert tie.day is not None
        # There is one zero only, so that equal ones have equal scores to the last bit.
        return cls(
            tie.intensity + 0.0, tie.probability, tie.reliability, tie.day, tie.relation, tie.over, tie.voice(level)
        )

    def statement(self, lens: Lens) -> Statement:
        """What it says in the measure, weighed on a day not before its own."""
        decay = lens.parameters.decay((lens.day - self.day).days, self.relation)
        weight = self.reliability * decay * (lens.parameters.issue_weight if self.over else 1.0)
        return Statement(self.intensity, self.probability, weight, self.voice)


def tension_of(bearings: Iterable[Bearing], lens: Lens) -> float:
    """The tension that `scored` gives, alone, at a third of the cost, where many variants are asked for no more."""
    return score([each.statement(lens) for each in bearings], lens.parameters).tension


@lru_cache(maxsize=MOST_KEPT)
def _measured(bearings: tuple[Bearing, ...], lens: Lens) -> tuple[tuple[Statement, ...], Score, tuple[float, ...]]:
    """The statements, their score and the effects of each, which after a save are those of before for most dyads."""
    statements = tuple(each.statement(lens) for each in bearings)
    return statements, score(statements, lens.parameters), tuple(effects(statements, lens.parameters))


def _is_old(members: Iterable[Tie], lens: Lens) -> bool:
    left = 2.0**-FADED_HALF_LIVES
    decay = lens.parameters.decay
    return all(tie.day is not None and decay((lens.day - tie.day).days, tie.relation) < left for tie in members)


def _scored(members: Sequence[Tie], lens: Lens) -> tuple[tuple[Contribution, ...], Score]:
    on = lens.day
    statements, result, changes = _measured(tuple(Bearing.of(tie, lens.level) for tie in members), lens)
    contributions = [
        Contribution(
            claim=tie.claim,
            article=tie.article,
            share=share,
            effect=effect,
            intensity=each.intensity,
            probability=each.probability,
            weight=each.weight,
            cluster=each.cluster,
            day=tie.day or on,
            contested=tie.contested,
            over=tie.over,
            concerned=tie.target if tie.over else "",
            pursuit=tie.pursuit,
            original=tie.original or tie.article.slug,
        )
        for tie, each, share, effect in zip(members, statements, result.shares, changes, strict=True)
    ]
    return tuple(sorted(contributions, key=lambda c: (by_size(c.effect), c.claim.key))), result


def by_size(effect: float) -> float:
    """What sorts effects by their size, the largest first; those that differ by rounding alone are equal."""
    return -round(abs(effect), 9)
