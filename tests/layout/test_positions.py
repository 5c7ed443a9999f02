"""Where nodes stand: apart, whole, and alike on every run."""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from statistics import median

import pytest

from kg.layout.labels import box
from kg.layout.positions import drawn, positions
from kg.model.records import Actor, Event, Issue
from kg.network.network import Network, network_of
from kg.questions.dyads import tensions

TINY_BOX = (110, 40)


@pytest.fixture(scope="module")
def shipped_network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def plain(states, issues, events=0, seed=0):
    """A network of bare nodes with random events between states and stances of theirs on issues."""
    chance = random.Random(seed)
    happenings = [bare_event(f"event-{i}", f"The event-{i}") for i in range(events)]
    pairs = [chance.sample(range(states), 2) for _ in range(2 * states)]
    links = [(f"state-{a}", f"state-{b}", "leverage") for a, b in pairs]
    links += [(f"state-{chance.randrange(states)}", f"issue-{i}", "stance") for i in range(issues)]
    return bare(
        [f"state-{i}" for i in range(states)], [f"issue-{i}" for i in range(issues)], happenings,
        [_Tie(*link) for link in links],
    )  # fmt: skip


def bare(states, issues=(), events=(), ties=(), name="The"):
    """A network of these alone, in their order."""
    return Network(
        {slug: Actor(slug, "state", f"{name} {slug}") for slug in states},
        {slug: Issue(slug, f"The {slug}", "") for slug in issues},
        {event.slug: event for event in events},
        {},
        {},
        tuple(ties),
    )


def bare_event(slug, label, initiators=(), recipients=()):
    return Event(slug, label, "CONSULT", Decimal(0), initiators, recipients)


class _Tie:
    joint = False

    def __init__(self, source, target, relation):
        self.source, self.target, self.relation = source, target, relation


@cache
def drawing(edges):
    """What the layout makes of a few states with a dyad for each edge."""
    states = sorted({state for edge in edges.split() for state in edge})
    graph = bare(states, name="State")
    lines = [_Dyad(*sorted(edge)) for edge in edges.split()]
    return positions(graph, lines), [(line.a, line.b) for line in lines], box("State 1", "state")


class _Dyad:
    joint = False
    hostile = friendly = 0.0

    def __init__(self, a, b):
        self.a, self.b = a, b


def middle(a, b):
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def left(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])


def crosses(a, b, c, d):
    return left(a, b, c) != left(a, b, d) and left(c, d, a) != left(c, d, b)


def runs_through(a, b, centre, size):
    """Whether the line from a to b comes into the box: over one of its diagonals, or to an end inside."""
    (x, y), wide, high = centre, size[0] / 2, size[1] / 2
    diagonals = [((x - wide, y - high), (x + wide, y + high)), ((x - wide, y + high), (x + wide, y - high))]
    return any(crosses(a, b, *diagonal) for diagonal in diagonals)


def touching(placed, width, height):
    return [
        (a, b)
        for (a, (x, y)), (b, (u, v)) in combinations(placed.items(), 2)
        if abs(x - u) < width and abs(y - v) < height
    ]


def test_every_node_has_whole_coordinates(shipped_network):
    placed = positions(shipped_network, tensions(shipped_network))
    assert placed.keys() == set(shipped_network)
    assert all(type(x) is int and type(y) is int for x, y in placed.values())
    assert list(placed) == sorted(placed)


def test_the_tense_states_stand_in_the_middle_and_issues_around_them(shipped_network):
    placed = positions(shipped_network, tensions(shipped_network))
    issues = list(shipped_network.issues)
    states = ["china", "north-korea", "south-korea", "united-states"]
    inside, outside = (median(math.hypot(*placed[node]) for node in nodes) for nodes in (states, issues))
    assert inside < 0.7 * outside


def test_no_line_of_tension_runs_through_a_state(shipped_network):
    dyads = tensions(shipped_network)
    placed = positions(shipped_network, dyads)
    states = [node for node in shipped_network if shipped_network.kind(node) == "state"]
    for dyad in dyads:
        others = [node for node in states if node not in (dyad.a, dyad.b)]
        assert not any(runs_through(placed[dyad.a], placed[dyad.b], placed[n], TINY_BOX) for n in others)


def test_boxes_do_not_touch(shipped_network):
    assert not touching(positions(shipped_network, tensions(shipped_network)), *TINY_BOX)


@pytest.mark.parametrize(("states", "issues", "events"), [(2, 0, 0), (7, 12, 30), (40, 90, 5), (3, 0, 200)])
def test_boxes_of_other_networks_do_not_touch_either(states, issues, events):
    placed = positions(plain(states, issues, events), ())
    assert len(placed) == states + issues + events
    assert not touching(placed, *TINY_BOX)


def test_a_part_of_the_network_can_be_laid_out_alone(shipped_network):
    among = ["china", "united-states", "thaad"]
    assert sorted(positions(shipped_network, tensions(shipped_network), among)) == sorted(among)


def test_who_is_asked_for_later_stands_around_the_others_and_leaves_them_in_place():
    graph = plain(30, 40, 10)
    order = list(graph)
    few = positions(graph, (), order[:60], first=30)
    placed = positions(graph, (), order, first=30)
    assert placed.keys() == set(order)
    assert {node: placed[node] for node in few} == few
    assert not touching(placed, *TINY_BOX)
    assert positions(graph, (), order, first=30) == placed

    def wide(nodes):
        return max(abs(placed[node][0]) for node in nodes)

    assert wide(order[:30]) < wide(order[30:60]) < wide(order[60:])


