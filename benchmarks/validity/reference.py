"""Reads the reference data: counts of events by dyad and year, and what is known of the dyads from elsewhere."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]

FOLDER = CHECKOUT.parent / "shared" / "data" / "events"
EVENTS = "icews_dyad_years_2002_2009.csv.gz"
PACTS = "atop_alliance_1995_2009.csv.gz"
# The files of the years after `LAST`, which are read only where those are asked for.
LATER_EVENTS, LATER_PACTS = "icews_dyad_years_2010_2014.csv.gz", "atop_alliance_2010_2018.csv.gz"
QUADS = ("verbCoop", "matlCoop", "verbConf", "matlConf")
FIRST, LAST, LATEST = 2002, 2009, 2014
# The last year of each truth; what the older list of rivalries has in its last year goes on as far as it knows.
COVERED = {"tss": 2020, "td": 2010, "either": 2010, "ongoing": 2009, "onset": 2009}
LISTS = {"tss": ("start", "end"), "td": ("styear", "endyear")}


@dataclass(frozen=True)
class Panel:
    """All unordered dyads of the 152 countries in some years; arrays are by year and dyad.

    `counts` adds two axes: the direction (the first of the dyad acts, the second does) and the quad class in the order
    of `QUADS`. `rivalries` has "tss", "td" and "either", `disputes` "ongoing" and "onset"; `pacts` are defence pacts.
    """

    years: tuple[int, ...]
    dyads: tuple[tuple[str, str], ...]
    counts: NDArray[np.int64]
    rivalries: dict[str, Flags]
    pacts: Flags
    disputes: dict[str, Flags]

    @cached_property
    def events(self) -> NDArray[np.int64]:
        """How many events there are in both directions."""
        return np.asarray(self.counts.sum(axis=(2, 3)))

    @cached_property
    def allies(self) -> Flags:
        """Who has a defence pact and no rivalry on either list."""
        return self.pacts & ~self.rivalries["either"]

    def only(self, years: range) -> Flags:
        """Which years of the panel are among some, as a column to multiply arrays with."""
        return np.array([[year in years] for year in self.years])


class AbsentError(Exception):
    """The reference data are not where they were looked for."""


def read(folder: Path, last: int = LAST) -> Panel:
    """The years from 2002 up to the last that is asked for, at most 2014; of later ones nothing at all is kept.

    Raises AbsentError where a file is missing.
    """
    try:
        return _read(folder, tuple(range(FIRST, last + 1)))
    except FileNotFoundError as error:
        raise AbsentError(f"no {error.filename}; say where the reference data are: --data DIR") from error


def _read(folder: Path, years: tuple[int, ...]) -> Panel:
    truth = folder / "truth"
    later = years[-1] > LAST
    events = [folder / EVENTS, *([folder / LATER_EVENTS] if later else [])]
    pacts = [truth / PACTS, *([truth / LATER_PACTS] if later else [])]
    slots, counts, dyads = _counts(events, years)
    names = {int(row["cow_number"]): row["iso3"] for row in _rows(truth / "countries.csv") if row["cow_number"]}
    known = _Dyads(slots, names, years)
    lists = {
        name: known.spans(_rows(truth / f"{name}_rivalries.csv"), *ends, COVERED[name]) for name, ends in LISTS.items()
    }
    fought = truth / "gml_mid_dyad_years_1990_2009.csv"
    return Panel(
        years=years,
        dyads=dyads,
        counts=counts,
        rivalries={**lists, "either": lists["tss"] | lists["td"]},
        pacts=known.flags(chain.from_iterable(map(_rows, pacts)), "atop_defense"),
        disputes={name: known.flags(_rows(fought), f"gmlmid{name}") for name in ("ongoing", "onset")},
    )


def _counts(
    paths: Sequence[Path], years: tuple[int, ...]
) -> tuple[dict[tuple[str, str], int], NDArray[np.int64], tuple[tuple[str, str], ...]]:
    """The place of each unordered dyad, the counts, and the dyads in order."""
    rows = [row for path in paths for row in _rows(path) if int(row["year"]) in years]
    countries = sorted({row["i_iso3c"] for row in rows} | {row["j_iso3c"] for row in rows})
    dyads = tuple(combinations(countries, 2))
    slots = {dyad: place for place, dyad in enumerate(dyads)}
    counts = np.zeros((len(years), len(dyads), 2, len(QUADS)), dtype=np.int64)
    for row in rows:
        actor, other = row["i_iso3c"], row["j_iso3c"]
        place = slots[min(actor, other), max(actor, other)]
        counts[years.index(int(row["year"])), place, int(actor > other)] = [int(row[quad]) for quad in QUADS]
    return slots, counts, dyads


@dataclass(frozen=True)
class _Dyads:
    """Finds the place of a dyad by the numbers that the Correlates of War project gives to states."""

    slots: dict[tuple[str, str], int]
    names: dict[int, str]
    years: tuple[int, ...]

    def place(self, row: dict[str, str]) -> int | None:
        first, second = sorted(self.names.get(int(float(row[code])), "") for code in ("ccode1", "ccode2"))
        return self.slots.get((first, second))

    def spans(self, rows: Iterator[dict[str, str]], start: str, end: str, covered: int) -> Flags:
        """Flags from the first year of a rivalry to its last; one that lasts stands in a list with the list's last."""
        found = np.zeros((len(self.years), len(self.slots)), dtype=np.bool_)
        for row in rows:
            place = self.place(row)
            for index, year in enumerate(self.years):
                last = LATEST if float(row[end]) >= covered else float(row[end])
                if place is not None and float(row[start]) <= year <= last:
                    found[index, place] = True
        return found

    def flags(self, rows: Iterator[dict[str, str]], column: str) -> Flags:
        """Flags of dyad-years in which a column is 1."""
        found = np.zeros((len(self.years), len(self.slots)), dtype=np.bool_)
        for row in rows:
            year, place = int(float(row["year"])), self.place(row)
            if place is not None and year in self.years and float(row[column] or 0) == 1:
                found[self.years.index(year), place] = True
        return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
