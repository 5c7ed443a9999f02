"""`kg build`."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import fail, note, root_option, shows_errors, today_option
from kg.cli.terminal import echo, overwrite
from kg.cli.watch import (
    Failed,
    cache_option,
    chosen_cache,
    line_of_build,
    results,
    tell_of_findings,
    watch_option,
)
from kg.model.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from kg.cache import Cache
    from kg.model.findings import Finding
    from kg.pipeline import Built
    from kg.project import Project

# What tells one import of events into a store from another.
STORE_FILE = "store.json"
WHAT = {
    "index.html": "the interactive view: open it in a browser",
    "tension.csv": "every dyad with its score and interval",
    "event-tension.csv": "every dyad by the machine-coded events of each store, apart from the claims",
    "leverage.csv": "who can move whom, by what, and how strongly",
    "disputes.csv": "what is disputed, by whom, and what rests on it",
    "forecasts.csv": "who forecast what, and what came of it",
    "forecast-scores.csv": "how well the settled forecasts of each claimant came true",
    "timeline.csv": "dyads through time, and what moved them",
    "comparison.csv": "what moved between the oldest and the newest article",
    "triads.csv": "three actors at a time: balanced or not",
    "standing.csv": "every actor's camp, brokerage and betweenness",
    "alignment.csv": "who agrees with whom over which issues",
    "sensitivity.csv": "how the ranking moves under other assumptions",
    "claims.csv": "every claim with its quote, claimant, hedge and date",
    "network.graphml": "the network for Gephi, igraph, networkx, Cytoscape",
    "graph.nq": "the whole dataset, canonical: the same sources give the same bytes",
    "graph.trig": "the whole dataset, to read",
    "ontology.ttl": "the vocabulary and its scales",
    "context.jsonld": "the short names of the JSON-LD that `kg export` writes",
    "frame.jsonld": "how to ask a processor of JSON-LD for claims with their actors inside",
    "codebook.html": "what the terms mean, with their numbers",
    "build.json": "counts, hashes, versions and parameters",
    "schema": "JSON Schemas of the YAML files, for editors",
    "store": "the dataset as `kg query` opens it",
}


@click.command("build")
@root_option
@click.option("--out", type=click.Path(path_type=Path), help="Where to write.  [default: out/ in the project]")
@click.option("--strict", is_flag=True, help="Build nothing where there is any finding, warnings too.")
@click.option(
    "--with-events", "stores", metavar="STORE", multiple=True, type=click.Path(path_type=Path),
    help="Put what a store of machine-coded events says beside it; more than once for several.",
)  # fmt: skip
@click.option(
    "--quotes-only", is_flag=True,
    help="Quotes with their context in place of whole texts, as `texts: quotes` in project.yaml.",
)  # fmt: skip
@today_option
@watch_option
@cache_option
@shows_errors
def command(
    root: Path,
    out: Path | None,
    strict: bool,
    stores: tuple[Path, ...],
    quotes_only: bool,
    today: date | None,
    watch: bool,
    no_cache: bool,
) -> None:
    """Check the sources and write everything in out/.

    A build that fails leaves the last one whole. What `kg events import` read can stand beside what the articles say,
    in the view, in the graph and in event-tension.csv, and never in the scores of the claims.

    With --watch a line says after each save what it changed, and a view that `kg serve` shows renews itself. Ctrl-C
    ends it with the status of the last build.

    \b
    Examples:
      kg build
      kg build --root my-project --out /tmp/graph
      kg build --with-events icews
      kg build --quotes-only
      kg build --watch
    """
    from kg.cli.events.options import (  # noqa: PLC0415 - help does not need them
        events_installed,
        tell_of_datasets,
        tell_of_stores,
    )
    from kg.model.findings import as_text  # noqa: PLC0415
    from kg.project import open_project  # noqa: PLC0415

    if root.is_file():
        fail("--root must be a project's folder; a graph is built already", 2)
    if out is not None:
        _refuse_folder(root, out)
    if stores:
        events_installed()
        tell_of_stores(stores, root)
    project = open_project(root, out)
    cache = chosen_cache(project.root, no_cache=no_cache, watch=watch)

    def build(kept: Cache) -> Built:
        try:
            return project.build(
                strict=strict, with_events=stores, progress=_progress, today=today, quotes_only=quotes_only, cache=kept
            )
        finally:
            _progress("")

    if watch:
        raise SystemExit(_watch(project, build, cache, [store / STORE_FILE for store in stores]))
    built = build(cache)
    echo(as_text(built.findings), nl=False, err=True)
    if not built.files:
        fail(f"{counted(len(built.findings), 'finding')}; nothing was written")
    tell_of_datasets(built.datasets)
    echo(_report(built), nl=False)


def _watch(project: Project, build: Callable[[Cache], Built], cache: Cache, also: Sequence[Path]) -> int:
    """Print a line for each build until Ctrl-C; gives the status of the last one."""
    status = 1
    before: Sequence[Finding] | None = None
    last: Built | None = None

    def timed(kept: Cache) -> tuple[Built, float]:
        begun = time.perf_counter()
        return build(kept), time.perf_counter() - begun

    with suppress(KeyboardInterrupt):
        for result in results(project.root, timed, cache, also):
            status = 1
            if isinstance(result, Failed):
                note(f"error: {result.message}; {_kept(project)}")
                continue
            built, seconds = result
            if built.findings or before:
                tell_of_findings(before, built.findings, err=True)
            before = built.findings
            if not built.files:
                note(f"error: {counted(len(built.findings), 'finding')}; {_kept(project)}")
                continue
            status = 0
            echo(line_of_build(last, built, seconds))
            last = built
    return status


def _kept(project: Project) -> str:
    """What stands in out/ after a build that failed."""
    return "nothing was written; the last build stays" if project.manifest() else "nothing was written"


def _refuse_folder(root: Path, out: Path) -> None:
    """Refuse to build into a folder of sources, or one with files of our names that are not ours."""
    place, project = out.resolve(), root.resolve()
    if place == project or any(place.is_relative_to(project / name) for name in ("sources", "ontology")):
        fail(f"--out {out} is where the sources are; name another folder", 2)
    if not (place / "build.json").exists() and any((place / name).exists() for name in WHAT):
        fail(f"--out {out} holds files of other origin with the names of ours; name another folder", 2)


def _report(built: Built) -> str:
    counts = " · ".join(counted(number, what.removesuffix("s")) for what, number in built.counts.items())
    made = {name.partition("/")[0] for name in built.files}
    paths = {name: _shown(built.out / name) for name in WHAT if name in made}
    width = max(map(len, paths.values()))
    lines = [f"{path:<{width}}  {WHAT[name]}" for name, path in paths.items()]
    return "\n".join([counts, *filter(None, [built.counting]), *lines]) + "\n"


def _shown(path: Path) -> str:
    """The path relative to here if it lies below, else the whole path."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _progress(stage: str) -> None:
    """The current stage, on a line that the next one overwrites; only on a terminal."""
    overwrite(f"{stage}{' …' * bool(stage)}")
