"""How counts of events become scores: what a cluster is, the four intensities, and the parameters of the measure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.validity import model
from kg.measure.formula import Parameters

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.validity.reference import Numbers, Panel

# Mean Goldstein score / 10 of the four quad classes, in the order of `reference.QUADS`, over the 29,544 events between
# states with a score in the ICEWS events of 2014; those of a sample of 2018 give 0.27, 0.72, -0.34, -0.79.
GOLDSTEIN = (0.27, 0.60, -0.32, -0.74)
INTENSITIES = {
    "Goldstein": GOLDSTEIN,
    "even": (0.5, 0.5, -0.5, -0.5),
    "steep": (0.2, 0.8, -0.2, -0.8),
}
FIGURES = ("tension", "hostile", "friendly")

# What a statement's cluster is, from the age of its year, the side that acts (0, 1) and the quad class (0 … 3).
CLUSTERS: dict[str, Callable[[int, int, int], int]] = {
    "all": lambda _year, _side, _quad: 0,
    "year": lambda year, _side, _quad: year,
    "year, side": lambda year, side, _quad: 2 * year + side,
    "year, class": lambda year, _side, quad: 4 * year + quad,
    "year, side, class": lambda year, side, quad: 8 * year + 4 * side + quad,
}


@dataclass(frozen=True)
class Design:
    """A way to score dyads: names of a cluster and of intensities as above, and the parameters of `kg.measure`."""

    cluster: str
    intensities: str = "Goldstein"
    parameters: Parameters = field(default_factory=Parameters)

    def named(self) -> str:
        """All settings in a line."""
        numbers = self.parameters
        return (
            f"cluster {self.cluster}; {self.intensities}; half-life {numbers.half_life:g} days; "
            f"tau {numbers.tau:g}; sigma {numbers.sigma:g}; prior {numbers.prior:g}"
        )


# The parameters of the claims. Their cluster would be the publisher or the calendar month; here only years are known.
CONTRACT = Design("year")

# What the rule of `choice` gives on the years up to 2005, over its whole grid; fixed before a later year was looked at.
# `hostile` is the figure that is validated. One side's acts of one class in a year are one cluster, so that what counts
# is how much of both sides' behaviour is hostile, and for how long, and not how often one quarrel is reported.
CHOSEN = Design("year, side, class", "Goldstein", Parameters(tau=0.5, prior=0.1, half_life=730.0))
VALIDATED = "hostile"


def scored(panel: Panel, design: Design) -> dict[str, Numbers]:
    """Tension, hostile and friendly by year and dyad, on the last day of each year, from that year and those before.

    `friendly` is turned round, so that of all three a higher one means more tension.
    """
    found = [_of_year(panel, design, year) for year in range(len(panel.years))]
    return {
        "tension": np.stack([scores.tension for scores in found]),
        "hostile": np.stack([scores.hostile for scores in found]),
        "friendly": -np.stack([scores.friendly for scores in found]),
    }


def _of_year(panel: Panel, design: Design, year: int) -> model.Scores:
    rows = rows_of(panel, design, year)
    return model.scores(rows, len(panel.dyads), _last_day(panel.years[year]), design.parameters)


def rows_of(panel: Panel, design: Design, last: int) -> model.Rows:
    """The counts that are not 0 up to a year, by its place; an event's day is the last that its year means."""
    year, dyad, side, quad = np.nonzero(panel.counts[: last + 1])
    days = np.array([_last_day(each) for each in panel.years])
    cluster = CLUSTERS[design.cluster]
    number = np.array(
        [[[cluster(age, acting, kind) for kind in range(4)] for acting in range(2)] for age in range(len(panel.years))]
    )
    return model.Rows(
        dyad=dyad,
        cluster=number[year, side, quad],
        day=days[year],
        intensity=np.array(INTENSITIES[design.intensities])[quad],
        count=panel.counts[year, dyad, side, quad].astype(np.float64),
    )


def _last_day(year: int) -> int:
    return date(year, 12, 31).toordinal()
