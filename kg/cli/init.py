"""`kg init`."""

from __future__ import annotations

import shlex
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import click

from kg.cli.options import fail, shows_errors
from kg.cli.terminal import echo

RENAMED = {"gitignore": ".gitignore"}


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@shows_errors
def command(folder: Path) -> None:
    """Make a new project that builds at once, with an example article and comments that teach.

    \b
    Examples:
      kg init my-project && cd my-project && kg build
    """
    from kg.publication import is_empty, publishing  # noqa: PLC0415 - help does not need them

    if not is_empty(folder):
        fail(f"{folder} is not empty; name a new folder", 2)
    with as_file(files("kg.cli") / "starter") as starter, publishing(folder) as new:
        for source in sorted(starter.rglob("*")):
            if source.is_file() and source.suffix != ".pyc":
                name = source.relative_to(starter)
                target = new / name.with_name(RENAMED.get(name.name, name.name))
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
    echo(f"made a project in {folder}; next: cd {shlex.quote(str(folder))} && kg build")
    echo("`kg actors --known NAME --add` takes states, organs, bodies, agencies and papers from the packaged registry")
    echo("the build writes the codebook, out/codebook.html: which term is for which words of an article")
