"""`kg alignment`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from kg.cli.measure_options import DAY_OPTIONS
from kg.cli.options import (
    built_project,
    chosen_format,
    day,
    fail,
    first_day,
    format_option,
    graph_options,
    named,
    shows_errors,
)

if TYPE_CHECKING:
    from datetime import date

    from kg.cli.options import GraphSource
    from kg.measure.lens import Level, Mode
    from kg.network.network import Network
    from kg.questions.alignment.analysis import Alignment, By
    from kg.questions.alignment.congruence import Measure, Normalisation
    from kg.questions.alignment.discourse import Duplicates

_, KNOWN_AT, _, LEVEL = DAY_OPTIONS


def names(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """A callback for options that may be repeated: an empty name is wrong usage."""
    return tuple(str(named(ctx, param, each)) for each in value)


@click.command("alignment")
@click.argument("a", required=False, callback=named)
@click.argument("b", required=False, callback=named)
@click.option(
    "--measure",
    type=click.Choice(["congruence", "conflict", "subtract", "ignore"]),
    help="What to count; subtract is congruence less conflict. Of actors by issues ignore counts statements, and "
    "subtract sums positions; csv has both.  [default: subtract]",
)
@click.option(
    "--normalise",
    "normalisation",
    type=click.Choice(["none", "average", "jaccard", "product", "cosine"]),
    help="What to divide it by.  [default: cosine]",
)
@click.option(
    "--duplicates",
    type=click.Choice(["all", "article", "day", "week", "month", "year"]),
    default="all",
    show_default=True,
    help="Count one position of an actor on an issue once in each of these, or every time.",
)
@click.option(
    "--by",
    type=click.Choice(["holder", "claimant"]),
    default="holder",
    show_default=True,
    help="Whose statement it is: who holds the stance, or who says so for itself.",
)
@click.option(
    "--mode",
    "modes",
    multiple=True,
    type=click.Choice(["reported", "interpreted", "forecast", "conditional"]),
    default=("reported",),
    show_default="reported",
    help="Which mode of claims counts; repeat for several.",
)
@click.option("--since", metavar="DATE", callback=first_day, help="Only statements of this day or later.")
@click.option("--until", metavar="DATE", callback=day, help="Only statements of this day or earlier.")
@click.option("--exclude-actor", metavar="NAME", multiple=True, callback=names, help="Leave out an actor; repeatable.")
@click.option("--exclude-issue", metavar="NAME", multiple=True, callback=names, help="Leave out an issue; repeatable.")
@click.option(
    "--exclude-article", metavar="NAME", multiple=True, callback=names, help="Leave out an article; repeatable."
)
@click.option("--two-mode", is_flag=True, help="Show actors by issues instead of pairs of actors.")
@KNOWN_AT
@LEVEL
@format_option()
@graph_options
@shows_errors
def command(
    a: str | None,
    b: str | None,
    measure: Measure | None,
    normalisation: Normalisation | None,
    duplicates: Duplicates,
    by: By,
    modes: tuple[Mode, ...],
    since: date | None,
    until: date | None,
    exclude_actor: tuple[str, ...],
    exclude_issue: tuple[str, ...],
    exclude_article: tuple[str, ...],
    two_mode: bool,
    known_at: date | None,
    level: Level,
    format_: str | None,
    graph: GraphSource,
) -> None:
    """Show who agrees and who conflicts on the issues.

    The networks of discourse network analysis, from the stances that are said to be taken toward issues: two actors
    agree where their positions on an issue are close, and conflict where they are far apart. With A the pairs of one
    actor; with A and B one pair, with all that both say. A position counts that had not ended before the day asked
    about (--since, else --until, else the newest article's). By default a number is from -1 (opposed on everything) to
    1 (the same on everything).

    \b
    Examples:
      kg alignment
      kg alignment china "south korea"
      kg alignment --measure congruence --normalise average --duplicates article --format csv
      kg alignment --two-mode --since 2016-07
    """
    from kg.questions.alignment.analysis import Scope, UnknownNameError  # noqa: PLC0415 - help does not need it

    if two_mode and measure in {"congruence", "conflict"}:
        raise click.UsageError(f"--measure {measure} is between two actors; of --two-mode are ignore and subtract")
    if two_mode and normalisation:
        raise click.UsageError("--normalise is about pairs; drop --two-mode or it")
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is after --until {until}; give the earlier day as --since")
    scope = Scope(
        by=by,
        level=level,
        modes=tuple(dict.fromkeys(modes)),
        since=since,
        until=until,
        without_actors=exclude_actor,
        without_issues=exclude_issue,
        without_articles=exclude_article,
    )
    project = built_project(graph)
    try:
        found = project.alignment(
            a or "",
            b or "",
            known_at=known_at,
            scope=scope,
            measure=measure or "subtract",
            normalisation=normalisation or "cosine",
            duplicates=duplicates,
        )
    except UnknownNameError as error:
        fail(str(error), 2)
    if excluded := sorted({*found.between} & {*found.scope.without_actors}):
        raise click.UsageError(f"--exclude-actor leaves out {excluded[0]!r}, whom you ask about")
    _print(project.as_known(known_at), found, two_mode, measure, chosen_format(format_))


def _print(network: Network, found: Alignment, two_mode: bool, measure: Measure | None, format_: str) -> None:
    from kg.cli.printing import print_answer  # noqa: PLC0415 - help does not need them
    from kg.questions.alignment import positions  # noqa: PLC0415
    from kg.questions.alignment.note import nothing  # noqa: PLC0415
    from kg.questions.alignment.tables import position_table  # noqa: PLC0415

    print_answer(
        "alignment",
        network,
        found,
        format_,
        note=partial(positions.note, measure=measure) if two_mode else None,
        table=position_table if two_mode else None,
        nothing=nothing(network, found),
    )
