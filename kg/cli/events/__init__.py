"""`kg events`: one file per command, imported when it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli import LazyGroup

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS = {
    "import": "Import event tables into a store.",
    "info": "Say what is in a store.",
    "tension": "Rank the dyads of a store by tension.",
    "explain": "Show which events a dyad's tension rests on.",
    "timeline": "Follow a dyad month by month.",
    "export": "Write the scores of all dyads for other tools.",
    "codes": "List the codes, and how each scale counts them.",
}


class EventsGroup(LazyGroup):
    """The commands about events."""

    package = "kg.cli.events"
    helps: Mapping[str, str] = COMMANDS


@click.group("events", cls=EventsGroup)
def command() -> None:
    """Import machine-coded event tables, and measure them as claims are measured.

    ICEWS, GDELT, POLECAT, Phoenix, ACLED, or a table of your own; `pip install 'detente[events]'`. What a machine
    coded is never mixed with what the articles say: `kg tension --with-events STORE` shows both, side by side.

    \b
    Examples:
      kg events import events.2014.*.tab --store icews
      kg events tension --store icews
      kg events explain china usa --store icews
    """
