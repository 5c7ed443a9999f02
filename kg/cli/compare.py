"""`kg compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.measure_options import span_options
from kg.cli.options import (
    built_project,
    chosen_format,
    day,
    fail,
    format_option,
    graph_options,
    note_options,
    shows_errors,
)

if TYPE_CHECKING:
    from datetime import date

    from kg.cli.options import GraphSource

NOTHING = "nothing had been said by either day"


@click.command("compare")
@click.argument("first", metavar="DATE1", callback=day)
@click.argument("second", metavar="DATE2", callback=day)
@click.option("--as-known", is_flag=True, help="Use for each day only what had been published by then.")
@span_options
@format_option()
@note_options(3, "dyads")
@graph_options
@shows_errors
def command(
    first: date,
    second: date,
    as_known: bool,
    asked: dict[str, Any],
    format_: str | None,
    top: int | None,
    graph: GraphSource,
) -> None:
    """Show what moved between two days, and why.

    Every dyad that was spoken of by either day, with its score and 90 % interval on both, whether the change goes
    beyond the intervals, and the claims that caused it: their changes sum to that of the dyad. A month or year means
    its last day.

    \b
    Examples:
      kg compare 2016-02-13 2016-07-31
      kg compare 2016-02 2016-07 --as-known
      kg compare 2016-02 2016-07 --mode forecast --format json
    """
    from kg.cli.printing import print_answer  # noqa: PLC0415 - help does not need them
    from kg.questions.counting import left_out_as_joint  # noqa: PLC0415

    if first > second:
        fail(f"{first} is after {second}; give the earlier day first: kg compare {second} {first}", 2)
    project = built_project(graph)
    network, found = project.as_known(asked["known_at"]), project.compare(first, second, **asked, as_known=as_known)
    nothing = left_out_as_joint(found.joint) or NOTHING
    print_answer("comparison", network, found, chosen_format(format_), top=top, nothing=nothing)
