"""The questions that can be asked of a graph, as methods that take any of an actor's names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from kg.measure.formula import Parameters
from kg.measure.lens import Lens

if TYPE_CHECKING:
    from datetime import date

    from kg.measure.lens import Level, Mode
    from kg.network.network import Network
    from kg.questions.alignment.analysis import Alignment, Scope
    from kg.questions.alignment.congruence import Measure, Normalisation
    from kg.questions.alignment.discourse import Duplicates
    from kg.questions.balance.analysis import Balance
    from kg.questions.comparison.analysis import Comparison
    from kg.questions.disputes.analysis import Dispute, Kind
    from kg.questions.forecasts.analysis import Forecast, Resolution
    from kg.questions.forecasts.scores import ForecastScores
    from kg.questions.leverage.analysis import LeveragePaths
    from kg.questions.leverage.power import DyadLeverage
    from kg.questions.sensitivity.analysis import Sensitivity
    from kg.questions.tension.analysis import DyadTension
    from kg.questions.tension.explanation import Explanation
    from kg.questions.timeline.analysis import Step, Timeline


class Questions(ABC):
    """Every analysis as a method; `at` is the day it is about, `known_at` the day by which things were published.

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

    def tension(
        self,
        *,
        at: date | None = None,
        known_at: date | None = None,
        parameters: Parameters | None = None,
        level: Level = "state",
        mode: Mode = "reported",
        without_contested: bool = False,
    ) -> tuple[DyadTension, ...]:
        """Every dyad about which something was said, most tense first; see `kg.questions.tension.analysis`."""
        from kg.questions.tension.analysis import tensions  # noqa: PLC0415 - networkx is slow to import

        lens = _lens(at, known_at, parameters, level, mode)
        return tensions(self.as_known(known_at), lens, without_contested=without_contested)

    def explain(
        self,
        a: str,
        b: str,
        *,
        at: date | None = None,
        known_at: date | None = None,
        parameters: Parameters | None = None,
        level: Level = "state",
        mode: Mode = "reported",
    ) -> Explanation:
        """A dyad of two actors with every claim behind it."""
        from kg.questions.tension.explanation import explain  # noqa: PLC0415 - networkx is slow to import

        lens = _lens(at, known_at, parameters, level, mode)
        return explain(self.as_known(known_at), *self._pair(a, b, level), lens)

    def leverage(
        self,
        *,
        at: date | None = None,
        known_at: date | None = None,
        parameters: Parameters | None = None,
        level: Level = "state",
        over: str | None = None,
        by: str | None = None,
    ) -> tuple[DyadLeverage, ...]:
        """Who can move whom, strongest first: every pair, or only those over one actor or by one."""
        from kg.questions.leverage.analysis import leverage  # noqa: PLC0415 - networkx is slow to import

        moved, wielder = (None if name is None else self._actor(name, level) for name in (over, by))
        lens = _lens(at, known_at, parameters, level)
        return leverage(self.as_known(known_at), lens, over=moved, by=wielder)

    def leverage_paths(
        self,
        source: str,
        target: str,
        *,
        at: date | None = None,
        known_at: date | None = None,
        parameters: Parameters | None = None,
        level: Level = "state",
        longest: int = 4,
        most: int = 10,
    ) -> LeveragePaths:
        """Through whom one actor can move another, the strongest chains first."""
        from kg.questions.leverage.analysis import leverage_paths  # noqa: PLC0415 - networkx is slow to import

        pair, lens = self._pair(source, target, level), _lens(at, known_at, parameters, level)
        return leverage_paths(self.as_known(known_at), *pair, lens, longest=longest, most=most)

    def disputes(
        self,
        *,
        actor: str | None = None,
        kind: Kind | None = None,
        at: date | None = None,
        known_at: date | None = None,
        parameters: Parameters | None = None,
        level: Level = "state",
    ) -> tuple[Dispute, ...]:
        """What is denied, contradicted or opposed, sorted by how much rests on it; `actor` keeps what is about it."""
        from kg.questions.disputes.analysis import disputes  # noqa: PLC0415 - networkx is slow to import

        about, lens = self._actor(actor, level) if actor else None, _lens(at, known_at, parameters, level)
        return disputes(self.as_known(known_at), lens, about=about, kind=kind)

    def forecasts(
        self,
        *,
        claimant: str | None = None,
        resolution: Resolution | None = None,
        due_by: date | None = None,
        at: date | None = None,
        known_at: date | None = None,
    ) -> tuple[Forecast, ...]:
        """The ledger of forecasts, the settled ones first, then by the day on which they are due."""
        from kg.questions.forecasts.analysis import forecasts  # noqa: PLC0415 - networkx is slow to import

        network, who = self.as_known(known_at), self._actor(claimant, "actor") if claimant else None
        lens = network.focus(Lens(at, known_at))
        # Without any day there is no ledger, and `day` says so.
        return forecasts(network, lens.on(lens.day), claimant=who, resolution=resolution, due_by=due_by)

    def forecast_scores(
        self, *, claimant: str | None = None, at: date | None = None, known_at: date | None = None
    ) -> ForecastScores:
        """How well the settled forecasts came true, by claimant and all together."""
        from kg.questions.forecasts.scores import forecast_scores  # noqa: PLC0415 - networkx is slow to import

        return forecast_scores(self.forecasts(claimant=claimant, at=at, known_at=known_at))

    def timeline(
        self,
        a: str,
        b: str,
        *,
        since: date | None = None,
        until: date | None = None,
        step: Step = "month",
        known_at: date | None = None,
        parameters: Parameters | None = None,
        level: Level = "state",
        mode: Mode = "reported",
        as_known: bool = False,
    ) -> Timeline:
        """A dyad over time, and what moved it; `as_known` takes each day as it was known then."""
        from kg.questions.timeline.analysis import timeline  # noqa: PLC0415 - networkx is slow to import

        return timeline(
            self.as_known(known_at),
            *self._pair(a, b, level),
            _lens(until, known_at, parameters, level, mode),
            since=since,
            step=step,
            as_known=as_known,
        )

    def compare(
        self,
        first: date,
        second: date,
        *,
        known_at: date | None = None,
        parameters: Parameters | None = None,
        level: Level = "state",
        mode: Mode = "reported",
        as_known: bool = False,
    ) -> Comparison:
        """What moved between two days, dyad by dyad; `as_known` takes each day as it was known then."""
        from kg.questions.comparison.analysis import compare  # noqa: PLC0415 - networkx is slow to import

        lens = _lens(second, known_at, parameters, level, mode)
        return compare(self.as_known(known_at), first, second, lens, as_known=as_known)

    def sensitivity(
        self,
        *,
        at: date | None = None,
        known_at: date | None = None,
        parameters: Parameters | None = None,
        level: Level = "state",
        mode: Mode = "reported",
    ) -> Sensitivity:
        """How firm the ranking of the dyads is, and what it rests on; see `kg.questions.sensitivity.analysis`."""
        from kg.questions.sensitivity.analysis import sensitivity  # noqa: PLC0415 - networkx is slow to import

        return sensitivity(self.as_known(known_at), _lens(at, known_at, parameters, level, mode))

    def balance(
        self,
        *,
        at: date | None = None,
        known_at: date | None = None,
        parameters: Parameters | None = None,
        level: Level = "state",
        draws: int = 2000,
        seed: int = 0,
    ) -> Balance:
        """Camps, balanced triads and who stands between whom, with how sure each is."""
        from kg.questions.balance.analysis import balance  # noqa: PLC0415 - networkx is slow to import

        lens = _lens(at, known_at, parameters, level)
        return balance(self.as_known(known_at), lens, draws=draws, seed=seed)

    def alignment(
        self,
        a: str = "",
        b: str = "",
        *,
        known_at: date | None = None,
        scope: Scope | None = None,
        measure: Measure = "subtract",
        normalisation: Normalisation = "cosine",
        duplicates: Duplicates = "all",
    ) -> Alignment:
        """Who agrees and conflicts on the issues: everybody, or the pairs of `a`, or `a` and `b` alone."""
        from kg.questions.alignment.analysis import Scope, alignment, named_scope  # noqa: PLC0415 - networkx is slow to import

        chosen = named_scope(self._network, scope or Scope())
        return alignment(
            self.as_known(known_at),
            between=self._pair(a, b, chosen.level) if b else tuple(self._actor(n, chosen.level) for n in (a,) if n),
            scope=chosen,
            measure=measure,
            normalisation=normalisation,
            duplicates=duplicates,
        )

    def _actor(self, name: str, level: Level) -> str:
        """The slug that a name counts as at a level."""
        return self._network.stands_for(level)[self._network.actor_slug(name)]

    def _pair(self, a: str, b: str, level: Level) -> tuple[str, str]:
        """The slugs of two actors who differ."""
        from kg.network.actors import OneActorError  # noqa: PLC0415 - networkx is slow to import

        first, second = self._actor(a, level), self._actor(b, level)
        if first == second:
            same = self._actor(a, "actor") == self._actor(b, "actor")
            advice = "name two actors" if same else "--level actor keeps apart who acts for it"
            raise OneActorError(f"{a!r} and {b!r} both count as {first!r}; {advice}")
        return first, second


def _lens(
    at: date | None, known_at: date | None, parameters: Parameters | None, level: Level, mode: Mode = "reported"
) -> Lens:
    return Lens(at, known_at, parameters or Parameters(), level, mode)
