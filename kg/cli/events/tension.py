"""`kg events tension`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.events.options import measured, progress_shown, tell_unnumbered
from kg.cli.options import chosen_format, day, format_option, top_option
from kg.cli.terminal import echo

if TYPE_CHECKING:
    from datetime import date

    from kg.cli.events.options import Asked
    from kg.events.tension import Score

SHOWN = ("a", "b", "tension", "low", "high", "hostile", "friendly", "clusters", "events", "thin")
SPARE = ("clusters", "friendly", "hostile", "thin")


@click.command("tension")
@click.option("--at", metavar="DATE", callback=day, help="For which day.  [default: the newest event's]")
@top_option
@click.option(
    "--by", type=click.Choice(["tension", "hostile", "friendly"]), default="tension", show_default=True,
    help="Which score ranks them.",
)  # fmt: skip
@measured
@format_option()
def command(at: date | None, top: int | None, by: Score, format_: str | None, asked: Asked) -> None:
    """Rank the dyads of a store of events by tension, most tense first.

    The measure is that of `kg tension`: from -1 (friendly) to 1 (hostile), `low` and `high` its 90 % interval,
    `hostile` minus `friendly`. What one publisher repeats counts less and less. `thin` marks dyads with under three
    publishers or months. `--by hostile` ranks by conflict alone; `tension` is the better guide (docs/events.md). The
    first run sums the months up and keeps the sums; a later one reads only what is new.

    \b
    Examples:
      kg events tension --store icews
      kg events tension --store icews --by hostile --top 20
      kg events tension --store icews --at 2014-03-01 --half-life 60 --top 20
      kg events tension --store gdelt --scale plover --cluster month --format csv
      kg events tension --store /shared/gdelt --engine spark://head:7077
    """
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.events.tension import ranked, tensions  # noqa: PLC0415
    from kg.exports.event_tables import tension_table  # noqa: PLC0415

    wanted, on = chosen_format(format_), asked.day(at)
    with progress_shown() as progress:
        found = tensions(asked.store, asked.specification, asked.engine, at=on, progress=progress)
    if by != "tension":
        found = ranked(found, by)
    if wanted == "table" and found:
        echo(asked.title(on))
    tell_unnumbered(asked)
    nothing = "nothing had happened between two different actors by that day"
    if asked.specification.level == "state" and not asked.store.manifest["counts"]["between"]:
        nothing = "no event is between two different states; --level actor has people and groups by their names"
    print_rows(tension_table(found), wanted, columns=SHOWN, spare=SPARE, nothing=nothing, each="dyad", top=top)
