"""`kg actors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    built_project,
    chosen_format,
    day,
    format_option,
    graph_options,
    named,
    shows_errors,
    top_option,
)

if TYPE_CHECKING:
    from datetime import date

    from kg.cli.options import GraphSource


@click.command("actors")
@click.option(
    "--kind", type=click.Choice(["state", "international-body", "person", "organization", "group"]),
    help="Only actors of this kind.",
)  # fmt: skip
@click.option(
    "--known", metavar="NAME", callback=named,
    help="Print the entry that the packaged registry has for a name, in any language of the UN, ready to paste.",
)  # fmt: skip
@click.option("--add", is_flag=True, help="With --known: write the entry to sources/actors.yaml, below what is there.")
@click.option("--at", "day_", metavar="DATE", callback=day, help="With --known: under the name that it had on a day.")
@format_option()
@top_option
@graph_options
@shows_errors
def command(
    kind: str | None,
    known: str | None,
    add: bool,
    day_: date | None,
    format_: str | None,
    top: int | None,
    graph: GraphSource,
) -> None:
    """List who holds, does and says things.

    `claims` counts the claims about the actor, `made` those that it makes. With --known, the packaged registry is asked
    instead of the graph: states, their foreign ministries and other organs, international bodies, agencies and papers.

    \b
    Examples:
      kg actors
      kg actors --kind person --format csv
      kg actors --known manila
      kg actors --known burma --at 1985 --add
    """
    if known is not None:
        from kg.cli.known_actors import show_known  # noqa: PLC0415 - the list does not need it

        show_known(graph.root, known, day_, add=add, format_=format_)
        return
    if add or day_ is not None:
        raise click.UsageError("--add and --at are for --known NAME")
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.questions.tables import actor_table  # noqa: PLC0415

    corpus = built_project(graph).corpus
    table = actor_table([actor for actor in corpus.actors.values() if kind in (None, actor.kind)], corpus.claims)
    print_rows(table, chosen_format(format_), each="actor", top=top)
