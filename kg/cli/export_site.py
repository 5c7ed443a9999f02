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
    from kg.project import Project
    from kg.web.pages.site import Progress

SITE, SITE_HOLDS = "site", "every page as a folder of HTML, with its data beside it"
EVERY = 250


def export_site(graph: GraphSource, output: str | None, *, losses: bool = False, quotes_only: bool = False) -> None:
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
        around, has_whole = _around(project, quotes_only=quotes_only)
        if around is not None and has_whole and view:
            note("the map has whole texts and is left out; `kg build --quotes-only` makes one for the site")
            view = b""
        written = write_site(folder, material_of(project, has_map=bool(view), around=around), view, _shown())
    except NotASiteError as error:
        fail(str(error), 2)
    finally:
        overwrite("")
    gone = f", {counted(written.removed, 'file')} of before removed" if written.removed else ""
    number = counted(len(written.names), "file")
    note(f"wrote {written.changed:,} of {number} into {folder}{gone}; open {folder / 'index.html'}")


def _around(project: Project, *, quotes_only: bool) -> tuple[int | None, bool]:
    """How many characters may stand around a quote, None for whole texts; and whether the build has whole texts."""
    from kg.sources.description import read_description  # noqa: PLC0415 - help does not need them
    from kg.sources.quotes import CONTEXT  # noqa: PLC0415
    from kg.web.pages.collected import quotes_only as of_build  # noqa: PLC0415

    built = of_build(project.manifest())
    said = read_description(project.root)[0] if project.root.is_dir() else project.as_known().description
    wanted = said.around(quotes_only=quotes_only)
    if built is None and wanted is not None and wanted < CONTEXT:
        fail(f"the graph has {CONTEXT} characters on either side of a quote; run `kg build --quotes-only` first")
    return min((each for each in (built, wanted) if each is not None), default=None), built is None


def _shown() -> Progress | None:
    """The progress, on a line of a terminal that is overwritten; nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def progress(ready: int, total: int) -> None:
        if ready % EVERY == 0:
            overwrite(f"{ready:,} files of about {total:,}" if ready + EVERY <= total else "putting them in place")

    return progress
