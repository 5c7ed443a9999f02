"""What moved between two days: every dyad on both, the change, and the claims that caused it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from kg.measure.lens import DEFAULT, Lens
from kg.model.records import Claim
from kg.network.known import known_from
from kg.questions.dyads import DyadTension, scored
from kg.questions.frames import Tabulated
from kg.questions.history import History

if TYPE_CHECKING:
    from kg.network.network import Network
    from kg.questions.answers import Answers
    from kg.questions.dyads import Contribution
    from kg.questions.history import Dyad

Beyond = Literal["beyond both intervals", "beyond the earlier interval", "within"]
CauseKind = Literal["new", "aged", "gone"]
# Half of the second decimal place, which is the last that is shown.
STILL = 0.005


@dataclass(frozen=True, slots=True)
class Cause:
    """What one claim did to the change of a dyad: its share on the second day less that on the first.

    "new": it counts on the second day only; "aged": on both, and its share changes as it ages and as others join it;
    "gone": on the first only, which happens if the second day is the earlier. `contested` is taken from the second day
    if the claim counts then.
    """

    claim: Claim
    kind: CauseKind
    before: float
    after: float
    change: float
    contested: bool


@dataclass(frozen=True, slots=True)
class DyadShift:
    """A dyad (a < b by slug) on two days; the changes of `causes`, largest first, sum to `change` = after - before.

    `beyond` says how far: the two 90 % intervals do not meet, or the score has left the first day's interval, or
    neither. Both intervals rest in part on the same claims, which makes the first a strict test.
    """

    a: str
    b: str
    before: DyadTension
    after: DyadTension
    change: float
    beyond: Beyond
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Comparison(Tabulated):
    """Every dyad about which something was said by either day, largest change first.

    With `as_known` each day uses only what had been published by then, otherwise all that is known now. `joint` is how
    many dyads are left out since they rest on joint acts alone.
    """

    first: date
    second: date
    lens: Lens
    as_known: bool
    shifts: tuple[DyadShift, ...]
    joint: int = 0

    @property
    def rose(self) -> int:
        """How many dyads became more tense, as far as two decimal places show."""
        return sum(shift.change >= STILL for shift in self.shifts)

    @property
    def fell(self) -> int:
        """How many dyads became less tense, as far as two decimal places show."""
        return sum(shift.change <= -STILL for shift in self.shifts)


def compare(network: Network, first: date, second: date, lens: Lens = DEFAULT, *, as_known: bool = False) -> Comparison:
    """What moved between two days, in either order.

    The scores are those of `kg.questions.dyads.tension` on each day; with `as_known` in the network of
    `Network.as_known` on that day.
    """
    history = History(network, lens, as_known=as_known)

    def spoken_of(dyad: Dyad) -> bool:
        return history.days(dyad)[0] <= max(first, second)

    shifts = (_shift(history, dyad, lens.on(first), lens.on(second)) for dyad in filter(spoken_of, history.dyads()))
    ordered = tuple(sorted(shifts, key=lambda shift: (-round(abs(shift.change), 9), shift.a, shift.b)))
    joint = sum(map(spoken_of, history.joint_dyads()))
    return Comparison(first, second, lens, as_known, ordered, joint)


def beyond(before: DyadTension, after: DyadTension) -> Beyond:
    """How a change compares with the intervals of the scores before and after it."""
    if after.low > before.high or after.high < before.low:
        return "beyond both intervals"
    if not before.low <= after.tension <= before.high:
        return "beyond the earlier interval"
    return "within"


def _shift(history: History, dyad: Dyad, first: Lens, second: Lens) -> DyadShift:
    before, after = (scored(dyad, history.members(dyad, lens.day), lens) for lens in (first, second))
    change = after.tension - before.tension
    return DyadShift(*dyad, before, after, change, beyond(before, after), _causes(before, after))


def _causes(before: DyadTension, after: DyadTension) -> tuple[Cause, ...]:
    old = {part.claim.key: part for part in before.contributions}
    new = {part.claim.key: part for part in after.contributions}
    causes = (_cause(old.get(key), new.get(key)) for key in {**old, **new})
    return tuple(sorted(causes, key=lambda cause: (-round(abs(cause.change), 9), cause.claim.key)))


def _cause(before: Contribution | None, after: Contribution | None) -> Cause:
    part = after or before
    assert part is not None
    old, new = (there.share if there else 0.0 for there in (before, after))
    kind: CauseKind = "gone" if after is None else "new" if before is None else "aged"
    return Cause(part.claim, kind, old, new, new - old, part.contested)


def answer(answers: Answers) -> Comparison:
    """What moved between the days of the oldest and the newest article."""
    oldest = min(filter(None, map(known_from, answers.network.articles.values())), default=answers.at)
    return compare(answers.network, oldest, answers.at, answers.lens)
