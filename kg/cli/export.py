"""`kg export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.options import built_project, named, root_option, shows_errors
from kg.cli.writing import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from kg.project import Project

FORMATS = ("graphml", "csv", "json", "turtle", "trig", "nquads", "jsonld")


@click.command("export")
@click.argument("format_", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), callback=named, help="A file instead of stdout, or - ."
)
@root_option
@shows_errors
def command(format_: str, output: str | None, root: Path) -> None:
    """Write the graph for other tools: graphml, csv, json, turtle, trig, nquads or jsonld.

    graphml holds the network with every tie and dyad, csv the claims, json everything; the others are RDF.

    \b
    Examples:
      kg export graphml -o network.graphml
      kg export csv > claims.csv
      kg export turtle | head
    """
    content = _content(built_project(root), format_)
    if output is None or output == "-":
        click.echo(content, nl=False)
        return
    write_whole(output, content)


def _content(project: Project, format_: str) -> bytes:
    """The bytes of an export; RDF straight from the graph, the rest from the network."""
    if format_ in ("turtle", "trig", "nquads", "jsonld"):
        from kg.outputs.rdf.files import EXPORTS  # noqa: PLC0415 - each format brings its own libraries

        return EXPORTS[format_](project.quads())
    network = project.network()
    if format_ == "csv":
        from kg.outputs.tables import claim_table, to_csv  # noqa: PLC0415

        return to_csv(claim_table(network, network.graph["claims"].values())).encode()
    if format_ == "json":
        from kg.outputs.document import document  # noqa: PLC0415

        return document(network, project.tension()).encode()
    from kg.outputs.graphml import graphml  # noqa: PLC0415
    from kg.outputs.layout import positions  # noqa: PLC0415

    dyads = project.tension()
    return graphml(network, dyads, positions(network, dyads)).encode()
