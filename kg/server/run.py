"""Start the server of a graph."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from kg.server.app import application
from kg.server.build import Watch, read_build
from kg.server.lookup import Lookups
from kg.server.pool import WorkerPool
from kg.server.running import StartError, bound, log, run
from kg.server.service import Service
from kg.server.worker_process import WorkerEndedError, WorkerFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.server.settings import Settings


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until a signal asks for the end; `ready` is given the address once it answers.

    Raises NotBuiltError where there is nothing to serve, StartError where the address or the store cannot be had.
    """
    build = read_build(settings.root, settings.out)
    pool = WorkerPool(settings, build, Watch(settings.root, settings.out, build))
    service = Service(settings, pool, Lookups(settings.held))

    async def start() -> None:
        try:
            await asyncio.gather(pool.start(), service.lookups.open(build))
        except (WorkerFault, WorkerEndedError, OSError) as error:
            await pool.close(0)
            raise StartError(f"no worker could be started: {error}") from None

    log(settings)
    listening = bound(settings)
    run(application(service), settings, listening, (start, lambda: pool.close(settings.grace)), ready)
