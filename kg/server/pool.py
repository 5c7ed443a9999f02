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
from kg.server.worker_process import Job, Worker, WorkerEndedError, WorkerFault

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

    from kg.server.build import Build, Watch
    from kg.server.settings import Settings
    from kg.server.worker_process import Reply

SLOW_AFTER = 1.0
# As many jobs a worker has at once, so that it need not wait for the next, nor the processor change so often.
DEPTH = 8
TICK = 0.01
# Jobs beside one that takes longer go to others; sooner where another has nothing to do.
LONG = 0.25
AT_ONCE = 0.05
ATTEMPTS = 3
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0


class BusyError(Exception):
    """All places are taken and the queue is full, or one has waited in it for too long."""


class WorkerPool:
    """Who answers queries; `build` is the build that they answer from.

    `quick` are those that hold a place, started or not yet, `ready` the started ones; `slow` those of the slow lane;
    `all` every process that the system has not yet taken away.
    """

    def __init__(self, settings: Settings, build: Build, watch: Watch) -> None:
        self.settings, self.build, self.watch = settings, build, watch
        self.quick: set[Worker] = set()
        self.ready: dict[Worker, None] = {}
        self.slow: set[Worker] = set()
        self.all: set[Worker] = set()
        self.waiting: deque[Job] = deque()
        self.tasks: set[asyncio.Task[None]] = set()
        self.ticking = False
        self.closing = False
        self.renewal: asyncio.Task[None] | None = None
        # Whether the last build that was opened could not be, though no other had taken its place.
        self.failed = False

    async def start(self) -> None:
        """Start all of them; raises WorkerFault or WorkerEndedError where the store cannot be opened."""
        fresh = await self._fresh(self.build)
        self.quick, self.ready = set(fresh), dict.fromkeys(fresh)

    async def ask(self, question: Mapping[str, Any]) -> Reply:
        """The answer to a question by the next worker that is free.

        Raises BusyError; WorkerFault with what the worker says; WorkerEndedError with the reason "time" where the
        question took too long, "large" where its answer was, "closing" where the server ends, and else "".
        """
        loop = asyncio.get_running_loop()
        for _ in range(ATTEMPTS):
            before, begun = self.build, loop.time()
            try:
                return await self._asked(question, loop)
            except WorkerFault as fault:
                # A build that has just been replaced may lack a file that was not yet open.
                if fault.code != "failed" or not await self._renewed_since(before):
                    raise
            except WorkerEndedError as ended:
                # Gone before it can have done anything: it was not the question.
                if ended.reason or loop.time() - begun > AT_ONCE:
                    raise
        return await self._asked(question, loop)

    async def _asked(self, question: Mapping[str, Any], loop: asyncio.AbstractEventLoop) -> Reply:
        job = Job(question, loop)
        worker = None if self.waiting else self._free(job.since)
        if worker is not None:
            worker.give(job)
        elif self.closing:
            raise WorkerEndedError("closing")
        elif len(self.waiting) >= self.settings.queue:
            raise BusyError
        else:
            self.waiting.append(job)
        self._tick_on(loop)
        try:
            return await job.answer
        finally:
            if job.answer.cancelled():
                self._give_up(job)

    def _free(self, now: float) -> Worker | None:
        """The worker that has least to do, if one can take more at once."""
        for worker in [each for each in self.ready if not each.alive]:
            self._drop(worker)
        able = (each for each in self.ready if len(each.jobs) < DEPTH and not each.is_stuck(now))
        return min(able, key=_jobs, default=None)

    def _give_up(self, job: Job) -> None:
        """Wait no more for a job, and end who is at work on it."""
        if job.worker is None:
            with suppress(ValueError):
                self.waiting.remove(job)
        elif job.worker.jobs[job.worker.running(job.worker.loop.time())[0]] is job:
            job.worker.end("gone")
        else:
            job.worker.forget(job)

    def advanced(self, worker: Worker) -> None:
        """Give a worker that has answered more to do; one that has lost its place, or is ended, goes away."""
        if worker in self.ready and worker.alive and not self.closing:
            while self.waiting and len(worker.jobs) < DEPTH:
                worker.give(self.waiting.popleft())
        elif not any(worker.jobs):
            self._drop(worker)

    def lost(self, worker: Worker, jobs: list[Job]) -> None:
        """Give the jobs of a worker that is gone to others."""
        self._drop(worker)
        self._first(jobs)
        if self.closing:
            self._refuse_waiting()

    def died(self, worker: Worker) -> None:
        """Begin another, though not at once: those that die by themselves may do so again and again."""
        asyncio.get_running_loop().call_later(LONGEST_PAUSE, self._drop_ready, worker)

    def _drop_ready(self, worker: Worker) -> None:
        if worker in self.ready:
            self._drop(worker)

    def _first(self, jobs: list[Job]) -> None:
        """Let jobs that were on their way go before those that wait."""
        now = asyncio.get_running_loop().time()
        for job in reversed(jobs):
            job.worker, job.since = None, now
            self.waiting.appendleft(job)
        while self.waiting and (worker := self._free(now)) is not None:
            worker.give(self.waiting.popleft())
        # They had not waited so far: those for whom the queue has no room are told so, as whoever asks now is.
        while len(self.waiting) > self.settings.queue:
            last = self.waiting.pop()
            if not last.answer.done():
                last.answer.set_exception(BusyError())

    def _tick_on(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self.ticking:
            self.ticking = True
            loop.call_later(TICK, self._tick, loop)

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        """See whose time is over: nothing else ends a query."""
        now = loop.time()
        for worker in [each for each in self.all if each.jobs]:
            self._see(worker, now)
        while self.waiting and now - self.waiting[0].since > self.settings.timeout:
            job = self.waiting.popleft()
            if not job.answer.done():
                job.answer.set_exception(BusyError())
        self.ticking = bool(self.waiting) or any(each.jobs for each in self.all)
        if self.ticking:
            loop.call_later(TICK, self._tick, loop)

    def _see(self, worker: Worker, now: float) -> None:
        place, age = worker.running(now)
        if age > self.settings.timeout:
            worker.blame(place, "time")
            worker.end("time")
        elif worker.jobs[place] is None and age > LONG:
            worker.end("gone")
        elif age > SLOW_AFTER:
            self._to_slow_lane(worker)
        if age > LONG or (age > TICK and any(each.alive and not each.jobs for each in self.ready)):
            self._first(worker.take_back(now))

    def is_current(self) -> bool:
        """Whether the build that is there now answers."""
        return is_there(self.watch.last) and (self.renewal is None or self.renewal.done())

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
        self._refuse_waiting()
        loop = asyncio.get_running_loop()
        until = loop.time() + grace
        while any(any(worker.jobs) for worker in self.all) and loop.time() < until:  # noqa: ASYNC110 - not one event
            await asyncio.sleep(0.02)
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        left = list(self.all)
        for worker in left:
            worker.end("closing")
        await asyncio.gather(*(worker.reaped() for worker in left))
        self._refuse_waiting()

    def _refuse_waiting(self) -> None:
        while self.waiting:
            job = self.waiting.popleft()
            if not job.answer.done():
                job.answer.set_exception(WorkerEndedError("closing"))

    def _drop(self, worker: Worker) -> None:
        """End a worker, and begin another where a place is free."""
        worker.end("dropped")
        self.quick.discard(worker)
        self.slow.discard(worker)
        self.ready.pop(worker, None)
        self._begin(self._bury(worker))
        self._fill()

    def _to_slow_lane(self, worker: Worker) -> None:
        if worker in self.quick and len(self.slow) < self.settings.workers:
            self.quick.discard(worker)
            self.ready.pop(worker, None)
            self.slow.add(worker)
            worker.make_way()
            self._fill()

    def _fill(self) -> None:
        while len(self.quick) < self.settings.workers and not self.closing:
            worker = Worker(self.build, self.settings, self)
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
                    worker = Worker(self.build, self.settings, self)
                    self.quick.add(worker)
                continue
            self.ready[worker] = None
            self.advanced(worker)
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
        old = list(self.ready)
        self.build, self.quick, self.ready = new, set(fresh), dict.fromkeys(fresh)
        for worker in [*old, *fresh]:
            self.advanced(worker)

    async def _renewed_since(self, before: Build) -> bool:
        """Whether there is a new build; where it is being opened, once it is."""
        self.look(now=True)
        if self.renewal is not None:
            await asyncio.wait({self.renewal})
        return self.build is not before

    async def _fresh(self, build: Build) -> list[Worker]:
        """A whole set of workers for a build, or none."""
        made = [Worker(build, self.settings, self) for _ in range(self.settings.workers)]
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
            await worker.start()
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


def _jobs(worker: Worker) -> int:
    return len(worker.jobs)
