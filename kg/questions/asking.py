"""A graph of which questions are asked, by any of an actor's names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, get_args

from kg.measure.formula import Parameters
from kg.measure.lens import Lens, Level, Mode
from kg.model.dates import last_day
from kg.questions.answers import Answers

if TYPE_CHECKING:
    from kg.network.network import Network


# A day, or a date in EDTF, of which the last day counts: "2016-07" is 31 July 2016.
Day = date | str


class DayLook(TypedDict, total=False):
    """The day that is asked about, and the day by which things were published."""

    at: Day | None
    known_at: Day | None


class Look(DayLook, total=False):
    """The same with the parameters of the measure, and whom people count as."""

    parameters: Parameters | None
    level: Level


class ModeLook(Look, total=False):
    """The same with the mode of the claims that count."""

    mode: Mode


class SpanLook(TypedDict, total=False):
    """How one looks at more days than one."""

    known_at: Day | None
    parameters: Parameters | None
    level: Level
    mode: Mode


def one_of(name: str, value: object, choices: tuple[str, ...]) -> None:
    """Raise ValueError where a value is none of the choices that there are."""
    if value not in choices:
        raise ValueError(f"{name} is {value!r}; it can be {', '.join(map(repr, choices))}")


class Asked(ABC):
    """What is asked: names are any of an actor's; `at` is the day it is about, `known_at` the day of publication.

    Without `known_at` a day is looked at with all that is known now. `at` defaults to the day of the newest article
    known. Days are dates, or text in EDTF, of which the last day counts; DateError says what is none. A name that no
    actor has raises UnknownActorError with the nearest names; two names of one actor, where two actors are needed,
    raise OneActorError.
    """

    @property
    @abstractmethod
    def _network(self) -> Network:
        """The network that is asked."""

    def as_known(self, day: Day | None = None) -> Network:
        """The network as it is, or as it was known on a day."""
        return self._network if day is None else self._network.as_known(last_day(day))

    def look(self, **look: Unpack[ModeLook]) -> tuple[Network, Lens]:
        """The network as it was known, and the lens to look at it through."""
        given: dict[str, Any] = {name: value for name, value in look.items() if value is not None}
        given |= {name: last_day(given[name]) for name in ("at", "known_at") if name in given}
        lens = Lens(**given)
        one_of("level", lens.level, get_args(Level))
        one_of("mode", lens.mode, get_args(Mode))
        if not isinstance(lens.parameters, Parameters):
            raise TypeError(f"parameters are a kg.Parameters, not {lens.parameters!r}")
        return self.as_known(lens.known_at), lens

    def answer(self, name: str, **look: Unpack[ModeLook]) -> Any:
        """The whole answer to the question of that name, as a build has it; raises KeyError for one there is not."""
        network, lens = self.look(**look)
        return Answers(network, lens)[name]

    def actor(self, name: str, level: Level) -> str:
        """The slug that a name counts as at a level."""
        one_of("level", level, get_args(Level))
        if not isinstance(name, str):
            raise TypeError(f"an actor is named by a text, not {name!r}")
        return self._network.stands_for(level)[self._network.actor_slug(name)]

    def pair(self, a: str, b: str, level: Level) -> tuple[str, str]:
        """The slugs of two actors who differ."""
        from kg.network.actors import OneActorError  # noqa: PLC0415 - networkx is slow to import

        first, second = self.actor(a, level), self.actor(b, level)
        if first == second:
            same = self.actor(a, "actor") == self.actor(b, "actor")
            advice = "name two actors" if same else "--level actor keeps apart who acts for it"
            raise OneActorError(f"{a!r} and {b!r} both count as {first!r}; {advice}")
        return first, second
