"""`kg` in a process of its own that is forked from this one, so that thousands of tries cost no start-up."""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
import traceback
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NoReturn

import kg.cli

# For their imports, which every fork would do anew. Nothing here opens a store, whose threads would stay behind.
import kg.pipeline
import kg.project
from benchmarks.measuring import MEGABYTE, PEAK_UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

CPU_SECONDS, SECONDS, PEAK_MB = 20.0, 120.0, 1_000.0
# A command's own words for success, findings or a wrong file, and wrong usage.
STATUSES = (0, 1, 2)
BROKEN = 70


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command: status (negative for a signal), output, messages, CPU seconds, peak memory in MB."""

    status: int
    output: bytes
    messages: str
    cpu: float
    peak: float

    @property
    def losses(self) -> list[str]:
        """What no command may do, whatever it is given."""
        found = []
        last = self.messages.strip().rpartition("\n")[2][-300:]
        if "Traceback" in self.messages:
            found.append(f"a traceback: {last}")
        elif self.status not in STATUSES:
            found.append(f"status {self.status}: {last}")
        elif self.status and not last and not self.output:
            found.append(f"status {self.status} without a word")
        if self.cpu > CPU_SECONDS:
            found.append(f"{self.cpu:.0f} CPU seconds")
        if self.peak > PEAK_MB:
            found.append(f"{self.peak:,.0f} MB")
        return found


def run(arguments: Sequence[object], *, before: Callable[[], object] | None = None) -> Outcome:
    """What becomes of `kg` with these arguments; `before` is called in its process first."""
    return outcome_of(command(arguments, before=before))


def outcome_of(action: Callable[[], object]) -> Outcome:
    """What becomes of a process that does this."""
    with started(action) as process:
        return process.outcome()


def command(arguments: Sequence[object], *, before: Callable[[], object] | None = None) -> Callable[[], object]:
    """What `kg` does with these arguments, after `before`."""

    def action() -> None:
        sys.argv = ["kg", *map(str, arguments)]
        if before is not None:
            before()
        kg.cli.main()

    return action


def on_a_terminal() -> None:
    """Have this process take its standard output and error for a terminal."""
    for stream in (sys.stdout, sys.stderr):
        stream.isatty = lambda: True  # type: ignore[method-assign]


class Process:
    """A process that was forked from this one."""

    def __init__(self, pid: int, output: IO[bytes], messages: IO[bytes]) -> None:
        self.pid = pid
        self._files = output, messages
        self._outcome: Outcome | None = None

    @property
    def messages(self) -> str:
        """What it has written to standard error up to now."""
        return _content(self._files[1]).decode(errors="replace")

    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._outcome is None and os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None

    def outcome(self) -> Outcome:
        """What becomes of it in the end."""
        if self._outcome is None:
            _, status, usage = os.wait4(self.pid, 0)
            output, messages = (_content(file) for file in self._files)
            self._outcome = Outcome(
                os.waitstatus_to_exitcode(status),
                output,
                messages.decode(errors="replace"),
                usage.ru_utime + usage.ru_stime,
                usage.ru_maxrss * PEAK_UNIT / MEGABYTE,
            )
        return self._outcome

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal to it and to all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)


@contextmanager
def started(action: Callable[[], object], *, bounded: bool = True) -> Iterator[Process]:
    """A process that does this meanwhile; it and all that it started end with the block, or when its time is up."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as messages:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if not pid:
            _become(action, output, messages, bounded=bounded)
        # In both processes, so that it holds whichever comes first.
        with suppress(PermissionError, ProcessLookupError):
            os.setpgid(pid, pid)
        process = Process(pid, output, messages)
        try:
            yield process
        finally:
            process.kill()
            process.outcome()


def _become(action: Callable[[], object], output: IO[bytes], messages: IO[bytes], *, bounded: bool) -> NoReturn:
    """Be the process that does this, and never come back."""
    status: object = BROKEN
    try:
        with suppress(PermissionError):
            os.setpgid(0, 0)
        # What this process was told to ignore, as a shell's background jobs are SIGINT, another need not.
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(messages.fileno(), 2)
        sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
        if bounded:
            limit = int(CPU_SECONDS) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
            signal.setitimer(signal.ITIMER_REAL, SECONDS)
        action()
        status = 0
    except SystemExit as end:
        status = end.code or 0
    except BaseException:  # noqa: BLE001 - what is lost is what this process is for
        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 1)


def _content(file: IO[bytes]) -> bytes:
    # By its own place: the process that writes into it has the same file open.
    return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0)
