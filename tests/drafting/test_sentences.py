"""Sentences: what ends one, what does not, and that together they are the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.drafting.sentences import LONGEST, sentence_at, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One went. Two came.", ["One went.", "Two came."]),
        ("Mr. Wu of the U.S. Navy met Gen. Li. They talked.", ["Mr. Wu of the U.S. Navy met Gen. Li.", "They talked."]),
        ("He went to the U.S. The talks failed.", ["He went to the U.S.", "The talks failed."]),
        ("It rose 2.5 percent, i.e. a lot. Good.", ["It rose 2.5 percent, i.e. a lot.", "Good."]),
        ("“It is a threat.” Japan denied it.", ["“It is a threat.”", "Japan denied it."]),
        ("A heading\n\nA paragraph\nof two lines. End", ["A heading", "A paragraph\nof two lines.", "End"]),
        ("A heading\r\n\r\nA paragraph.", ["A heading", "A paragraph."]),
        ("中国反对。日本否认！", ["中国反对。", "日本否认！"]),
        ("قالت الصين؟ نعم.", ["قالت الصين؟", "نعم."]),
        ("Really?! Yes… no", ["Really?!", "Yes… no"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet='Ab. \n\r!?”"。🇨é', max_size=60))
def test_sentences_are_the_text_but_for_white_space(text):
    bounds = sentences(text)

    assert all(start < end for start, end in bounds)
    assert all(one[1] <= other[0] for one, other in pairwise(bounds))
    assert "".join("".join(text[start:end].split()) for start, end in bounds) == "".join(text.split())


def test_a_passage_touches_the_sentences_that_it_has_letters_of():
    bounds = sentences("One went. Two came. Three.")

    assert sentence_at(bounds, 4, 14) == (0, 2)
    assert sentence_at(bounds, 10, 12) == (1, 2)
    assert sentence_at(bounds, 9, 10) == (0, 0)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_end_of_a_line_is_no_paragraphs_end(end):
    text = f"China sees it{end}as a threat{end}{end}Japan met"
    assert [text[start:stop] for start, stop in sentences(text)] == [f"China sees it{end}as a threat", "Japan met"]


@pytest.mark.parametrize("text", ["word " * 2_000, "x" * 9_000, "said “x” " * 1_000])
def test_what_does_not_end_is_cut(text):
    bounds = sentences(text)

    assert max(end - start for start, end in bounds) <= LONGEST
    assert "".join("".join(text[start:end].split()) for start, end in bounds) == "".join(text.split())
