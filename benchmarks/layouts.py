"""Measures how well layouts of the map can be read, and what they cost: `python -m benchmarks.layouts`, see README.md.

Ready layouts place what the view draws at first; ours pushes their boxes off each other and places the rest around, so
that all are judged alike. Kamada-Kawai of networkx is there only with scipy, neato and sfdp with graphviz.
"""

from __future__ import annotations

import argparse
import random as chances
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeAlias
from unittest.mock import patch

import igraph
import networkx as nx
import numpy as np

from benchmarks.generate import generate
from benchmarks.words import BODIES, FIRST, LAST, PLACES, STATES, TOPICS
from kg.layout import core, positions
from kg.layout.labels import box
from kg.model.records import Actor, Event, Issue
from kg.network.network import Network
from kg.project import open_project
from kg.web.view.payload import payload

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

Places: TypeAlias = Mapping[str, tuple[float, float]]
Ready: TypeAlias = Callable[["nx.Graph[str]"], Places]
Way: TypeAlias = Callable[["Map"], Places]

CLAIMS = 4_950
CACHE = Path(tempfile.gettempdir()) / f"detente-benchmark-{CLAIMS}"
SMALLEST, LARGEST = 5, 60
LINE_LABEL = (44.0, 20.0)
COLUMNS = ("crossings", "labels over labels", "lines through boxes", "area", "CPU ms")


@dataclass(frozen=True, slots=True)
class Map:
    """A network with its dyads, and for the view of a large one its nodes, the strongest `first`."""

    network: Any
    dyads: Sequence[Any]
    among: Sequence[str] | None = None
    first: int | None = None

    def drawn(self) -> tuple[list[str], list[tuple[str, str]]]:
        """The nodes and lines that the view has at first, sorted."""
        network = self.network
        among = (self.among or list(network))[: self.first]
        kinds = {node: network.kind(node) for node in among}
        nodes, lines = positions.drawn(network, self.dyads, kinds, self.first or positions.MOST)
        return sorted(nodes), sorted(lines)


def ours(drawing: Map) -> Places:
    """What `kg build` does."""
    return positions.positions(drawing.network, drawing.dyads, drawing.among, first=drawing.first)


def without_search(drawing: Map) -> Places:
    """Only stress, with boxes pushed off each other."""
    with patch.object(core, "PASSES", 0):
        return ours(drawing)


def ready(layout: Ready) -> Way:
    """A ready layout, scaled so that lines are as long as ours should be, its boxes pushed off each other by ours."""

    def way(drawing: Map) -> Places:
        nodes, lines = drawing.drawn()
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(nodes)
        graph.add_edges_from(lines)

        def by_stress(_distances: object) -> object:
            found = layout(graph)
            places = np.array([found[node] for node in nodes])
            ends = np.array([(nodes.index(a), nodes.index(b)) for a, b in lines], int).reshape(-1, 2)
            lengths = core.lengths(places[ends[:, 0]] - places[ends[:, 1]])
            return places / (lengths.mean() if len(lines) else 1)

        with patch.object(core, "_by_stress", by_stress):
            return without_search(
                Map(drawing.network, drawing.dyads, (drawing.among or list(drawing.network))[: drawing.first])
            )

    return way


def _of_igraph(name: str) -> Ready:
    def layout(graph: nx.Graph[str]) -> Places:
        chances.seed(0)
        found = igraph.Graph.from_networkx(graph).layout(name)
        return dict(zip(graph, found, strict=True))

    return layout


def _of_graphviz(program: str) -> Ready:
    def layout(graph: nx.Graph[str]) -> Places:
        number = {node: index for index, node in enumerate(graph)}
        parts = [*map(str, number.values()), *(f"{number[a]}--{number[b]}" for a, b in graph.edges)]
        text = f"graph {{{';'.join(parts)}}}"
        done = subprocess.run([program, "-Tplain"], input=text, text=True, capture_output=True, check=True)
        rows = [line.split() for line in done.stdout.splitlines() if line.startswith("node")]
        nodes = list(graph)
        return {nodes[int(row[1])]: (float(row[2]), float(row[3])) for row in rows}

    return layout


