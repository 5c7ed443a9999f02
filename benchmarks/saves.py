"""What a save costs: `python -m benchmarks.saves`, see README.md here; progress goes to standard error.

One claim after the other of a generated project is given another certainty. After each the project is checked and built
by the process that `--watch` keeps, and by a new one, with what earlier ones kept in the user's folder and without.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.generate import generate
from benchmarks.measuring import run
from kg import pipeline
from kg.cache import VARIABLE, Cache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CERTAIN, LESS = "certainty: certain", "certainty: probable"
WAYS = ("kept process", "new process", "new process, --no-cache")


def edits(root: Path) -> Iterator[Path]:
    """Give another claim another certainty each time, in one article after the other; gives the file."""
    for path in sorted((root / "sources" / "articles").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if CERTAIN in text:
            path.write_text(text.replace(CERTAIN, LESS, 1), encoding="utf-8")
            yield path


def seconds() -> float:
    """CPU seconds of this process and of those it has started and waited for, on all cores."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def costs(root: Path, runs: int) -> dict[str, dict[str, list[float]]]:
    """CPU seconds of each command in each way, after an edit of one claim each."""
    saved, cache = edits(root), Cache(root / "kept")
    os.environ[VARIABLE] = str(root / "cache")
    kept: dict[str, Callable[[], object]] = {
        "check": lambda: pipeline.check(root, cache=cache),
        "build": lambda: pipeline.build(root, root / "out", cache=cache),
    }
    found: dict[str, dict[str, list[float]]] = {name: {way: [] for way in WAYS} for name in kept}
    for name, act in kept.items():
        command = [sys.executable, "-m", "kg", name, "--root", str(root)]
        act()
        run(command)
        for number in range(runs):
            next(saved)
            begun = seconds()
            act()
            spent = (seconds() - begun, run(command).cpu, run([*command, "--no-cache"]).cpu)
            for way, each in zip(WAYS, spent, strict=True):
                found[name][way].append(each)
            print(f"kg {name}, {number + 1} of {runs}: {spent}", file=sys.stderr, flush=True)
    return found


def main() -> None:
    """Print a table of medians."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--claims", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = costs(generate(Path(folder) / "project", given.claims), given.runs)
    print(f"| after a save, {given.claims:,} claims | {' | '.join(WAYS)} |\n| --- | --- | --- | --- |")
    for name, ways in found.items():
        print(f"| kg {name} | {' | '.join(f'{median(each):.2f}' for each in ways.values())} |")


if __name__ == "__main__":
    main()
