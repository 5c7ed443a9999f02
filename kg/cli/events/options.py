"""What the commands about events share: the store, the choices about the measure, and the engine."""

from __future__ import annotations

import functools
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.cli.options import fail, finite, named, note, root_option, shows_errors
from kg.model.findings import printable
from kg.model.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from kg.events.datasets import DatasetTension
    from kg.events.engines import Engine
    from kg.events.resolve import Resolver
    from kg.events.specification import Grouping, Specification
    from kg.events.store import Store
    from kg.measure.lens import Level

R = TypeVar("R")

FOLDER = "events"
ACTORS = Path("sources") / "actors.yaml"
STORE_HELP = "The store's folder.  [default: events in the project's folder]"
AMBIGUOUS = 10
SCALES = ("goldstein-icews", "goldstein-gdelt", "plover", "given")


@dataclass(frozen=True, slots=True)
class Asked:
    """A store, how its events become scores, and the engine that does the sums; `root` is the project of the actors."""

    store: Store
    specification: Specification
    engine: Engine
    root: Path

    def day(self, at: date | None) -> date:
        """The day asked about, by default that of the newest event."""
        newest = self.store.last_day
        if at is not None and at > newest:
            note(f"{self.store.folder}: has no event after {newest}; by {at} what there is has only aged")
        return at or newest

    def title(self, at: date) -> str:
        """What a table is of, for the line above it."""
        weights = self.specification
        scale = weights.scale.replace("_", "-")
        return (
            f"{at.day} {at:%B %Y} · {self.store.dataset} · scale {scale} · cluster {weights.cluster} · "
            f"half-life {weights.parameters.half_life:g} days"
        )


STORE_OPTION = click.option(
    "--store", "folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), help=STORE_HELP
)
MEASURE_OPTIONS = (
    STORE_OPTION,
    click.option("--scale", type=click.Choice(SCALES), help="Whose intensities.  [default: the data set's own]"),
    click.option(
        "--half-life", type=click.FloatRange(min=0, min_open=True), callback=finite, default=180.0, show_default=True,
        help="Days after which an event counts half.",
    ),
    click.option(
        "--level", type=click.Choice(["state", "actor"]), default="state", show_default=True,
        help="state: people and offices count as their state.",
    ),
    click.option(
        "--cluster", type=click.Choice(["publisher", "month"]), default="publisher", show_default=True,
        help="What counts as one source; a month where there is no publisher.",
    ),
    click.option(
        "--engine", metavar="NAME", callback=named, default="duckdb", show_default=True,
        help="duckdb, polars, spark, or a Spark's address: local[4], spark://HOST:7077, sc://HOST:15002.",
    ),
)  # fmt: skip


def store_of(folder: Path | None, root: Path) -> Path:
    """The store's folder: the one that was named, or the one in the project's."""
    return folder or root / FOLDER


def events_installed() -> None:
    """End with a message on how to install them if the libraries for events are missing."""
    from importlib.util import find_spec  # noqa: PLC0415 - help does not need it

    missing = [name for name in ("narwhals", "duckdb", "pyarrow") if find_spec(name) is None]
    if missing:
        fail(f"kg events needs {', '.join(missing)}; pip install 'detente[events]'", 2)


def measured(function: Callable[..., R]) -> Callable[..., R]:
    """The options of everything that scores events, given to the command as `asked`."""

    @functools.wraps(function)
    @shows_errors
    def command(
        *args: Any,
        folder: Path | None,
        scale: str | None,
        half_life: float,
        level: Level,
        cluster: Grouping,
        engine: str,
        root: Path,
        **kwargs: Any,
    ) -> R:
        events_installed()
        from kg.events.engines import open_engine  # noqa: PLC0415 - help does not need them
        from kg.events.specification import Specification  # noqa: PLC0415
        from kg.events.store import reading  # noqa: PLC0415
        from kg.measure.formula import Parameters  # noqa: PLC0415

        def ask(store: Store) -> R:
            column = store.column(scale or store.own_scale())
            chosen = Specification(column, level, cluster, Parameters(half_life=half_life))
            asked = Asked(store, chosen, open_engine(engine), root)
            with asked.engine.errors_named():
                return function(*args, asked=asked, **kwargs)

        return reading(store_of(folder, root), ask)

    asked: Callable[..., R] = command
    for option in reversed((root_option, *MEASURE_OPTIONS)):
        asked = option(asked)
    return asked


