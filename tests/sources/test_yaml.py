"""YAML text as a tree of plain values with their places, and what is refused on the way."""

from __future__ import annotations

import pytest
import yaml as pyyaml
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model.findings import Location
from kg.sources import yaml
from kg.sources.yaml import MAX_DEPTH, parse, plain

FILE = "sources/x.yaml"


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request, monkeypatch):
    """Both parsers that PyYAML may come with."""
    monkeypatch.setattr(yaml, "LOADER", getattr(pyyaml, request.param))


def value(text):
    node, findings = parse(text, FILE)
    assert findings == []
    return None if node is None else plain(node)


def finding(text):
    node, findings = parse(text, FILE)
    assert node is None
    (found,) = findings
    assert found.location.file == FILE
    return found


@pytest.mark.parametrize(
    "word",
    ["no", "NO", "yes", "on", "off", "true", "y", "2016-02-07", "2016-01", "2016", "0x1F", "010", "1e3", ".5", "1_000",
     "12:30:45", ".inf", ".nan", "<<", "=", "nil", "none", "None"],
)  # fmt: skip
def test_every_word_stays_a_word(word):
    assert value(f"country: {word}") == {"country": word}
    assert value(f"{word}: country") == {word: "country"}


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL", "# nothing"])
def test_nothing_is_nothing(word):
    assert value(f"a: {word}\nb: 1") == {"a": None, "b": "1"}


@pytest.mark.parametrize("word", ["''", '""', "'~'", '"null"', "|-\n  ~"])
def test_what_is_quoted_is_text(word):
    assert isinstance(value(f"a: {word}")["a"], str)


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment", "---\n", "---\n...\n", "~", "\ufeff", "%YAML 1.1\n---\n"])
def test_an_empty_file_is_no_tree_and_no_mistake(text):
    assert parse(text, FILE) == (None, [])


def test_every_value_and_key_has_its_place():
    node, _ = parse("a:\n  b: c\n  d: [e, 'f']\ng: >-\n  text\n  more\n", FILE)
    assert node.location == Location(FILE, 1, 1)
    assert node.at("a") == Location(FILE, 2, 3)
    assert node.at("a", "b") == Location(FILE, 2, 6)
    assert node.at("a", "d") == Location(FILE, 3, 6)
    assert node.at("a", "d", 1) == Location(FILE, 3, 10)
    assert node.at("g") == Location(FILE, 4, 4)
    assert node.keys["g"] == Location(FILE, 4, 1)
    assert node.child("a").keys["d"] == Location(FILE, 3, 3)


def test_what_is_not_there_has_the_place_of_what_is_around_it():
    node, _ = parse("a: {b: c}\nlist: [x]\n", FILE)
    assert node.at("a", "z") == node.at("a")
    assert node.at("a", "b", "z") == node.at("a", "b")
    assert node.at("list", 7) == node.at("list")
    assert node.at("nothing") == node.location


def test_an_only_item_may_stand_for_its_list():
    node, _ = parse("one: word\nsome: {key: word}\n", FILE)
    assert node.at("one", 0) == Location(FILE, 1, 6)
    assert node.at("some", 0, "key") == Location(FILE, 2, 13)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_the_same_whatever_ends_the_lines(end):
    node, _ = parse(end.join(["a: b", "c:", "  - d", "  - é😀: f", ""]), FILE)
    assert node.at("c", 1, "é😀") == Location(FILE, 4, 9)


def test_what_yaml_but_no_editor_takes_for_the_end_of_a_line_moves_no_place():
    node, _ = parse("a: 'b\u2028c\u0085d\u2029e'\nf: g\n", FILE)
    assert node.at("f") == Location(FILE, 2, 4)


def test_a_byte_order_mark_moves_no_place():
    node, _ = parse("\ufeffa: b\nc: d", FILE)
    assert plain(node) == {"a": "b", "c": "d"}
    assert node.at("a") == Location(FILE, 1, 4)
    assert node.at("c") == Location(FILE, 2, 4)


