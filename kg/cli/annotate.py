"""`kg annotate`."""

from __future__ import annotations

import sys
import webbrowser
from typing import TYPE_CHECKING

import click

from kg.cli.options import fail, note, root_option, shows_errors
from kg.cli.serve import without_extra

if TYPE_CHECKING:
    from pathlib import Path


@click.command("annotate")
@click.argument("article", required=False, default="")
@root_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7879, show_default=True, help="The port; 0 takes a free one."
)
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@click.option("--plain", is_flag=True, help="Suggest nothing: fields are empty until somebody fills them.")
@shows_errors
def command(article: str, root: Path, port: int, no_browser: bool, plain: bool) -> None:
    """Code articles in the browser: select a sentence, say who says what, and the YAML is written.

    The page is for this machine alone, and for who has the address that is printed, with its token. Every save is
    written at once into sources/, where only what changed is replaced; editors can be used beside it. After each save
    the project is checked, and built where nothing is wrong. Ctrl-C ends it.

    \b
    Examples:
      kg annotate
      kg annotate 2016-07-isdp-thaad-thawing
      kg annotate --plain --no-browser --port 0
    """
    from kg.model.findings import did_you_mean, printable  # noqa: PLC0415 - help does not need them

    if not (root / "sources").is_dir():
        fail(f"there is no project in {root}; name one by --root, or make one by `kg init DIR`", 2)
    known = sorted(path.stem for path in (root / "sources" / "articles").glob("*.yaml"))
    if article and article not in known:
        fail(f"no article {printable(article)!r}{did_you_mean(article, known)}; `kg articles` lists them", 2)
    try:
        from kg.server.running import StartError  # noqa: PLC0415
        from kg.server.settings import Settings  # noqa: PLC0415
        from kg.server.workbench.run import annotate  # noqa: PLC0415
    except ModuleNotFoundError as error:
        without_extra(error)
    root = root.resolve()

    def ready(address: str) -> None:
        note(f"Coding {root} at {address} (Ctrl-C ends it)")
        if not no_browser and sys.stdout.isatty():
            webbrowser.open(address)

    try:
        annotate(Settings(root=root, out=root / "out", port=port), ready, article=article, plain=plain)
    except StartError as error:
        fail(str(error))
