"""`kg timeline`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from kg.cli.measure_options import span_options
from kg.cli.options import (
    built_project,
    chosen_format,
    day,
    fail,
    first_day,
    format_option,
    graph_options,
    note_options,
    shows_errors,
)
from kg.cli.pictures import plot_option, write_picture

if TYPE_CHECKING:
    from datetime import date

    from kg.cli.options import GraphSource
    from kg.questions.timeline.analysis import Step

NOTHING = "nothing bears on these two in that time"


@click.command("timeline")
@click.argument("a")
@click.argument("b")
@click.option("--since", metavar="DATE", callback=first_day, help="From when.  [default: the first claim's day]")
@click.option("--until", metavar="DATE", callback=day, help="Till when.  [default: the newest article's day]")
@click.option(
    "--step", type=click.Choice(["week", "month", "quarter", "none"]), default="month", show_default=True,
    help="How often to score where nothing enters.",
)  # fmt: skip
@click.option("--as-known", is_flag=True, help="Use for each day only what had been published by then.")
@plot_option
@span_options
@format_option()
@note_options(5, "days")
@graph_options
@shows_errors
def command(
    a: str,
    b: str,
    since: date | None,
    until: date | None,
    step: Step,
    as_known: bool,
    plot: str | None,
    asked: dict[str, Any],
    format_: str | None,
    top: int | None,
    graph: GraphSource,
) -> None:
    """Follow a dyad over time, and what moved it.

    A score on every day on which a claim enters, and on the last day of each step between. The change from one to the
    next is split into what the claims of that day did and the ageing of the others. On the screen many days without
    anything new are one line, and where more days than --top have something new those stand there that moved the score
    most. What lasts enters at its end, or when said if it still lasts. --as-known shows the line
    that one would have seen then.

    \b
    Examples:
      kg timeline china usa
      kg timeline CHN PRK --as-known --since 2016 --until 2016-12
      kg timeline china usa --plot china-usa.svg --format csv
    """
    from kg.cli.printing import print_answer  # noqa: PLC0415 - help does not need them
    from kg.questions.timeline.analysis import SpanError  # noqa: PLC0415

    project = built_project(graph)
    network = project.as_known(asked["known_at"])
    try:
        found = project.timeline(a, b, **asked, since=since, until=until, step=step, as_known=as_known)
    except SpanError as error:
        fail(str(error), 2)
    if plot and found.points:
        from kg.exports.plots.timeline import timeline_plot  # noqa: PLC0415 - only pictures need it

        write_picture(plot, partial(timeline_plot, network, found))
    print_answer("timeline", network, found, chosen_format(format_), top=top, nothing=NOTHING)
