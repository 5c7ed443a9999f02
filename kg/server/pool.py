"""The workers: as many as there are places, a queue before them, and another for each that had to be ended.

A query that takes more than a second goes on in the slow lane: it yields the processor to others, and its place among
the quick ones is taken by a new worker, so that a few that never end do not keep everybody waiting.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kg.server.build import is_there
from kg.server.worker_process import Worker, WorkerEndedError, WorkerFault

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

    from kg.server.build import Build, Watch
    from kg.server.settings import Settings
    from kg.server.worker_process import Reply

SLOW_AFTER = 1.0
AT_ONCE = 0.05
ATTEMPTS = 3
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0


class BusyError(Exception):
    """All places are taken and the queue is full, or one has waited in it for too long."""


class WorkerPool:
    """Who answers queries; `build` is the build that they answer from.

    `quick` are those that hold a place, started or not yet; `slow` those of the slow lane; `all` every process that the
    system has not yet taken away.
    """

    def __init__(self, settings: Settings, build: Build, watch: Watch) -> None:
        self.settings, self.build, self.watch = settings, build, watch
        self.quick: set[Worker] = set()
        self.slow: set[Worker] = set()
        self.all: set[Worker] = set()
        self.idle: list[Worker] = []
        self.waiting: deque[asyncio.Future[Worker]] = deque()
        self.tasks: set[asyncio.Task[None]] = set()
        self.closing = False
        self.renewal: asyncio.Task[None] | None = None
        # Whether the last build that was opened could not be, though no other had taken its place.
        self.failed = False

    async def start(self) -> None:
        """Start all of them; raises WorkerFault or WorkerEndedError where the store cannot be opened."""
        self.quick = set(await self._fresh(self.build))
        self.idle = list(self.quick)

    async def ask(self, question: Mapping[str, Any]) -> Reply:
        """The answer to a question by the next worker that is free.

        Raises BusyError; WorkerFault with what the worker says; WorkerEndedError with the reason "time" where the
        question took too long, "large" where its answer was, "closing" where the server ends, and else "".
        """
        loop = asyncio.get_running_loop()
        for _ in range(ATTEMPTS):
            before, begun = self.build, loop.time()
            try:
                return await self._asked(question)
            except WorkerFault as fault:
                # A build that has just been replaced may lack a file that was not yet open.
                if fault.code != "failed" or not await self._renewed_since(before):
                    raise
            except WorkerEndedError as ended:
                # Gone before it can have done anything: it was not the question.
                if ended.reason or loop.time() - begun > AT_ONCE:
                    raise
        return await self._asked(question)

    async def _asked(self, question: Mapping[str, Any]) -> Reply:
        worker = await self._free()
        loop = asyncio.get_running_loop()
        timers = (
            loop.call_later(SLOW_AFTER, self._to_slow_lane, worker),
            loop.call_later(self.settings.timeout, worker.end, "time"),
        )
        try:
            return await worker.ask(question, self.settings.max_result)
        except WorkerFault as fault:
            if fault.code in ("memory", "failed"):
                worker.end(fault.code)
            raise
        except BaseException:
            worker.end("gone")
            raise
        finally:
            for timer in timers:
                timer.cancel()
            self._release(worker)

    async def current(self) -> None:
        """Wait until the build that is there now answers, so that nobody is told of one whose place was taken before.

        One that cannot be opened is not waited for a second time; the one before it goes on answering.
        """
        for _ in range(ATTEMPTS):
            self.look(now=not self.failed)
            if self.failed or self.renewal is None or self.renewal.done():
                return
            await asyncio.wait({self.renewal})

    def look(self, *, now: bool = False) -> None:
        """See, now and then, whether there is a new build; its workers are started while the old ones go on."""
        if self.closing or (self.renewal is not None and not self.renewal.done()):
            return
        new = self.watch.look(now=now)
        if new is not None:
            self.renewal = self._begin(self._renew(new))

    async def close(self, grace: float) -> None:
        """Let running queries end within `grace` seconds, then end and reap every worker."""
        self.closing = True
        for future in self.waiting:
            if not future.done():
                future.set_exception(WorkerEndedError("closing"))
        loop = asyncio.get_running_loop()
        until = loop.time() + grace
        while len(self.quick) + len(self.slow) > len(self.idle) and loop.time() < until:  # noqa: ASYNC110 - not one event
            await asyncio.sleep(0.02)
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        left = list(self.all)
        for worker in left:
            worker.end("closing")
        await asyncio.gather(*(worker.reaped() for worker in left))

    async def _free(self) -> Worker:
        """The next worker that is free; raises BusyError where too many wait, or it takes too long."""
        while self.idle:
            worker = self.idle.pop()
            if worker.alive:
                return worker
            self._drop(worker)
        if self.closing:
            raise WorkerEndedError("closing")
        if len(self.waiting) >= self.settings.queue:
            raise BusyError
        future: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self.waiting.append(future)
        try:
            return await asyncio.wait_for(asyncio.shield(future), self.settings.timeout)
        except BaseException as error:
            self._leave_queue(future)
            if isinstance(error, TimeoutError):
                raise BusyError from None
            raise

    def _leave_queue(self, future: asyncio.Future[Worker]) -> None:
        """Wait no more; a worker that was handed over meanwhile goes to the next."""
        with suppress(ValueError):
            self.waiting.remove(future)
        if not future.done():
            future.cancel()
        elif not future.cancelled() and future.exception() is None:
            self._release(future.result())

    def _release(self, worker: Worker) -> None:
        """Give a worker to who waits longest; one that has lost its place, or has ended, goes away."""
        if worker not in self.quick or not worker.alive or self.closing:
            self._drop(worker)
            return
        while self.waiting:
            future = self.waiting.popleft()
            if not future.done():
                future.set_result(worker)
                return
        self.idle.append(worker)

    def _drop(self, worker: Worker) -> None:
        """End a worker, and begin another where a place is free."""
        worker.end("dropped")
        self.quick.discard(worker)
        self.slow.discard(worker)
        self._begin(self._bury(worker))
        self._fill()

    def _to_slow_lane(self, worker: Worker) -> None:
        if worker in self.quick and len(self.slow) < self.settings.workers:
            self.quick.discard(worker)
            self.slow.add(worker)
            worker.make_way()
            self._fill()

    def _fill(self) -> None:
        while len(self.quick) < self.settings.workers and not self.closing:
            worker = Worker(self.build)
            self.quick.add(worker)
            self._begin(self._replace(worker))

    async def _replace(self, worker: Worker) -> None:
        """Start a worker for its place; where it cannot be, try again, more and more patiently."""
        pause = FIRST_PAUSE
        while worker in self.quick:
            try:
                await self._started(worker)
            except (WorkerFault, WorkerEndedError, OSError):
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                self.look()
                if worker in self.quick:
                    self.quick.discard(worker)
                    worker = Worker(self.build)
                    self.quick.add(worker)
                continue
            self._release(worker)
            return

    async def _renew(self, new: Build) -> None:
        """Open a new build with as many workers, and let them answer from then on."""
        try:
            fresh = await self._fresh(new)
        except (WorkerFault, WorkerEndedError, OSError):
            self.watch.last = self.build  # so that the next look sees it again
            self.failed = is_there(new)
            return
        self.failed = False
        old, self.idle = self.idle, []
        self.build, self.quick = new, set(fresh)
        for worker in old:
            self._drop(worker)
        for worker in fresh:
            self._release(worker)

    async def _renewed_since(self, before: Build) -> bool:
        """Whether there is a new build; where it is being opened, once it is."""
        self.look(now=True)
        if self.renewal is not None:
            await asyncio.wait({self.renewal})
        return self.build is not before

    async def _fresh(self, build: Build) -> list[Worker]:
        """A whole set of workers for a build, or none."""
        made = [Worker(build) for _ in range(self.settings.workers)]
        done = await asyncio.gather(*map(self._started, made), return_exceptions=True)
        failed = next((error for error in done if error is not None), None)
        if failed is not None:
            for worker in made:
                worker.end("dropped")
                self._begin(self._bury(worker))
            raise failed
        return made

    async def _started(self, worker: Worker) -> None:
        self.all.add(worker)
        try:
            await worker.start(self.settings)
        except BaseException:
            worker.end("dropped")
            self._begin(self._bury(worker))
            raise

    async def _bury(self, worker: Worker) -> None:
        await worker.reaped()
        self.all.discard(worker)

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task
