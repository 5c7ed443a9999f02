"""`kg events timeline`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from kg.cli.events.options import dyad_of, measured, progress_shown
from kg.cli.options import chosen_format, day, fail, first_day, format_option
from kg.cli.pictures import plot_option, write_picture
from kg.cli.terminal import echo

if TYPE_CHECKING:
    from datetime import date

    from kg.cli.events.options import Asked

SHOWN = ("at", "tension", "low", "high", "hostile", "friendly", "mass", "clusters", "events", "thin")
SPARE = ("mass", "clusters", "thin")


@click.command("timeline")
@click.argument("a")
@click.argument("b")
@click.option("--since", metavar="DATE", callback=first_day, help="From which month.  [default: the first event's]")
@click.option("--until", metavar="DATE", callback=day, help="Till the end of which month.  [default: the newest's]")
@plot_option
@measured
@format_option()
def command(
    a: str, b: str, since: date | None, until: date | None, plot: str | None, format_: str | None, asked: Asked
) -> None:
    """Follow a dyad by its events: the score on the last day of every month.

    `events` is how many there had been by then.

    \b
    Examples:
      kg events timeline china usa --store icews
      kg events timeline PRK KOR --store gdelt --since 2010 --until 2016-12 --format csv
      kg events timeline rus ukr --store icews --plot russia-ukraine.svg
    """
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.events.tension import timeline  # noqa: PLC0415
    from kg.exports.event_tables import tension_table  # noqa: PLC0415

    if since and until and since > until:
        fail("--since is after --until; give the earlier day as --since", 2)
    dyad = dyad_of(asked, a, b)
    with progress_shown() as progress:
        points = timeline(
            asked.store, asked.specification, asked.engine, dyad, since=since, until=until, progress=progress
        )
    if plot and points:
        from kg.exports.plots.events import event_timeline_plot  # noqa: PLC0415 - only pictures need it

        write_picture(plot, partial(event_timeline_plot, points, asked.title(points[-1].at)))
    wanted = chosen_format(format_)
    if wanted == "table" and points:
        echo(f"{dyad[0]} – {dyad[1]} · {asked.title(points[-1].at)}")
    nothing = f"nothing between {dyad[0]} and {dyad[1]} in that time"
    print_rows(tension_table(points), wanted, columns=SHOWN, spare=SPARE, nothing=nothing)
