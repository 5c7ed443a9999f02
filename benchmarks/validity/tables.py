"""The figures as tables of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.report import markdown, titled
from benchmarks.validity.targets import DISPUTES, RIVALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    Row = dict[str, Any]

PLACES = 3
BESIDES = ("more than hostile share", "90 %", "more than contract: tension", "90 %")


def as_table(found: Row) -> str:
    """Everything that was found, to read."""
    parts = []
    if "choice" in found:
        parts += _choice(found["choice"])
    for name in ("chosen on", "held out", "later"):
        if name in found:
            parts += _evaluation(name, found[name])
    return "\n\n".join(parts) + "\n"


def _evaluation(name: str, found: Row) -> list[str]:
    title = f"{name.capitalize()} {_span(found['years'])}"
    return [
        titled(f"{title}: pairs", _sizes(found["targets"])),
        titled(f"{title}: AUC", _aucs(found)),
        *(
            titled(f"{title}: {target}", _of_target(found, target))
            for target in (RIVALS, DISPUTES)
            if target in found["targets"]
        ),
    ]


def _sizes(targets: Row) -> str:
    rows = [(name, *(f"{size[key]:,}" for key in ("pairs", "positive", "negative"))) for name, size in targets.items()]
    return markdown(("target", "pairs", "dyads that are", "dyads that are not"), rows)


def _aucs(found: Row) -> str:
    """The AUC of every score on every target."""
    rows = [(name, *(number(by[target]["auc"]) for target in found["targets"])) for name, by in found["scores"].items()]
    return markdown(("score", *found["targets"]), rows)


def _of_target(found: Row, target: str) -> str:
    """The intervals of every score on one target, and the AUC of each year scored."""
    results = {name: by[target] for name, by in found["scores"].items()}
    years = next(iter(results.values()))["years"]
    rows = [
        (
            name,
            number(result["auc"]),
            _range(result["interval"]),
            signed(result["more"]),
            _range(result["more_interval"], signed),
            signed(result["beyond"]),
            _range(result["beyond_interval"], signed),
            *(number(result["years"][year]) for year in years),
        )
        for name, result in results.items()
    ]
    return markdown(("score", "AUC", "90 %", *BESIDES, *map(str, years)), rows)


def _choice(found: Row) -> list[str]:
    title = f"Choice on {_span(found['years'])}"
    columns = ("what", RIVALS, DISPUTES, "mean")
    plain = (
        ("from the contract, one change at a time", "path"),
        ("mean over the designs with a setting, and the best mean", "options"),
        ("the ten best", "best"),
        ("what the rule gives", "rule"),
        ("chosen in one half of the dyads, judged in the other", "halves"),
        ("other ways", "variants"),
    )
    parts = [titled(f"{title}: {name}", markdown(columns, map(_cells, found[key]))) for name, key in plain]
    years = [(str(row["year"]), row["target"], number(row["auc"]), row["design"]) for row in found["left_out"]]
    return [*parts, titled(f"{title}: each year left out", markdown(("year", "target", "AUC", "design"), years))]


def _cells(row: Row) -> Sequence[str]:
    return (row["what"], *(number(row[key]) for key in (RIVALS, DISPUTES, "mean")))


def _span(years: Sequence[int]) -> str:
    return f"{years[0]}–{years[1]}"


def _range(ends: Sequence[float], shown: Any = None) -> str:
    low, high = map(shown or number, ends)
    return f"{low} to {high}"


def number(value: float) -> str:
    """An AUC, to three places, without a leading 0."""
    return f"{value:.{PLACES}f}".replace("0.", ".", 1) if value < 1 else f"{value:.{PLACES}f}"


def signed(value: float) -> str:
    """A difference of two AUCs, to three places; none is shown as -.000."""
    rounded = round(value, PLACES) + 0.0
    return f"{'−' if rounded < 0 else '+'}{number(abs(rounded))}"
