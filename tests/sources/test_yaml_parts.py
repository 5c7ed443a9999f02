"""A file that is not YAML in one place is read in all others, in its own lines, and nothing is made up."""

from __future__ import annotations

import random
import shutil
from itertools import product

import pytest
import yaml as pyyaml

from kg import sources
from kg.sources import rules, yaml
from kg.sources.yaml import parse, parse_parts, plain
from tests.checkout import ROOT

DAMAGE = {
    "colon": lambda line: line.rstrip() + " so: they said",
    "open quotation mark": lambda line: line.replace(": ", ': "', 1) if '"' not in line else line + '"',
    "open bracket": lambda line: line.replace(": ", ": [", 1),
    "brace": lambda line: line.replace(": ", ": {", 1),
    "at": lambda line: line.replace(": ", ": @", 1),
    "tab": lambda line: "\t" + line,
    "further in": lambda line: " " + line,
    "further out": lambda line: line[1:],
    "no colon": lambda line: line.replace(":", "", 1),
    "anchor": lambda line: line.replace(": ", ": &x ", 1),
    "words": lambda line: "words",
}


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request, monkeypatch):
    """Both parsers that PyYAML may come with."""
    monkeypatch.setattr(yaml, "LOADER", getattr(pyyaml, request.param))


def read(text):
    node, told = parse(text, "x.yaml")
    assert node is None
    return parse_parts(text, "x.yaml", told)


FILE = """\
# A comment.
article:
  title: One
claims:
  # The first.
  - id: one
    quote: fine
  - id: two
    quote: He said: no
  - id: three
    quote: fine too
"""


def test_an_item_that_is_no_yaml_is_lost_alone(loader):
    node, (finding,) = read(FILE)
    assert plain(node) == {
        "article": {"title": "One"},
        "claims": [{"id": "one", "quote": "fine"}, {"id": "three", "quote": "fine too"}],
    }
    assert (finding.location.line, finding.location.column) == (9, 19)
    assert node.child("claims").lost == ("two",)
    assert node.at("claims", 1, "quote").line == 11
    assert (node.at("claims", 1, "quote").column, node.keys["claims"].line) == (12, 4)


def test_a_head_that_is_no_yaml_leaves_the_claims(loader):
    node, (finding,) = read(FILE.replace("title: One", "title: One: two").replace("said: no", "said no"))
    assert "article" in node.lost
    assert [each["id"] for each in plain(node)["claims"]] == ["one", "two", "three"]
    assert finding.location.line == 3


def test_every_part_that_is_none_is_told(loader):
    node, found = read(FILE.replace("fine too", "@fine").replace("title: One", "title: *one"))
    assert [finding.location.line for finding in found] == [3, 9, 11]
    assert node.child("claims").lost == ("two", "three")


def test_a_quotation_mark_that_is_open_is_told_where_it_opens(loader):
    text = FILE.replace("He said: no", '"He said').replace("fine too", '"fine" too')
    found = read(text)[1]
    assert [(each.location.line, each.location.column) for each in found] == [(9, 12), (11, 19)]
    node, found = read(text.replace('"fine" too', '"fine"'))
    assert [(each.location.line, each.location.column) for each in found] == [(9, 12)]
    assert plain(node)["claims"][1] == {"id": "three", "quote": "fine"}


def test_entries_of_a_registry(loader):
    node, (finding,) = read("alba: {kind: state}\nbora: {kind: state, label: a: b}\n'cora': {kind: state}\n")
    assert plain(node) == {"alba": {"kind": "state"}, "cora": {"kind": "state"}}
    assert ("bora" in node.lost, "" in node.lost, finding.location.line) == (True, False, 2)
    assert node.keys["cora"].line == 3


@pytest.mark.parametrize(
    "text",
    ["", "a: b: c\n", "  a: b: c\n", "- a: b: c\n- d\n", "a: b\n---\nc: d: e\n", "a: b\n--- \n- c", "a:\nx- # y:\n"],
)
def test_where_nothing_can_be_told_apart_all_stays_as_it_was(text):
    told = parse(text, "x.yaml")[1]
    if told:
        assert parse_parts(text, "x.yaml", told) == (None, told)


