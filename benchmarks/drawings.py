"""Counts in a browser what makes the map hard to read, as the page draws it: `python -m benchmarks.drawings`.

Of each project the page is opened as it first shows itself, and its lines are taken as they are drawn, bends and all:
lines that cross others with no end in common, lines that run behind the box of a third node, labels that are left out
because they would cover something, and boxes and labels that cover each other. See README.md here.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.generate import generate
from benchmarks.measuring import CHECKOUT
from benchmarks.report import markdown
from benchmarks.window import WINDOW, browser
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.rdf import ontology
from kg.sources.corpus import read
from kg.web.view.html import view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

# A generated project has so many claims at least, and so many more for each one after the first.
FEWEST, MORE = 40, 24
LARGE = (2_000, 0.0), (2_000, 0.5)
LOOK = "[kgView.lines(), kgView.written(), kgView.drawn().nodes, kgView.paths(), kgView.labels()]"
NEAR = "() => kgView.drawn().nodes.slice(0, 2).map((id) => [kgView.place(id), kgView.point(id)])"
# What is counted of one drawing, all the less the better but for the first two.
COLUMNS = ("nodes", "lines", "crossings", "behind boxes", "labels left out", "covered", "scale")


def counted(lines: Sequence[Any], written: Any, nodes: Sequence[str], paths: Any, boxes: Sequence[Any]) -> list[int]:
    """Nodes, lines, crossings, lines behind boxes, labels left out, and boxes or labels that cover each other."""
    outer = [line for line in lines if not line["id"].endswith("#core")]
    ways = {each["id"]: np.array([(p["x"], p["y"]) for p in paths[each["id"]]["points"]]) for each in outer}
    crossings = sum(
        _meet(ways[one["id"]], ways[other["id"]])
        for one, other in combinations(outer, 2)
        if not {one["from"], one["to"]} & {other["from"], other["to"]}
    )
    corners = {box["id"]: box for box in boxes}
    behind = sum(
        _inside(ways[line["id"]], corners[node])
        for line in outer
        for node in nodes
        if node not in (line["from"], line["to"])
    )
    left_out = sum(bool(line["label"]) and not written[line["id"]] for line in lines)
    covered = sum(_cover(one, other) for one, other in combinations(boxes, 2))
    return [len(nodes), len(outer), crossings, behind, left_out, covered]


def _meet(one: Any, other: Any) -> int:
    """How often two chains of points cross."""
    if (one.max(0) < other.min(0)).any() or (other.max(0) < one.min(0)).any():
        return 0
    a, b, c, d = one[:-1, None], one[1:, None], other[None, :-1], other[None, 1:]

    def left(p: Any, q: Any, r: Any) -> Any:
        return (q - p)[..., 0] * (r - p)[..., 1] > (q - p)[..., 1] * (r - p)[..., 0]

    return int(((left(a, b, c) != left(a, b, d)) & (left(c, d, a) != left(c, d, b))).sum())


def _inside(way: Any, box: Any) -> bool:
    low, size = (np.array([box[key] for key in keys]) for keys in (("left", "top"), ("width", "height")))
    return bool(((way > low) & (way < low + size)).all(1).any())


def _cover(one: Any, other: Any) -> bool:
    return all(
        min(one[start] + one[size], other[start] + other[size]) > max(one[start], other[start])
        for start, size in (("left", "width"), ("top", "height"))
    )


def page_of(root: Path) -> str:
    """The page of a project's sources, as `kg build` makes it."""
    vocabulary = ontology.load(root / "ontology")
    corpus, findings = read(root, vocabulary)
    assert not findings, findings[0]
    network = network_of(corpus, vocabulary)
    return view(network, tensions(network), {})


def drawn(chromium: Browser, file: Path) -> list[float]:
    """What is counted of a page as it first shows itself, and at which scale that is."""
    context = chromium.new_context(viewport=WINDOW)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        found = counted(*page.evaluate(LOOK))
        (one, first), (other, second) = page.evaluate(NEAR)
        along = max("xy", key=lambda axis: abs(one[axis] - other[axis]))
        return [*found, round(abs((first[along] - second[along]) / (one[along] - other[along])), 2)]
    finally:
        context.close()


def _projects(folder: Path, amount: int) -> Iterator[tuple[str, Path]]:
    """The groups that are summed up, and the projects in each: the shipped articles, generated ones, large ones."""
    yield "the shipped articles", CHECKOUT
    for seed in range(amount):
        root = folder / f"project-{seed}"
        yield f"{amount} generated", generate(root, FEWEST + MORE * seed, seed, focus=0.5 * (seed % 2))
    for claims, focus in LARGE:
        name = f"{claims:,} claims" + (", half of them of one conflict" if focus else "")
        yield name, generate(folder / name.replace(" ", "-"), claims, focus=focus)


def measure(amount: int) -> dict[str, list[list[float]]]:
    """By group what is counted of each of its pages."""
    found: dict[str, list[list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        for group, root in _projects(Path(folder), amount):
            file = Path(folder) / "page.html"
            file.write_text(page_of(root), encoding="utf-8")
            found.setdefault(group, []).append(drawn(chromium, file))
    return found


def as_table(found: dict[str, list[list[float]]]) -> str:
    """The totals of each group; of nodes, lines and the scale the medians."""
    body = []
    for group, pages in found.items():
        nodes, lines, *counts, scale = zip(*pages, strict=True)
        cells = [f"{median(nodes):.0f}", f"{median(lines):.0f}", *(f"{sum(each):,}" for each in counts)]
        body.append((group, *cells, f"{median(scale):.2f}"))
    return markdown(("what", *COLUMNS), body) + "\n"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="How hard the map is to read, as the page draws it.")
    parser.add_argument("--projects", type=int, default=50, help="how many projects to generate [50]")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    given = parser.parse_args()
    found = measure(given.projects)
    print(as_table(found) if given.format == "table" else json.dumps(found))


if __name__ == "__main__":
    main()
