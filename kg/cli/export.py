"""`kg export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.export_coded import CODED, export_coded
from kg.cli.export_site import SITE, SITE_HOLDS, export_site
from kg.cli.options import built_project, chosen_format, fail, format_option, graph_options, named, note, shows_errors
from kg.cli.terminal import echo
from kg.cli.writing import write_whole
from kg.exports.formats import DESCRIBING, FORMATS, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.cli.options import GraphSource
    from kg.exports.formats import Format
    from kg.exports.losses import Loss
    from kg.project import Project

EVERY = FORMATS | DESCRIBING
HOLDS = {name: each.holds for name, each in EVERY.items()} | CODED | {SITE: SITE_HOLDS}
LIST = "\n".join(f"  {name:<14} {holds}" for name, holds in HOLDS.items())
HELP = f"""Write the graph for other tools, and say on standard error what the format cannot carry.

\b
Formats:
{LIST}

docs/exports.md says how each is opened, and what it leaves out.

\b
Examples:
  kg export gexf -o network.gexf
  kg export csv -o tables/
  kg export site -o site
  kg export stix --losses
  kg export csl -o articles.json
  kg export refi -o coded.qdpx
  kg export turtle | head
"""


@click.command("export", help=HELP)
@click.argument("to", metavar="FORMAT", type=click.Choice([*HOLDS]))
@click.option("-o", "--output", callback=named, help="A file instead of stdout, or - ; a folder/ or .zip for several.")
@click.option("--losses", is_flag=True, help="Print what the format cannot carry of this graph instead.")
@click.option("--quotes-only", is_flag=True, help="Of a site: quotes with their context in place of whole texts.")
@format_option()
@graph_options
@shows_errors
def command(
    to: str, output: str | None, losses: bool, quotes_only: bool, format_: str | None, graph: GraphSource
) -> None:
    """Export; its help is HELP."""
    if quotes_only and to != SITE:
        raise click.UsageError("--quotes-only is for a site; the other formats have no texts, only quotes")
    if format_ is not None and not losses:
        raise click.UsageError("--format is for --losses")
    if to not in EVERY:
        _from_sources(graph, to, output, losses=losses, quotes_only=quotes_only)
        return
    if losses and to in DESCRIBING:
        raise click.UsageError(f"{to} describes what is exported elsewhere; --losses is for the others")
    wanted = EVERY[to]
    several = output is not None and output != "-" and _names_several(output)
    _refuse(to, wanted, output, several=several)
    project = built_project(graph)
    if losses:
        _print_losses(_losses(project, to, several=several), to, chosen_format(format_))
        return
    if several and wanted.files and output:
        _write_several(output, wanted.files(project))
    elif wanted.text:
        content = wanted.text(project)
        if output is None or output == "-":
            echo(content, nl=False)
        else:
            write_whole(output, content)
    if to in FORMATS:
        _tell_losses(_losses(project, to, several=several), to)


def _names_several(output: str) -> bool:
    """Whether the target that a user names is a folder or an archive."""
    return output.endswith(("/", ".zip")) or Path(output).is_dir()


def _from_sources(graph: GraphSource, to: str, output: str | None, *, losses: bool, quotes_only: bool) -> None:
    """Write what needs the sources beside the graph, or these alone."""
    if to == SITE:
        export_site(graph, output, losses=losses, quotes_only=quotes_only)
    else:
        export_coded(graph, to, output, losses=losses)


def _refuse(name: str, wanted: Format, output: str | None, *, several: bool) -> None:
    """Refuse what cannot be written to where it is wanted, before anything is computed."""
    if several and not wanted.files:
        holding = ", ".join(other for other, format_ in EVERY.items() if format_.files)
        raise click.UsageError(f"{name} is one file, and {output} is no name of one; several files have {holding}")
    if not several and not wanted.text:
        raise click.UsageError(f"{name} is several files; give -o FOLDER/ or -o FILE.zip")


def _write_several(output: str, files: Mapping[str, bytes]) -> None:
    if output.endswith(".zip") and not Path(output).is_dir():
        write_whole(output, zipped(files))
        return
    from kg.publication import publish  # noqa: PLC0415 - other formats do not need it

    try:
        publish(Path(output), files, {})
    except OSError as error:
        fail(f"{output}: {(error.strerror or str(error)).lower()}")
    note(f"wrote {', '.join(sorted(files))} in {output}")


def _losses(project: Project, name: str, *, several: bool) -> tuple[Loss, ...]:
    from kg.exports.losses import LOST, losses  # noqa: PLC0415 - help does not need them

    in_folder = f"{name} in a folder"
    return losses(project, in_folder if several and in_folder in LOST else name)


def _tell_losses(found: tuple[Loss, ...], name: str) -> None:
    from kg.exports.losses import summary  # noqa: PLC0415 - help does not need it

    said = summary(found)
    if said:
        note(f"{name}: {said}; `kg export {name} --losses` lists all")


def _print_losses(found: tuple[Loss, ...], name: str, format_: str) -> None:
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.exports.losses import loss_table  # noqa: PLC0415

    if not any(loss.count for loss in found):
        note(f"{name}: leaves nothing out; the texts of the articles are in no graph")
    if found:
        print_rows(loss_table(found), format_, columns=("what", "in_words"))
    elif format_ == "json":
        echo("[]")
