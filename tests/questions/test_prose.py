"""Lines that fit the screen."""

from __future__ import annotations

import pytest

from kg.model.wording import signed
from kg.questions.prose import INDENT, ROW, item, laid_out, sureness


@pytest.mark.parametrize("width", [20, 60])
def test_rows_are_cut_and_sentences_wrapped(width):
    row, sentence = "a" * 50, "one two three four five six seven eight nine ten"
    lines = laid_out([f"{ROW}{row}", sentence], width).splitlines()
    assert lines[0] == (row if width > 50 else "a" * 19 + "…")
    assert max(map(len, lines)) <= width
    assert " ".join(lines[1:]) == sentence


def test_what_follows_an_item_hangs():
    lines = laid_out([item("word " * 10)], 30).splitlines()
    assert lines[0].startswith("·")
    assert all(line.startswith(INDENT) for line in lines[1:])


def test_control_characters_are_visible_everywhere():
    assert "\x07" not in laid_out(["bell \x07", f"{ROW}bell \x07"])


def test_what_rounds_to_nothing_has_no_minus():
    assert signed(-0.0001) == "+0.00"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({}, "certain"),
        ({"when": "2001/2010-02"}, "position of 2001–February 2010, certain"),
        ({"when": "2010/.."}, "position from 2010, certain"),
    ],
)
def test_a_position_of_another_time_says_of_which(network, when, words):
    stance = {"holder": "china", "target": "japan", "type": "allied-with"}
    net = network(
        {"id": "old", "quote": "Envoys met", "said-by": "gazette", "certainty": "certain", "stance": stance | when}
    )
    (claim,) = net.claims.values()
    assert sureness(net, claim) == words
