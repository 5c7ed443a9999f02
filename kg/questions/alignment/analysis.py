"""Who agrees and who conflicts with whom on the issues, and the statements on which that rests."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import date
from heapq import nsmallest
from itertools import accumulate, count
from typing import TYPE_CHECKING, Literal

from kg.measure.lens import Level, Mode
from kg.model.vocabulary import fold
from kg.network.network import ended
from kg.questions.alignment.congruence import Measure, Normalisation
from kg.questions.alignment.discourse import (
    ActorIssue,
    ActorPair,
    Duplicates,
    Statement,
    distinct,
    each_pair,
    strongest_first,
    two_mode,
)
from kg.questions.frames import Tabulated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.network.network import Network, Tie
    from kg.questions.answers import Answers

By = Literal["holder", "claimant"]
NEAREST = 3
# Pairs of actors who speak of one issue grow with the square of the actors, and with their claims what these rest on.
# Files have so many of the strongest, as far as they rest on so many statements together.
LISTED, LISTED_STATEMENTS = 10_000, 100_000


class UnknownNameError(LookupError):
    """No issue or article goes by that name; the message gives the nearest names."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which statements count; an empty field sets no limit.

    A position counts that had not ended before the day asked about, which is `since` or, without it, `until` or the
    newest article's: a stance whose `when` ends earlier is left out. Ages do not count, nor who pursues an issue or
    whom it is directed at. `by` says whose statement a stance is: the holder's or, where claimants speak for
    themselves, for those they act for or for a body they belong to, the claimant's; what they say of other holders is
    not a position of their own. At `level` "state" each counts as whom it acts for. `modes` are those of the claims.
    `since` and `until` are days, both included; an undated statement passes only if neither is given. `without_actors`
    leaves out these and, at level "state", those who act for them.
    """

    by: By = "holder"
    level: Level = "state"
    modes: tuple[Mode, ...] = ("reported",)
    since: date | None = None
    until: date | None = None
    without_actors: tuple[str, ...] = ()
    without_issues: tuple[str, ...] = ()
    without_articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment(Tabulated):
    """The two-mode network of actors and issues in `positions`, the one-mode network of actors in `pairs`.

    `between` are the actors to whom both are limited: none, one or two. `counted` is how many statements count,
    `repeated` how many were left out as duplicates. `pairs` come strongest first; `sharing` is how many there are, of
    which only the strongest may have been asked for.
    """

    measure: Measure
    normalisation: Normalisation
    duplicates: Duplicates
    scope: Scope
    between: tuple[str, ...]
    counted: int
    repeated: int
    positions: tuple[ActorIssue, ...]
    pairs: tuple[ActorPair, ...]
    sharing: int


def alignment(
    network: Network,
    *,
    between: tuple[str, ...] = (),
    scope: Scope | None = None,
    measure: Measure = "subtract",
    normalisation: Normalisation = "cosine",
    duplicates: Duplicates = "all",
    most: int | None = None,
) -> Alignment:
    """Who takes positions on the same issues, and whether they agree; see `kg.questions.alignment.discourse.one_mode`.

    `between` limits the result to the pairs of one actor, or to one pair, by slug; the normalisations still count
    everything that each actor says. `most` keeps only so many of the strongest pairs. The default, the cosine of
    subtract, is from -1 (opposed on everything) to 1 (the same on everything).
    """
    chosen = scope or Scope()
    found = statements(network, chosen)
    kept = distinct(found, duplicates)
    cells = two_mode(kept)
    number = count()
    every = each_pair(cells, measure=measure, normalisation=normalisation, between=between)
    # Each is counted as it passes.
    passing = (pair for pair, _ in zip(every, number, strict=False))
    pairs = sorted(passing, key=strongest_first) if most is None else nsmallest(most, passing, key=strongest_first)
    return Alignment(
        measure=measure,
        normalisation=normalisation,
        duplicates=duplicates,
        scope=chosen,
        between=tuple(sorted(between)),
        counted=len(kept),
        repeated=len(found) - len(kept),
        positions=tuple(cell for cell in cells if not between or cell.actor in between),
        pairs=tuple(pairs),
        sharing=next(number),
    )


def statements(network: Network, scope: Scope) -> list[Statement]:
    """The affirmed stances toward issues as statements, the earliest first, then by the keys of their claims.

    A stance of several holders gives one for each, and only one for holders who count as the same actor.
    """
    actor, end = network.stands_for(scope.level), network.stands_for("state")
    left_out = set(scope.without_actors)
    found: dict[tuple[str, str], Statement] = {}
    on = scope.since or scope.until or network.newest_day
    for tie in network.ties:
        if not _counts(network, tie, scope) or (on and ended(tie.claim, on)):
            continue
        for name in (tie.source,) if scope.by == "holder" else _speakers(network, tie, end):
            whose = actor.get(name)
            if whose is not None and left_out.isdisjoint((name, whose)):
                found.setdefault((whose, tie.claim.key), _statement(whose, tie, scope.level))
    return sorted(found.values(), key=lambda each: (each.day or date.max, each.claim.key, each.actor))


def named_scope(network: Network, scope: Scope) -> Scope:
    """The scope with the slugs of what it leaves out, which may be given by any of their names.

    Raises UnknownActorError or UnknownNameError, with the nearest names, for a name that nothing has.
    """
    names: dict[str, str] = {fold(slug): slug for slug in network.issues}
    for slug, issue in network.issues.items():
        for name in issue.names:
            names.setdefault(fold(name), slug)
    articles = {fold(slug): slug for slug in network.articles}
    return replace(
        scope,
        without_actors=tuple(network.actor_slug(name) for name in scope.without_actors),
        without_issues=tuple(_known(name, names, "issue", "") for name in scope.without_issues),
        without_articles=tuple(
            _known(name, articles, "article", "; `kg articles` lists them") for name in scope.without_articles
        ),
    )


def _known(name: str, names: dict[str, str], what: str, otherwise: str) -> str:
    if found := names.get(fold(name)):
        return found
    near = dict.fromkeys(names[match] for match in difflib.get_close_matches(fold(name), names, n=NEAREST))
    hint = f"; did you mean {' or '.join(near)}?" if near else otherwise
    raise UnknownNameError(f"unknown {what} {name!r}{hint}")


def _counts(network: Network, tie: Tie, scope: Scope) -> bool:
    claim = tie.claim
    return (
        tie.relation == "stance"
        and tie.target in network.issues
        and claim.key not in network.repeats
        and claim.polarity == "affirmed"
        and claim.mode in scope.modes
        and tie.target not in scope.without_issues
        and claim.article not in scope.without_articles
        and _within(tie.day, scope)
    )


def _speakers(network: Network, tie: Tie, end: Mapping[str, str]) -> Iterator[str]:
    """The claimants of a stance who speak for its holder; `end` is for whom each acts in the end."""
    for name in tie.claim.claimants:
        if name in end and (end[name] == end.get(tie.source) or tie.source in network.actors[name].member_of):
            yield name


def _within(day: date | None, scope: Scope) -> bool:
    if day is None:
        return scope.since is None and scope.until is None
    return (scope.since or day) <= day <= (scope.until or day)


def _statement(actor: str, tie: Tie, level: Level) -> Statement:
    assert tie.intensity is not None
    claim = tie.claim
    return Statement(
        actor, tie.target, tie.intensity, claim.article, tie.day, claim, tie.voice(level), tie.contested, tie.original
    )


def answer(answers: Answers) -> Alignment:
    """Everybody's alignment by everything that is reported, in the pairs that a build may list."""
    return alignment(answers.network, most=LISTED)


def listed(found: Alignment) -> Alignment:
    """The alignment with no more pairs than files have, the strongest of all."""
    rests_on = accumulate(
        sum(len(side.statements) for part in pair.issues for side in (part.a, part.b)) for pair in found.pairs[:LISTED]
    )
    kept = sum(number <= LISTED_STATEMENTS for number in rests_on)
    return replace(found, pairs=found.pairs[: max(1, kept)])
