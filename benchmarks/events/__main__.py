"""Measures event tables: `python -m benchmarks.events`, see README.md in the folder above.

Every figure comes from a fresh process. Results go to standard output, progress to standard error; nothing is written
but with `-o`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.history import entry, keep
from benchmarks.measuring import FailedError, run, typical
from kg.cache import VARIABLE
from kg.events.countries import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.history import Entry

PYTHON, KG = sys.executable, str(Path(sys.executable).parent / "kg")
SIZES, WAYS = (1_000_000, 10_000_000, 50_000_000), ("ours", "ours-polars", "sql", "polars", "pandas")
AT, LATER, DYAD = "2014-12-15", "2015-01-31", ("AFG", "ALB")
JOBS = ("first", "again", "panel", "explain")
# pandas holds everything in memory, and a panel of the largest size takes a quarter of an hour.
TOO_MUCH = {("pandas", 50_000_000), ("polars", "panel", 50_000_000), ("ours-polars", "panel", 50_000_000)}


def measure(sizes: list[int], runs: int, ways: list[str], folder: Path) -> list[dict[str, Any]]:
    """All figures, as plain rows: size, way, job, seconds on the clock and of all cores, peak memory in megabytes."""
    rows: list[dict[str, Any]] = []
    for size in sizes:
        place = folder / str(size)
        place.mkdir()
        for name, count, extra in (("events", size, []), ("month", size // 120, ["--month"])):
            tell(f"{size:,}: making {name}")
            run([PYTHON, "-m", "benchmarks.events.generate", str(place / f"{name}.parquet"), str(count), *extra])
        rows += imports(size, place, runs)
        for way in ways:
            for job in JOBS:
                if (way, size) not in TOO_MUCH and (way, job, size) not in TOO_MUCH:
                    rows.append(timed(size, way, job, place, runs))
        rows += update(size, place)
        same(place, [way for way in ways if (way, size) not in TOO_MUCH])
    return rows


def imports(size: int, place: Path, runs: int) -> list[dict[str, Any]]:
    """The import of everything."""
    costs = []
    for number in range(runs if size < 50_000_000 else 1):
        tell(f"{size:,}: import, run {number + 1}")
        costs.append(
            run([KG, "events", "import", str(place / "events.parquet"), "--store", str(place / "store"), "--again"])
        )
    return [figures(size, "ours", "import", costs)]


def timed(size: int, way: str, job: str, place: Path, runs: int) -> dict[str, Any]:
    """One job in one way; `first` begins without kept sums each time."""
    costs = []
    for number in range(runs if size < 50_000_000 else 1):
        tell(f"{size:,}: {way} {job}, run {number + 1}")
        if job == "first":
            shutil.rmtree(place / "store" / "sums", ignore_errors=True)
            shutil.rmtree(place / way, ignore_errors=True)
        shutil.rmtree(place / f"{way}-panel", ignore_errors=True)
        try:
            costs.append(run(command(way, job, place)))
        except FailedError as error:
            return {"events": size, "way": way, "job": job, "failed": str(error).splitlines()[-1]}
        if way.startswith("ours") and job != "panel":
            (place / f"{way}-{job}").write_bytes(costs[-1].output)
    return figures(size, way, job, costs)


def command(way: str, job: str, place: Path) -> list[str]:
    """What does a job in a way."""
    store = str(place / "store")
    if not way.startswith("ours"):
        return [PYTHON, "-m", "benchmarks.events.by_hand", way, job, store, AT, str(place), *slugs()]
    engine = ["--engine", "polars"] if way == "ours-polars" else []
    asked = ["--store", store, "--scale", "goldstein-gdelt", *engine]
    if job == "panel":
        wanted = ["parquet", "--monthly", "--until", AT, "-o", str(place / f"{way}-panel.parquet")]
        return [KG, "events", "export", *wanted, *asked]
    if job == "explain":
        return [KG, "events", "explain", *DYAD, "--at", AT, "--format", "csv", *asked]
    return [KG, "events", "tension", "--at", AT, "--format", "csv", *asked]


def slugs() -> tuple[str, ...]:
    """The dyad as the store names it."""
    return tuple(str(load().by("iso3", code)) for code in DYAD)


def update(size: int, place: Path) -> list[dict[str, Any]]:
    """One more month: its import, and the scores after it; the sums of the other months are there."""
    store = str(place / "store")
    shutil.rmtree(place / "store" / "sums", ignore_errors=True)
    tell(f"{size:,}: one more month")
    asked = ["--store", store, "--scale", "goldstein-gdelt", "--format", "csv"]
    run([KG, "events", "tension", "--at", "2014-12-31", *asked])
    found = [
        ("one more month: import", [KG, "events", "import", str(place / "month.parquet"), "--store", store]),
        ("one more month: tension", [KG, "events", "tension", "--at", LATER, *asked]),
    ]
    return [figures(size, "ours", job, [run(words)]) for job, words in found]


def figures(size: int, way: str, job: str, costs: list[Any]) -> dict[str, Any]:
    """The median of some costs as a row."""
    cost = typical(costs)
    return {"events": size, "way": way, "job": job, "wall_s": cost.wall, "cpu_s": cost.cpu, "peak_mb": cost.peak}


def same(place: Path, ways: list[str]) -> None:
    """Raises AssertionError where two ways come to different scores or shares."""
    for job, keys, number in (("again", ("a", "b"), "tension"), ("explain", ("id",), "share")):
        tables = [table(place / f"{way}-{job}", keys, number) for way in ways if (place / f"{way}-{job}").exists()]
        for other in tables[1:]:
            assert other.keys() == tables[0].keys(), job
            # Ours are printed with six places.
            assert all(abs(other[key] - value) < 1e-6 for key, value in tables[0].items()), job


def table(file: Path, keys: tuple[str, ...], number: str) -> dict[tuple[str, ...], float]:
    """A number of each row of what was printed, by its keys."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("kg: ")]
    return {tuple(row[key] for key in keys): float(row[number]) for row in csv.DictReader(lines) if row[keys[0]]}


