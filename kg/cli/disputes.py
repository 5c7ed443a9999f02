"""`kg disputes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.measure_options import day_options
from kg.cli.options import built_project, chosen_format, format_option, graph_options, named, note_options, shows_errors

if TYPE_CHECKING:
    from kg.cli.options import GraphSource
    from kg.questions.disputes.analysis import Kind


@click.command("disputes")
@click.option(
    "--actor", callback=named,
    help="Only what is about this actor, by any of its names; as whom it counts at the --level, so that a person is "
    "the state acted for unless --level is actor.",
)  # fmt: skip
@click.option(
    "--kind", type=click.Choice(["denied", "contradicted", "opposed"]),
    help="denied: one claim denies another; contradicted: said and denied apart; opposed: one holder, both ways.",
)  # fmt: skip
@day_options
@format_option()
@note_options(5, "disputes")
@graph_options
@shows_errors
def command(
    actor: str | None,
    kind: Kind | None,
    asked: dict[str, Any],
    format_: str | None,
    top: int | None,
    graph: GraphSource,
) -> None:
    """Show what is disputed, by whom, and what rests on it.

    Three things are disputes: a claim that another denies; equal contents that were said and denied apart; and stances
    of one holder toward one target of opposite sign at the same time, neither of which had ended by the day asked
    about. Claimants whom the content itself names are marked as parties. That on which the largest shift of a tension
    rests comes first; nothing is resolved. With --at, what is disputed of something said by then has its later denials
    too; --known-at leaves them out.

    \b
    Examples:
      kg disputes
      kg disputes --actor china --kind denied
      kg disputes --top 20
      kg disputes --at 2016-03-01 --format json
    """
    from kg.cli.printing import print_answer  # noqa: PLC0415 - help does not need it

    project = built_project(graph)
    network, found = project.as_known(asked["known_at"]), project.disputes(actor=actor, kind=kind, **asked)
    nothing = "nothing is disputed that matches"
    print_answer("disputes", network, found, chosen_format(format_), top=top, nothing=nothing)
