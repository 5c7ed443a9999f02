"""Measures the view in a browser: `python -m benchmarks.view`, see README.md here.

Our page and that of plain pyvis with the same actors and ties are opened in headless Chromium without a network, each
run in a window of its own. Results go to standard output, progress to standard error; nothing is written but with `-o`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import CHECKOUT, MEGABYTE
from benchmarks.pages import distinct_ties, generated, our_page, plain_page
from benchmarks.report import UNKNOWN, markdown, number, titled
from benchmarks.window import browser, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from playwright.sync_api import Browser

    from benchmarks.window import Figures

# How many ties there are for an actor.
TIES = 3
SIZES = (500, 2_000)
RUNS, QUICK_RUNS = 3, 1
# So many seconds a picture may take to come to rest.
CAP, QUICK_CAP = 60.0, 40.0
SHIPPED, OURS, WHOLE, PLAIN = "shipped", "ours", "ours, all nodes", "plain pyvis"
COLUMNS = {
    "made_s": "making s",
    "file_mb": "file MB",
    "first_frame_s": "first frame s",
    "still_s": "still picture s",
    "pan_frame_ms": "pan: frame ms",
    "pan_script_ms": "pan: script ms",
    "week_ms": "window: step ms",
    "heap_mb": "heap MB",
}
LARGEST_SHIPPED = 1.5
STILL_AIM = 1 / 20
FRAME_AIM = 25.0


def measure(sizes: Sequence[int], runs: int, cap: float) -> Figures:
    """All figures, as plain data."""
    rows: list[Figures] = []
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        found = {"machine": _machine(chromium), "runs": runs, "cap_s": cap, "pages": rows}
        for size, title, way, made_as in _pages(sizes):
            start = time.perf_counter()
            text = made_as()
            seconds = None if way == SHIPPED else round(time.perf_counter() - start, 2)
            row: Figures = {"page": title, "actors": size, "way": way, "made_s": seconds}
            file = Path(folder) / "page.html"
            file.write_text(text, encoding="utf-8")
            row["file_mb"] = round(file.stat().st_size / MEGABYTE, 2)
            tries = []
            for again in range(runs):
                sys.stderr.write(f"{title}: {way}, {again + 1} of {runs}\n")
                everything = f"#most={size}" if way == WHOLE else ""
                tries.append(opened(chromium, file, plain=way == PLAIN, cap=cap, fragment=everything))
                if tries[-1]["blank"]:
                    break
            rows.append(row | _typical(tries))
    return found


def _pages(sizes: Sequence[int]) -> Iterator[tuple[int, str, str, Callable[[], str]]]:
    """What is opened: the number of actors asked for, what is in it, which way it is made, and how to make it."""
    shipped = CHECKOUT / "out" / "index.html"
    if shipped.exists():
        yield 0, "out/index.html", SHIPPED, partial(shipped.read_text, encoding="utf-8")
    for size in sizes:
        data = generated(size, TIES * size)
        title = f"{len(data):,} actors, {len(distinct_ties(data)):,} ties"
        yield size, title, OURS, partial(our_page, data)
        yield size, title, WHOLE, partial(our_page, data, limit=size)
        yield size, title, PLAIN, partial(plain_page, data)


def _typical(tries: Sequence[Figures]) -> Figures:
    """The median of each figure; where one run draws nothing or does not come to rest in time, that is what counts."""
    if tries[-1]["blank"]:
        return tries[-1]
    found: Figures = {}
    for key, value in tries[0].items():
        if value is None or isinstance(value, str):
            found[key] = value
            continue
        values = [each[key] for each in tries]
        found[key] = max(values) if isinstance(value, bool) else median(values)
    return found


def as_table(found: Figures) -> str:
    """Everything that was measured, to read."""
    machine, rows = found["machine"], found["pages"]
    head = f"{machine['system']}, {machine['cores']} cores, Chromium {machine['chromium']}, pyvis {machine['pyvis']}"
    parts = [
        f"{head}, median of {found['runs']}",
        *(
            titled(title, _table([row for row in rows if row["page"] == title]))
            for title in dict.fromkeys(row["page"] for row in rows)
        ),
        titled("Aims", "\n".join(f"- {line}" for line in _aims(rows))),
    ]
    return "\n\n".join(parts) + "\n"


def _table(rows: Sequence[Figures]) -> str:
    """Each way, with the plain one by how many times it takes ours."""
    plain = next((row for row in rows if row["way"] == PLAIN), None)
    body = [
        (row["way"], *(_cell(row, plain, key) for key in COLUMNS), row["shown"] or UNKNOWN) for row in rows
    ]  # fmt: skip
    return markdown(("page", *COLUMNS.values(), "says"), body)


def _cell(row: Figures, plain: Figures | None, key: str) -> str:
    text = _figure(row, key)
    if plain is None or plain is row or not row[key] or plain[key] is None:
        return text
    more = "> " if _more(plain, key) else ""
    return f"{text} ({more}{plain[key] / row[key]:.1f}×)"


def _figure(row: Figures, key: str) -> str:
    if row[key] is None:
        return UNKNOWN
    return f"> {row[key]:.0f}" if _more(row, key) else number(row[key])


def _more(row: Figures, key: str) -> bool:
    """Whether a figure is only where the waiting ended."""
    return (key == "still_s" and row["restless"]) or (key == "first_frame_s" and row["blank"])


def _aims(rows: Sequence[Figures]) -> Iterator[str]:
    for row in rows:
        if row["way"] == SHIPPED:
            yield f"{row['page']} under {LARGEST_SHIPPED} MB: {_met(row['file_mb'] < LARGEST_SHIPPED)}"
            continue
        plain = next(each for each in rows if each["way"] == PLAIN and each["page"] == row["page"])
        if row is not plain and not row["blank"]:
            part = row["still_s"] / plain["still_s"]
            name = f"{row['page']}, {row['way']}"
            yield f"{name}: still in at most 1/20 of plain pyvis's time: {_met(part <= STILL_AIM)} (1/{1 / part:.0f})"
            yield f"{name}: a frame while panning under {FRAME_AIM:.0f} ms: {_met(row['pan_frame_ms'] < FRAME_AIM)}"


def _met(met: bool) -> str:  # noqa: FBT001 - it says what it is told
    return "yes" if met else "NO"


def _machine(chromium: Browser) -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "chromium": chromium.version,
        "pyvis": version("pyvis"),
    }


def main(arguments: Iterable[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="What the view costs in a browser, beside that of plain pyvis.")
    parser.add_argument("--sizes", type=_numbers, help="numbers of actors, with commas between them [500,2000]")
    parser.add_argument("--runs", type=int, help="how often each page is opened; the median counts [3]")
    parser.add_argument("--cap", type=float, help="seconds that a picture may take to come to rest [60]")
    parser.add_argument("--quick", action="store_true", help="500 actors alone, once, for 40 seconds at most")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    parser.add_argument("-o", "--output", type=Path, help="write the results into a file instead")
    given = parser.parse_args(None if arguments is None else list(arguments))
    sizes = given.sizes or (SIZES[:1] if given.quick else SIZES)
    found = measure(
        sizes, given.runs or (QUICK_RUNS if given.quick else RUNS), given.cap or (QUICK_CAP if given.quick else CAP)
    )  # fmt: skip
    text = as_table(found) if given.format == "table" else json.dumps(found, indent=2) + "\n"
    if given.output:
        given.output.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


if __name__ == "__main__":
    main()
