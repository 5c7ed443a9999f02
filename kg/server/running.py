"""Have an application answer at an address, say where it is, and end it in good order."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from kg.server.connection import protocol_class

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from types import FrameType

    from starlette.types import ASGIApp

    from kg.server.settings import Settings

SLACK = 3
# Whatever asks a server to end: a key, a supervisor, the end of its terminal.
ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")


class StartError(Exception):
    """The server cannot be started; the message says why."""


def run(
    app: ASGIApp,
    settings: Settings,
    listening: socket.socket,
    beside: tuple[Callable[[], Awaitable[None]], Callable[[], Awaitable[None]]],
    ready: Callable[[str], None],
) -> None:
    """Have an application answer at a socket until a signal asks for the end.

    What works `beside` it begins and ends by these two.
    """
    config = uvicorn.Config(
        app,
        http=protocol_class(settings),
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=settings.connections,
        timeout_keep_alive=max(1, int(settings.patience)),
        timeout_graceful_shutdown=int(settings.grace) + SLACK,
    )
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    with listening:
        _Server(config, *beside, lambda: ready(f"http://{shown}:{port}/")).run(sockets=[listening])


def log(settings: Settings) -> None:
    """Log to standard error; a log that cannot be written keeps nobody from an answer."""
    logging.raiseExceptions = False
    logging.basicConfig(format="%(message)s")
    logging.getLogger("kg.server").setLevel(logging.DEBUG if settings.log_queries else logging.INFO)


def bound(settings: Settings) -> socket.socket:
    """A socket at the address; raises StartError where it cannot be had."""
    family, kind, number, _, address = socket.getaddrinfo(
        settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, kind, number)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
    except OSError as error:
        listening.close()
        reason = (error.strerror or str(error)).lower()
        raise StartError(f"{settings.host} port {settings.port}: {reason}; --port takes another") from None
    listening.set_inheritable(False)
    return listening


class _Server(uvicorn.Server):
    """uvicorn's server that says when it answers, has what works beside begin and end, and ends with success."""

    def __init__(
        self,
        config: uvicorn.Config,
        begin: Callable[[], Awaitable[None]],
        end: Callable[[], Awaitable[None]],
        ready: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self.begin, self.end, self.ready = begin, end, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await self.begin()
        await super().startup(sockets)
        self.ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        closing = asyncio.ensure_future(self.end())
        await super().shutdown(sockets)
        await closing

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's, but a server that was asked to end has not failed."""
        asked = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
        # What is ignored stays so, as by nohup.
        heard = [number for number in asked if signal.getsignal(number) is not signal.SIG_IGN]
        before = {number: signal.signal(number, self._hear) for number in heard}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.handle_exit(number, frame)
