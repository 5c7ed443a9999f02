"""The analyst's note."""

from __future__ import annotations

from datetime import date

import pytest

from kg.analysis.explain import explain
from kg.graph.network import network
from kg.outputs.briefing import briefing


@pytest.fixture(scope="module")
def web(shipped):
    return network(shipped.corpus, shipped.vocabulary)


def test_the_note_is_the_golden_one(web, snapshot):
    note = briefing(web, explain(web, "china", "united-states", at=date(2016, 7, 31)))
    snapshot("briefing-china-united-states.txt", note)


def test_every_contribution_stands_there_with_quote_claimant_and_share(web):
    found = explain(web, "china", "north-korea", at=date(2016, 7, 31))
    note = " ".join(briefing(web, found).split())
    for part in found.headline.contributions:
        assert " ".join(part.claim.passages[0].exact.split()) in note
        assert f"{round(part.share, 3) + 0.0:+.3f}" in note
    assert "Global Times ← Niklas Swanström" in note


def test_a_dyad_about_which_nothing_was_said_says_so(web):
    note = briefing(web, explain(web, "japan", "north-korea", at=date(2016, 7, 31)))
    assert "Nothing was reported about Japan and North Korea by then" in note


@pytest.mark.parametrize("width", [40, 72, 100])
def test_lines_keep_to_the_width(web, width):
    note = briefing(web, explain(web, "china", "north-korea", at=date(2016, 7, 31)), width=width)
    assert max(map(len, note.splitlines())) <= width
