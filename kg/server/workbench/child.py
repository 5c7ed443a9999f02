"""A process of ours that works beside the server, and says in lines of JSON what it has found."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from asyncio.subprocess import PIPE
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kg.server.worker_process import environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LONGEST_LINE = 256 * 1024 * 1024
# A process that ends by itself is started again, but not for ever if it never gets anywhere.
FEWEST_SECONDS = 2.0
MOST_STARTS = 5


class Child:
    """A process that runs a module of ours with the project's folder, started anew when it ends by itself.

    `hear` is given each object that it says; `niceness` is how much it lets others go before it.
    """

    def __init__(self, module: str, root: Path, hear: Callable[[dict[str, Any]], None], niceness: int = 0) -> None:
        self.module, self.root, self.hear, self.niceness = module, root, hear, niceness
        self.process: asyncio.subprocess.Process | None = None
        self.task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start it, and listen from now on."""
        self.task = asyncio.get_running_loop().create_task(self._listen())

    def say(self, **message: Any) -> None:
        """Tell it something; what it has not read when it ends is lost, as what it was asked before."""
        process = self.process
        if process is not None and process.stdin is not None and not process.stdin.is_closing():
            process.stdin.write(json.dumps(message).encode() + b"\n")

    async def close(self) -> None:
        """End it."""
        if self.task is not None:
            self.task.cancel()
            with suppress(asyncio.CancelledError):
                await self.task
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()

    async def _listen(self) -> None:
        fast = 0
        while fast < MOST_STARTS:
            begun = time.monotonic()
            process = self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", self.module, str(self.root), str(self.niceness)),
                stdin=PIPE,
                stdout=PIPE,
                limit=LONGEST_LINE,
                env=environment(),
                start_new_session=True,  # Ctrl-C in a terminal is for the server, which ends its processes itself
            )
            assert process.stdout is not None  # it is a pipe
            while line := await process.stdout.readline():
                self.hear(json.loads(line))
            await process.wait()
            fast = fast + 1 if time.monotonic() - begun < FEWEST_SECONDS else 0
            self.hear({"kind": "failed", "message": f"{self.module} has ended; what is wrong stands on standard error"})
