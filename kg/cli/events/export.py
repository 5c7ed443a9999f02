"""`kg events export`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kg.cli.events.options import measured, progress_shown
from kg.cli.options import NOTHING_MATCHED, day, fail, first_day, named, note, shows_errors
from kg.cli.writing import write_whole

if TYPE_CHECKING:
    from datetime import date

    from kg.cli.events.options import Asked

MONTHLY = ("csv", "json", "parquet")


@click.command("export")
@click.argument("to", metavar="FORMAT", type=click.Choice(["csv", "json", "parquet", "graphml"]))
@click.option("-o", "--output", callback=named, help="A file instead of stdout, or - .")
@click.option("--at", metavar="DATE", callback=day, help="For which day.  [default: the newest event's]")
@click.option("--monthly", is_flag=True, help="Every dyad on the last day of every month instead.")
@click.option("--since", metavar="DATE", callback=first_day, help="With --monthly: from when.")
@click.option("--until", metavar="DATE", callback=day, help="With --monthly: till when.")
@measured
@shows_errors
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
    from kg.events.tension import monthly_panel, tensions  # noqa: PLC0415 - help does not need them
    from kg.outputs.event_tables import graphml, panel_bytes, written  # noqa: PLC0415

    parts = (asked.store, asked.specification, asked.engine)
    with progress_shown() as progress:
        if monthly:
            frames = monthly_panel(*parts, since=since, until=until, progress=progress)
            content, count = panel_bytes((frame.collect("pyarrow").to_native() for frame in frames), to)
        else:
            found = tensions(*parts, at=asked.day(at), progress=progress)
            text = graphml(found, asked.store.dataset).encode() if to == "graphml" else None
            content, count = text or written(found, to), len(found)
    if output and output != "-":
        write_whole(output, content)
    else:
        sys.stdout.buffer.write(content)
    if not count:
        note("there is nothing to score in that time")
        raise SystemExit(NOTHING_MATCHED)


def _refuse(to: str, at: date | None, since: date | None, until: date | None, *, monthly: bool) -> None:
    if monthly and at:
        fail("--at is for one day; with --monthly give --since and --until", 2)
    if not monthly and (since or until):
        fail("--since and --until are for --monthly", 2)
    if monthly and to not in MONTHLY:
        fail(f"--monthly is written as {', '.join(MONTHLY)}; {to} holds one day", 2)
    if since and until and since > until:
        fail("--since is after --until", 2)
