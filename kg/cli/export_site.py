"""`kg export site`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import built_project, fail, note
from kg.cli.terminal import overwrite

if TYPE_CHECKING:
    from kg.cli.options import GraphSource
    from kg.web.pages.site import Progress

SITE, SITE_HOLDS = "site", "every page as a folder of HTML, with its data beside it"
EVERY = 250


def export_site(graph: GraphSource, output: str | None, *, losses: bool = False) -> None:
    """Write the pages of a graph as a static site into a folder that is not there yet, is empty, or was a site."""
    from kg.web.pages.collected import map_of, material_of  # noqa: PLC0415 - help does not need them
    from kg.web.pages.site import NotASiteError, check_target, write_site  # noqa: PLC0415

    if losses:
        raise click.UsageError(
            "a site has its data beside each page and leaves nothing out; --losses is for the others"
        )
    if output is None or output == "-":
        raise click.UsageError("a site is a folder of files; name it with -o DIR")
    from kg.model.wording import counted  # noqa: PLC0415 - help does not need it

    folder = Path(output)
    try:
        check_target(folder)
        project = built_project(graph)
        # The view in the folder is not that of an endpoint's graph.
        view = b"" if graph.endpoint else map_of(project.root, project.out)
        written = write_site(folder, material_of(project, has_map=bool(view)), view, _shown())
    except NotASiteError as error:
        fail(str(error), 2)
    finally:
        overwrite("")
    gone = f", {counted(written.removed, 'file')} of before removed" if written.removed else ""
    number = counted(len(written.names), "file")
    note(f"wrote {written.changed:,} of {number} into {folder}{gone}; open {folder / 'index.html'}")


def _shown() -> Progress | None:
    """The progress, on a line of a terminal that is overwritten; nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def progress(ready: int, total: int) -> None:
        if ready % EVERY == 0:
            overwrite(f"{ready:,} files of about {total:,}" if ready + EVERY <= total else "putting them in place")

    return progress
