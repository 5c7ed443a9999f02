"""`kg explain`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from kg.cli.measure_options import measure_options
from kg.cli.options import Formats, built_project, graph_options, note_options, shows_errors
from kg.cli.terminal import echo

if TYPE_CHECKING:
    from kg.cli.options import GraphSource


@click.command("explain")
@click.argument("a")
@click.argument("b")
@measure_options
@click.option(
    "--format", "format_", type=Formats("table", "csv", "json"), default="table", show_default=True,
    help="table: the note; csv: its contributions.",
)  # fmt: skip
@note_options(3, "entries")
@graph_options
@shows_errors
def command(
    a: str,
    b: str,
    asked: dict[str, Any],
    format_: str,
    top: int | None,
    graph: GraphSource,
) -> None:
    """Show why two actors are in tension, claim by claim.

    Actors are named by slug, label, alias or ISO code, in any case. Every contribution comes with its quote, its
    claimant and who passed it on, its hedge, date and article, its effect, which is the tension less the tension
    without it, and its share; the shares sum to the tension. Where a list is longer than --top, claims that say the
    same are one entry, and what moves the score most stands there.

    \b
    Examples:
      kg explain china "north korea"
      kg explain CHN usa --at 2016-03-01
      kg explain beijing pyongyang --top 10
      kg explain beijing pyongyang --all
      kg explain beijing pyongyang --format json
    """
    from kg.cli.printing import print_note, print_rows  # noqa: PLC0415 - help does not need them
    from kg.questions.document import to_json  # noqa: PLC0415
    from kg.questions.tension import note, tables  # noqa: PLC0415

    project = built_project(graph)
    network = project.as_known(asked["known_at"])
    found = project.explain(a, b, **asked)
    if format_ == "csv":
        print_rows(tables.table(network, found), "csv")
    elif format_ == "json":
        echo(to_json(tables.document(network, found)), nl=False)
    else:
        print_note(partial(note.note, network.for_sentences, found, top=top))
    if not found.headline.claims and not found.modes and not found.leverage:
        raise SystemExit(1)
