"""The benchmark of copies makes copies and pairs that are none, and its figures are those of its README."""

from __future__ import annotations

import random

from benchmarks.copies import EDITS, Editor, many, of_copies, of_originals, of_shared, texts
from kg.sources.shingles import WordNumbers, shingles

NUMBERS = WordNumbers()
TEXT = " ".join(f"Sentence {at} of the {word} says another thing about it." for at, word in enumerate("abcdefghijkl"))


def numbers(text):
    return set(shingles(text, (), NUMBERS).tolist())


def test_there_are_thirteen_ways_to_edit_and_each_leaves_some_of_the_text():
    assert len(EDITS) == 13
    editor = Editor(random.Random(1), ["Words of somebody else altogether stand in this one here."])
    for kind, edit in EDITS.items():
        made = edit(TEXT, editor)
        assert (made == TEXT) == (kind == "whole"), kind
        assert numbers(made) & numbers(TEXT), kind


def test_what_an_editor_adds_is_of_nobody():
    others = [f"The {word} of the council met on Tuesday and went home without a word." for word in ("chair", "clerk")]
    own = Editor(random.Random(1), others).own(600)
    assert len(own) == 600
    assert not numbers(own) & numbers(" ".join(others))


def test_copies_are_told_and_nothing_else_is(shared):
    named = dict(list(texts(shared("data/pages")).items())[:16])
    judged = [each for each, _ in of_copies(named, random.Random(1))]
    pairs = sum(each.pairs for each in judged)
    assert pairs == 13 * 16
    assert sum(each.said for each in judged) >= 0.93 * pairs
    assert of_originals(named)[0].said == 0
    trap, reached, _ = of_shared(named, random.Random(1), quoted=False)
    assert reached > 0.2
    assert trap.said + sum(each.false for each in judged) == 0


def test_many_articles_are_the_same_for_one_seed():
    first, second = (list(many(40, random.Random(3))) for _ in range(2))
    assert first == second
    assert [each.text for each in first] == [each.text for each in second]
    assert len({each.text for each in first}) > 30
