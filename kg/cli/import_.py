"""`kg import`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kg.cli.options import fail, named, shows_errors
from kg.cli.terminal import echo


@click.group("import")
def command() -> None:
    """Make a new project of what was coded in another program.

    \b
    Examples:
      kg import dna sample.dna --to energy && kg build --root energy
    """


@command.command("dna")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to", "folder", metavar="DIR", required=True, type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the new project; it must not be there, or be empty.",
)  # fmt: skip
@click.option("--statement-type", callback=named, help="The statement type to import.  [default: the one that fits]")
@click.option("--person", callback=named, help="The variable of who speaks.  [default: person]")
@click.option(
    "--organization", callback=named,
    help="The variable of for whom they speak, who holds the stance.  [default: organization]",
)  # fmt: skip
@click.option("--concept", callback=named, help="The variable of what the stance is on.  [default: concept]")
@click.option(
    "--qualifier", callback=named, help="The boolean or integer variable of for and against.  [default: agreement]"
)
@click.option(
    "--scale", type=(int, int), metavar="LEAST MOST",
    help="The ends of an integer qualifier: LEAST becomes -1, MOST 1.  [default: by the largest amount, 0 neutral]",
)  # fmt: skip
@shows_errors
def dna(
    file: Path,
    folder: Path,
    statement_type: str | None,
    person: str | None,
    organization: str | None,
    concept: str | None,
    qualifier: str | None,
    scale: tuple[int, int] | None,
) -> None:
    """Make a project of a data base of Discourse Network Analyzer, version 2 or 3.

    Documents become articles, and statements claims on the very passages that were coded: the person says that the
    organization supports the concept, which becomes an issue, with position 1, or opposes it with -1. Whole numbers on
    both sides of 0 keep their signs and are divided by the largest amount; for others say by --scale which number is
    fully against and which fully for. What is left out is said, with the reason. The data base is never written to.

    \b
    Examples:
      kg import dna sample.dna --to energy && kg build --root energy
      kg import dna coded.dna --to mine --statement-type Claim --concept belief --qualifier position
      kg import dna coded.dna --to mine --qualifier importance --scale 1 7
    """
    from kg.importing.dna import UnsoundError, import_dna  # noqa: PLC0415
    from kg.importing.dna_types import Coding, DnaError, WrongDnaError  # noqa: PLC0415
    from kg.importing.report import report  # noqa: PLC0415
    from kg.importing.writing import OccupiedError  # noqa: PLC0415
    from kg.model.findings import as_text  # noqa: PLC0415 - help does not need them

    coding = Coding(statement_type or "", person or "", organization or "", concept or "", qualifier or "", scale)
    try:
        imported = import_dna(file, folder, coding=coding)
    except (WrongDnaError, OccupiedError) as error:
        fail(str(error), 2)
    except UnsoundError as error:
        echo(as_text(error.findings), nl=False, err=True)
        fail(str(error))
    except DnaError as error:
        fail(str(error))
    echo("\n".join(report(imported)))
    echo(f"\nmade a project in {folder}; next: kg build --root {shlex.quote(str(folder))}")
