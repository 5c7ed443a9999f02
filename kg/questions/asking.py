"""A graph of which questions are asked, by any of an actor's names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from kg.measure.formula import Parameters
from kg.measure.lens import Lens, Level, Mode
from kg.questions.answers import Answers

if TYPE_CHECKING:
    from kg.network.network import Network


class DayLook(TypedDict, total=False):
    """The day that is asked about, and the day by which things were published."""

    at: date | None
    known_at: date | None


class Look(DayLook, total=False):
    """The same with the parameters of the measure, and whom people count as."""

    parameters: Parameters | None
    level: Level


class ModeLook(Look, total=False):
    """The same with the mode of the claims that count."""

    mode: Mode


class SpanLook(TypedDict, total=False):
    """How one looks at more days than one."""

    known_at: date | None
    parameters: Parameters | None
    level: Level
    mode: Mode


class Asked(ABC):
    """What is asked: names are any of an actor's; `at` is the day it is about, `known_at` the day of publication.

    Without `known_at` a day is looked at with all that is known now. `at` defaults to the day of the newest article
    known. A name that no actor has raises UnknownActorError with the nearest names; two names of one actor, where two
    actors are needed, raise OneActorError.
    """

    @property
    @abstractmethod
    def _network(self) -> Network:
        """The network that is asked."""

    def as_known(self, day: date | None = None) -> Network:
        """The network as it is, or as it was known on a day."""
        return self._network if day is None else self._network.as_known(day)

    def look(self, **look: Unpack[ModeLook]) -> tuple[Network, Lens]:
        """The network as it was known, and the lens to look at it through."""
        lens = Lens(**{name: value for name, value in look.items() if value is not None})  # type: ignore[arg-type]
        return self.as_known(lens.known_at), lens

    def answer(self, name: str, **look: Unpack[ModeLook]) -> Any:
        """The whole answer to the question of that name, as a build has it; raises KeyError for one there is not."""
        network, lens = self.look(**look)
        return Answers(network, lens)[name]

    def actor(self, name: str, level: Level) -> str:
        """The slug that a name counts as at a level."""
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
