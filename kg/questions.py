"""The questions that can be asked of a graph, as methods that take any of an actor's names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from kg.graph.properties import GraphError

if TYPE_CHECKING:
    from datetime import date

    from kg.analysis.explain import Explanation
    from kg.analysis.tension import DyadTension, Level, Track
    from kg.graph.network import Network
    from kg.measure import Parameters


class Questions(ABC):
    """Every analysis as a method; `at` is the day it is about, `known_at` the day by which things were published.

    Where `at` is not given it is the newest article's day, of those known. Names that are nobody's raise
    UnknownActorError with the nearest; two names of one actor, where two are needed, OneActorError.
    """

    @property
    @abstractmethod
    def _network(self) -> Network:
        """The network that is asked."""

    def seen(self, known_at: date | None = None) -> Network:
        """The network as it is, or as it was known on a day; not to be changed."""
        if known_at is None:
            return self._network
        from kg.analysis.known import known_by  # noqa: PLC0415 - networkx is slow to import

        return known_by(self._network, known_at)

    def tension(
        self,
        *,
        at: date | None = None,
        known_at: date | None = None,
        parameters: Parameters | None = None,
        level: Level = "state",
        track: Track = "reported",
        without_contested: bool = False,
    ) -> tuple[DyadTension, ...]:
        """Every dyad about which something was said, most tense first; see `kg.analysis.tension`."""
        from kg.analysis.tension import tensions  # noqa: PLC0415 - networkx is slow to import

        return tensions(
            self.seen(known_at),
            at=at,
            parameters=parameters,
            level=level,
            track=track,
            without_contested=without_contested,
        )

    def explain(
        self,
        a: str,
        b: str,
        *,
        at: date | None = None,
        known_at: date | None = None,
        parameters: Parameters | None = None,
        level: Level = "state",
        track: Track = "reported",
    ) -> Explanation:
        """A dyad of two actors with every claim behind it."""
        from kg.analysis.explain import explain  # noqa: PLC0415 - networkx is slow to import

        network = self.seen(known_at)
        first, second = self._pair(a, b, level)
        return explain(network, first, second, at=_day(network, at), parameters=parameters, level=level, track=track)

    def _actor(self, name: str, level: Level) -> str:
        """The slug that a name counts as at a level."""
        from kg.analysis.actors import actor_slug, stands_for  # noqa: PLC0415 - networkx is slow to import

        return stands_for(self._network, level)[actor_slug(self._network, name)]

    def _pair(self, a: str, b: str, level: Level) -> tuple[str, str]:
        """The slugs of two actors who differ."""
        from kg.analysis.actors import OneActorError  # noqa: PLC0415 - networkx is slow to import

        first, second = self._actor(a, level), self._actor(b, level)
        if first == second:
            folded = "; --level actor keeps apart who acts for it" if level == "state" else ""
            raise OneActorError(f"{a!r} and {b!r} both count as {first!r}{folded}")
        return first, second


def _day(network: Network, at: date | None) -> date:
    """The day that is asked about, or the newest article's."""
    on: date | None = at or network.graph["newest_day"]
    if on is None:
        raise GraphError("there is no dated article; what is asked for is of one day")
    return on
