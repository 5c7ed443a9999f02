"""Where nodes stand: apart, whole, and alike on every run."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from itertools import combinations

import networkx as nx
import pytest

from kg.network.network import network_of
from kg.outputs.layout import LABEL_LINES, positions, wrapped
from kg.outputs.stress import crosses, runs_through
from kg.questions.tension.analysis import tensions
from tests.checkout import ROOT

TINY_BOX = (110, 40)


@pytest.fixture(scope="module")
def shipped_network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def plain(states, issues, events=0, seed=0):
    """A network of bare nodes with random events between states and stances of theirs on issues."""
    chance = random.Random(seed)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from([f"state-{i}" for i in range(states)], kind="state")
    graph.add_nodes_from([f"issue-{i}" for i in range(issues)], kind="issue")
    graph.add_nodes_from([f"event-{i}" for i in range(events)], kind="event")
    for node in graph:
        graph.nodes[node]["label"] = f"The {node}"
    pairs = [chance.sample(range(states), 2) for _ in range(2 * states)]
    links = [(f"state-{a}", f"state-{b}", "leverage") for a, b in pairs]
    links += [(f"state-{chance.randrange(states)}", f"issue-{i}", "stance") for i in range(issues)]
    for a, b, relation in links:
        graph.add_edge(a, b, tie=_Tie(a, b, relation))
    return graph


class _Tie:
    def __init__(self, source, target, relation):
        self.source, self.target, self.relation = source, target, relation


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
    middle = {"china", "north-korea", "south-korea", "united-states"}
    farthest = max(abs(placed[node][0]) for node in middle)
    issues = list(shipped_network.issues)
    assert all(abs(placed[n][0]) > farthest or abs(placed[n][1]) > farthest / 1.3 for n in issues)


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
    across = [
        max(placed[node][axis] for node in order[:60]) - min(placed[node][axis] for node in order[:60])
        for axis in (0, 1)
    ]
    # The map is about 868 by 508 pixels within its margins; the page lets letters of 13 grow by 15 % at most.
    scale = min(868 / (across[0] + 170), 508 / (across[1] + 60))
    assert 13 * 1.15 * scale >= 9


def test_nothing_has_no_places():
    assert positions(nx.MultiDiGraph(), ()) == {}


def test_nodes_without_any_tie_have_places_too():
    graph = nx.MultiDiGraph()
    graph.add_node("alone", kind="person", label="Alone")
    graph.add_node("named-by-a-tie-only")
    assert len(set(positions(graph, ()).values())) == 2


def test_the_order_of_nodes_does_not_matter():
    graph = plain(9, 14, 6)
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(data=True))))
    assert positions(graph, ()) == positions(turned, ())


def test_hash_seeds_do_not_matter():
    code = (
        "from tests.outputs.test_layout import plain\n"
        "from kg.outputs.layout import positions\n"
        "print(positions(plain(9, 14, 6), ()))"
    )
    found = set()
    for seed in ("0", "1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        found.add(
            subprocess.run(
                [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True
            ).stdout
        )
    assert len(found) == 1


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("China", ("China",)),
        ("Denuclearization of the Korean Peninsula", ("Denuclearization", "of the Korean", "Peninsula")),
        (
            "One two three four five six seven eight nine ten",
            ("One two three four", "five six seven", "eight nine ten"),
        ),
        ("a" * 5000, ("a" * 21 + "…",)),
        ("", ("·",)),
        ("   ", ("·",)),
    ],
)
def test_labels_are_wrapped(label, lines):
    assert wrapped(label) == lines


def test_what_is_left_out_of_a_label_is_marked():
    lines = wrapped("word " * 40)
    assert len(lines) == LABEL_LINES
    assert lines[-1].endswith("…")


def test_lines_cross_or_not():
    assert crosses((0, 0), (2, 2), (0, 2), (2, 0))
    assert not crosses((0, 0), (1, 0), (0, 1), (1, 1))


@pytest.mark.parametrize(
    ("centre", "through"), [((50, 0), True), ((50, 30), True), ((50, 60), False), ((200, 0), False), ((-80, 0), False)]
)
def test_lines_run_through_boxes_or_not(centre, through):
    assert runs_through((0, 0), (100, 0), centre, (40, 60)) is through
