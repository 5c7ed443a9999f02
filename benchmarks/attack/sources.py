"""Sources, ontologies, graphs and event files that were changed by carelessness or ill will."""

from __future__ import annotations

import gzip
import zipfile
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.attack import projects
from benchmarks.attack.attacks import Attack
from benchmarks.attack.mutations import disguised, mutated
from benchmarks.attack.processes import run
from benchmarks.events.generate import generate as generate_events

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from benchmarks.attack.attacks import Attempt

SECRET = "a line that is in no project and must never be published"
EVENTS = 200


@contextmanager
def _stage_project(folder: Path, part: str) -> Iterator[Attempt]:
    """A built project whose files below `part` are changed."""
    import shutil  # noqa: PLC0415

    from kg.model import packaged  # noqa: PLC0415

    whole = projects.generated(folder / "whole")
    shutil.copytree(packaged.ontology(), whole / "ontology")
    outcome = run(["build", "--root", whole])
    if outcome.status:
        raise RuntimeError(outcome.messages)
    outside = folder / "outside" / "secret.txt"
    outside.parent.mkdir()
    outside.write_text(SECRET + "\n")

    def attempt(random: Random, own: Path) -> list[str]:
        project = projects.copy(whole, own / "project")
        files = sorted(path for path in (project / part).rglob("*") if path.is_file())
        changes = []
        for file in random.sample(files, random.choice((1, 1, 2))):
            if random.random() < 0.15:
                changes.append(f"{file.name} became {disguised(file, random, outside)}")
            else:
                file.write_bytes(mutated(file.read_bytes(), random))
                changes.append(f"{file.name} was changed")
        before = projects.published(project / "out")
        checked = run(["check", "--root", project])
        lost = checked.losses
        if random.random() < 0.2:
            made = run(["build", "--root", project])
            lost += made.losses
            lost += projects.remains(project / "out")
            lost += projects.torn(project / "out")
            if made.status and projects.published(project / "out") != before:
                lost.append("a build that failed changed the last one")
            if any(SECRET.encode() in file.read_bytes() for file in (project / "out").rglob("*") if file.is_file()):
                lost.append("a file from outside the project was published")
        return [f"{', '.join(changes)}: {what}" for what in lost]

    yield attempt


@contextmanager
def _stage_graphs(folder: Path) -> Iterator[Attempt]:
    """Graphs of a build, in every syntax."""
    out = projects.built(folder / "project", claims=8) / "out"
    graphs = [out / "graph.nq", out / "graph.trig"]
    for syntax, name in (("turtle", "graph.ttl"), ("nquads", "copy.nq")):
        run(["export", syntax, "--root", out / "graph.nq", "-o", folder / name])
        graphs.append(folder / name)
    commands = (
        ["tension"],
        ["claims"],
        ["explain", "china", "united-states"],
        ["query", "ASK { ?s ?p ?o }"],
        ["export", "graphml"],
        ["leverage"],
    )

    def attempt(random: Random, own: Path) -> list[str]:
        graph = random.choice(graphs)
        changed = own / graph.name
        changed.write_bytes(mutated(graph.read_bytes(), random))
        command = random.choice(commands)
        return [
            f"{command[0]} of a changed {graph.suffix}: {what}" for what in run([*command, "--root", changed]).losses
        ]

    yield attempt


@contextmanager
def _stage_event_files(folder: Path) -> Iterator[Attempt]:
    """Tables of events, in every wrapping."""
    import duckdb  # noqa: PLC0415

    parquet = folder / "events.parquet"
    generate_events(parquet, EVENTS)
    csv, tsv = folder / "events.csv", folder / "events.tsv"
    duckdb.sql(f"COPY (FROM '{parquet}') TO '{csv}' (HEADER)")
    duckdb.sql(f"COPY (FROM '{parquet}') TO '{tsv}' (HEADER, DELIMITER '\t')")
    packed, zipped = folder / "events.csv.gz", folder / "events.csv.zip"
    packed.write_bytes(gzip.compress(csv.read_bytes(), mtime=0))
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(csv, csv.name)
    files = (parquet, csv, csv, tsv, packed, zipped)

    def attempt(random: Random, own: Path) -> list[str]:
        file = random.choice(files)
        changed = own / file.name
        content = file.read_bytes()
        if file is packed and random.random() < 0.5:
            changed.write_bytes(gzip.compress(mutated(gzip.decompress(content), random), mtime=0))
        else:
            changed.write_bytes(mutated(content, random))
        store = own / "store"
        read = run(["events", "import", changed, "--store", store, "--name", "made-up"])
        lost = read.losses
        if not read.status:
            lost += run(["events", "tension", "--store", store]).losses
        elif store.exists() and any(store.iterdir()):
            lost.append("an import that failed left a store")
        return [f"a changed {file.name}: {what}" for what in lost]

    yield attempt


@contextmanager
def _stage_stores(folder: Path) -> Iterator[Attempt]:
    """Stores of events in which a byte has flipped or a file is cut short."""
    parquet, whole = folder / "events.parquet", folder / "whole"
    generate_events(parquet, EVENTS)
    for _ in range(2):
        # The sums that are kept are there from the second time on.
        run(["events", "import", parquet, "--store", whole, "--name", "made-up"])
        asked = run(["events", "tension", "--store", whole, "--format", "csv"])
    if asked.status:
        raise RuntimeError(asked.messages)

    def attempt(random: Random, own: Path) -> list[str]:
        store = projects.copy(whole, own / "store")
        file = random.choice(sorted(path for path in store.rglob("*") if path.is_file() and path.stat().st_size))
        content = bytearray(file.read_bytes())
        if random.random() < 0.7:
            content[random.randrange(len(content))] ^= 1 << random.randrange(8)
        else:
            del content[random.randrange(len(content)) :]
        file.write_bytes(content)
        found = run(["events", "tension", "--store", store, "--format", "csv"])
        lost = found.losses
        if not found.status and found.output != asked.output:
            lost.append("another answer than of the whole store, without a word")
        return [f"{file.relative_to(store)} was damaged: {what}" for what in lost]

    yield attempt


SOURCES = Attack(
    "sources", "sources are changed, then checked and built", 30, 1_500, partial(_stage_project, part="sources")
)
ONTOLOGY = Attack("ontology", "the project's ontology is changed", 10, 400, partial(_stage_project, part="ontology"))
GRAPHS = Attack("graphs", "a graph of RDF is changed, then read", 10, 600, _stage_graphs)
EVENT_FILES = Attack("event-files", "tables of events are changed, then imported", 10, 500, _stage_event_files)
STORES = Attack("event-stores", "stores of events are damaged, then asked", 5, 150, _stage_stores)
