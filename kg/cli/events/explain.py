"""`kg events explain`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from kg.cli.events.options import dyad_of, measured
from kg.cli.options import NOTHING_MATCHED, Formats, day, note
from kg.cli.terminal import echo

if TYPE_CHECKING:
    from datetime import date

    from kg.cli.events.options import Asked


@click.command("explain")
@click.argument("a")
@click.argument("b")
@click.option("--at", metavar="DATE", callback=day, help="For which day.  [default: the newest event's]")
@click.option(
    "--top", type=click.IntRange(min=1, max=100_000), default=20, show_default=True, help="How many of the events."
)
@measured
@click.option(
    "--format", "format_", type=Formats("table", "csv", "json"), default="table", show_default=True,
    help="table: the note; csv: its events.",
)  # fmt: skip
def command(a: str, b: str, at: date | None, top: int, format_: str, asked: Asked) -> None:
    """Show which events a dyad's tension rests on, the weightiest first.

    Each comes with its day, who acted on whom, its code, its publisher and where it was reported, and its share. The
    shares shown and that of all others together sum to the tension. Where nothing had happened, the status is 1.

    \b
    Examples:
      kg events explain china usa --store icews
      kg events explain RUS UKR --store gdelt --at 2014-03-31 --top 50 --format csv
    """
    from kg.cli.printing import print_note, print_rows  # noqa: PLC0415 - help does not need them
    from kg.events.tension import explain  # noqa: PLC0415

    dyad, on = dyad_of(asked, a, b), asked.day(at)
    found = explain(asked.store, asked.specification, asked.engine, dyad, at=on, most=top)
    if found is None:
        if format_ == "json":
            echo("null")
        note(f"nothing had happened between {dyad[0]} and {dyad[1]} by {on}")
        raise SystemExit(NOTHING_MATCHED)
    if format_ == "csv":
        from kg.exports.event_tables import explanation_table  # noqa: PLC0415

        print_rows(explanation_table(found), "csv")
    elif format_ == "json":
        from kg.questions.document import plain, to_json  # noqa: PLC0415 - networkx is slow to import

        echo(to_json(plain(found)), nl=False)
    else:
        from kg.events import note as events_note  # noqa: PLC0415

        print_note(partial(events_note.note, found, asked.title(on)))
