"""What the layouts are measured by, and that ours is read more easily than ready ones."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from benchmarks.layouts import COLUMNS, LARGEST, SMALLEST, WAYS, Map, generated, measured, rows
from kg.model.records import Actor
from kg.network.network import Network


def states(*lines):
    actors = {state: Actor(state, "state", state) for state in sorted({end for line in lines for end in line})}
    dyads = [SimpleNamespace(a=a, b=b, joint=False, hostile=0.0, friendly=0.0) for a, b in lines]
    return Map(Network(actors, {}, {}, {}, {}), dyads)


@pytest.mark.parametrize(
    ("lines", "places", "found"),
    [
        (["ab", "cd"], {"a": (0, 0), "b": (400, 0), "c": (200, 200), "d": (600, 200)}, (0, 0, 0)),
        (["ab", "cd"], {"a": (0, 0), "b": (400, 0), "c": (300, 300), "d": (300, -300)}, (1, 0, 0)),
        (["ab", "cd"], {"a": (0, 0), "b": (400, 0), "c": (200, 300), "d": (200, -300)}, (1, 1, 0)),
        (["ab", "cd"], {"a": (0, 0), "b": (400, 0), "c": (100, 10), "d": (100, 300)}, (0, 0, 1)),
        (["ab", "cd"], {"a": (0, 0), "b": (400, 0), "c": (10, 10), "d": (0, 300)}, (0, 1, 1)),
    ],
)
def test_what_is_hard_to_read_is_counted(lines, places, found):
    assert measured(states(*lines), places)[:3] == found


def test_generated_maps_have_the_size_they_should_have_and_are_the_same_again():
    assert all(SMALLEST <= len(generated(seed).network) <= LARGEST for seed in range(20))
    assert [generated(3).drawn(), generated(3).dyads] == [generated(3).drawn(), generated(3).dyads]


def test_ours_has_the_fewest_faults_of_all():
    table = rows({"some": [generated(seed) for seed in range(4)]}, WAYS)
    assert all(len(row) == len(COLUMNS) + 2 for row in table)
    faults = {name: sum(int(count) for count in row) for _, name, *row in (row[:5] for row in table)}
    assert min(faults, key=faults.__getitem__) == "ours"
