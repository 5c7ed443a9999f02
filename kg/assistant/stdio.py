"""`kg mcp`: the tools over standard input and output, until the input ends."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from mcp.server.stdio import stdio_server

from kg.assistant.graph import Graph
from kg.assistant.protocol import server_of
from kg.assistant.toolbox import Toolbox
from kg.assistant.workers import OwnWorkers

if TYPE_CHECKING:
    from pathlib import Path


def serve(root: Path, out: Path) -> None:
    """Answer until standard input ends; nothing but the protocol is written to standard output."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)
    asyncio.run(_serve(root, out))


async def _serve(root: Path, out: Path) -> None:
    workers = OwnWorkers(root, out)
    server = server_of(Toolbox(Graph(root, out), workers))
    try:
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())
    finally:
        await workers.close()
