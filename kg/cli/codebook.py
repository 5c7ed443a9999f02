"""`kg codebook`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.options import fail, note, root_option, shows_errors

if TYPE_CHECKING:
    from pathlib import Path

    from kg.coders.agreement import Agreement
    from kg.project import Project


@click.command("codebook")
@click.option("--coder", "coders", multiple=True, metavar="NAME", help="Differences of these coders alone; repeatable.")
@click.option("--plain", is_flag=True, help="The ontology alone, without anything that coders made.")
@click.option(
    "-o",
    "--output",
    default="coders-codebook.html",
    metavar="FILE",
    help="Where it is written; - prints it.  [default: coders-codebook.html]",
)
@root_option
@shows_errors
def command(coders: tuple[str, ...], plain: bool, output: str, root: Path) -> None:
    """Write the codebook for coders: a sheet for each scale, to print.

    Each term with its definition and words that it is for; with words that are for another: the next on the scale, one
    for which articles use the same words, and first of all those that this project's own coders gave in its place,
    with the passages and what was settled. The terms on which they agree least are listed first. The codebook of a
    build, out/codebook.html, has all scales and keys of the files instead, and nothing of coders.

    \b
    Examples:
      kg codebook
      kg codebook -o week-2.html --coder anna --coder ben
      kg codebook --plain -o blank.html
    """
    if root.is_file():
        fail("--root must be a project's folder; name the one that has coding/", 2)
    if plain and coders:
        raise click.UsageError("--coder is for what coders made; drop it or --plain")
    from kg.cli.terminal import echo  # noqa: PLC0415 - help does not need them
    from kg.cli.writing import write_whole  # noqa: PLC0415
    from kg.project import open_project  # noqa: PLC0415
    from kg.web.coders_codebook import coders_codebook  # noqa: PLC0415

    project = open_project(root)
    text = coders_codebook(project.vocabulary, None if plain else _agreement(project, coders))
    if output == "-":
        echo(text, nl=False)
    else:
        write_whole(output, text.encode())


def _agreement(project: Project, coders: tuple[str, ...]) -> Agreement | None:
    """How far coders agree, with what was settled; nothing, which is said, where no two have coded the same."""
    from kg.coders.coded import CodingError, UnknownNameError  # noqa: PLC0415 - help does not need them
    from kg.sources.coding import ADJUDICATED  # noqa: PLC0415

    named = (*coders, ADJUDICATED) if coders and ADJUDICATED not in coders else coders
    try:
        found = project.agreement(coders=named, adjudicated=True, resamples=0)
    except UnknownNameError as error:
        fail(str(error), 2)
    except CodingError as error:
        note(f"without what coders made: {error}")
        return None
    for coder, slug in found.flawed:
        note(f"coding/{coder}/{slug}.yaml has errors and is left out; run `kg check`")
    return found
