"""The analyst's note."""

from __future__ import annotations

from datetime import date

import pytest

from kg.measure.lens import Lens
from kg.network.network import network_of
from kg.questions.prose import laid_out
from kg.questions.tension.explanation import explain
from kg.questions.tension.note import note


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def test_the_note_is_the_golden_one(network, snapshot):
    found = explain(network, "china", "united-states", Lens(at=date(2016, 7, 31)))
    snapshot("note-dyad-china-united-states.txt", laid_out(note(network, found)))


def test_every_contribution_stands_there_with_quote_claimant_and_share(network):
    found = explain(network, "china", "north-korea", Lens(at=date(2016, 7, 31)))
    text = " ".join(laid_out(note(network, found)).split())
    for part in found.headline.contributions:
        assert " ".join(part.claim.passages[0].exact.split()) in text
        assert f"{round(part.share, 3) + 0.0:+.3f}" in text
    assert "Global Times ← Niklas Swanström" in text


def test_a_dyad_about_which_nothing_was_said_says_so(network):
    text = laid_out(note(network, explain(network, "japan", "north-korea", Lens(at=date(2016, 7, 31)))))
    assert "Nothing was reported about Japan and North Korea by then" in text


@pytest.mark.parametrize("width", [40, 72, 100])
def test_lines_keep_to_the_width(network, width):
    text = laid_out(note(network, explain(network, "china", "north-korea", Lens(at=date(2016, 7, 31)))), width)
    assert max(map(len, text.splitlines())) <= width
