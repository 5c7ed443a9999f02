"""`python -m benchmarks.plain build ROOT OUT` and `… query OUT FILE`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Dataset, Graph

from benchmarks.plain.graph import dataset_of
from benchmarks.plain.sources import SourceError, read
from benchmarks.plain.tension import tensions
from benchmarks.plain.terms import ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable


def build(root: Path, out: Path, *, shapes: bool = True, progress: Callable[[str], None] = lambda _: None) -> None:
    """Read, check, validate, compute and write everything."""
    from benchmarks.plain.outputs import network, write_dataset, write_network, write_tables  # noqa: PLC0415 - slow

    out.mkdir(parents=True, exist_ok=True)
    progress("reading")
    sources = read(root)
    progress("building the dataset")
    dataset = dataset_of(sources)
    if shapes:
        progress("validating shapes")
        validate(dataset)
    progress("computing")
    found = tensions(dataset)
    graph = network(dataset)
    progress("writing the dataset")
    write_dataset(dataset, out)
    progress("writing tables and pages")
    write_tables(sources, found, out)
    write_network(graph, found, out)


def validate(dataset: Dataset) -> None:
    """Hold all triples against the shapes; the union is copied, since pyshacl looks at each named graph by itself."""
    from pyshacl import validate as conforms  # noqa: PLC0415 - a third of a second that a query does not need

    union = Graph()
    for subject, predicate, value, _ in dataset.quads():
        union.add((subject, predicate, value))
    valid, _, text = conforms(union, shacl_graph=Graph().parse(ONTOLOGY / "shapes.ttl"), inference="none")
    if not valid:
        raise SourceError(text)


def query(file: Path, question: Path) -> bytes:
    """The answer to a query as CSV, over a graph parsed for it."""
    dataset = Dataset(default_union=True)
    dataset.parse(file, format="nquads")
    answer = dataset.query(question.read_text(encoding="utf-8"), initNs=PREFIXES)
    return answer.serialize(format="csv") or b""


def main() -> None:
    """The command; `--stages` prints when each stage began, as JSON."""
    parser = argparse.ArgumentParser(description="The same work, done the plain way.")
    commands = parser.add_subparsers(dest="command", required=True)
    builds = commands.add_parser("build")
    builds.add_argument("root", type=Path)
    builds.add_argument("out", type=Path)
    builds.add_argument("--no-shapes", action="store_true")
    builds.add_argument("--stages", action="store_true")
    asks = commands.add_parser("query")
    asks.add_argument("graph", type=Path)
    asks.add_argument("question", type=Path)
    given = parser.parse_args()
    if given.command == "query":
        sys.stdout.buffer.write(query(given.graph, given.question))
        return
    stages: list[tuple[str, float, float]] = []
    mark = _marker(stages)
    build(given.root, given.out, shapes=not given.no_shapes, progress=mark)
    mark("end")
    if given.stages:
        print(json.dumps(stages))


def _marker(stages: list[tuple[str, float, float]]) -> Callable[[str], None]:
    return lambda stage: stages.append((stage, time.perf_counter(), time.process_time()))


if __name__ == "__main__":
    main()
