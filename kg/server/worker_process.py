"""One worker process, seen from the server."""

from __future__ import annotations

import asyncio
import json
import mmap
import os
import socket
import sys
from asyncio.subprocess import DEVNULL
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Protocol

from kg.model.credentials import environment_without_keys
from kg.server.worker import ASK, BEGUN, DATA, END, FAULT, HEAD, READY, SHARED, SKIPPED, frame

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

    from kg.server.build import Build
    from kg.server.settings import Settings

START_TIME = 30.0
IN_MEMORY = 1024 * 1024
NICE = 10
SHORT = 0.02
# What a worker says before it ends, or should.
FATAL = ("memory", "failed")
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
    data: bytes
    size: int
    file: IO[bytes] | None = None

    def read(self) -> bytes:
        """All of it; where it is in a file it cannot be read again."""
        if self.file is None:
            return self.data
        with self.file as file:
            return file.read()


class Job:
    """A question on its way: what is sent, and the answer to come, a Reply, WorkerFault or WorkerEndedError.

    `worker` is who has it, None while it waits; `since` is when it began to wait.
    """

    __slots__ = ("answer", "question", "since", "worker")

    def __init__(self, question: Mapping[str, Any], loop: asyncio.AbstractEventLoop) -> None:
        self.question = frame(ASK, json.dumps(question).encode())
        self.answer: asyncio.Future[Reply] = loop.create_future()
        self.since = loop.time()
        self.worker: Worker | None = None


class Watcher(Protocol):
    """Who is told of a worker."""

    def advanced(self, worker: Worker) -> None:
        """It has answered, and goes on with the next of its jobs."""

    def lost(self, worker: Worker, jobs: list[Job]) -> None:
        """It is gone, with jobs that it had not begun."""

    def died(self, worker: Worker) -> None:
        """It is gone, though it had nothing to do."""


