"""The note on a timeline, its table and its JSON."""

from __future__ import annotations

import re

import pytest

from kg.measure.lens import Lens
from kg.network.network import network_of
from kg.questions.prose import laid_out
from kg.questions.timeline.analysis import timeline
from kg.questions.timeline.note import note
from kg.questions.timeline.tables import document, table, trajectory_table
from kg.questions.timeline.trajectory import trajectories


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture(scope="module")
def found(network):
    return timeline(network, "china", "united-states")


def test_the_note_is_the_golden_one(network, found, snapshot):
    snapshot("note-timeline.txt", laid_out(note(network, found)))


def test_as_it_was_known_the_line_begins_with_the_first_article(network, snapshot):
    snapshot(
        "note-timeline-as-known.txt",
        laid_out(note(network, timeline(network, "china", "north-korea", as_known=True))),
    )


def test_every_point_with_news_has_its_line_in_the_chart_with_the_score_inside_its_interval(network, found):
    lines = re.findall(r"^(\d{4}-\d\d-\d\d)  \S+ \[.*?\] +([├┤─●┼ ]+)", laid_out(note(network, found)), re.MULTILINE)
    drawn = [day for day, _ in lines]
    assert set(drawn) >= {point.day.isoformat() for point in (*found.points[:1], *found.points[-1:])}
    assert set(drawn) >= {point.day.isoformat() for point in found.points if point.arrived}
    assert drawn == sorted(set(drawn) & {point.day.isoformat() for point in found.points})
    for _, bar in lines:
        assert bar.index("├") < bar.index("●") < bar.index("┤")


def test_rows_split_each_change_into_news_and_ageing(network, found):
    rows = [dict(zip(table(network, found).columns, row, strict=True)) for row in table(network, found).rows]
    assert len(rows) == len(found.points)
    for row in rows:
        assert row["news"] + row["ageing"] == pytest.approx(row["change"], abs=1e-12)
    assert rows[-1]["arrived"].split("; ")[0] == "2016-07-isdp-thaad-thawing/china-sees-encirclement"
    kept = [
        point
        for point in trajectories(network, Lens(at=found.points[-1].day))
        if (point.a, point.b) == (found.a, found.b)
    ]
    course = trajectory_table(kept)
    assert course.columns == table(network, found).columns
    assert course.rows[-1][:11] == pytest.approx(table(network, found).rows[-1][:11])


def test_the_document_quotes_what_entered(network, found):
    whole = document(network, found)
    quoted = {key: claim["passages"][0]["exact"] for key, claim in whole["claims"].items()}
    assert quoted[whole["points"][-1]["arrived"][0]].startswith("Perceiving its growing encirclement")
    assert len(whole["points"]) == len(found.points)


@pytest.mark.parametrize("width", [60, 100])
def test_words_keep_to_the_width(network, found, width):
    lines = laid_out(note(network, found), width).splitlines()
    assert max(len(line) for line in lines if "[" not in line) <= width
