"""`kg forecasts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.measure_options import DAY_OPTIONS
from kg.cli.options import (
    built_project,
    chosen_format,
    day,
    fail,
    format_option,
    graph_options,
    named,
    note_options,
    shows_errors,
)

if TYPE_CHECKING:
    from datetime import date

    from kg.cli.options import GraphSource
    from kg.questions.forecasts.ledger import Resolution

AT, KNOWN_AT = DAY_OPTIONS[:2]


@click.command("forecasts")
@click.option("--claimant", callback=named, help="Only what this actor, or who acts for it, said; any of its names.")
@click.option(
    "--resolution", type=click.Choice(["pending", "fulfilled", "partly-fulfilled", "failed"]),
    help="Only what came to this.",
)  # fmt: skip
@click.option("--due-by", metavar="DATE", callback=day, help="Only what was to come by this day, by a date of its own.")
@click.option("--score", is_flag=True, help="Score what is settled, by claimant and all together.")
@AT
@KNOWN_AT
@format_option()
@note_options(5, "forecasts")
@graph_options
@shows_errors
def command(
    claimant: str | None,
    resolution: Resolution | None,
    due_by: date | None,
    score: bool,
    at: date | None,
    known_at: date | None,
    format_: str | None,
    top: int | None,
    graph: GraphSource,
) -> None:
    """Keep the ledger of forecasts, and score the settled ones.

    Every forecast stands there in its words, with the interval that ICD 203 gives them, by when it was due if it names
    a day, and what settled it. Curators' notes stand there where nothing was said later. Scores are Brier scores, with
    calibration by likelihood; under ten settled forecasts they say so.

    \b
    Examples:
      kg forecasts
      kg forecasts --claimant "ken gause" --resolution pending
      kg forecasts --due-by 2016-12 --format csv
      kg forecasts --score
    """
    from kg.cli.printing import print_answer  # noqa: PLC0415 - help does not need them
    from kg.questions.forecasts.scores_note import note  # noqa: PLC0415
    from kg.questions.forecasts.tables import score_table  # noqa: PLC0415

    if score and (resolution or due_by):
        fail("--score counts every settled forecast; drop --resolution and --due-by", 2)
    project = built_project(graph)
    network, wanted, nothing = project.as_known(known_at), chosen_format(format_), "nothing was forecast that matches"
    if score:
        scores = project.forecast_scores(claimant=claimant, at=at, known_at=known_at)
        print_answer("forecasts", network, scores, wanted, note=note, table=score_table, nothing=nothing)
        return
    found = project.forecasts(claimant=claimant, resolution=resolution, due_by=due_by, at=at, known_at=known_at)
    print_answer("forecasts", network, found, wanted, top=top, nothing=nothing)
