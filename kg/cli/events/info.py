"""`kg events info`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.events.import_ import stored
from kg.cli.events.options import STORE_OPTION, events_installed, store_of
from kg.cli.options import root_option, shows_errors
from kg.cli.terminal import echo
from kg.model.findings import printable

if TYPE_CHECKING:
    from pathlib import Path


@click.command("info")
@STORE_OPTION
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@root_option
@shows_errors
def command(folder: Path | None, format_: str, root: Path) -> None:
    """Say what is in a store of events: how many, of when, from which files, and what was left out.

    \b
    Examples:
      kg events info --store icews
      kg events info --store icews --format json
    """
    events_installed()
    from kg.events.store import open_store  # noqa: PLC0415 - help does not need them
    from kg.questions.document import to_json  # noqa: PLC0415

    where = store_of(folder, root)
    found = open_store(where)
    if format_ == "json":
        echo(to_json(dict(found.manifest)), nl=False)
        return
    echo("\n".join(map(printable, stored(where, dict(found.manifest)))))
    echo(f"  scale by default {found.own_scale()}; files:")
    for entry in found.manifest["files"]:
        rejected = sum(entry["rejected"].values())
        left_out = f", {rejected:,} rejected" if rejected else ""
        echo(f"    {printable(entry['name'])}  {entry['events']:,} events ({entry['format']}){left_out}")
