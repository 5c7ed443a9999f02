"""Timelines by machine-coded events as pictures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from kg.events.tension import EventTension
from kg.exports.plots.events import event_timeline_plot

BEGINNINGS = {"png": b"\x89PNG\r\n", "svg": b"<?xml", "pdf": b"%PDF-"}
pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install 'detente[plot]'")

FIRST = EventTension("china", "japan", date(2014, 1, 31), 0.1, -0.4, 0.6, 0.3, 0.2, 0.1, 1.0, 2, 4, thin=True)
POINTS = (
    FIRST,
    replace(FIRST, at=date(2014, 2, 28), events=9, hostile=0.6, tension=0.5),
    replace(FIRST, at=date(2014, 3, 31), events=9, friendly=0.9, hostile=0.1, tension=-0.8, low=-1.3, high=-0.3),
)


def places(picture, gid):
    """The corners of the path of a name, in the picture's own coordinates."""
    path = re.search(rf'id="{gid}">\s*<path d="([^"]+)"', picture)[1]
    return [(float(x), float(y)) for x, y in re.findall(r"[ML] (\S+) (\S+)", path)]


@pytest.mark.parametrize("file_format", BEGINNINGS)
def test_the_same_points_are_the_same_picture(file_format):
    first = event_timeline_plot(POINTS, "a title", file_format)
    assert first.startswith(BEGINNINGS[file_format])
    assert len(first) > 5_000
    assert event_timeline_plot(POINTS, "a title", file_format) == first
    assert event_timeline_plot(POINTS[:2], "a title", file_format) != first


def test_lines_stand_where_their_numbers_are():
    picture = event_timeline_plot(POINTS, "a title", "svg").decode()
    lines = {name: [y for _, y in places(picture, name)] for name in ("line", "hostile", "friendly")}
    # In SVG what is higher has the smaller number; the axis goes from -1 to 1.
    unit = (lines["line"][2] - lines["line"][1]) / 1.3
    zero = lines["line"][0] + 0.1 * unit
    wanted = {"line": (0.1, 0.5, -0.8), "hostile": (0.2, 0.6, 0.1), "friendly": (-0.1, -0.1, -0.9)}
    for name, values in wanted.items():
        assert lines[name] == [pytest.approx(zero - value * unit, abs=0.01) for value in values]


@pytest.mark.parametrize("title", ["a title", "a data set of many words and of many parameters " * 9])
def test_all_words_are_within_the_picture(title, extents):
    event_timeline_plot(tuple(replace(point, a="Democratic People’s Republic " * 5) for point in POINTS), title, "png")
    assert len(extents.boxes) >= 3
    assert all(extents.left <= box.x0 and box.x1 <= extents.right for box in extents.boxes)


@pytest.mark.parametrize("points", [POINTS[:1], (replace(FIRST, at=date.min), replace(FIRST, at=date.max))])
def test_one_point_and_the_ends_of_the_calendar_can_be_drawn(points):
    assert event_timeline_plot(points, "a title", "svg").startswith(b"<?xml")


def test_hostile_names_are_drawn_as_letters():
    hostile = tuple(replace(point, a="<script>alert(1)</script> $x^2$ \x1b[31m ]]>") for point in POINTS)
    picture = event_timeline_plot(hostile, "<b>&amp; $\\frac$", "svg").decode()
    assert not {"<script", "<b>", "\x1b"} & set(re.findall(r"<script|<b>|\x1b", picture))
