"""Measures the graph for assistants: `python -m benchmarks.assistant`, see README.md here.

`kg mcp` is asked by the SDK's own client, on the shipped articles and on generated projects: how long the first answer
takes, with the start of the process, how long each tool takes when it is first asked, and how long its next page. The
seconds are of the processor, as the kernel counts them for `kg mcp` alone, since the clock says more of what else the
machine does. Results go to standard output, progress to standard error; nothing is written.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from mcp import Client, StdioServerParameters, stdio_client

from benchmarks.generate import generate
from benchmarks.report import markdown, titled
from kg.assistant.tools import TOOLS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SIZES = (200, 2_000)
RUNS = 3
TICKS = os.sysconf("SC_CLK_TCK")
CURSOR = re.compile(r'cursor="([^"]+)"\.\Z')
PAIR = {"a": "china", "b": "north korea"}
ASKED: dict[str, dict[str, Any]] = {
    "search_claims": {"text": "sanctions talks missiles"},
    "explain_dyad": PAIR,
    "timeline": PAIR,
    "alignment": PAIR,
    "sparql": {"name": "denials"},
}


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="how often; the median is shown")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for name, root in _projects(Path(folder)) for row in _rows(name, root, runs)]
    print(
        titled("The graph for assistants", markdown(("claims", "asked", "first (ms CPU)", "next page (ms CPU)"), rows))
    )


def _projects(folder: Path) -> Iterator[tuple[str, Path]]:
    """The shipped articles, then generated ones, half of whose claims are of one conflict; each built."""
    shipped = folder / "shipped"
    shutil.copytree(ROOT / "sources", shipped / "sources")
    for name, root in (
        ("shipped", shipped),
        *((f"{size:,}", generate(folder / str(size), size, focus=0.5)) for size in SIZES),
    ):
        subprocess.run([sys.executable, "-m", "kg", "build", "--root", str(root)], check=True, capture_output=True)
        yield name, root


def _rows(name: str, root: Path, runs: int) -> list[tuple[str, ...]]:
    print(name, file=sys.stderr)
    measured = [asyncio.run(_measured(root)) for _ in range(runs)]
    return [
        (name, asked, *(f"{median(each[asked][place] for each in measured):,.0f}" for place in (0, 1)))
        for asked in measured[0]
    ]


async def _measured(root: Path) -> dict[str, tuple[float, float]]:
    """The milliseconds of the processor by what was asked: when first asked, and for the next page of the answer."""
    found: dict[str, tuple[float, float]] = {}
    before = _children()
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "kg", "mcp", "--root", str(root)], env={"PYTHONPATH": str(ROOT)}
    )
    async with Client(stdio_client(command)) as client:
        (process,) = _children() - before

        async def asked(tool: str, given: dict[str, Any]) -> tuple[float, str]:
            begun = _spent(process)
            answer = await client.call_tool(tool, given)
            return _spent(process) - begun, answer.content[0].text  # type: ignore[union-attr] # tools give text

        await client.call_tool("tension", {})
        found["start and first answer"] = (_spent(process), (await asked("tension", {}))[0])
        for tool in TOOLS:
            if tool == "read_article":
                continue
            first, text = await asked(tool, ASKED.get(tool, {}))
            more = CURSOR.search(text)
            again = ASKED.get(tool, {}) | ({"cursor": more[1]} if more else {})
            found[tool] = (first, (await asked(tool, again))[0])
    return found


def _children() -> set[int]:
    """The processes that this one has begun, by number."""
    own = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return {int(number) for number in own.read_text(encoding="ascii").split()}


def _spent(process: int) -> float:
    """The milliseconds of the processor that a process has had."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
