"""Where a word stands in a YAML file, however it is written."""

from __future__ import annotations

import pytest

from kg.editing.span import replacement
from kg.editing.text import FileText
from kg.sources.yaml import parse, plain

WRITTEN = [
    ("a: {}\n", "one", "two"),
    ("a: {} # one\n", "one", "two"),
    ("a: '{}'\n", "one", "two"),
    ('a: "{}"\n', "one", "two"),
    ("a: [{}, one-more]\n", "one", "two"),
    ("{{a: {}}}\n", "one", "two"),
    ("a:\n  - {}\n", "one", "two"),
    ("a: {}", "one", "two"),
    ("? a\n: {}\n", "one", "two"),
]


def scalars(node):
    """Every scalar of a tree, a list's and a mapping's first."""
    inner = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    return [node] if isinstance(node.value, str) else [scalar for one in inner for scalar in scalars(one)]


def replaced(text, word, new):
    file = FileText("a.yaml", text.encode())
    node = next(scalar for scalar in scalars(parse(text, "a.yaml")[0]) if scalar.value.strip() == word)
    return file.replaced([replacement(file, node.location, word, new)]).decode()


@pytest.mark.parametrize(("form", "old", "new"), WRITTEN)
def test_the_word_alone_is_replaced(form, old, new):
    assert replaced(form.format(old), old, new) == form.format(new)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a: "on\\u0065"  # note\nb: x\n', "a: two  # note\nb: x\n"),
        ("a: >-\n  one\nb: x\n", "a: two\nb: x\n"),
        ("a: |\n  one\n\nb: x\n", "a: two\n\nb: x\n"),
    ],
)
def test_rarer_ways_of_writing_become_the_plain_one(text, expected):
    assert replaced(text, "one", "two") == expected
    assert plain(parse(expected, "a.yaml")[0])["a"] == "two"


def test_what_would_mean_nothing_is_set_in_quotation_marks():
    assert replaced("a: one\n", "one", "null") == 'a: "null"\n'
    assert replaced("a: 'one'\n", "one", "null") == "a: 'null'\n"


@pytest.mark.parametrize("text", ["a: one-more\n", "a: other\n", "a: 'one-more'\n"])
def test_another_value_is_not_touched(text):
    file = FileText("a.yaml", text.encode())
    with pytest.raises(ValueError, match="does not hold"):
        replacement(file, parse(text, "a.yaml")[0].child("a").location, "one", "two")
