"""`kg events export`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import click

from kg.cli.events.options import measured, progress_shown
from kg.cli.options import NOTHING_MATCHED, day, fail, first_day, named, note
from kg.cli.writing import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from kg.cli.events.options import Asked

    Progress = Callable[[int, int, str], None]

MONTHLY = ("csv", "json", "parquet")


@click.command("export")
@click.argument("to", metavar="FORMAT", type=click.Choice(["csv", "json", "parquet", "graphml"]))
@click.option("-o", "--output", callback=named, help="A file instead of stdout, or - .")
@click.option("--at", metavar="DATE", callback=day, help="For which day.  [default: the newest event's]")
@click.option("--monthly", is_flag=True, help="Every dyad on the last day of every month instead.")
@click.option("--since", metavar="DATE", callback=first_day, help="With --monthly: from when.")
@click.option("--until", metavar="DATE", callback=day, help="With --monthly: till when.")
@measured
def command(
    to: str,
    output: str | None,
    at: date | None,
    monthly: bool,
    since: date | None,
    until: date | None,
    asked: Asked,
) -> None:
    """Write the scores of all dyads for other tools: csv, json, parquet, graphml.

    On one day, or with --monthly the panel that models of the next month or year are made from.

    \b
    Examples:
      kg events export graphml --store icews -o icews.graphml
      kg events export parquet --store icews --monthly -o panel.parquet
      kg events export csv --store gdelt --at 2014-12-31
    """
    _refuse(to, at, since, until, monthly=monthly)
    with progress_shown() as progress, _opened(output) as file:
        if monthly:
            count = _write_panel(to, since, until, asked, progress, file)
        else:
            count = _write_day(to, asked.day(at), asked, progress, file)
    if not count:
        note("there is nothing to score in that time")
        raise SystemExit(NOTHING_MATCHED)


@contextmanager
def _opened(output: str | None) -> Iterator[IO[bytes]]:
    if output and output != "-":
        with whole(output) as file:
            yield file
    else:
        yield sys.stdout.buffer


def _write_panel(
    to: str, since: date | None, until: date | None, asked: Asked, progress: Progress, file: IO[bytes]
) -> int:
    from kg.events.tension import monthly_panel  # noqa: PLC0415 - help does not need them
    from kg.exports.event_tables import in_order, write_years  # noqa: PLC0415

    frames = monthly_panel(asked.store, asked.specification, asked.engine, since=since, until=until, progress=progress)
    return write_years((in_order(frame.collect("pyarrow").to_native()) for frame in frames), to, file)


def _write_day(to: str, at: date, asked: Asked, progress: Progress, file: IO[bytes]) -> int:
    from kg.events.tension import tensions  # noqa: PLC0415 - help does not need them
    from kg.exports.event_tables import graphml, write_tensions  # noqa: PLC0415

    found = tensions(asked.store, asked.specification, asked.engine, at=at, progress=progress)
    if to != "graphml":
        return write_tensions(found, to, file)
    file.write(graphml(found, asked.store.dataset).encode())
    return len(found)


def _refuse(to: str, at: date | None, since: date | None, until: date | None, *, monthly: bool) -> None:
    if monthly and at:
        fail("--at is for one day; with --monthly give --since and --until", 2)
    if not monthly and (since or until):
        fail("--since and --until are for --monthly", 2)
    if monthly and to not in MONTHLY:
        fail(f"--monthly is written as {', '.join(MONTHLY)}; {to} holds one day", 2)
    if since and until and since > until:
        fail("--since is after --until; give the earlier day as --since", 2)
