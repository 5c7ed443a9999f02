"""`kg view`."""

from __future__ import annotations

import sys
import webbrowser
from typing import TYPE_CHECKING

import click

from kg.cli.options import fail, root_option, shows_errors
from kg.cli.terminal import echo

if TYPE_CHECKING:
    from pathlib import Path


@click.command("view")
@root_option
@click.option("--print", "only_print", is_flag=True, help="Print the path and open nothing.")
@shows_errors
def command(root: Path, only_print: bool) -> None:
    """Open the interactive view in a browser, or print its path where there is no terminal.

    \b
    Examples:
      kg view
      kg view --print
    """
    from kg.project import open_project  # noqa: PLC0415 - help does not need it

    project = open_project(root)
    page = project.out / "index.html"
    if root.is_file():
        fail(f"{root} is a graph; the view belongs to the project that built it", 2)
    if not page.is_file():
        fail(f"{page} is not there; run `kg build` first")
    echo(str(page))
    if not only_print and sys.stdout.isatty():
        webbrowser.open(page.as_uri())
