"""One worker process, seen from the server."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any

from kg.server.worker import ASK, DATA, END, HEAD, KIND, READY, frame

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

    from kg.server.build import Build
    from kg.server.settings import Settings

START_TIME = 30.0
IN_MEMORY = 1024 * 1024
NICE = 10
SECRET = "KG_TOKEN"  # noqa: S105 - the name of a variable, not its value
PACKAGES = str(Path(__file__).resolve().parents[2])


class WorkerEndedError(Exception):
    """The process is gone; `reason` is why we ended it, empty where it went by itself."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason or "the worker ended")
        self.reason = reason


class WorkerFault(Exception):  # noqa: N818 - an answer, not a mistake of ours
    """The worker says why there is no answer: a code and, for the asker, a detail."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: rows, truth or triples; its bytes, in memory while they are few, and how many they are.

    It is complete before any of it is sent, so that no part looks whole.
    """

    kind: str
    file: IO[bytes]
    size: int

    def read(self) -> bytes:
        """All of it; it cannot be read again."""
        with self.file as file:
            return file.read()


class Worker:
    """A process with the store of one build open; one question at a time."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.process: asyncio.subprocess.Process | None = None
        self.reason = ""

    @property
    def alive(self) -> bool:
        """Whether the process runs and nobody has ended it."""
        return self.process is not None and self.process.returncode is None and not self.reason

    async def start(self, settings: Settings) -> None:
        """Start the process and wait until the store is open; raises WorkerFault or WorkerEndedError."""
        limits = {name: getattr(settings, name) for name in ("timeout", "max_result", "max_memory")}
        limits["parent"] = os.getpid()
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "kg.server.worker"),
            *(str(self.build.store), self.build.identity, json.dumps(limits)),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=_environment(),
            start_new_session=True,  # Ctrl-C in a terminal is for the server, which ends its workers itself
        )
        try:
            async with asyncio.timeout(START_TIME):
                code, payload = await self._frame()
        except TimeoutError:
            self.end("start")
            raise WorkerEndedError(self.reason) from None
        if code != READY:
            self.end("start")
            raise _fault(payload)

    async def ask(self, question: Mapping[str, Any], most: int) -> Reply:
        """The answer; raises WorkerFault with what the worker says, WorkerEndedError where the process is gone."""
        assert self.process is not None
        assert self.process.stdin is not None
        # Where the process has just gone, there is nothing to read either, which says so.
        with suppress(ConnectionError, RuntimeError):
            self.process.stdin.write(frame(ASK, json.dumps(question).encode()))
        file, size, kind = SpooledTemporaryFile(IN_MEMORY, prefix="kg-serve-"), 0, ""  # noqa: SIM115 - it is the answer's
        while True:
            code, payload = await self._frame()
            if code == DATA:
                file.write(payload)
                size += len(payload)
                if size > most:
                    self.end("large")
            elif code == KIND:
                kind = payload.decode()
            elif code == END:
                file.seek(0)
                return Reply(kind, file, size)
            else:
                file.close()
                raise _fault(payload)

    async def _frame(self) -> tuple[bytes, bytes]:
        assert self.process is not None
        assert self.process.stdout is not None
        try:
            code, size = HEAD.unpack(await self.process.stdout.readexactly(HEAD.size))
            return code, await self.process.stdout.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise WorkerEndedError(self.reason) from None

    def end(self, reason: str) -> None:
        """End the process at once, whatever it does; the first reason is kept."""
        self.reason = self.reason or reason
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.kill()

    def make_way(self) -> None:
        """Let others have the processor first."""
        if self.process is not None and hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.process.pid, NICE)

    async def reaped(self) -> None:
        """Wait until the system has taken the process away, and its pipes are closed."""
        if self.process is None:
            return
        if self.process.stdin is not None:
            self.process.stdin.close()
        await self.process.wait()
        if self.process.stdout is not None:
            # Where somebody still waits for an answer, it is they who read to the end.
            with suppress(RuntimeError, ConnectionError):
                await self.process.stdout.read()


def _fault(payload: bytes) -> WorkerFault:
    fault = json.loads(payload)
    return WorkerFault(fault["code"], fault["detail"])


def _environment() -> dict[str, str]:
    """What a worker needs to find us, and no secret."""
    kept = {name: value for name, value in os.environ.items() if name != SECRET}
    return kept | {"PYTHONPATH": os.pathsep.join([PACKAGES, *filter(None, [kept.get("PYTHONPATH")])])}