def test_a_key_given_twice_is_found_where_it_stands_again_and_the_first_counts():
    node, findings = parse("a: 1\nb: 2\na: 3\nb: {c: 1, c: 2}\n", FILE)
    assert plain(node) == {"a": "1", "b": "2"}
    assert {(f.rule, f.location.line, f.location.column) for f in findings} == {
        ("key-duplicate", 3, 1), ("key-duplicate", 4, 1), ("key-duplicate", 4, 11),
    }  # fmt: skip
    assert findings[0].message == "the key 'a' stands already in line 1; only the first is read, so delete one"


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: !!python/object/apply:os.system ['true']", "yaml-tag", 1, 4),
        ("- !!python/name:os.system", "yaml-tag", 1, 3),
        ("a: 1\nb: !!str x", "yaml-tag", 2, 4),
        ("!local {a: b}", "yaml-tag", 1, 1),
        ("a: ! x", "yaml-tag", 1, 4),
        ("%TAG ! tag:example.org,2000:\n---\n!foo x", "yaml-tag", 3, 1),
        ("a: &anchor b\nc: *anchor", "yaml-anchor", 1, 4),
        ("- *nowhere", "yaml-anchor", 1, 3),
        ("&a [*a]", "yaml-anchor", 1, 1),
        ("a: b\n---\nc: d", "yaml-document", 2, 1),
        ("? [a, b]\n: c", "yaml-key", 1, 3),
        ("? {a: b}\n: c", "yaml-key", 1, 3),
        ("~: c", "yaml-key", 1, 1),
    ],
)
def test_what_is_more_than_plain_data_is_refused_where_it_stands(text, rule, line, column):
    found = finding(text)
    assert (found.rule, found.location.line, found.location.column) == (rule, line, column)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2", 1), ("a: b\n  c: d", 2), ("a: b\n\tc: d", 2), ("'open", 1), ('a: "\\q"', 1), ("@a", 1), ("a: b\nc", 2),
        ("a: \x07", 1), ("a: b\nc: \x1b[31m", 2), ("é: 1\n😀: \x00", 2), ("a: \ud800", 1), ("a: b\nc: \ufffe", 2), ("}", 1),
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_found_in_its_line(text, line):
    found = finding(text)
    assert found.rule == "yaml-syntax"
    assert found.message.startswith("not YAML: ")
    assert line <= found.location.line <= text.count("\n") + 1


def test_aliases_cannot_be_multiplied():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{c}: &{c} [*{b}, *{b}]\n" for b, c in zip("abcdefghi", "bcdefghij", strict=True)
    )
    assert finding(bomb).rule == "yaml-anchor"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{? "])
def test_nesting_ends_before_the_stack_does(opening):
    assert finding(opening * 20_000).rule in ("yaml-depth", "yaml-syntax")


def test_sixteen_levels_are_read():
    deep = value("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH)
    for _ in range(MAX_DEPTH):
        (deep,) = deep
    assert deep == "x"
    assert finding("[" * (MAX_DEPTH + 1) + "x" + "]" * (MAX_DEPTH + 1)).rule == "yaml-depth"


def test_a_long_line_is_read():
    assert value(f"a: {'x' * 100_000}") == {"a": "x" * 100_000}


def inside(location, text):
    """Whether a place is within a text, or at its end."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return location.line <= len(lines) and 1 <= location.column <= len(lines[location.line - 1]) + 1


def places(node):
    yield node.location
    yield from node.keys.values()
    inner = node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, list) else ()
    for child in inner:
        yield from places(child)


YAML_LIKE = st.text(
    st.sampled_from(list("ab1 \n\r\t:-?,[]{}&*!|>'\"%@`#~.\\\u00a0\u0085\u2028\ufeffé😀\x07")), max_size=40
)


@given(st.one_of(YAML_LIKE, st.text(max_size=40), st.binary(max_size=40).map(lambda b: b.decode("latin-1"))))
@example("a: \u2028\n  [")
@example("\ufeff\ufeff")
@example("? ")
@example("- - -\n-")
def test_any_text_is_a_tree_or_findings_within_the_file(text):
    node, findings = parse(text, FILE)
    found = [finding.location for finding in findings] + (list(places(node)) if node else [])
    assert all(inside(location, text) for location in found), found
