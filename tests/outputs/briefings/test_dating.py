"""Dates in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.questions.dating import when


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2016-07-12", "12 July 2016"),
        ("2016-07~", "about July 2016"),
        ("2016?", "perhaps 2016"),
        ("2016-02-08/2016-02-13", "8–13 February 2016"),
        ("2016-02/2016-07", "February–July 2016"),
        ("2016-02-28/2016-03-02", "28 February – 2 March 2016"),
        ("2015/2016", "2015 – 2016"),
        ("../2016-02-07", "until 7 February 2016"),
        ("2016-02/..", "from February 2016"),
        ("2016-XX", "2016-XX"),
        ("2016-13", "2016-13"),
    ],
)
def test_a_date_is_as_vague_as_it_was_given(edtf, words):
    assert when(edtf) == words


@given(st.text(max_size=30))
def test_whatever_is_no_date_comes_back_whole(text):
    assert when(f"x{text}y") == f"x{text}y" or "/" in text
