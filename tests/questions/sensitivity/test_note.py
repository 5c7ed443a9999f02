"""The note on how firm the ranking is, and its rows."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kg.measure.lens import Lens
from kg.network.network import network_of
from kg.questions.prose import laid_out
from kg.questions.sensitivity import note
from kg.questions.sensitivity.analysis import sensitivity
from kg.questions.sensitivity.tables import table

DAY = date(2016, 7, 31)


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture(scope="module")
def found(network):
    return sensitivity(network, Lens(at=DAY))


def test_the_note_is_the_golden_one(network, found, snapshot):
    snapshot("note-sensitivity.txt", laid_out(note.note(network, found)))


def test_the_conclusion_stands_before_all_else(network, found):
    lines = list(note.note(network, found))
    assert lines.index(found.conclusion) < lines.index("Other parameters (moves most: + more tense)")


def test_the_columns_of_the_tables_stand_below_each_other_within_the_width(network, found):
    lines = laid_out(note.note(network, found), 80).splitlines()
    for title in ("Other parameters", "Something left out, what changes most first"):
        start = lines.index(f"{title} (moves most: + more tense)") + 1
        rows = lines[start : lines.index("", start)]
        column = rows[0].index("τ_b")
        assert all(re.match(r"-?\d\.\d\d  |none ", row[column:]) for row in rows[1:])
        assert not any(row.endswith("…") for row in rows)
    assert max(map(len, lines)) <= 80


def test_there_is_a_row_for_every_variant_and_dyad_with_the_base_beside_it(network, found):
    rows = table(network, found).rows
    assert len(rows) == len(found.variants) * len(found.base)
    ranks = {(dyad.a, dyad.b): (dyad.tension, rank) for rank, dyad in enumerate(found.base, 1)}
    assert {(a, b): (tension, rank) for _, _, a, b, _, _, tension, rank in rows} == ranks
    gone = [row for row in rows if row[1] == "yoo-jeh-seung" and row[4] is None]
    assert [(row[2], row[3], row[5]) for row in gone] == [("north-korea", "south-korea", None)]


@pytest.mark.parametrize("most", [0, 1, 3])
def test_a_long_ranking_is_shown_in_part_and_says_so(network, found, monkeypatch, most):
    for name in ("MOST_VARIANTS", "MOST_DYADS", "MOST_CLAIMS"):
        monkeypatch.setattr(note, name, most)
    text = laid_out(note.note(network, found))
    assert f"and {18 - most} more that change less; `--format csv` has all of them" in text
    assert f"and {7 - most} more; `--format json` has the range of each" in text
    assert ("`kg explain china united-states` has all of them" in text) == (most < 2)


@pytest.mark.parametrize("width", [40, 72])
def test_lines_keep_to_the_width(network, found, width):
    assert max(map(len, laid_out(note.note(network, found), width).splitlines())) <= width


@pytest.mark.parametrize("mode", ["interpreted", "forecast", "conditional"])
def test_the_other_modes_have_their_note(network, mode):
    text = laid_out(note.note(network, sensitivity(network, Lens(at=DAY, mode=mode))))
    assert f"{mode} claims   half-life 180 days, stances 730, issues × 0.5" in text
