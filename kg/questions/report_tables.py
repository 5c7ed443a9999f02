"""What the analyses found, as tables by the names of their files, and in a few numbers for `build.json`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kg.questions import tables as questions_tables
from kg.questions.alignment import note as alignment_note
from kg.questions.balance import note as balance_note
from kg.questions.comparison import note as comparison_note
from kg.questions.disputes import note as disputes_note
from kg.questions.document import plain
from kg.questions.forecasts import note as forecasts_note
from kg.questions.forecasts import scores_note
from kg.questions.leverage import note as leverage_note
from kg.questions.sensitivity import note as sensitivity_note
from kg.questions.timeline import note as timeline_note

if TYPE_CHECKING:
    from kg.network.network import Network
    from kg.questions.report import Report
    from kg.questions.tables import Table


def report_tables(network: Network, report: Report) -> dict[str, Table]:
    """A table for each analysis, by the name of its file."""
    return {
        "tension.csv": questions_tables.tension_table(report.tensions),
        "leverage.csv": leverage_note.table(network, report.leverage),
        "disputes.csv": disputes_note.table(network, report.disputes),
        "forecasts.csv": forecasts_note.table(network, report.forecasts),
        "forecast-scores.csv": scores_note.table(network, report.forecast_scores),
        "timeline.csv": timeline_note.course_table(report.courses),
        "comparison.csv": comparison_note.table(network, report.comparison),
        "triads.csv": balance_note.table(network, report.balance),
        "standing.csv": balance_note.actors_table(network, report.balance),
        "alignment.csv": alignment_note.table(network, report.listed_alignment),
        "sensitivity.csv": sensitivity_note.dyad_table(network, report.sensitivity),
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