WAYS: dict[str, Way] = {
    "ours": ours,
    "ours, stress alone": without_search,
    "networkx spring": ready(lambda graph: nx.spring_layout(graph, seed=0)),
    **({"networkx Kamada-Kawai": ready(nx.kamada_kawai_layout)} if find_spec("scipy") else {}),
    **{f"igraph {name}": ready(_of_igraph(name)) for name in ("kk", "fr", "dh")},
    **{program: ready(_of_graphviz(program)) for program in ("neato", "sfdp") if shutil.which(program)},
}


def measured(drawing: Map, places: Places) -> tuple[int, int, int, float]:
    """Crossings, labels over labels, lines through boxes, and the area in millions of pixels, of what is drawn."""
    nodes, lines = drawing.drawn()
    network = drawing.network
    at = {node: np.array(places[node], float) for node in nodes}
    boxes = [(at[node], np.array(box(network.label(node), network.kind(node)))) for node in nodes]
    ends = np.array([(at[a], at[b]) for a, b in lines]).reshape(-1, 2, 2)
    one, other = np.triu_indices(len(lines), 1)
    apart = np.array([not set(lines[a]) & set(lines[b]) for a, b in zip(one, other, strict=True)], bool)
    crossing = _cross(ends[one, 0], ends[one, 1], ends[other, 0], ends[other, 1]) & apart
    through = 0
    for node, (centre, size) in zip(nodes, boxes, strict=True):
        corners = centre + np.array([(-1, -1), (1, 1), (-1, 1), (1, -1)]) * size / 2
        inside = [_cross(ends[:, 0], ends[:, 1], corners[i], corners[i + 1]) for i in (0, 2)]
        through += int(((inside[0] | inside[1]) & np.array([node not in line for line in lines], bool)).sum())
    labels = [*boxes, *((middle, np.array(LINE_LABEL)) for middle in ends.mean(1))]
    centres, sizes = (np.array(column) for column in zip(*labels, strict=True))
    one, other = np.triu_indices(len(labels), 1)
    over = (np.abs(centres[one] - centres[other]) * 2 < sizes[one] + sizes[other]).all(1)
    corners = np.array([centre + sign * size / 2 for centre, size in boxes for sign in (-1, 1)])
    return int(crossing.sum()), int(over.sum()), through, float(np.prod(np.ptp(corners, axis=0))) / 1e6


def _cross(a: Any, b: Any, c: Any, d: Any) -> Any:
    def left(p: Any, q: Any, r: Any) -> Any:
        return (q - p)[..., 0] * (r - p)[..., 1] > (q - p)[..., 1] * (r - p)[..., 0]

    return (left(a, b, c) != left(a, b, d)) & (left(c, d, a) != left(c, d, b))


