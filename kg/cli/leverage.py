"""`kg leverage`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from kg.cli.measure_options import day_options
from kg.cli.options import built_project, chosen_format, format_option, graph_options, named, note_options, shows_errors

if TYPE_CHECKING:
    from kg.cli.options import GraphSource
    from kg.project import Project

HOPS = 4
# The search takes the best first, but where every chain is about as strong as the others it sees nearly all: of a dense
# graph under a second up to 6 hops, most of a minute at 7. A product of so many doubtful hops says nothing either.
MOST_HOPS = 6


@click.command("leverage")
@click.option("--over", metavar="ACTOR", callback=named, help="Only over this actor.")
@click.option("--by", metavar="ACTOR", callback=named, help="Only by this actor.")
@click.option("--paths", nargs=2, metavar="A B", help="The chains by which A can move B through others.")
@click.option(
    "--longest", type=click.IntRange(1, MOST_HOPS), metavar="N",
    help=f"With --paths: the most hops.  [default: {HOPS}]",
)  # fmt: skip
@day_options
@format_option()
@note_options(3, "pairs, chains and claims")
@graph_options
@shows_errors
def command(
    over: str | None,
    by: str | None,
    paths: tuple[str, str] | None,
    longest: int | None,
    asked: dict[str, Any],
    format_: str | None,
    top: int | None,
    graph: GraphSource,
) -> None:
    """Show who can move whom, by what, and through whom.

    The power of one actor over another runs from 0 to 1: it is the mean of what all claims about the pair say, doubts
    and denials included, by reliability and age. --paths multiplies it along chains and shows what each hop hangs on.

    \b
    Examples:
      kg leverage
      kg leverage --over "north korea"
      kg leverage --paths usa dprk
      kg leverage --by beijing --at 2016-02-13 --format csv
    """
    if paths and (over or by):
        raise click.UsageError("--paths has both ends; drop --over and --by")
    if longest and not paths:
        raise click.UsageError("--longest is about --paths A B")
    project, wanted = built_project(graph), chosen_format(format_)
    if paths:
        _print_paths(project, paths, longest or HOPS, asked, wanted, top)
    else:
        _print_pairs(project, {"over": over, "by": by}, asked, wanted, top)


def _print_pairs(project: Project, only: dict[str, Any], asked: dict[str, Any], wanted: str, top: int | None) -> None:
    from kg.cli.printing import print_answer  # noqa: PLC0415 - help does not need them
    from kg.questions.leverage.note import note  # noqa: PLC0415
    from kg.questions.leverage.tables import document  # noqa: PLC0415

    found = project.leverage(**asked, **only)
    among = project.leverage(**asked) if any(only.values()) else found
    then = " by then" if asked["at"] or asked["known_at"] else ""
    print_answer(
        "leverage",
        project.as_known(asked["known_at"]),
        found,
        wanted,
        note=partial(note, among=among, parameters=asked["parameters"], top=top),
        document=partial(document, among=among),
        nothing=f"no such leverage is spoken of{then}",
    )


def _print_paths(
    project: Project, ends: tuple[str, str], longest: int, asked: dict[str, Any], wanted: str, top: int | None
) -> None:
    from kg.cli.printing import print_answer  # noqa: PLC0415 - help does not need them
    from kg.questions.leverage import paths_note  # noqa: PLC0415

    network, found = project.as_known(asked["known_at"]), project.leverage_paths(*ends, **asked, longest=longest)
    print_answer(
        "leverage",
        network,
        found,
        wanted,
        note=partial(paths_note.note, parameters=asked["parameters"], top=top),
        table=paths_note.table,
        document=paths_note.document,
        nothing=paths_note.nothing(network.for_sentences, found, project.leverage(**asked)),
    )
