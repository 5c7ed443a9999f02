"""What scores have to tell, each as pairs of dyads of the same year: who is a rival, who will be in a dispute."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.validity.matching import CALIPER, Pairs, matched
from benchmarks.validity.reference import COVERED

if TYPE_CHECKING:
    from benchmarks.validity.reference import Flags, Panel

RIVALS, DISPUTES = "rivals", "dispute next year"
UNMATCHED, PAST_TOO = "unmatched", "past equal too"
# The truth of each and how its pairs are matched. Of the two lists of rivalries the headline is the newer, that of
# Thompson, Sakuwa and Suhas (2021), which revises the other, that of Thompson and Dreyer (2011).
TARGETS = {
    RIVALS: ("tss", ""),
    "rivals (td)": ("td", ""),
    "rivals (either)": ("either", ""),
    "rivals, past equal too": ("tss", PAST_TOO),
    "rivals, unmatched": ("tss", UNMATCHED),
    DISPUTES: ("ongoing", ""),
    "dispute, past equal too": ("ongoing", PAST_TOO),
    "onset next year": ("onset", ""),
}


def targets(panel: Panel, years: range) -> dict[str, Pairs]:
    """The pairs of each target in `TARGETS` whose truth is known of all those years, and is of one of them.

    Rivals are set against allies, of the year that is scored. A dispute is of the year after: who will have one is set
    against who will not, so that the year scored is that before. Where the past is equal too, so are all events of the
    dyads since the first year of the panel.
    """
    among = panel.only(years)
    soon = _year_after(np.broadcast_to(among, panel.pacts.shape))
    found = {}
    for name, (kind, how) in TARGETS.items():
        if COVERED[kind] < years.stop - 1:
            continue
        if kind in panel.rivalries:
            ones, others = panel.rivalries[kind] & among, panel.allies & among
        else:
            disputed = _year_after(panel.disputes[kind])
            ones, others = disputed & soon, ~disputed & soon
        volumes = (panel.events, np.cumsum(panel.events, axis=0)) if how == PAST_TOO else (panel.events,)
        found[name] = matched(ones, others, *volumes, caliper=inf if how == UNMATCHED else CALIPER)
    return found


def _year_after(flags: Flags) -> Flags:
    """What flags are a year later; not set in the last year."""
    return np.concatenate([flags[1:], np.zeros_like(flags[:1])])