def generated(seed: int) -> Map:
    """A network of 5 to 60 nodes: a few states with many ties, issues with one to three positions, people, events."""
    random = chances.Random(seed)
    size = random.randint(SMALLEST, LARGEST)
    standing = [(slug, "state", label) for slug, label, *_ in STATES]
    standing = standing[: max(2, round(size * random.uniform(0.1, 0.3)))]
    standing += [(f"body-{n}", "international-body", label) for n, label in enumerate(BODIES)][: len(standing) // 4]
    issues = [(f"issue-{n}", "issue", _issue(random)) for n in range(max(1, round(size * random.uniform(0.15, 0.35))))]
    events = [
        (f"event-{n}", "event", f"Talks on {random.choice(TOPICS)}")
        for n in range(round(size * random.uniform(0.1, 0.3)))
    ]
    left = max(0, size - len(standing) - len(issues) - len(events))
    people = [(f"person-{n}", "person", f"{random.choice(FIRST)} {random.choice(LAST)}") for n in range(left)]
    records: dict[str, Actor] = {}
    for slug, kind, label in (*standing, *issues, *events, *people):
        acts_for = random.choice(standing)[0] if kind == "person" and random.random() < 0.6 else ""
        if kind not in ("issue", "event"):
            records[slug] = Actor(slug, kind, label, acts_for=acts_for)
    ties: list[Any] = []
    happenings: dict[str, Event] = {}
    actors, shares = [slug for slug, *_ in standing], [1 / n for n in range(1, len(standing) + 1)]

    def pair() -> tuple[str, str]:
        one, other = random.choices(actors, shares)[0], random.choice(actors)
        return (one, other) if one != other else pair()

    def tie(source: str, target: str, relation: str) -> None:
        ties.append(SimpleNamespace(source=source, target=target, relation=relation, joint=False))

    dyads = {tuple(sorted(pair())) for _ in range(round(len(actors) * random.uniform(0.8, 2.2)))}
    for _ in range(round(len(actors) * random.uniform(0.3, 1))):
        tie(*pair(), "leverage")
    for slug, *_ in issues:
        for _ in range(random.choices((1, 2, 3), (5, 3, 1))[0]):
            by_person = people and random.random() < 0.4
            tie(random.choice(people)[0] if by_person else random.choices(actors, shares)[0], slug, "stance")
    for slug, _, label in events:
        one, other = pair()
        happenings[slug] = Event(slug, label, "CONSULT", Decimal(0), (one,), (other,))
        tie(one, other, "event")
        dyads.add(tuple(sorted((one, other))))
    topics = {slug: Issue(slug, label, "") for slug, _, label in issues}
    network = Network(records, topics, happenings, {}, {}, tuple(ties))
    return Map(network, [SimpleNamespace(a=a, b=b, joint=False, hostile=0.0, friendly=0.0) for a, b in sorted(dyads)])


def _issue(random: Random) -> str:
    topic = random.choice(TOPICS)
    return random.choice((topic, f"{topic} in {random.choice(PLACES)}", f"{random.choice(STATES)[1]}-led {topic}"))


def of_project(root: Path) -> tuple[Map, Map]:
    """The whole network of a project, as GraphML has it, and the part that the view shows."""
    project = open_project(root)
    if not (root / "out" / "graph.nq").exists():
        project.build()
    network, dyads = project.as_known(), project.tension()
    shown = payload(network, dyads, {})
    return Map(network, dyads), Map(network, dyads, [node["slug"] for node in shown["nodes"]], shown["first"])


def maps(amount: int, *, large: bool) -> dict[str, list[Map]]:
    """What is laid out: the shipped articles, generated maps, and a project of 150 articles, made once."""
    found = {
        "shipped": [of_project(Path(__file__).resolve().parent.parent)[1]],
        f"{amount} generated": [generated(seed) for seed in range(amount)],
    }
    if large:
        if not CACHE.exists():
            generate(CACHE, CLAIMS)
        found["150 articles, GraphML"], found["150 articles, view"] = ([each] for each in of_project(CACHE))
    return found


def rows(groups: Mapping[str, Sequence[Map]], ways: Mapping[str, Way]) -> list[list[str]]:
    """For each group and way the totals of the counts, the median area, and the median CPU time with its total."""
    table = []
    for group, drawings in groups.items():
        for name, way in ways.items():
            counts, costs = [], []
            for drawing in drawings:
                start = time.process_time()
                places = way(drawing)
                costs.append(1000 * (time.process_time() - start))
                counts.append(measured(drawing, places))
            *totals, area = zip(*counts, strict=True)
            cpu = f"{median(costs):.0f}" + (f" (all {sum(costs):,.0f})" if len(costs) > 1 else "")
            table.append([group, name, *(f"{sum(each):,}" for each in totals), f"{median(area):.2f}", cpu])
    return table


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--maps", type=int, default=200, help="how many maps to generate")
    parser.add_argument("--quick", action="store_true", help="without the project of 150 articles")
    given = parser.parse_args()
    print("| what | way |", " | ".join(COLUMNS), "|")
    print("| --- " * (len(COLUMNS) + 2) + "|")
    for row in rows(maps(given.maps, large=not given.quick), WAYS):
        print("|", " | ".join(row), "|")


if __name__ == "__main__":
    main()
