"""Start the workbench, and say where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.server.running import bound, log, run
from kg.server.workbench.app import application
from kg.server.workbench.safety import Keys
from kg.server.workbench.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.server.settings import Settings


def annotate(settings: Settings, ready: Callable[[str], None], *, article: str = "", plain: bool = False) -> None:
    """Serve the workbench until a signal asks for the end; `ready` is given the address with its token.

    The address opens the list of articles, or the `article` that is named. With `plain` nothing is suggested. Raises
    StartError where the port cannot be had.
    """
    keys, session = Keys(), Session(settings.root, plain=plain)
    log(settings)
    listening = bound(settings)
    app = application(session, settings, listening.getsockname()[1], keys)
    path = f"article/{article}" if article else ""

    async def start() -> None:
        session.start()

    run(app, settings, listening, (start, session.close), lambda where: ready(f"{where}{path}?token={keys.token}"))
