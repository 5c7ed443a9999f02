"""What the map draws and what is computed, as the page says it, and what must hold of any of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

# Lines that get room for their labels first.
SCORES = ("tension", "pair")
LOOK = "[kgView.lines(), kgView.written(), kgView.drawn().nodes, kgView.computed({}), kgView.paths(), kgView.labels()]"


@dataclass
class Drawn:
    """What is drawn in a state, and what is computed; boxes of nodes and labels in the units of the map.

    `selected` is the line whose tie is selected, if one is.
    """

    state: dict
    selected: str
    lines: list
    written: dict
    nodes: list
    computed: dict
    paths: dict
    boxes: list


def look(page, state=None, selected=""):
    """What is drawn now."""
    return Drawn(state or {}, selected, *page.evaluate(LOOK))


def scores_of(each):
    """The lines of scores that have something to write, the strongest first."""
    scores = [line for line in each.lines if line["layer"] in SCORES and line["strength"] and line["label"]]
    return sorted(scores, key=lambda line: -line["strength"])


def meets(points, box):
    """Whether a chain of points runs through a box: the pieces are far shorter than any box is high."""
    right, bottom = box["left"] + box["width"], box["top"] + box["height"]
    return any(box["left"] < p["x"] < right and box["top"] < p["y"] < bottom for p in points)


def passing(each):
    """The lines that run behind the box of a node that is not theirs."""
    boxes = {box["id"]: box for box in each.boxes}
    return [
        (line["id"], id_)
        for line in each.lines
        for id_ in set(each.nodes) - {line["from"], line["to"]}
        if meets(each.paths[line["id"]]["points"], boxes[id_])
    ]


def nothing_overlaps(drawn):
    for each in drawn:
        apart = [
            (a["id"], b["id"])
            for a, b in combinations(each.boxes, 2)
            if min(a["left"] + a["width"], b["left"] + b["width"]) > max(a["left"], b["left"])
            and min(a["top"] + a["height"], b["top"] + b["height"]) > max(a["top"], b["top"])
        ]
        assert not apart, each.state
