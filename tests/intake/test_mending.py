"""Words that lines have cut."""

from __future__ import annotations

import pytest

from kg.intake.mending import Mending

CUT = [
    ("the deploy-", "ment of it", "the deployment of it"),
    ("the deploy\u2010", "ment of it", "the deployment of it"),
    ("a Sino-", "American talk", "a Sino-American talk"),
    ("a US-", "led talk", "a US-led talk"),
    ("on non-", "proliferation now", "on non-proliferation now"),
    ("of tit-for-", "tat acts", "of tit-for-tat acts"),
    ("the end", "of it", "the end of it"),
    ("in 2015-", "16 they", "in 2015- 16 they"),
]


@pytest.mark.parametrize(("line", "following", "joined"), CUT)
def test_a_cut_word_is_joined(line, following, joined):
    text = ["tit-for-tat acts again"] if "tit" in line else []
    assert Mending.of([*text, line, following]).joined(line, following) == joined


def test_the_text_tells_which_hyphens_are_its_own():
    lines = ["a coordi-", "nated act", "and long co-ordinated ones; well-known"]
    assert Mending.of([*lines, "coordinated"]).joined("a coordi-", "nated act") == "a coordinated act"
    assert (
        Mending.of(["a hardline-", "approach", "the hardline-approach"]).joined("a hardline-", "approach")
        == "a hardline-approach"
    )


def test_what_was_mended_is_listed():
    mending = Mending.of(["the deploy-", "ment"])
    mending.joined("the deploy-", "ment")
    assert mending.mended == {"deploy-/ment": "deployment"}


def test_ligatures_are_letters(read):
    [document] = read("Title of it\n\nThe o\ufb03ce of the \ufb01rst minister.", "a.txt")
    assert document.paragraphs == ("The office of the first minister.",)
    assert document.mended == (("o\ufb03ce", "office"), ("\ufb01rst", "first"))