def test_a_key_that_stands_twice_is_told_though_another_is_no_yaml(loader):
    node, found = read("a: b\nc: d: e\na: f\n")
    assert plain(node) == {"a": "b"}
    assert [(each.rule, each.location.line) for each in found] == [("yaml-syntax", 2), ("key-duplicate", 3)]


def test_lines_and_columns_are_those_of_editors_after_other_line_ends(loader):
    text = FILE.replace("\n", "\r\n").replace("One", "'O\u2028  ne'")
    node, (finding,) = read(text)
    assert (finding.location.line, node.at("claims", 1, "id").line) == (9, 10)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The two articles, whose sources have no findings."""
    root = tmp_path_factory.mktemp("parts") / "project"
    shutil.copytree(ROOT / "tests" / "data" / "right", root)
    return root


def found_in(root, terms):
    corpus, found = sources.read(root, terms)
    return {*found, *rules.run(corpus, terms)}


NAMES = ("articles/2021-03-talks.yaml", "actors.yaml", "events.yaml", "issues.yaml")


@pytest.mark.parametrize(
    ("name", "damage"),
    # Where the line of an entry is overwritten its name is gone.
    [(name, damage) for name, damage in product(NAMES, DAMAGE) if damage != "words" or name.startswith("articles")],
)
def test_what_an_error_hides_is_not_blamed_for_it(whole, terms, name, damage):
    """Whatever line is damaged, nothing is told but what is wrong with its part: no name is unknown, no key missing."""
    path = whole / "sources" / name
    before = path.read_text(encoding="utf-8")
    lines = before.splitlines()
    numbers = [number for number, line in enumerate(lines) if ":" in line]
    try:
        for number in random.Random(f"{name}/{damage}").sample(numbers, min(6, len(numbers))):
            damaged = [*lines[:number], DAMAGE[damage](lines[number]), *lines[number + 1 :]]
            path.write_text("\n".join(damaged) + "\n", encoding="utf-8")
            node, told = parse("\n".join(damaged) + "\n", f"sources/{name}")
            if node is not None:
                continue  # it says something else, and that may be wrong
            found = found_in(whole, terms)
            assert {finding.location.file for finding in found} == {f"sources/{name}"}, (lines[number], found)
            assert {finding.rule.partition("-")[0] for finding in found} == {"yaml"}, (lines[number], found)
            assert told[-1] in found or min(found).location < told[-1].location, (lines[number], found)
    finally:
        path.write_text(before, encoding="utf-8")


def test_mistakes_beside_an_error_are_told_in_their_places(project, findings_in):
    claims = [
        {
            "id": f"c{at}",
            "quote": "sees it as a threat",
            "said-by": who,
            "stance": {"holder": "china", "target": "japan", "type": kind},
        }
        for at, (who, kind) in enumerate([("gazette", "opposes"), ("gazete", "opposes"), ("china", "opposs")])
    ]
    root = project({"claims": claims})
    path = root / "sources/articles/talks.yaml"
    text = path.read_text()
    lines = text.splitlines()
    broken = next(number for number, line in enumerate(lines) if "id: c0" in line) + 1
    before = [f for f in findings_in(root) if f.rule in ("actor-known", "term-known")]
    assert len(before) == 2
    lines[broken] = lines[broken].replace("quote: ", "quote: @")
    path.write_text("\n".join(lines) + "\n")
    after = findings_in(root)
    assert [f for f in after if f.rule in ("actor-known", "term-known")] == before
    assert {f.rule for f in after} == {"actor-known", "term-known", "yaml-syntax"}


def test_a_denial_of_a_claim_that_cannot_be_read_is_not_blamed(project, findings_in):
    claims = [
        {
            "id": "sees",
            "quote": "sees it as a threat",
            "said-by": "china",
            "stance": {"holder": "china", "target": "japan", "type": "threatened-by"},
        },
        {"id": "denial", "quote": "has denied this", "said-by": "japan", "denies": "sees"},
    ]
    root = project({"claims": claims})
    path = root / "sources/articles/talks.yaml"
    path.write_text(path.read_text().replace("quote: sees it", "quote: '@sees it", 1))
    assert {f.rule for f in findings_in(root)} == {"yaml-syntax"}
