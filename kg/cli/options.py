"""What the commands share: options, the project they are about, and how their mistakes are shown."""

from __future__ import annotations

import functools
import math
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

import click
from click.core import ParameterSource

from kg.cli.terminal import echo
from kg.model.findings import printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kg.project import Project

P = ParamSpec("P")
R = TypeVar("R")

NOTHING_MATCHED = 1
LONGEST = 1_000_000


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A callback for options: the last day that a date in EDTF means, or wrong usage."""
    from kg.model.dates import DateError, last_day  # noqa: PLC0415 - only commands with dates need it

    try:
        return None if value is None else last_day(value)
    except DateError as error:
        raise click.BadParameter(str(error), ctx=ctx, param=param) from None


def first_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A callback for options: the first day that a date in EDTF means, or the last if its start is open."""
    from kg.model.dates import first_day  # noqa: PLC0415 - only commands with dates need it

    return None if value is None or day(ctx, param, value) is None else first_day(value)


def named(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A callback for options: an empty name, such as an unset shell variable gives, is wrong usage."""
    if value is not None and not value.strip():
        raise click.BadParameter("is empty", ctx=ctx, param=param)
    return value


def finite(ctx: click.Context, param: click.Parameter, value: float | None) -> float | None:
    """A callback for options: a finite number, or none given."""
    if value is None:
        return None
    if not math.isfinite(value) or value > LONGEST:
        raise click.BadParameter(f"{value} is not a number up to {LONGEST:,}", ctx=ctx, param=param)
    return value


def root_option(function: Callable[P, R]) -> Callable[P, R]:
    """`--root`, given to the command as a path."""
    return click.option(
        "--root",
        type=click.Path(exists=True, path_type=Path),
        default=Path(),
        show_default="the current folder",
        help="The project's folder, or a graph: .nq, .trig, .ttl, .nt, .rdf.",
    )(function)


def today_option(function: Callable[P, R]) -> Callable[P, R]:
    """`--today`, given to the command as the last day of the date, or None."""
    return click.option(
        "--today",
        metavar="DATE",
        callback=day,
        help="The day after which nothing can have been reported.  [default: when the articles were retrieved]",
    )(function)


@dataclass(frozen=True, slots=True)
class GraphSource:
    """Where the graph is that a command queries: a folder, a file, or an endpoint with its credentials and limits."""

    root: Path
    endpoint: str = ""
    token: str = field(default="", repr=False)
    timeout: float = 60.0


def _endpoint(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
    """A callback: the address of an endpoint, or nothing if the environment variable is empty."""
    from kg.rdf.remote.address import EndpointError, address  # noqa: PLC0415 - help does not need it

    typed = ctx.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE
    if value is None or not (value or typed):
        return ""
    try:
        address(value)
    except EndpointError as error:
        raise click.BadParameter(str(error), ctx=ctx, param=param) from None
    return value


GRAPH_OPTIONS = (
    click.option(
        "--endpoint",
        metavar="URL",
        envvar="KG_ENDPOINT",
        callback=_endpoint,
        help="A SPARQL 1.1 endpoint to ask in place of the local build; or KG_ENDPOINT.",
    ),
    click.option("--token", envvar="KG_TOKEN", help="The endpoint's bearer token; better as KG_TOKEN, out of sight."),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0.001),
        callback=finite,
        default=60.0,
        show_default=True,
        help="Seconds that an answer to a query may take.",
    ),
)


def graph_options(function: Callable[..., R]) -> Callable[..., R]:
    """`--root`, and `--endpoint` with `--token` and `--timeout`, given to the command as one argument."""

    @functools.wraps(function)
    def command(*args: Any, root: Path, endpoint: str, token: str | None, timeout: float, **kwargs: Any) -> R:
        context = click.get_current_context()
        given = {name: context.get_parameter_source(name) for name in ("root", "endpoint")}
        # An option on the command line overrides the environment.
        if given["root"] is ParameterSource.COMMANDLINE and given["endpoint"] is ParameterSource.ENVIRONMENT:
            endpoint = ""
        if endpoint and root.is_file():
            raise click.UsageError("--endpoint and a file as --root are two graphs; give one")
        return function(*args, graph=GraphSource(root, endpoint, token or "", timeout), **kwargs)

    asked: Callable[..., R] = command
    for option in reversed((root_option, *GRAPH_OPTIONS)):
        asked = option(asked)
    return asked


class Formats(click.Choice[str]):
    """A choice of formats, of which `text` is what people read: the table or note, whichever a command has."""

    def __init__(self, *names: str) -> None:
        super().__init__([*names, *(() if "text" in names else ("text",))])
        self._text = "text" if "text" in names else names[0]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The format of a name, of which `text` is another name for the first."""
        found = super().convert(value, param, ctx)
        return self._text if found == "text" else found


def format_option(*extra: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """`--format`: a table on a terminal and CSV elsewhere, unless it is given."""
    return click.option(
        "--format",
        "format_",
        type=Formats("table", "csv", "json", *extra),
        default=None,
        help="How to print.  [default: table on a terminal, else csv]",
    )


MOST = click.IntRange(min=1, max=1_000_000)


def top_option(function: Callable[P, R]) -> Callable[P, R]:
    """`--top` of a list, given to the command as how many rows are printed in whatever format, None where not given."""
    few = "Only the first N rows.  [default: 100 on a screen, else all]"
    return click.option("--top", type=MOST, metavar="N", help=few)(function)


def note_options(most: int, what: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """`--top` and `--all` of a note, given to the command as `top`: how much of each list it shows, None for all.

    `what` its lists are of. CSV and JSON have everything anyway.
    """

    def decorated(function: Callable[..., R]) -> Callable[..., R]:
        @functools.wraps(function)
        def command(*args: Any, top: int | None, everything: bool, **kwargs: Any) -> R:
            if top is not None and everything:
                raise click.UsageError("--top shows some and --all shows everything; give one")
            return function(*args, top=None if everything else top or most, **kwargs)

        few = f"How many {what} each list of the note shows; CSV and JSON have all.  [default: {most}]"
        asked = click.option("--all", "everything", is_flag=True, help="Show everything in the note.")(command)
        return click.option("--top", type=MOST, metavar="N", help=few)(asked)

    return decorated


def chosen_format(format_: str | None) -> str:
    """The format that was asked for, or the one that suits standard output."""
    return format_ or ("table" if sys.stdout.isatty() else "csv")


def built_project(graph: GraphSource) -> Project:
    """The project whose graph a command queries, with a note on standard error if its sources are newer."""
    from kg.project import open_project  # noqa: PLC0415 - help does not need it

    project = open_project(graph.root, endpoint=graph.endpoint, token=graph.token, timeout=graph.timeout)
    if project.stale():
        note("the sources have changed since the last build; run `kg build`")
    return project


def note(message: str) -> None:
    """A line on standard error."""
    echo(f"kg: {printable(message)}", err=True)


def fail(message: str, status: int = 1) -> NoReturn:
    """End with a message on standard error."""
    note(f"error: {message}")
    raise SystemExit(status)


def mistake(error: Exception) -> tuple[str, int] | None:
    """What to say of an error that users can cause, and with which status to end; None for our own bugs."""
    from kg.events.problems import EngineError, IntakeError, StoreError  # noqa: PLC0415
    from kg.model.records import GraphError  # noqa: PLC0415
    from kg.model.vocabulary import OntologyError  # noqa: PLC0415
    from kg.network.actors import OneActorError, UnknownActorError  # noqa: PLC0415 - help does not need them
    from kg.rdf.query import QueryError  # noqa: PLC0415
    from kg.rdf.stored_queries import UnknownQueryError  # noqa: PLC0415

    if isinstance(error, GraphError | OntologyError | StoreError):
        return str(error), 1
    if isinstance(
        error, QueryError | UnknownQueryError | UnknownActorError | OneActorError | EngineError | IntakeError
    ):
        return str(error), 2
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8 text; save the file as UTF-8", 2
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        return f"{error.filename or 'output'}: {(error.strerror or str(error)).lower()}", 1
    return None


def shows_errors(function: Callable[P, R]) -> Callable[P, R]:
    """Turn what users can cause into a message: graphs, names, queries, files; our own bugs still show as such."""

    @functools.wraps(function)
    def command(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            if (said := mistake(error)) is None:
                raise
            fail(*said)

    return command
