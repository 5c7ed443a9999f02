"""Processes that are killed while they publish, and others that publish and read at the same time."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.attack import projects
from benchmarks.attack.attacks import Attack
from benchmarks.attack.processes import command, outcome_of, run, started
from benchmarks.events.generate import generate as generate_events
from kg.publication import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from random import Random

    from benchmarks.attack.attacks import Attempt
    from benchmarks.attack.processes import Outcome

TOUCHES_THE_DISK = frozenset({"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"})
EVENTS = 3_000
READS = 3
# An import does not wait for another, which may take hours.
BUSY = "another import is under way"


class Publication:
    """A command that publishes into a folder, from two states of its sources, and a question to what it published."""

    def __init__(
        self, folder: Path, name: str, commands: Sequence[Sequence[object]], asks: Callable[[], object]
    ) -> None:
        self.name = name
        self.commands, self.asks = commands, asks
        self.folder = folder
        self.contents: list[dict[str, str]] = []
        self.answers: list[bytes] = []

    def prepare(self) -> None:
        """Do it once each way, the old one last, and see how often each touches the disk; the first time alone."""
        if self.contents:
            return
        for arguments in (*self.commands, self.commands[0]):
            outcome = run(arguments)
            if outcome.status:
                raise RuntimeError(outcome.messages)
            self.contents.append(projects.published(self.folder))
            self.answers.append(outcome_of(self.asks).output)
        if self.answers[0] == self.answers[1] or self.contents[0] == self.contents[1]:
            raise RuntimeError(f"{self.name}: the two states are not told apart")
        self.touches = _touches(self.commands[1])
        self.seconds = _seconds(self.commands[1])

    def attempt(self, random: Random, _: Path) -> list[str]:
        """Kill it on its way from one state to another, ask, finish by the same command, and look."""
        self.prepare()
        state = random.randrange(2)
        if random.random() < 0.7:
            step = random.randrange(1, self.touches + 1)
            run(self.commands[state], before=partial(_kill_at, step))
            where = f"before its touch {step} of the disk"
        else:
            # What libraries write of their own cannot be counted; any time will do.
            after = random.random() * self.seconds
            with started(command(self.commands[state])):
                time.sleep(after)
            where = f"after {after:.3f} s"
        lost = []
        asked = outcome_of(self.asks)
        lost += asked.losses
        if asked.status or asked.output not in self.answers:
            lost.append(f"the answer is neither the old one nor the new one: {asked.messages[-200:]}")
        elif projects.published(self.folder) != self.contents[self.answers.index(asked.output)]:
            lost.append("the files are not those of the answer")
        again = run(self.commands[state])
        if again.status or projects.published(self.folder) != self.contents[state]:
            lost.append(f"the next run does not mend it: {again.messages[-200:]}")
        lost += projects.remains(self.folder)
        return [f"{self.name} killed {where}: {what}" for what in lost]


def publications(folder: Path) -> list[Publication]:
    """Every command that publishes a folder, each with two states."""
    roots = [projects.built(folder / f"project-{seed}", seed=seed) for seed in (1, 2)]
    events = [folder / f"events-{number}.parquet" for number in (1, 2)]
    for number, file in enumerate(events, 1):
        generate_events(file, EVENTS * number)
    out, site, store = folder / "out", folder / "site", folder / "store"
    return [
        Publication(
            out,
            "kg build",
            [["build", "--root", root, "--out", out] for root in roots],
            command(["tension", "--format", "csv", "--root", _seen_as_project(folder / "seen", out)]),
        ),
        Publication(
            site,
            "kg export site",
            [["export", "site", "-o", site, "--root", root] for root in roots],
            partial(_read_site, site),
        ),
        Publication(
            store,
            "kg events import --again",
            [["events", "import", file, "--store", store, "--again", "--name", "made-up"] for file in events],
            command(["events", "tension", "--store", store, "--format", "csv"]),
        ),
    ]


@contextmanager
def _stage_kills(folder: Path) -> Iterator[Attempt]:
    found = publications(folder)

    def attempt(random: Random, own: Path) -> list[str]:
        return random.choice(found).attempt(random, own)

    yield attempt


@contextmanager
def _stage_together(folder: Path) -> Iterator[Attempt]:
    found = publications(folder)

    def attempt(random: Random, _: Path) -> list[str]:
        """Both ways at once, with readers all the while."""
        target = random.choice(found)
        target.prepare()
        lost: list[str] = []
        writers = [target.commands[random.randrange(2)] for _ in range(random.choice((1, 2, 3)))]
        with ExitStack() as block:
            running = []
            for writer in writers:
                running.append(block.enter_context(started(command(writer))))
                time.sleep(random.random() * target.seconds / 2)
            reads = 0
            while reads < READS or any(process.runs() for process in running):
                lost += _misread(target, outcome_of(target.asks))
                reads += 1
            outcomes = [process.outcome() for process in running]
        failed = [outcome.messages for outcome in outcomes if outcome.status and BUSY not in outcome.messages]
        lost += [f"a writer failed: {messages[-200:]}" for messages in failed]
        if projects.published(target.folder) not in target.contents:
            lost.append("the files are of neither")
        lost += projects.remains(target.folder)
        return [f"{target.name}, {len(writers)} at once: {what}" for what in lost]

    yield attempt


def _misread(target: Publication, asked: Outcome) -> list[str]:
    if asked.status or asked.output not in target.answers:
        return [*asked.losses, f"a reader met neither of them: {asked.messages[-200:]}"]
    return asked.losses


def _read_site(site: Path) -> None:
    """Read a site as the next command finds it; browsers read plain files, and know of nothing left to finish."""
    settle(site)
    print(json.dumps(projects.published(site)))


def _seen_as_project(folder: Path, out: Path) -> Path:
    """A folder whose `out` is that one."""
    folder.mkdir()
    (folder / "out").symlink_to(out)
    return folder


def _kill_at(step: int) -> None:
    left = step

    def hook(event: str, _: object) -> None:
        nonlocal left
        if event in TOUCHES_THE_DISK:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _touches(arguments: Sequence[object]) -> int:
    """How often a command touches the disk by Python's own functions."""
    reading, writing = os.pipe()
    total = 0

    def count() -> None:
        def hook(event: str, _: object) -> None:
            if event in TOUCHES_THE_DISK:
                os.write(writing, b".")

        os.set_blocking(writing, True)
        sys.addaudithook(hook)

    os.set_blocking(reading, False)
    with started(command(arguments, before=count)) as process:
        while process.runs():
            total += _drained(reading)
            time.sleep(0.001)
    total += _drained(reading)
    os.close(reading)
    os.close(writing)
    return total


def _drained(pipe: int) -> int:
    try:
        return len(os.read(pipe, 1 << 20))
    except BlockingIOError:
        return 0


def _seconds(arguments: Sequence[object]) -> float:
    begin = time.monotonic()
    run(arguments)
    return time.monotonic() - begin


KILLS = Attack("kills", "a command that publishes is killed on its way", 4, 200, _stage_kills)
TOGETHER = Attack("together", "builds, sites and imports at once, with readers", 2, 30, _stage_together)
