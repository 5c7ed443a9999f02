"""Labels in lines, and the boxes around them."""

from __future__ import annotations

import pytest

from kg.layout.labels import LABEL_LINES, box, wrapped


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("China", ("China",)),
        ("Denuclearization of the Korean Peninsula", ("Denuclearization", "of the Korean", "Peninsula")),
        (
            "One two three four five six seven eight nine ten",
            ("One two three four", "five six seven", "eight nine ten"),
        ),
        ("a" * 5000, ("a" * 21 + "…",)),
        ("", ("·",)),
        ("   ", ("·",)),
    ],
)
def test_labels_are_wrapped(label, lines):
    assert wrapped(label) == lines


def test_what_is_left_out_of_a_label_is_marked():
    lines = wrapped("word " * 40)
    assert len(lines) == LABEL_LINES
    assert lines[-1].endswith("…")


def test_a_box_grows_with_the_label_and_is_larger_for_states():
    assert box("Iran", "state") < box("Iran and Iraq", "state")
    assert box("Iran", "issue") < box("Iran", "state")
    assert box("One line", "issue")[1] < box("Two lines of a long label", "issue")[1]
    assert box("中国", "issue") > box("ab", "issue")
