"""Timelines as pictures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.exports.plots.timeline import spread, timeline_plot
from kg.measure.lens import Lens
from kg.network.network import network_of
from kg.questions.timeline.analysis import timeline

BEGINNINGS = {"png": b"\x89PNG\r\n", "svg": b"<?xml", "pdf": b"%PDF-"}
pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install 'detente[plot]'")


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture(scope="module")
def found(network):
    return timeline(network, "china", "united-states")


@pytest.mark.parametrize("file_format", BEGINNINGS)
def test_the_same_timeline_is_the_same_picture(network, found, file_format):
    first = timeline_plot(network, found, file_format)
    assert first.startswith(BEGINNINGS[file_format])
    assert len(first) > 5_000
    assert timeline_plot(network, found, file_format) == first


def test_a_picture_names_no_day_on_which_it_was_made(network, found):
    assert b"Date" not in timeline_plot(network, found, "svg")
    assert b"CreationDate" not in timeline_plot(network, found, "pdf")


@pytest.mark.parametrize("label", ["China", "Democratic People’s Republic of Nowhere and of All Places " * 3])
def test_all_words_are_within_the_picture(network, found, label, extents):
    long = {slug: replace(actor, label=label) for slug, actor in network.actors.items()}
    timeline_plot(replace(network, actors=long), found, "png")
    assert len(extents.boxes) > 5
    assert all(extents.left <= box.x0 and box.x1 <= extents.right for box in extents.boxes)


def test_hostile_labels_are_drawn_as_letters(network, found):
    china = replace(network.actors["china"], label="<script>alert(1)</script> $x^2$ \x1b[31m ]]>")
    hostile = replace(network, actors={**network.actors, "china": china})
    picture = timeline_plot(hostile, found, "svg").decode()
    assert "<script" not in picture
    assert "\x1b" not in picture


def test_a_single_day_has_its_interval_where_the_band_has_no_width(network, found):
    picture = timeline_plot(network, replace(found, points=found.points[-2:-1]), "svg").decode()
    path = re.search(r'id="last">\s*<path d="M (\S+) (\S+) \s*L (\S+) (\S+)', picture)
    left, low, right, high = map(float, path.groups())
    assert left == right
    assert low > high + 50


def test_the_picture_starts_from_no_settings_of_the_user(network, found):
    import matplotlib as mpl

    plain = timeline_plot(network, found, "svg")
    with mpl.rc_context({"axes.facecolor": "red", "font.size": 20, "svg.fonttype": "none"}):
        assert timeline_plot(network, found, "svg") == plain
        assert mpl.rcParams["font.size"] == 20


@pytest.mark.parametrize("days", [(date.min, date(2016, 7, 31)), (date(2016, 2, 1), date.max)])
def test_the_ends_of_the_calendar_can_be_drawn(network, days):
    line = timeline(network, "china", "united-states", Lens(at=days[1]), since=days[0], step="none")
    assert timeline_plot(network, line, "svg").startswith(b"<?xml")


@given(
    st.lists(st.floats(min_value=0, max_value=100), min_size=1, max_size=6).map(sorted),
    st.floats(min_value=0.1, max_value=10),
)
def test_numbers_above_the_axis_never_overlap_nor_leave_it(places, gap):
    moved = spread(places, gap, 0, 100)
    assert moved == sorted(moved)
    assert all(b - a >= gap - 1e-9 for a, b in pairwise(moved))
    assert min(moved) >= -1e-9
    assert max(moved) <= 100 + 1e-9