def as_table(rows: list[dict[str, Any]]) -> str:
    """One line a job and size, one column a way: seconds of all cores, and the ratio of ours to it."""
    ways = list(dict.fromkeys(row["way"] for row in rows))
    lines = ["| events | job | " + " | ".join(ways) + " | ours / sql |", "| --- " * (len(ways) + 3) + "|"]
    for size, job in dict.fromkeys((row["events"], row["job"]) for row in rows):
        found = {row["way"]: row for row in rows if (row["events"], row["job"]) == (size, job)}
        cells = [cell(found.get(way)) for way in ways]
        ratio = (
            found["ours"]["cpu_s"] / found["sql"]["cpu_s"]
            if {"ours", "sql"} <= {w for w in found if "cpu_s" in found[w]}
            else None
        )
        lines.append(f"| {size:,} | {job} | " + " | ".join(cells) + f" | {f'{ratio:.2f}' if ratio else ''} |")
    return "\n".join(lines) + "\n"


def entries(rows: list[dict[str, Any]]) -> Iterator[Entry]:
    """What is kept by version: each job in CPU seconds beside SQL by hand."""
    found = {(row["events"], row["job"], row["way"]): row["cpu_s"] for row in rows if "cpu_s" in row}
    for (size, job, way), cpu in found.items():
        if way == "ours" and (size, job, "sql") in found:
            yield entry(f"events: {job}, {size:,} events", "SQL by hand", "CPU s", cpu, found[size, job, "sql"])


def cell(row: dict[str, Any] | None) -> str:
    """Seconds of all cores, and in brackets those on the clock and the peak memory in MB."""
    if row is None or "failed" in row:
        return "–"
    return f"{row['cpu_s']:.1f} ({row['wall_s']:.1f}; {row['peak_mb']:,.0f})"


def tell(text: str) -> None:
    """The progress."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="What the measure of event tables costs, beside the same by hand.")
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=list(SIZES))
    parser.add_argument("--runs", type=int, default=3, help="how often each is run; the median counts [3]")
    parser.add_argument("--ways", type=lambda text: text.split(","), default=list(WAYS))
    parser.add_argument("--format", choices=["table", "json"], default="table")
    parser.add_argument("-o", "--output", type=Path, help="write the results into a file instead")
    parser.add_argument("--keep", action="store_true", help="put the ratios into history.csv")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="detente-events-") as folder:
        # Ours keeps what it read of the project's actors, as it does for everybody.
        os.environ[VARIABLE] = str(Path(folder) / "cache")
        rows = measure(given.sizes, given.runs, given.ways, Path(folder))
    if given.keep:
        keep(entries(rows))
    text = as_table(rows) if given.format == "table" else json.dumps(rows, indent=2) + "\n"
    if given.output:
        given.output.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
