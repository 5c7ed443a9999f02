"""The measures of discourse network analysis: statements of actors on issues → two-mode and one-mode networks."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import TYPE_CHECKING, Literal

from kg.model.records import Claim
from kg.model.wording import ENOUGH_CLUSTERS
from kg.questions.alignment.congruence import SCALE, amounts, check_scale, jaccard, norms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.questions.alignment.congruence import Amounts, Counts, Measure, Normalisation

    Sides = Sequence[tuple[Counts, Counts]]

Duplicates = Literal["all", "article", "day", "week", "month", "year"]
DUPLICATES: tuple[Duplicates, ...] = ("all", "article", "day", "week", "month", "year")
# Values that differ by less than this many places are equal in the order of pairs, so that it is the same everywhere.
PLACES = 9


@dataclass(frozen=True, slots=True)
class Statement:
    """An actor's taking a position on an issue; `qualifier` is the position, `day` None if it is undated.

    `voice` is who says so, as one; `contested` is set if somebody denies the claim that it is read from. `story` is the
    article of which its own is a copy in the end, if it is one.
    """

    actor: str
    issue: str
    qualifier: float
    article: str
    day: date | None
    claim: Claim
    voice: str
    contested: bool = False
    story: str = ""


@dataclass(frozen=True, slots=True)
class ActorIssue:
    """An actor's statements on an issue: how many (`ignore`), the sum of their qualifiers (`subtract`), the `mean`.

    `supporting`, `opposing` and `neutral` count the qualifiers above, below and at 0. Where agreement is 1 and
    disagreement -1, `subtract` is how many more agree than disagree.
    """

    actor: str
    issue: str
    ignore: int
    subtract: float
    mean: float
    supporting: int
    opposing: int
    neutral: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class SharedIssue:
    """What one issue adds to each measure of a pair, before normalisation, and to its `value`, after it."""

    issue: str
    congruence: float
    conflict: float
    subtract: float
    ignore: float
    value: float
    a: ActorIssue
    b: ActorIssue


@dataclass(frozen=True, slots=True)
class ActorPair:
    """Two actors (a < b) with an issue in common; each number sums those of `issues`, largest share first.

    `value` is the chosen measure divided by `denominator`, the chosen normalisation; the others are not divided.
    `claimants` counts who makes the claims, joint claimants as one; `thin` is set under three.
    """

    a: str
    b: str
    value: float
    congruence: float
    conflict: float
    subtract: float
    ignore: float
    denominator: float
    claimants: int
    thin: bool
    issues: tuple[SharedIssue, ...]


def distinct(statements: Iterable[Statement], duplicates: Duplicates = "all") -> list[Statement]:
    """The statements that repeat no earlier one, in their order.

    A statement repeats another where actor, issue and qualifier are the same, and also the article or the day, week,
    month or year; who claims it and where does not matter beyond that. Weeks are those of ISO 8601 and, like days and
    months, of one year (in DNA a week is that of any year). An undated statement repeats another only within its
    article. An article and its copies are one.
    """
    if duplicates == "all":
        return list(statements)
    found: dict[tuple[object, ...], Statement] = {}
    for each in statements:
        found.setdefault((each.actor, each.issue, each.qualifier, _period(each, duplicates)), each)
    return list(found.values())


def two_mode(statements: Iterable[Statement], *, duplicates: Duplicates = "all") -> tuple[ActorIssue, ...]:
    """Every actor with every issue on which it makes a statement, by their slugs."""
    cells: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for each in distinct(statements, duplicates):
        cells[each.actor, each.issue].append(each)
    return tuple(_cell(actor, issue, tuple(members)) for (actor, issue), members in sorted(cells.items()))


def one_mode(
    statements: Iterable[Statement],
    *,
    measure: Measure = "subtract",
    normalisation: Normalisation = "cosine",
    duplicates: Duplicates = "all",
    scale: float = SCALE,
    between: Collection[str] = (),
) -> tuple[ActorPair, ...]:
    """Every pair of actors with an issue in common, the largest values first, whatever their sign.

    `between` limits the result to the pairs of one actor, or to the pair of two; what others say still counts.

    X[i,j,k] is how many statements actor i makes on issue j with qualifier k, n_i their sum, R the `scale`, the
    distance from the least possible qualifier to the greatest; i ≠ i'. After Leifeld, Discourse Network Analyzer:

        ignore      Σ_j (Σ_k X_ijk) (Σ_k X_i'jk)
        conflict    Σ_j Σ_k Σ_k' X_ijk X_i'jk' |k - k'| / R
        congruence  Σ_j Σ_k Σ_k' X_ijk X_i'jk' (1 - |k - k'| / R)
        subtract    congruence - conflict

    and divided by 1 (none), (n_i + n_i') / 2 (average), n_i n_i' (product, which DNA calls cosine), m10 + m01 + m11
    (jaccard) with m10 the sum of the X_ijk where X_i'jk = 0, m01 its mirror and m11 = Σ_jk X_ijk X_i'jk, or |i| |i'|
    (cosine). For that |i|² is the measure of an actor with itself, since ignore, congruence and subtract are inner
    products; conflict takes the norms of congruence, since it is that inner product with one side's positions reversed.
    So cosine is in [0, 1], for subtract in [-1, 1]; where qualifiers are -1 and 1 it is the textbook cosine of the
    counts by issue, by issue and qualifier, or of the differences. Where the denominator is 0, so is the value.

    Raises ValueError where two qualifiers are further apart than `scale`.
    """
    pairs = each_pair(
        two_mode(statements, duplicates=duplicates),
        measure=measure,
        normalisation=normalisation,
        scale=scale,
        between=between,
    )
    return tuple(sorted(pairs, key=strongest_first))


def each_pair(
    cells: Sequence[ActorIssue],
    *,
    measure: Measure,
    normalisation: Normalisation,
    scale: float = SCALE,
    between: Collection[str] = (),
) -> Iterator[ActorPair]:
    """The pairs of `one_mode` one by one, since they grow with the square of the actors; `cells` are by their slugs."""
    counts = {(cell.actor, cell.issue): Counter(each.qualifier for each in cell.statements) for cell in cells}
    check_scale(counts.values(), scale)
    voices = {(cell.actor, cell.issue): frozenset(each.voice for each in cell.statements) for cell in cells}
    divisor = _denominators(counts, measure, normalisation, scale)
    for a, b, shared in _sharing(cells, set(between)):
        sides = [(counts[a, one.issue], counts[b, one.issue]) for one, _ in shared]
        divided_by = divisor(a, b, sides)
        parts = [
            _part(one, other, amounts(*both, scale), measure, divided_by)
            for (one, other), both in zip(shared, sides, strict=True)
        ]
        yield _pair(a, b, parts, divided_by, {voices[cell.actor, cell.issue] for both in shared for cell in both})


def strongest_first(pair: ActorPair) -> tuple[float, str, str]:
    """What puts pairs in order: the largest values first, whatever their sign, then by their slugs."""
    return -abs(round(pair.value, PLACES)), pair.a, pair.b


def _denominators(
    counts: Mapping[tuple[str, str], Counts], measure: Measure, normalisation: Normalisation, scale: float
) -> Callable[[str, str, Sides], float]:
    """What a pair is divided by, given the pair and what both say on each issue that they share."""
    totals: Counter[str] = Counter()
    for (actor, _), own in counts.items():
        totals[actor] += own.total()
    match normalisation:
        case "none":
            return lambda *_: 1.0
        case "average":
            return lambda a, b, _: (totals[a] + totals[b]) / 2
        case "product":
            return lambda a, b, _: float(totals[a] * totals[b])
        case "jaccard":
            return lambda a, b, sides: jaccard(totals[a], totals[b], sides)
        case "cosine":
            norm = norms(counts, measure, scale)
            return lambda a, b, _: norm[a] * norm[b]


def _period(statement: Statement, duplicates: Duplicates) -> tuple[object, ...]:
    """In what a statement can be repeated: an article, or a span of time with its year."""
    day = statement.day
    if duplicates == "article" or day is None:
        return ("article", statement.story or statement.article)
    match duplicates:
        case "week":
            return tuple(day.isocalendar()[:2])
        case "month":
            return (day.year, day.month)
        case "year":
            return (day.year,)
        case _:
            return (day,)


def _cell(actor: str, issue: str, statements: tuple[Statement, ...]) -> ActorIssue:
    qualifiers = [each.qualifier for each in statements]
    total = fsum(qualifiers)
    return ActorIssue(
        actor=actor,
        issue=issue,
        ignore=len(statements),
        subtract=total,
        mean=total / len(statements),
        supporting=sum(qualifier > 0 for qualifier in qualifiers),
        opposing=sum(qualifier < 0 for qualifier in qualifiers),
        neutral=sum(qualifier == 0 for qualifier in qualifiers),
        statements=statements,
    )


def _sharing(
    cells: Iterable[ActorIssue], between: AbstractSet[str]
) -> Iterator[tuple[str, str, list[tuple[ActorIssue, ActorIssue]]]]:
    """The actors with an issue in common (a < b), `between` among them, and what both say on each; `cells` by slugs."""
    by_issue: dict[str, list[ActorIssue]] = defaultdict(list)
    by_actor: dict[str, list[ActorIssue]] = defaultdict(list)
    for cell in cells:
        by_issue[cell.issue].append(cell)
        by_actor[cell.actor].append(cell)
    for actor in sorted(between)[:1] or by_actor:
        shared: dict[str, list[tuple[ActorIssue, ActorIssue]]] = defaultdict(list)
        for cell in by_actor.get(actor, ()):
            members = by_issue[cell.issue]
            # Where nobody is asked about, a pair comes with the first of the two.
            for other in members if between else members[bisect_right(members, actor, key=_actor) :]:
                if other.actor != actor and between <= {actor, other.actor}:
                    shared[other.actor].append((cell, other) if actor < other.actor else (other, cell))
        for both in shared.values():
            one, other = both[0]
            yield one.actor, other.actor, both


def _actor(cell: ActorIssue) -> str:
    return cell.actor


def _part(one: ActorIssue, other: ActorIssue, amount: Amounts, measure: Measure, divided_by: float) -> SharedIssue:
    return SharedIssue(
        issue=one.issue,
        congruence=amount.of("congruence"),
        conflict=amount.conflict,
        subtract=amount.of("subtract"),
        ignore=amount.ignore,
        value=amount.of(measure) / divided_by if divided_by else 0.0,
        a=one,
        b=other,
    )


def _pair(
    a: str, b: str, parts: Iterable[SharedIssue], divided_by: float, voices: AbstractSet[frozenset[str]]
) -> ActorPair:
    issues = tuple(sorted(parts, key=lambda part: (-abs(round(part.value, PLACES)), part.issue)))
    claimants = len(frozenset().union(*voices))
    return ActorPair(
        a=a,
        b=b,
        value=fsum(part.value for part in issues),
        congruence=fsum(part.congruence for part in issues),
        conflict=fsum(part.conflict for part in issues),
        subtract=fsum(part.subtract for part in issues),
        ignore=fsum(part.ignore for part in issues),
        denominator=divided_by,
        claimants=claimants,
        thin=claimants < ENOUGH_CLUSTERS,
        issues=issues,
    )
