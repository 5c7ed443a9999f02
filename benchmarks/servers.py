"""The three servers that `benchmarks.serving` drives, each started on the same data and stopped again."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS, CACHED, OXIGRAPH, RDFLIB = "kg serve without cache", "kg serve", "oxigraph", "rdflib-endpoint"
PATIENCE = 120.0
GRACE = 10.0
# rdflib-endpoint's own command forbids nothing that matters here, but reads files slowly; this is what it does.
RDFLIB_SERVER = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
data = rdflib.Dataset(default_union=True)
data.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=data, path="/query"), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers: its name, the address of its endpoint, and its process."""

    name: str
    endpoint: str
    process: int

    def memory(self) -> float:
        """The megabytes of the process and of those that it started, what they share counted once."""
        return sum(_proportional(pid) for pid in _family(self.process)) / 1000

    def processor(self) -> float:
        """The seconds of all cores that the process and those that it started have taken, but for those that ended."""
        return sum(_ticks(pid) for pid in _family(self.process)) / os.sysconf("SC_CLK_TCK")


def available() -> list[str]:
    """The servers that can be started on this machine."""
    found = [OURS, CACHED]
    found += [OXIGRAPH] if _oxigraph() else []
    return found + ([RDFLIB] if importlib.util.find_spec("rdflib_endpoint") else [])


@contextmanager
def serving(name: str, root: Path, folder: Path) -> Iterator[Running]:
    """A server of the built project in `root` that answers; `folder` is a place for what it needs.

    Raises TimeoutError where it does not begin to answer.
    """
    port = _free_port()
    command, path = _command(name, root, folder, port)
    log = folder / "server.log"
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            running = Running(name, f"http://127.0.0.1:{port}{path}", process.pid)
            _wait(running, log)
            yield running
        finally:
            process.terminate()
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def ask(endpoint: str, query: str, timeout: float = PATIENCE) -> bytes:
    """The answer to a query as CSV."""
    address = f"{endpoint}?{urllib.parse.urlencode({'query': query})}"
    request = urllib.request.Request(address, headers={"Accept": "text/csv"})
    with urllib.request.urlopen(request, timeout=timeout) as got:
        return bytes(got.read())


def _command(name: str, root: Path, folder: Path, port: int) -> tuple[list[str], str]:
    if name in (OURS, CACHED):
        cache = ["--cache", "0"] if name == OURS else []
        return [sys.executable, "-m", "kg", "serve", "--root", str(root), "--port", str(port), *cache], "/sparql"
    data = str(root / "out" / "graph.nq")
    if name == RDFLIB:
        return [sys.executable, "-c", RDFLIB_SERVER, data, str(port)], "/query"
    store = folder / "oxigraph"
    program = _oxigraph()
    subprocess.run([program, "load", "--location", str(store), "--file", data], check=True, capture_output=True)
    bind = ["--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    return [program, "serve-read-only", "--location", str(store), *bind], "/query"


def _oxigraph() -> str:
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph") or ""


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait(running: Running, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            ask(running.endpoint, "ASK {}", timeout=5)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{running.name} does not answer: {log.read_text(errors='replace')[-500:]}")


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread may have ended
            for child in task.read_text().split():
                yield from _family(int(child))


def _ticks(pid: int) -> int:
    """The processor time of a process in the system's ticks; 0 where it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _proportional(pid: int) -> int:
    """The proportional set size in kilobytes; 0 where the process is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def cores() -> int:
    """How many cores there are."""
    return os.cpu_count() or 1
