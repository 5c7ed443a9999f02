"""How the tension of a dyad came about: its score over time, what entered when, and the effect that had."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from kg.measure.lens import DEFAULT, Lens
from kg.model.records import Event
from kg.model.wording import counted
from kg.questions.dyads import Contribution, DyadTension, dyad_of, scored
from kg.questions.frames import Tabulated
from kg.questions.history import History
from kg.questions.timeline.trajectory import trajectories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.network.network import Network
    from kg.questions.answers import Answers
    from kg.questions.history import Dyad
    from kg.questions.timeline.trajectory import TrajectoryPoint

Step = Literal["week", "month", "quarter", "none"]
STEPS: tuple[Step, ...] = ("week", "month", "quarter", "none")
# A score is computed anew for every point; this many are every week of 95 years.
MOST_POINTS = 5_000
MONTHS_OF_STEP = {"month": 1, "quarter": 3}


class SpanError(ValueError):
    """The days asked for do not make a timeline; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Point:
    """The score of a dyad on a day; `without` is that day's score without what entered on it.

    `arrived` are the contributions of what entered, largest first. `change` is the difference from the point before,
    `news` + `ageing`; for the first point, the difference from `without`.
    """

    day: date
    dyad: DyadTension
    without: DyadTension
    arrived: tuple[Contribution, ...]
    change: float

    @property
    def news(self) -> float:
        """The effect of the arrivals: the score with them less the score without them."""
        return self.dyad.tension - self.without.tension

    @property
    def ageing(self) -> float:
        """The rest of the change: what was there before counts less, which draws the score toward 0."""
        return self.change - self.news

    @property
    def events(self) -> tuple[Contribution, ...]:
        """The arrivals whose claims are about an event."""
        return tuple(part for part in self.arrived if isinstance(part.claim.content, Event))


@dataclass(frozen=True, slots=True)
class Timeline(Tabulated):
    """The points of a dyad (a < b by slug) in order; none if nothing bears on it by the last day.

    With `as_known` each point uses only what had been published by its day, otherwise all that is known now.
    """

    a: str
    b: str
    lens: Lens
    as_known: bool
    points: tuple[Point, ...]

    def __repr__(self) -> str:
        """The dyad, and its points by their number."""
        return f"<Timeline {self.a!r}, {self.b!r}: {counted(len(self.points), 'point')}>"


def timeline(
    network: Network,
    a: str,
    b: str,
    lens: Lens = DEFAULT,
    *,
    since: date | None = None,
    step: Step = "month",
    as_known: bool = False,
) -> Timeline:
    """The dyad of two actors over time.

    A point stands on the first and last day, on every day between on which something enters, and on the last day of
    each step. By default the first day is the one on which something first enters; the last is the lens's. A
    score is that of `kg.questions.dyads.tension` on its day; with `as_known` in the network of
    `Network.as_known`. Raises SpanError where the days are in the wrong order or too many, ValueError where
    both names mean one actor.
    """
    lens, dyad = network.focus(lens), dyad_of(network, a, b, lens.level)
    history = History(network, lens, as_known=as_known)
    days = _days(history, dyad, since, lens.at, step)
    return Timeline(*dyad, lens, as_known, tuple(_points(history, dyad, days, lens)))


def _points(history: History, dyad: Dyad, days: list[date], lens: Lens) -> Iterator[Point]:
    before: float | None = None
    for day in days:
        members, fresh = history.members(dyad, day), history.entered(dyad, day)
        found = scored(dyad, members, lens.on(day))
        without = found
        if fresh:
            older = [tie for tie in members if tie.claim.key not in fresh]
            without = scored(dyad, older, lens.on(day))
        arrived = tuple(part for part in found.contributions if part.claim.key in fresh)
        base = without.tension if before is None else before
        yield Point(day, found, without, arrived, found.tension - base)
        before = found.tension


def _days(history: History, dyad: Dyad, since: date | None, until: date | None, step: Step) -> list[date]:
    """The days of the points, in their order."""
    if step not in STEPS:
        raise SpanError(f"{step!r} is no step; choose one of {', '.join(STEPS)}")
    entries = history.days(dyad)
    first = since or min(entries, default=None)
    if since and until and until < since:
        raise SpanError(f"{since} is after {until}, the last day; give an earlier first day or a later last one")
    if not entries or first is None or until is None or until < min(entries):
        return []
    days = {first, until, *(day for day in entries if first <= day <= until)}
    for day in _steps(first, until, step):
        days.add(day)
        if len(days) > MOST_POINTS:
            break
    if len(days) > MOST_POINTS:
        fix = f"a longer step than {step!r} or fewer days" if step != "none" else "fewer days"
        raise SpanError(f"from {first} to {until} there would be more than {MOST_POINTS:,} points; choose {fix}")
    return sorted(days)


def _steps(first: date, last: date, step: Step) -> Iterator[date]:
    """The last day of every week (Sunday), month or quarter that ends between two days."""
    if step == "week":
        start = first.toordinal() + 6 - first.weekday()
        yield from map(date.fromordinal, range(start, last.toordinal() + 1, 7))
    elif step != "none":
        months = MONTHS_OF_STEP[step]
        numbers = [(day.year * 12 + day.month - 1) // months for day in (first, last)]
        ends = (_month_end((number + 1) * months - 1) for number in range(numbers[0], numbers[1] + 1))
        yield from (day for day in ends if day <= last)


def _month_end(number: int) -> date:
    """The last day of a month that is counted from January of the year 0."""
    year, month = divmod(number, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def answer(answers: Answers) -> tuple[TrajectoryPoint, ...]:
    """The trajectory of every dyad until the day of the newest article."""
    return tuple(trajectories(answers.network, answers.lens))