@contextmanager
def progress_shown() -> Iterator[Callable[[int, int, str], None]]:
    """A function to report progress to: a bar on standard error on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _total, _what: None
        return
    from rich.console import Console  # noqa: PLC0415 - only screens need it
    from rich.progress import Progress  # noqa: PLC0415

    console = Console(stderr=True)
    with Progress(console=console, transient=True) as bars:
        task = bars.add_task("", total=None)

        def show(done: int, total: int, what: str) -> None:
            bars.update(task, completed=done, total=total, description=printable(what))

        yield show


def dyad_of(asked: Asked, a: str, b: str) -> tuple[str, str]:
    """The dyad (a < b) of two names; ends with wrong usage if one means nobody, or both mean one actor."""
    from kg.events.resolve import resolver_of  # noqa: PLC0415 - help does not need it

    resolver = resolver_of(asked.root)
    tell_other_actors(asked.store, resolver)
    level = asked.specification.level
    first, second = sorted(resolver.named(name, level) or _named_in_store(asked, resolver, name) for name in (a, b))
    if first == second:
        fail(f"{a!r} and {b!r} both count as {first!r}; a dyad has two actors", 2)
    return first, second


def _named_in_store(asked: Asked, resolver: Resolver, name: str) -> str:
    """The actor of the store's events whom a name means if no project's actor has it; else ends with wrong usage."""
    if asked.specification.level == "state":
        fail(f"no actor {name!r}{_did_you_mean(resolver.near(name))}", 2)
    from kg.events.names import actors_called, actors_near  # noqa: PLC0415 - help does not need them

    found = actors_called(asked.store, asked.engine, name)
    if not found:
        near = actors_near(asked.store, asked.engine, name) or resolver.near(name)
        fail(f"no actor {name!r} in {asked.store.folder}{_did_you_mean(near)}", 2)
    if len(found) > 1:
        fail(f"{name!r} may be {', '.join(map(repr, found[:AMBIGUOUS]))}; name one of them", 2)
    return found[0]


def _did_you_mean(names: Sequence[str]) -> str:
    return f"; did you mean {', '.join(map(repr, names))}?" if names else ""


def tell_other_actors(store: Store, resolver: Resolver) -> None:
    """Say so if a store was resolved with other actors than the project now has."""
    if store.manifest.get("actors") != resolver.digest():
        note(f"{store.folder}: was made with other actors than this project has now; import its files with --again")


def tell_of_stores(folders: Sequence[Path], root: Path | None) -> None:
    """The same for each store to be shown beside a project; raises StoreError if one is not a store."""
    from kg.events.resolve import resolver_of  # noqa: PLC0415 - help does not need them
    from kg.events.store import open_store  # noqa: PLC0415

    if root is not None and (root / ACTORS).is_file():
        resolver = resolver_of(root)
        for folder in folders:
            tell_other_actors(open_store(folder), resolver)


def tell_of_datasets(datasets: Sequence[DatasetTension]) -> None:
    """Say what each data set beside a project adds or, if nothing, that its events came later."""
    for each in datasets:
        if each.first_day > each.at:
            said = f"nothing by {each.at}, the day asked about: its events begin on {each.first_day}"
        else:
            span = f"events of {each.first_day} to {each.last_day}"
            said = f"{counted(len(each.dyads), 'dyad')} of your actors on {each.at}, scale {each.scale}; {span}"
        note(f"{each.dataset}: {said}")


def tell_unnumbered(asked: Asked) -> None:
    """Say how many events the chosen scale has no number for, if there are any."""
    missing = asked.store.manifest.get("counts", {}).get("without_number", {}).get(asked.specification.scale, 0)
    if missing:
        note(f"without a number on that scale, so not counted: {counted(missing, 'event')}; see kg events info")
