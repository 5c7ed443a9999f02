"""`/mcp` of `kg serve`: the tools over stateless streamable HTTP, one JSON answer to each POST.

The SDK takes half a second to import, so that is done for the first request. Its manager of sessions must run beside
the application, which a lifespan of ours would have to do for it; here a task does, begun with the first request too.
Host, token and headers are checked by what all requests pass; the origin is checked here, since a script of another
site may send JSON to a server that answers it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.requests import Request

from kg.assistant.graph import Graph
from kg.assistant.toolbox import Toolbox
from kg.assistant.workers import Workers
from kg.server.problems import Problem
from kg.server.protocol import media_type
from kg.server.sparql import body_of

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    from starlette.datastructures import Headers
    from starlette.types import Message, Receive, Scope, Send

    from kg.server.service import Service

PATH = "/mcp"
JSON = "application/json"


class Assistant:
    """The application at `/mcp`; `path` is where it is mounted."""

    path = PATH

    def __init__(self, service: Service) -> None:
        self.service = service
        self.toolbox = Toolbox(Graph(service.settings.root, service.settings.out), Workers(service.pool))
        self._beginning = asyncio.Lock()
        self._ending = asyncio.Event()
        self._manager: StreamableHTTPSessionManager | None = None
        self._task: asyncio.Task[None] | None = None
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; raises Problem for what is no POST of JSON from here."""
        request = Request(scope, receive)
        check_origin(request.headers, self.service.settings.cors)
        if scope["method"] != "POST":
            # There is no session to end, and no stream on which the server would speak first.
            detail = "POST a message of the Model Context Protocol"
            raise Problem(405, "Method not allowed", detail, headers={"Allow": "POST"})
        if media_type(request.headers.get("content-type", "")) != JSON:
            raise Problem(415, "Unsupported media type", f"POST {JSON}", headers={"Accept-Post": JSON})
        body = await body_of(request, self.service.settings)
        manager = await self._begun()
        self._running += 1
        self._idle.clear()
        try:
            await manager.handle_request(scope, _replayed(body, receive), send)
        finally:
            self._running -= 1
            if not self._running:
                self._idle.set()

    async def close(self) -> None:
        """Let calls end within the server's time of grace, then end the manager."""
        if self._task is None:
            return
        try:
            async with asyncio.timeout(self.service.settings.grace):
                await self._idle.wait()
        except TimeoutError:
            pass
        self._ending.set()
        await self._task

    async def _begun(self) -> StreamableHTTPSessionManager:
        async with self._beginning:
            if self._manager is None:
                self._manager = await asyncio.to_thread(_manager, self.toolbox)
                begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                self._task = asyncio.create_task(self._run(self._manager, begun))
                await begun
            return self._manager

    async def _run(self, manager: StreamableHTTPSessionManager, begun: asyncio.Future[None]) -> None:
        """Have the manager run until the end, entered and left by one task, as its scopes demand."""
        async with manager.run():
            begun.set_result(None)
            await self._ending.wait()


def check_origin(headers: Headers, allowed: tuple[str, ...]) -> None:
    """Raise Problem for a script of another site that may not read; what is no script names no origin."""
    origin = headers.get("origin")
    if origin is None or "*" in allowed or origin in allowed:
        return
    host = origin.partition("://")[2].lower()
    if not host or host != headers.get("host", "").lower():
        raise Problem(403, "Origin refused", "scripts of other sites may not ask; --cors names origins that may")


def _manager(toolbox: Toolbox) -> StreamableHTTPSessionManager:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager  # noqa: PLC0415 - slow to import

    from kg.assistant.protocol import server_of  # noqa: PLC0415

    return StreamableHTTPSessionManager(server_of(toolbox), json_response=True, stateless=True)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A body that was read already as the first message, then whatever else comes."""
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
