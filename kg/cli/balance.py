"""`kg balance`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.measure_options import day_options
from kg.cli.options import built_project, chosen_format, format_option, graph_options, shows_errors

if TYPE_CHECKING:
    from kg.cli.options import GraphSource


# The columns of each table that a screen has room for; CSV and JSON have all.
SHOWN = {
    "triads": ("a", "b", "c", "kind", "leaning_kind", "balanced_probability"),
    "actors": ("actor", "ties", "camp", "camp_probability", "triads", "betweenness"),
    "ties": ("a", "b", "leaning", "hostile_probability", "tension", "low", "high", "claims"),
    "brokers": ("actor", "a", "b", "between", "probability", "decided"),
}
EACH = {"triads": "triad", "actors": "actor", "ties": "tie", "brokers": "row"}


@click.command("balance")
@day_options
@click.option(
    "--draws", type=click.IntRange(100, 100_000), default=2000, show_default=True, help="How often signs are drawn.",
)  # fmt: skip
@click.option(
    "--seed", type=click.IntRange(0, 2**32 - 1), default=0, show_default=True, help="Another seed draws other signs.",
)  # fmt: skip
@click.option(
    "--what", type=click.Choice(["triads", "actors", "ties", "brokers"]),
    help="Which table, as csv or on the screen in place of the note; json has all.  [default: triads]",
)  # fmt: skip
@format_option()
@graph_options
@shows_errors
def command(
    asked: dict[str, Any],
    draws: int,
    seed: int,
    what: str | None,
    format_: str | None,
    graph: GraphSource,
) -> None:
    """Show who forms camps, which triads are balanced, and who stands between whom.

    Dyads are friendly or hostile where their 90 % interval excludes 0, undecided elsewhere. A triad is balanced when
    all are friends or two stand against one. Camps are those that leave the fewest ties against the grain. How sure
    that is comes from drawing every tension from its interval; the same seed gives the same result.

    \b
    Examples:
      kg balance
      kg balance --at 2016-03-01 --draws 10000
      kg balance --what actors --format csv
    """
    from kg.cli.printing import print_answer, print_rows  # noqa: PLC0415 - help does not need them
    from kg.questions.balance import tables  # noqa: PLC0415
    from kg.questions.balance.note import nothing as none_of  # noqa: PLC0415

    project = built_project(graph)
    found = project.balance(**asked, draws=draws, seed=seed)
    wanted = chosen_format(format_)
    # The note and the JSON have something to say wherever there is a tie, whichever table is asked for.
    table_of = {
        "triads": tables.table,
        "actors": tables.actors_table,
        "ties": tables.ties_table,
        "brokers": tables.brokers_table,
    }
    network, which = project.as_known(asked["known_at"]), what or "triads"
    nothing = none_of(network, found, which)
    if what and wanted == "table":
        print_rows(table_of[what](network, found), wanted, columns=SHOWN[what], nothing=nothing, each=EACH[what])
        return
    table = table_of[which if wanted == "csv" else "ties"]
    print_answer("balance", network, found, wanted, table=table, nothing=nothing)
