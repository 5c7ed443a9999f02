"""`kg explain`."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from kg.cli.measure_options import measure_options, parameters
from kg.cli.options import built_project, fail, root_option, shows_errors

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kg.analysis.tension import Level, Track

WIDTH = 100


@click.command("explain")
@click.argument("a")
@click.argument("b")
@measure_options
@click.option(
    "--format", "format_", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="table: the note; csv: its contributions.",
)  # fmt: skip
@root_option
@shows_errors
def command(
    a: str, b: str, at: date | None, half_life: float, level: Level, track: Track, format_: str, root: Path
) -> None:
    """Show why two actors are in tension, claim by claim.

    Actors are named by slug, label, alias or ISO code, in any case. Every contribution comes with its quote, its
    claimant and who passed it on, its hedge, date and article, and its share; the shares sum to the tension.

    \b
    Examples:
      kg explain china "north korea"
      kg explain CHN usa --at 2016-03-01
      kg explain beijing pyongyang --format json
    """
    from kg.analysis.actors import OneActorError, UnknownActorError  # noqa: PLC0415 - help does not need them
    from kg.cli.printing import print_rows  # noqa: PLC0415
    from kg.outputs.briefing import briefing, contribution_table  # noqa: PLC0415
    from kg.outputs.document import explanation_document  # noqa: PLC0415

    project = built_project(root)
    network = project.network()
    try:
        found = project.explain(a, b, at=at, parameters=parameters(half_life), level=level, track=track)
    except (UnknownActorError, OneActorError) as error:
        fail(str(error), 2)
    if format_ == "csv":
        print_rows(contribution_table(network, found, track), "csv")
    elif format_ == "json":
        click.echo(explanation_document(network, found), nl=False)
    else:
        terminal = sys.stdout.isatty()
        width = min(WIDTH, shutil.get_terminal_size((WIDTH, 50)).columns) if terminal else WIDTH
        bold = (lambda text: click.style(text, bold=True)) if terminal else str
        click.echo(briefing(network, found, width=width, bold=bold), nl=False)
    if not found.headline.claims and not found.tracks and not found.leverage:
        raise SystemExit(1)
