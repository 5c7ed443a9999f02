"""Measures every analysis on networks of some numbers of dyads: `python -m benchmarks.analyses`, see README.md here.

Each figure is of a fresh process that makes its network beforehand. Results go to standard output, progress to standard
error; nothing is written but with `-o`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from importlib.metadata import version
from itertools import pairwise
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import run
from benchmarks.report import UNKNOWN, markdown, number, titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Figures = dict[str, Any]

SIZES = (200, 2_000, 20_000)
QUICK_SIZES = (200, 2_000)
RUNS, QUICK_RUNS = 5, 3
TIMEOUT = 1_800.0
LIBRARIES = ("networkx", "igraph", "numpy")
BESIDE = "networkx and igraph"
# Below, the clock and the interpreter are measured more than the analysis.
LEAST = 0.001
SAME = 1e-9


def measure(sizes: Sequence[int], runs: int, names: Sequence[str]) -> Figures:
    """All figures, as plain data."""
    found: Figures = {"machine": _machine(), "runs": runs, "analyses": [], "alternatives": []}
    for size in sizes:
        for name in names:
            sys.stderr.write(f"{size:,} dyads: {name}\n")
            rows = _in_a_process(name, size, runs)
            found["alternatives" if name == BESIDE else "analyses"] += rows
    return found


def _in_a_process(name: str, size: int, runs: int) -> list[Figures]:
    command = [sys.executable, "-m", "benchmarks.analyses", "--one", name, "--sizes", str(size), "--runs", str(runs)]
    try:
        cost = run(command, TIMEOUT)
    except TimeoutError:
        return [{"dyads": size, "analysis": name, "what": name, "way": "", "timeout": TIMEOUT}]
    rows: list[Figures] = json.loads(cost.output.splitlines()[-1])
    return [{**row, "peak_mb": round(cost.peak, 1)} for row in rows]


def one(name: str, size: int, runs: int) -> list[Figures]:
    """The rows of one analysis, or of the alternatives, measured in this process."""
    from benchmarks.questions import asked, compared  # noqa: PLC0415 - only the measured process needs all of it

    return compared(size, runs) if name == BESIDE else [asked(name, size, runs)]


def names_of_all() -> list[str]:
    """The names of all analyses, and of the comparison with alternatives."""
    from benchmarks.questions import QUESTIONS  # noqa: PLC0415 - as above

    return [*QUESTIONS, BESIDE]


def as_table(found: Figures) -> str:
    """Everything that was measured, to read."""
    machine = found["machine"]
    head = f"{machine['system']}, {machine['cores']} cores, Python {machine['python']}, "
    head += ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    parts = [head, titled("Analyses (CPU seconds)", _analyses_table(found["analyses"]))]
    if found["alternatives"]:
        parts.append(titled("Beside networkx and igraph (CPU seconds)", _alternatives_table(found["alternatives"])))
    return "\n\n".join(parts) + "\n"


def _analyses_table(rows: Sequence[Figures]) -> str:
    sizes = sorted({row["dyads"] for row in rows})
    by_name: dict[str, dict[int, Figures]] = {}
    for row in rows:
        by_name.setdefault(row["analysis"], {})[row["dyads"]] = row
    columns = ("analysis", *(f"{size:,}" for size in sizes), *_steps(sizes), f"found at {max(sizes):,}", "peak MB")
    return markdown(columns, (_analysis_row(name, figures, sizes) for name, figures in by_name.items()))


def _analysis_row(name: str, figures: dict[int, Figures], sizes: Sequence[int]) -> tuple[str, ...]:
    largest = figures[max(figures)]
    return (
        name,
        *(_seconds(figures.get(size, {})) for size in sizes),
        *(_exponent(figures.get(less, {}), figures.get(more, {})) for less, more in pairwise(sizes)),
        f"{largest['found']:,}" if "found" in largest else UNKNOWN,
        f"{largest['peak_mb']:.0f} (+{largest['more_mb']:.0f})" if "more_mb" in largest else UNKNOWN,
    )


def _alternatives_table(rows: Sequence[Figures]) -> str:
    return markdown(
        ("what", "dyads", "way", "CPU s", "as ours"),
        (
            (row["what"], f"{row['dyads']:,}", row["way"], _seconds(row), _agreement(row.get("difference")))
            for row in sorted(rows, key=lambda row: row["what"])
        ),
    )


def _agreement(difference: float | None) -> str:
    if difference is None:
        return UNKNOWN
    return "yes" if difference <= SAME else f"NO, by {difference:.1e}"


def _seconds(row: Figures) -> str:
    if "timeout" in row:
        return f"> {row['timeout']:.0f}"
    return number(row["cpu_s"]) if "cpu_s" in row else UNKNOWN


def _steps(sizes: Sequence[int]) -> Iterator[str]:
    return (f"k {less:,}–{more:,}" for less, more in pairwise(sizes))


def _exponent(less: Figures, more: Figures) -> str:
    """Give k where the cost grows like the dyads to the power of k from one size to the next."""
    costs = [row.get("cpu_s", 0.0) for row in (less, more)]
    if min(costs) < LEAST:
        return UNKNOWN
    return f"{log(costs[1] / costs[0]) / log(more['dyads'] / less['dyads']):.2f}"


def _machine() -> Figures:
    return {
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in LIBRARIES},
    }


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def main(arguments: Iterable[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="What every analysis costs, by the number of dyads.")
    parser.add_argument("--sizes", type=_numbers, help="numbers of dyads, with commas between them [200,2000,20000]")
    parser.add_argument("--runs", type=int, help="how often each is asked at least; the median counts [5]")
    parser.add_argument("--only", type=lambda text: text.split(","), help="names of analyses, with commas between them")
    parser.add_argument("--quick", action="store_true", help="200 and 2,000 dyads, three times: a minute or two")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    parser.add_argument("-o", "--output", type=Path, help="write the results into a file instead")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args(None if arguments is None else list(arguments))
    sizes = given.sizes or (QUICK_SIZES if given.quick else SIZES)
    runs = given.runs or (QUICK_RUNS if given.quick else RUNS)
    if given.one:
        print(json.dumps(one(given.one, sizes[0], runs)))
        return
    unknown = set(given.only or ()) - set(names_of_all())
    if unknown:
        parser.error(f"no analysis is called {', '.join(sorted(unknown))}; there are {', '.join(names_of_all())}")
    found = measure(sizes, runs, given.only or names_of_all())
    text = as_table(found) if given.format == "table" else json.dumps(found, indent=2) + "\n"
    if given.output:
        given.output.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
