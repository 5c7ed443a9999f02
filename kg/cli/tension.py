"""`kg tension`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.measure_options import measure_options, parameters
from kg.cli.options import built_project, chosen_format, format_option, root_option, shows_errors

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kg.analysis.tension import Level, Track

SHOWN = ("a", "b", "tension", "low", "high", "hostile", "friendly", "clusters", "claims", "thin")


@click.command("tension")
@measure_options
@click.option("--without-contested", is_flag=True, help="Leave out claims that somebody denies.")
@format_option()
@root_option
@shows_errors
def command(
    at: date | None,
    known_at: date | None,
    half_life: float,
    level: Level,
    track: Track,
    without_contested: bool,
    format_: str | None,
    root: Path,
) -> None:
    """Rank the dyads by tension, most tense first.

    Tension runs from -1 (friendly) to 1 (hostile), `low` and `high` are its 90 % interval; it is `hostile` minus
    `friendly`. `thin` marks dyads with under three independent claimants. `kg explain A B` shows the claims.

    \b
    Examples:
      kg tension
      kg tension --at 2016-03-01 --half-life 90
      kg tension --track forecast --format json
    """
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.outputs.tables import tension_table  # noqa: PLC0415

    found = built_project(root).tension(
        at=at,
        known_at=known_at,
        parameters=parameters(half_life),
        level=level,
        track=track,
        without_contested=without_contested,
    )
    wanted = chosen_format(format_)
    if wanted == "table" and found:
        on = found[0].at
        click.echo(f"{on.day} {on:%B %Y} · {track} claims · half-life {half_life:g} days")
    print_rows(tension_table(found), wanted, columns=SHOWN, nothing=f"there is nothing {track} to score on that day")
