"""`kg build` with a clock: `python -m benchmarks.ours ROOT OUT [--no-shapes]` prints when each stage began, as JSON."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kg.pipeline import build
from kg.rdf import shapes

if TYPE_CHECKING:
    from collections.abc import Iterable


def _unseen(_: object, parts: Iterable[shapes.Part], *__: object) -> list[shapes.Violation]:
    """No violations of graphs, which are made as they are taken."""
    for _part in parts:
        pass
    return []


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Build a project and print when each stage began.")
    parser.add_argument("root", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--no-shapes", action="store_true", help="pretend that every graph conforms")
    parser.add_argument("--stages", action="store_true", help="print the stages")
    given = parser.parse_args()
    stages: list[tuple[str, float, float]] = []

    def mark(stage: str) -> None:
        stages.append((stage, time.perf_counter(), time.process_time()))

    if given.no_shapes:
        # Nothing else has the graphs, but not their validation.
        setattr(shapes._Shapes, "violations", _unseen)  # noqa: B010, SLF001 - which no method may be, for mypy
    built = build(given.root, given.out, progress=mark)
    mark("end")
    if not built.files:
        raise SystemExit(f"{len(built.findings)} findings, the first: {built.findings[0]}")
    if given.stages:
        print(json.dumps(stages))


if __name__ == "__main__":
    main()
