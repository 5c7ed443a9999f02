"""`kg claims`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

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
    top_option,
)

if TYPE_CHECKING:
    from datetime import date

    from kg.cli.options import GraphSource
    from kg.measure.lens import Level, Mode

SHOWN = ("claim", "claimants", "polarity", "mode", "certainty", "hedge", "content", "quote")


@click.command("claims")
@click.option(
    "--actor", callback=named, help="Only claims about this actor, or about who acts for it; any of its names."
)
@click.option(
    "--claimant", callback=named, help="Only claims that this actor makes, or who acts for it; any of its names."
)
@click.option("--article", callback=named, help="Only claims in this article.")
@click.option("--kind", type=click.Choice(["stance", "event", "leverage"]), help="Only claims of this kind.")
@click.option(
    "--mode", type=click.Choice(["reported", "interpreted", "forecast", "conditional"]), help="Only this mode."
)
@click.option("--denied", is_flag=True, help="Only denials.")
@click.option("--contested", is_flag=True, help="Only claims that some affirm and some deny.")
@click.option(
    "--uncounted",
    is_flag=True,
    help="Only claims that count in no score, or in none of the --mode, each with the reason.",
)
@click.option("--since", metavar="DATE", callback=first_day, help="Only claims said on this day or later.")
@click.option("--until", metavar="DATE", callback=day, help="Only claims said on this day or earlier.")
@click.option("--at", metavar="DATE", callback=day, help="With --uncounted: in the scores of this day.")
@click.option(
    "--level",
    type=click.Choice(["state", "actor"]),
    help="With --uncounted: in the scores of states, or of each actor.",
)
@click.option("--known-at", metavar="DATE", callback=day, help="Only what had been published by this day.")
@format_option()
@top_option
@graph_options
@shows_errors
def command(
    actor: str | None,
    claimant: str | None,
    article: str | None,
    kind: str | None,
    mode: Mode | None,
    denied: bool,
    contested: bool,
    uncounted: bool,
    since: date | None,
    until: date | None,
    at: date | None,
    level: Level | None,
    known_at: date | None,
    format_: str | None,
    top: int | None,
    graph: GraphSource,
) -> None:
    """List the claims, with filters.

    \b
    Examples:
      kg claims --actor china --mode forecast
      kg claims --claimant "ken gause"
      kg claims --contested --top 20
      kg claims --uncounted
      kg claims --uncounted --mode forecast --at 2016-03-01
      kg claims --format csv > claims.csv
    """
    from kg.cli.printing import print_rows  # noqa: PLC0415
    from kg.network.claims import Filter, claims  # noqa: PLC0415 - help does not need them
    from kg.questions.tables import claim_table  # noqa: PLC0415

    if (at or level) and not uncounted:
        raise click.UsageError("--at and --level are for --uncounted")
    project = built_project(graph)
    network = project.as_known(known_at)
    if article and article not in project.corpus.articles:
        fail(f"unknown article {article!r}; `kg articles` lists them", 2)
    wanted = Filter(
        actor=actor or "",
        claimant=claimant or "",
        article=article or "",
        kind=kind or "",
        mode=mode or "",
        denied=denied,
        contested=contested,
        since=since,
        until=until,
    )
    found = claims(network, wanted)
    if uncounted:
        from kg.measure.lens import Lens  # noqa: PLC0415 - help does not need them
        from kg.questions.counting import uncounted_table  # noqa: PLC0415

        lens = Lens(at=at, known_at=known_at, level=level or "state", mode=mode or "reported")
        table = uncounted_table(network, found, lens)
        shown, spare = ("uncounted", *SHOWN), ("hedge", "certainty", "content")
        print_rows(table, chosen_format(format_), columns=shown, spare=spare, each="claim", top=top)
        return
    print_rows(claim_table(network, found), chosen_format(format_), columns=SHOWN, each="claim", top=top)