def test_what_is_drawn_first_of_a_large_network_stands_close_enough_to_be_read():
    graph = plain(150, 50)
    order = list(graph)
    placed = positions(graph, (), order, first=60)
    _, lines = drawn(graph, (), {node: graph.kind(node) for node in order[:60]}, 60)
    shown = {end for line in lines for end in line}
    assert len(shown) > 20
    across = [max(placed[node][axis] for node in shown) - min(placed[node][axis] for node in shown) for axis in (0, 1)]
    # The map is about 868 by 508 pixels within its margins; the page lets letters of 13 grow by 50 % at most.
    scale = min(868 / (across[0] + 170), 508 / (across[1] + 60))
    assert 13 * 1.5 * scale >= 9


def test_nothing_has_no_places():
    assert positions(bare(()), ()) == {}


def test_nodes_without_any_tie_have_places_too():
    assert len(set(positions(bare(["alone"], ["also-alone"]), ()).values())) == 2


def test_the_order_of_nodes_does_not_matter():
    graph = plain(9, 14, 6)
    turned = bare(reversed(graph.actors), reversed(graph.issues), reversed(graph.events.values()), reversed(graph.ties))
    assert positions(graph, ()) == positions(turned, ())


def test_hash_seeds_do_not_matter():
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from test_positions import plain\n"
        "from kg.layout.positions import positions\n"
        "print(positions(plain(9, 14, 6), ()))"
    )
    found = set()
    for seed in ("0", "1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        found.add(subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout)
    assert len(found) == 1


# Each can be drawn without a crossing, a line through a box, or a label of a line on another.
PLANAR = {
    "four, each tied to each": "ab ac ad bc bd cd",
    "two sides of two and four": "ac ad ae af bc bd be bf",
    "a ring of nine": "ab bc cd de ef fg gh hi ia",
    "a ladder": "ab bc cd ef fg gh ae bf cg dh",
    "a chain": "ab bc cd de ef fg gh",
    "four with a tail": "ab ac ad bc bd cd de ef fg gh",
    "two fours with a bridge": "ab ac ad bc bd cd ef eg eh fg fh gh de",
    "a star": "ab ac ad ae af ag ah ai aj",
}


@pytest.mark.parametrize("edges", PLANAR.values(), ids=PLANAR)
def test_lines_that_need_not_cross_do_not(edges):
    placed, lines, _ = drawing(edges)
    pairs = [(one, other) for one, other in combinations(lines, 2) if not set(one) & set(other)]
    assert not any(crosses(*(placed[end] for end in (*one, *other))) for one, other in pairs)


@pytest.mark.parametrize("edges", PLANAR.values(), ids=PLANAR)
def test_no_line_runs_through_a_box(edges):
    placed, lines, size = drawing(edges)
    assert not any(
        runs_through(placed[a], placed[b], placed[node], size) for a, b in lines for node in placed.keys() - {a, b}
    )


@pytest.mark.parametrize("edges", PLANAR.values(), ids=PLANAR)
def test_labels_of_lines_stand_neither_on_each_other_nor_on_boxes(edges):
    placed, lines, size = drawing(edges)
    labels = {line: middle(*(placed[end] for end in line)) for line in lines}
    assert not touching(labels, 44, 20)
    near = [
        touching({0: labels[line], 1: placed[node]}, (44 + size[0]) / 2, (20 + size[1]) / 2)
        for line in lines
        for node in placed
    ]
    assert not any(near)


@pytest.mark.parametrize("edges", PLANAR.values(), ids=PLANAR)
def test_lines_are_about_equally_long(edges):
    placed, lines, _ = drawing(edges)
    lengths = [math.dist(*(placed[end] for end in line)) for line in lines]
    assert max(lengths) < 4 * min(lengths)


def test_what_hangs_together_nowhere_stays_near():
    placed, _, size = drawing("ab cd ef gh ij")
    assert max(abs(x) for x, _ in placed.values()) < 5 * size[0]
    assert max(abs(y) for _, y in placed.values()) < 8 * size[1]


def test_around_the_core_everybody_stands_near_whom_they_are_tied_to():
    """Events are not drawn at first, so they stand outside, each on the side of its two parties."""
    graph = plain(8, 0, seed=1)
    happenings = [
        bare_event(f"event-{number}", f"Event {number}", (one,), (other,))
        for number, (one, other) in enumerate(pairwise(graph))
    ]
    graph = replace(graph, events={event.slug: event for event in happenings})
    placed = positions(graph, ())
    events = graph.events

    def length(order):
        return sum(
            math.dist(placed[seat], placed[party])
            for seat, record in zip(order, events.values(), strict=True)
            for party in (*record.initiators, *record.recipients)
        )

    chance = random.Random(0)
    assert all(length(events) < length(chance.sample(list(events), len(events))) for _ in range(50))
    for one, other in combinations(range(len(events)), 2):
        order = list(events)
        order[one], order[other] = order[other], order[one]
        assert length(events) <= length(order)


def test_in_rows_the_strongly_tied_stand_together():
    """Of a hundred, half are asked for at first, and each is tied to one of the other half of these alone."""
    order = [f"{side}{number}" for side in "ab" for number in range(25)]
    graph = bare([*order, *(f"c{number}" for number in range(50))])
    dyads = [_Dyad(f"a{number}", f"b{number}") for number in range(25)]
    placed = positions(graph, dyads, list(graph), first=50)
    assert sum(math.dist(placed[d.a], placed[d.b]) < 250 for d in dyads) >= 20
