"""What the analyses found, as tables by the names of their files, and in a few numbers for `build.json`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kg.outputs import tables
from kg.outputs.briefings import (
    alignment,
    balance,
    comparison,
    disputes,
    forecast_scores,
    forecasts,
    leverage,
    sensitivity,
    timeline,
)
from kg.outputs.document import plain

if TYPE_CHECKING:
    from kg.analysis.report import Report
    from kg.graph.network import Network
    from kg.outputs.tables import Table


def report_tables(network: Network, report: Report) -> dict[str, Table]:
    """A table for each analysis, by the name of its file."""
    return {
        "tension.csv": tables.tension_table(report.tensions),
        "leverage.csv": leverage.table(network, report.leverage),
        "disputes.csv": disputes.table(network, report.disputes),
        "forecasts.csv": forecasts.table(network, report.forecasts),
        "forecast-scores.csv": forecast_scores.table(network, report.forecast_scores),
        "timeline.csv": timeline.course_table(report.courses),
        "comparison.csv": comparison.table(network, report.comparison),
        "triads.csv": balance.table(network, report.balance),
        "standing.csv": balance.actors_table(network, report.balance),
        "alignment.csv": alignment.table(network, report.listed_alignment),
        "sensitivity.csv": sensitivity.dyad_table(network, report.sensitivity),
    }


def summary(report: Report) -> dict[str, Any]:
    """Each analysis in a few numbers, rounded to 6 places, and what the ranking rests on in a sentence."""
    shifts, balance_, scores = report.comparison.shifts, report.balance, report.forecast_scores.together
    return {
        "tension": {"dyads": len(report.tensions), "thin": sum(d.thin for d in report.tensions)},
        "leverage": {
            "pairs": len(report.leverage),
            "doubted": sum(any(part.doubts for part in pair.parts) for pair in report.leverage),
        },
        "disputes": dict(sorted(Counter(dispute.kind for dispute in report.disputes).items())),
        "forecasts": {"settled": scores.settled, "pending": scores.pending, "brier": plain(scores.brier)},
        "timeline": {"points": len(report.courses)},
        "comparison": {
            "first": plain(report.comparison.first),
            "second": plain(report.comparison.second),
            "beyond_both_intervals": sum(shift.beyond == "beyond both intervals" for shift in shifts),
        },
        "balance": {
            "triads": balance_.census.triads,
            "listed": len(balance_.triads),
            "decided_ties": sum(tie.sign != 0 for tie in balance_.ties),
            "frustration": plain([balance_.decided.low, balance_.decided.high]),
            "leaning_frustration": plain([balance_.leaning.low, balance_.leaning.high]),
        },
        "alignment": {
            "statements": report.alignment.counted,
            "pairs": len(report.alignment.pairs),
            "listed": len(report.listed_alignment.pairs),
        },
        "sensitivity": {
            "stable_signs": sum(dyad.sign_stable for dyad in report.sensitivity.dyads),
            "conclusion": report.sensitivity.conclusion,
        },
    }
