"""`kg import`."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from kg.cli.options import fail, named, note, root_option, shows_errors
from kg.cli.terminal import echo
from kg.cli.writing import write_whole
from kg.model.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.importing.coded import CodedProject
    from kg.importing.offsets import Convention
    from kg.model.records import Corpus

P = ParamSpec("P")
R = TypeVar("R")


@click.group("import")
def command() -> None:
    """Bring in what was coded in another program: as a new project, or as drafts in this one.

    \b
    Examples:
      kg import dna sample.dna --to energy && kg build --root energy
      kg import refi interviews.qdpx --map interviews.yaml
      kg import annotations hypothesis.json
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


def _coded(word: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The file and the options of a command that brings in what was coded, by what its program calls a code."""

    def decorated(function: Callable[P, R]) -> Callable[P, R]:
        function = root_option(shows_errors(function))
        function = click.option("--dry-run", is_flag=True, help="Say what would come in, and write nothing.")(function)
        function = click.option(
            "--map", "mapping", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
            help=f"Which field of a claim each {word} means; written where it is not there.  "
            "[default: FILE.mapping.yaml]",
        )(function)  # fmt: skip
        return click.argument(
            "file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
        )(function)  # fmt: skip

    return decorated


@command.command("refi")
@_coded("code")
def refi(file: Path, mapping: Path | None, root: Path, dry_run: bool) -> None:
    """Bring in a REFI-QDA project (.qdpx) of NVivo, ATLAS.ti, MAXQDA, QualCoder and others, as drafts.

    The first run writes the mapping: every code with how often it was given, and the field and value that its name
    already tells. Fill in the others and run the same again. Then each coded passage becomes a draft by its coder in
    sources/drafts, never a claim, until somebody accepts it (`kg annotate`, `kg draft accept`). A text that the project
    has already is that article, any other becomes one. Where programs count places differently, the counting is told
    from the passages themselves. What claims cannot hold is left out and said.

    \b
    Examples:
      kg import refi interviews.qdpx
      kg import refi interviews.qdpx --map codes.yaml --dry-run
    """
    from kg.importing.refi_file import read_refi  # noqa: PLC0415 - help does not need it

    _bring_in(lambda _: read_refi(file), file, mapping, root, dry=dry_run)


@command.command("annotations")
@_coded("tag")
def web_annotations(file: Path, mapping: Path | None, root: Path, dry_run: bool) -> None:
    """Bring in annotations of Hypothesis, or any W3C Web Annotations, as drafts.

    FILE is what Hypothesis exports as JSON, what its API answers, or a list, a page or a line each of Web Annotations.
    An annotation belongs to the article with its address (`url`, `archived`), and its words must stand in the text. Its
    tags are mapped to fields of claims as the codes of `kg import refi` are; the first run writes the mapping.

    \b
    Examples:
      kg import annotations hypothesis.json
    """
    from kg.importing.annotations import read_annotations  # noqa: PLC0415 - help does not need them
    from kg.importing.offsets import Convention  # noqa: PLC0415

    _bring_in(partial(read_annotations, file), file, mapping, root, dry=dry_run, convention=Convention())


def _bring_in(
    read: Callable[[Corpus], CodedProject],
    file: Path,
    mapping: Path | None,
    root: Path,
    *,
    dry: bool,
    convention: Convention | None = None,
) -> None:
    """Write the mapping, or what was coded as drafts by it; `read` gives what the file has, for a project's sources."""
    from kg.editing.articles import EditingError  # noqa: PLC0415 - help does not need them
    from kg.editing.saving import ChangedError  # noqa: PLC0415
    from kg.importing.coded import NO_TEXT, CodedError  # noqa: PLC0415
    from kg.importing.coded_drafts import import_codings, project_of  # noqa: PLC0415
    from kg.importing.coded_report import report as coded_report  # noqa: PLC0415
    from kg.importing.mapping import MappingError, as_mapping, read_mapping  # noqa: PLC0415
    from kg.model.findings import as_text  # noqa: PLC0415

    if not (root / "sources").is_dir():
        fail(f"there is no project in {root}; name one by --root, or make one by `kg init DIR`", 2)
    mapping = mapping or Path(f"{file.stem}.mapping.yaml")
    corpus, terms = project_of(root)
    try:
        project = read(corpus)
        if not project.texts:
            fail(f"{file.name}: {NO_TEXT}{f' ({project.reasons()})' if project.left_out else ''}")
        if not mapping.exists():
            if dry:
                echo(as_mapping(project, corpus, terms), nl=False)
                return
            write_whole(str(mapping), as_mapping(project, corpus, terms).encode())
            note(f"say there what the {counted(len(project.codes), 'code')} mean, and run this again")
            return
        meanings = read_mapping(mapping, project, corpus, terms)
        if not meanings and not project.has_claims():
            fail(f"{mapping}: no code has a field; say there what some of them mean")
        imported = import_codings(
            project, meanings, root, origin=f"From {file.name}", convention=convention, dry=dry, read=(corpus, terms)
        )
    except MappingError as error:
        echo(as_text(error.findings), nl=False, err=True)
        fail(str(error))
    except CodedError as error:
        fail(f"{file.name}: {error}")
    except (EditingError, ChangedError) as error:
        fail(str(error))
    for line in coded_report(imported, dry=dry):
        echo(line)
