"""Measures builds and queries beside the plain way: `python -m benchmarks.run`, see README.md in this folder.

Every figure comes from a fresh process. Results go to standard output, progress to standard error; nothing is written
but with `-o`.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.history import entry, keep
from benchmarks.measuring import CHECKOUT, Cost, run, size_of, stage_seconds, typical
from benchmarks.report import as_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.history import Entry

SIZES = (100, 1_000, 10_000)
QUICK_SIZES = (100, 1_000)
RUNS, QUICK_RUNS = 3, 1
ASKED = 5
QUERIES = ("denials", "events-between", "claims-about-dyad")
TIMEOUT = 600.0
LIBRARIES = ("pyoxigraph", "pyrudof", "pyyaml", "networkx", "pyvis", "rdflib", "pyshacl")
KG = str(Path(sys.executable).parent / "kg")
PYTHON = sys.executable


def measure(sizes: Sequence[int], runs: int, queries: Sequence[str]) -> dict[str, Any]:
    """All figures, as plain data."""
    found: dict[str, Any] = {"machine": _machine(), "runs": runs, "builds": [], "queries": []}
    with tempfile.TemporaryDirectory(prefix="detente-bench-") as folder:
        for size in sizes:
            root = Path(folder) / str(size)
            _say(f"{size:,} claims: making the project")
            run([PYTHON, "-m", "benchmarks.generate", str(root), str(size)])
            found["builds"] += _builds(root, size, runs)
            found["queries"] += _queries(root, size, runs, queries)
    _say("")
    return found


def _builds(root: Path, size: int, runs: int) -> list[dict[str, Any]]:
    """Both ways, with the shapes and without; the whole of ours also through the real command."""
    rows = []
    for way, module in (("ours", "benchmarks.ours"), ("plain", "benchmarks.plain")):
        for shapes in (True, False):
            out = root / ("out" if way == "ours" else "plain")
            timed = [PYTHON, "-m", module, *(["build"] if way == "plain" else []), str(root), str(out), "--stages"]
            timed += [] if shapes else ["--no-shapes"]
            real = [KG, "build", "--root", str(root)] if way == "ours" and shapes else timed
            name = f"{size:,} claims: {way}{'' if shapes else ' without shapes'}"
            costs = _repeated(name, real, runs)
            staged = costs if real is timed else _repeated(f"{name}, by stage", timed, runs)
            rows.append({"claims": size, "way": way, "shapes": shapes, **_figures(typical(costs))})
            rows[-1] |= {"stages": stage_seconds(staged), "out_mb": round(size_of(out), 3)}
    return rows


def _queries(root: Path, size: int, runs: int, queries: Sequence[str]) -> list[dict[str, Any]]:
    """Stored queries, each answered by a new process."""
    rows = []
    for name in queries:
        question = CHECKOUT / "ontology" / "queries" / f"{name}.rq"
        ours = [KG, "query", "--root", str(root), "--name", name, "--format", "csv"]
        plain = [PYTHON, "-m", "benchmarks.plain", "query", str(root / "plain" / "graph.nq"), str(question)]
        for way, command, times in (("ours", ours, max(runs, ASKED)), ("plain", plain, runs)):
            row: dict[str, Any] = {"claims": size, "query": name, "way": way}
            try:
                cost = typical(_repeated(f"{size:,} claims: {way} asks {name}", command, times))
                row |= {**_figures(cost), "rows": _rows(cost.output)}
            except TimeoutError:
                row |= {"timeout": TIMEOUT}
            rows.append(row)
    return rows


def _repeated(name: str, command: Sequence[str], times: int) -> list[Cost]:
    costs = []
    for number in range(1, times + 1):
        _say(f"{name}, run {number} of {times}")
        costs.append(run(command, TIMEOUT))
    return costs


def _rows(output: bytes) -> int:
    """How many rows of CSV there are below the header; quotes may have line breaks of their own."""
    return sum(1 for _ in csv.reader(io.StringIO(output.decode(), newline=""))) - 1


def _figures(cost: Cost) -> dict[str, float]:
    return {"wall_s": round(cost.wall, 4), "cpu_s": round(cost.cpu, 4), "peak_mb": round(cost.peak, 1)}


def entries(found: dict[str, Any]) -> Iterator[Entry]:
    """What is kept by version: builds with shapes and queries, in CPU seconds beside the plain way."""
    plain = {_about(row): row["cpu_s"] for kind in ("builds", "queries") for row in found[kind] if _kept(row, "plain")}
    for row in (row for kind in ("builds", "queries") for row in found[kind] if _kept(row, "ours")):
        if _about(row) in plain:
            yield entry(_about(row), "plain way", "CPU s", row["cpu_s"], plain[_about(row)])


def _kept(row: dict[str, Any], way: str) -> bool:
    return row["way"] == way and row.get("shapes", True) and "cpu_s" in row


def _about(row: dict[str, Any]) -> str:
    """What a row is of, as it is called in the history."""
    return f"{row.get('query', 'build')}, {row['claims']:,} claims"


def _machine() -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in LIBRARIES},
    }


def _say(text: str) -> None:
    """The progress, on one line where somebody watches, else a line each."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
    elif text:
        sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="What a build and a query cost, beside the plain way.")
    parser.add_argument("--sizes", type=_sizes, help="numbers of claims, with commas between them [100,1000,10000]")
    parser.add_argument("--runs", type=int, help="how often each is run; the median counts [3]")
    parser.add_argument("--queries", type=lambda text: text.split(","), default=QUERIES, help="stored queries to ask")
    parser.add_argument("--quick", action="store_true", help="100 and 1,000 claims, each once: about a minute")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    parser.add_argument("-o", "--output", type=Path, help="write the results into a file instead")
    parser.add_argument("--keep", action="store_true", help="put the ratios into history.csv")
    given = parser.parse_args()
    sizes = given.sizes or (QUICK_SIZES if given.quick else SIZES)
    found = measure(sizes, given.runs or (QUICK_RUNS if given.quick else RUNS), given.queries)
    if given.keep:
        keep(entries(found))
    formats: dict[str, Callable[[dict[str, Any]], str]] = {"table": as_table, "json": _as_json}
    text = formats[given.format](found)
    if given.output:
        given.output.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


def _as_json(found: dict[str, Any]) -> str:
    return json.dumps(found, indent=2) + "\n"


if __name__ == "__main__":
    main()
