"""`kg actors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.options import built_project, chosen_format, format_option, graph_options, shows_errors, top_option

if TYPE_CHECKING:
    from kg.cli.options import GraphSource

COLUMNS = ("actor", "label", "kind", "iso3", "acts_for", "claims", "made", "aliases")


@click.command("actors")
@click.option(
    "--kind", type=click.Choice(["state", "international-body", "person", "organization", "group"]),
    help="Only actors of this kind.",
)  # fmt: skip
@format_option()
@top_option
@graph_options
@shows_errors
def command(kind: str | None, format_: str | None, top: int | None, graph: GraphSource) -> None:
    """List who holds, does and says things.

    `claims` counts the claims about the actor, `made` those that it makes.

    \b
    Examples:
      kg actors
      kg actors --kind person --format csv
    """
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.model.records import names_in  # noqa: PLC0415
    from kg.questions.tables import Table  # noqa: PLC0415

    corpus = built_project(graph).corpus
    rows = tuple(
        (
            actor.slug,
            actor.label,
            actor.kind,
            actor.iso3 or None,
            actor.acts_for or None,
            sum(actor.slug in names_in(claim.content) for claim in corpus.claims),
            sum(actor.slug in claim.claimants for claim in corpus.claims),
            "; ".join(actor.names[1:]) or None,
        )
        for actor in corpus.actors.values()
        if kind in (None, actor.kind)
    )
    print_rows(Table(COLUMNS, rows), chosen_format(format_), top=top, of="actor")