class Worker(asyncio.Protocol):
    """A process with the store of one build open, which answers its jobs one after the other.

    `jobs` are those that were sent and not yet answered, None where nobody waits for one any more; `since` is when the
    first of them can have begun. `shared` is memory by which the process says more of that, and is told what to skip.
    """

    def __init__(self, build: Build, settings: Settings, watcher: Watcher) -> None:
        self.build, self.settings, self.watcher = build, settings, watcher
        self.loop = asyncio.get_running_loop()
        self.process: asyncio.subprocess.Process | None = None
        self.transport: asyncio.Transport | None = None
        self.started: asyncio.Future[None] = self.loop.create_future()
        self.closed: asyncio.Future[None] = self.loop.create_future()
        self.jobs: deque[Job | None] = deque()
        self.since, self.sent, self.answered = 0.0, 0, 0
        self.shared: mmap.mmap | None = None
        self.reason = ""
        self.rest, self.held, self.size = b"", bytearray(), 0
        self.file: IO[bytes] | None = None

    @property
    def alive(self) -> bool:
        """Whether the process runs and nobody has ended it."""
        ended = self.process is None or self.process.returncode is not None or self.closed.done()
        return not ended and not self.reason

    async def start(self) -> None:
        """Start the process and wait until the store is open; raises WorkerFault or WorkerEndedError."""
        limits = {name: getattr(self.settings, name) for name in ("timeout", "max_result", "max_memory", "held")}
        limits["parent"] = os.getpid()
        ours, theirs = socket.socketpair()
        with theirs, TemporaryFile(prefix="kg-serve-") as shared:
            shared.truncate(SHARED)
            self.shared = mmap.mmap(shared.fileno(), SHARED)
            limits["shared"] = shared.fileno()
            await self.loop.create_unix_connection(lambda: self, sock=ours)
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "kg.server.worker"),
                *(str(self.build.store), self.build.identity, json.dumps(limits)),
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=DEVNULL,
                pass_fds=(shared.fileno(),),
                env=environment(),
                start_new_session=True,  # Ctrl-C in a terminal is for the server, which ends its workers itself
            )
        try:
            async with asyncio.timeout(START_TIME):
                await self.started
        except TimeoutError:
            self.end("start")
            raise WorkerEndedError(self.reason) from None
        except WorkerFault:
            self.end("start")
            raise

    def give(self, job: Job) -> None:
        """Send a job, to be begun when those before it are answered."""
        if not self.jobs:
            self.since = self.loop.time()
        job.worker = self
        self.jobs.append(job)
        self.sent += 1
        # Where the process has just gone, what follows says so, and the job goes to another.
        with suppress(RuntimeError):
            if self.transport is not None:
                self.transport.write(job.question)

    def running(self, now: float) -> tuple[int, float]:
        """Which of the jobs it is at, by its place among them, and for how long."""
        if self.shared is not None:
            number, at = BEGUN.unpack_from(self.shared)
            index = number - self.answered - 1
            if 0 <= index < len(self.jobs):
                return index, now - at
        return 0, now - self.since

    def is_stuck(self, now: float) -> bool:
        """Whether it is at a job that takes longer than most, so that it should be given no other."""
        return bool(self.jobs) and self.running(now)[1] > SHORT

    def take_back(self, now: float) -> list[Job]:
        """All jobs but the one that it is at, to be given to others; what it still says of them is passed over."""
        index, _ = self.running(now)
        if self.shared is not None:
            SKIPPED.pack_into(self.shared, BEGUN.size, self.answered + index + 1, self.sent)
        others = [job for place, job in enumerate(self.jobs) if job is not None and place != index]
        for job in others:
            self.forget(job)
        return others

    def forget(self, job: Job) -> None:
        """Wait no more for a job."""
        self.jobs = deque(None if each is job else each for each in self.jobs)
        job.worker = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what jobs are written to."""
        self.transport = transport  # type: ignore[assignment] # a stream's

    def data_received(self, data: bytes) -> None:
        """Take the frames that have come whole."""
        if self.rest:
            data = self.rest + data
        begin = 0
        while len(data) - begin >= HEAD.size:
            code, size = HEAD.unpack_from(data, begin)
            end = begin + HEAD.size + size
            if len(data) < end:
                break
            self._take(code, data[begin + HEAD.size : end])
            begin = end
        self.rest = data[begin:]

    def _take(self, code: bytes, payload: bytes) -> None:
        if code == DATA:
            if self.jobs and self.jobs[0] is not None:
                self._hold(payload)
        elif code == READY:
            self._say(self.started, None)
        elif code == FAULT and not self.jobs:
            self._say(self.started, _fault(payload))
        elif self.jobs:
            job, said = self.jobs.popleft(), self._reply(payload) if code == END else _fault(payload)
            if job is not None:
                self._say(job.answer, said)
            self._clear()
            self.since, self.answered = self.loop.time(), self.answered + 1
            if isinstance(said, WorkerFault) and said.code in FATAL:
                self.end(said.code)
                self._leave()
            else:
                self.watcher.advanced(self)

    def _reply(self, kind: bytes) -> Reply:
        file, self.file = self.file, None
        if file is not None:
            file.seek(0)
        return Reply(kind.decode(), bytes(self.held), self.size, file)

    def _leave(self) -> None:
        """Leave to others what has not been answered."""
        jobs = [job for job in self.jobs if job is not None]
        self.jobs.clear()
        self.watcher.lost(self, jobs)

    def _hold(self, payload: bytes) -> None:
        self.size += len(payload)
        if self.size > self.settings.max_result:
            self.blame(0, "large")
            self.end("large")
        elif self.file is not None:
            self.file.write(payload)
        else:
            self.held += payload
            if self.size > IN_MEMORY:
                self.file = TemporaryFile(prefix="kg-serve-")  # noqa: SIM115 - it is the answer's
                self.file.write(self.held)
                self.held.clear()

    def _clear(self) -> None:
        self.held.clear()
        self.size = 0
        if self.file is not None:
            self.file.close()
            self.file = None

    @staticmethod
    def _say(future: asyncio.Future[Any], said: object) -> None:
        if future.done():
            return
        if isinstance(said, Exception):
            future.set_exception(said)
        else:
            future.set_result(said)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the interface is asyncio's
        """Say so to who waits for an answer, and to who waits for the end."""
        self._clear()
        self._say(self.closed, None)
        self._say(self.started, WorkerEndedError(self.reason))
        if self.jobs:
            if not self.reason:
                self.blame(self.running(self.loop.time())[0], "")
            self._leave()
        elif not self.reason:
            self.watcher.died(self)

    def blame(self, place: int, reason: str) -> None:
        """Say of the job at a place that the process ends by it; the others are for others to do."""
        job = self.jobs[place]
        if job is not None:
            self.forget(job)
            self._say(job.answer, WorkerEndedError(reason))

    def end(self, reason: str) -> None:
        """End the process at once, whatever it does; the first reason is kept."""
        self.reason = self.reason or reason
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.kill()
        elif self.transport is not None:
            self.started.cancel()
            self.transport.close()

    def make_way(self) -> None:
        """Let others have the processor first."""
        if self.process is not None and hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.process.pid, NICE)

    async def reaped(self) -> None:
        """Wait until the system has taken the process away, and what it wrote last is read."""
        if self.process is not None:
            await self.process.wait()
        if self.transport is not None:
            await asyncio.shield(self.closed)


def _fault(payload: bytes) -> WorkerFault:
    fault = json.loads(payload)
    return WorkerFault(fault["code"], fault["detail"])


def environment() -> dict[str, str]:
    """What a process of ours needs to find us, and no secret."""
    kept = environment_without_keys()
    return kept | {"PYTHONPATH": os.pathsep.join([PACKAGES, *filter(None, [kept.get("PYTHONPATH")])])}
