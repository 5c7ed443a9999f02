"""What one command costs in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

CHECKOUT = Path(__file__).resolve().parent.parent
MEGABYTE = 1_000_000
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


class FailedError(RuntimeError):
    """A measured command failed; the message is the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of all cores, peak memory in megabytes, and what was printed."""

    wall: float
    cpu: float
    peak: float
    output: bytes = b""


def run(
    command: Sequence[str], timeout: float = 3600, *, checkout: Path = CHECKOUT, fine: Collection[int] = (0,)
) -> Cost:
    """Run a command to its end; raises FailedError where it fails, TimeoutError where it takes too long.

    The kernel's own account of that one process is taken, so neither this process nor earlier children count. It runs
    on the code of a `checkout`, and fails where its exit code is none of those that are `fine`.
    """
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, cwd=checkout, env=_environment(checkout)
        )
        late = threading.Timer(timeout, process.kill)
        late.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        in_time = late.is_alive()
        late.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        output = out.read()
    if not in_time:
        raise TimeoutError
    if process.returncode not in fine:
        raise FailedError(f"{' '.join(command)}: {output[-2000:].decode(errors='replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * PEAK_UNIT / MEGABYTE, output)


def typical(costs: Sequence[Cost]) -> Cost:
    """The median of each figure, with the output of the first run."""
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        median(cost.peak for cost in costs),
        costs[0].output,
    )


def stage_seconds(costs: Sequence[Cost]) -> dict[str, float]:
    """The median CPU seconds of each stage, from runs that printed them.

    What comes before the first is `start-up`; `exit` is what the process still does when it is done.
    """
    runs = [json.loads(cost.output.splitlines()[-1]) for cost in costs]
    found = {"start-up": median(stages[0][2] for stages in runs)}
    for index, (stage, _, _) in enumerate(runs[0][:-1]):
        found[stage] = median(stages[index + 1][2] - stages[index][2] for stages in runs)
    found["exit"] = median(max(0.0, cost.cpu - stages[-1][2]) for cost, stages in zip(costs, runs, strict=True))
    return found


def size_of(folder: Path) -> float:
    """The megabytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MEGABYTE


def _environment(checkout: Path) -> dict[str, str]:
    """The same for every child: one hash seed, so that runs differ by noise alone, and no cache that is not given.

    Modules are kept compiled, as where they are installed, whatever this shell says: else ours would be compiled anew
    in every process, and those of the libraries would not.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"KG_CACHE": "", **kept, "PYTHONHASHSEED": "0", "PYTHONPATH": str(checkout)}
