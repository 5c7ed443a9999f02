"""How one looks at a network: on which day, with what was known when, by which parameters, at which level."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from kg.measure.formula import Parameters
from kg.model.records import GraphError

Level = Literal["state", "actor"]
Mode = Literal["reported", "interpreted", "forecast", "conditional"]
MODES: tuple[Mode, ...] = ("reported", "interpreted", "forecast", "conditional")


@dataclass(frozen=True, slots=True)
class Lens:
    """How one looks at a network.

    `at` is the day asked about; where it is None, `Network.focus` finds the newest. `known_at` is the day by which
    things were published, for whoever asks the network of that day (`Network.as_known`). At `level` "state" people
    count as whom they act for. Of the claims those of one `mode` are scored.
    """

    at: date | None = None
    known_at: date | None = None
    parameters: Parameters = field(default_factory=Parameters)
    level: Level = "state"
    mode: Mode = "reported"

    @property
    def day(self) -> date:
        """The day asked about; raises GraphError where none was given and the network has none."""
        if self.at is None:
            raise GraphError("there is no dated article; what is asked for is of one day")
        return self.at

    def on(self, day: date) -> Lens:
        """The same lens on another day."""
        return replace(self, at=day)

    def of(self, mode: Mode) -> Lens:
        """The same lens on the claims of another mode."""
        return replace(self, mode=mode)


DEFAULT = Lens()
