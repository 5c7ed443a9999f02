"""Start the server of a graph."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from kg.server.app import application
from kg.server.build import Watch, read_build
from kg.server.lookup import Lookups
from kg.server.pool import WorkerPool
from kg.server.running import StartError, bound, log, run
from kg.server.service import Service
from kg.server.worker_process import WorkerEndedError, WorkerFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Receive, Scope, Send

    from kg.server.settings import Settings


class Mounted(Protocol):
    """An application at a path of its own, which is closed before the workers are."""

    path: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

    async def close(self) -> None:
        """Let what runs end, and release what is held."""


def serve(settings: Settings, ready: Callable[[str], None], mount: Callable[[Service], Mounted] | None = None) -> None:
    """Serve until a signal asks for the end; `ready` is given the address once it answers.

    What `mount` makes of the service is served beside all else. Raises NotBuiltError where there is nothing to serve,
    StartError where the address or the store cannot be had.
    """
    build = read_build(settings.root, settings.out)
    pool = WorkerPool(settings, build, Watch(settings.root, settings.out, build))
    service = Service(settings, pool, Lookups(settings.held))
    mounted = [mount(service)] if mount else []

    async def start() -> None:
        try:
            await asyncio.gather(pool.start(), service.lookups.open(build))
        except (WorkerFault, WorkerEndedError, OSError) as error:
            await pool.close(0)
            raise StartError(f"no worker could be started: {error}") from None

    async def close() -> None:
        for each in mounted:
            await each.close()
        await pool.close(settings.grace)

    log(settings)
    listening = bound(settings)
    app = application(service, {each.path: each for each in mounted})
    run(app, settings, listening, (start, close), ready)
