"""Signs of YAML within values: which one it was, where, and what to do."""

from __future__ import annotations

import pytest
import yaml as pyyaml

from kg.sources import yaml
from kg.sources.yaml import parse, plain

QUOTE_IT = "put the value in quotation marks"


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def loader(request, monkeypatch):
    """Both parsers that PyYAML may come with."""
    monkeypatch.setattr(yaml, "LOADER", getattr(pyyaml, request.param))


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("quote: @foo bar", 8, "'@' cannot begin a value"),
        ("quote: `foo` bar", 8, "'`' cannot begin a value"),
        ("quote: %foo", 8, "'%' begins a directive"),
        ("quote: *bold* text", 8, "'*' begins an alias"),
        ("quote: *bold text", 8, "'*' begins an alias"),
        ("quote: * foo", 8, "'*' begins an alias"),
        ("quote: & foo", 8, "'&' begins an anchor"),
        ("quote: &foo bar", 8, "'&' begins an anchor"),
        ("quote: !foo bar", 8, "'!' begins a tag"),
        ("quote: > 5 percent", 8, "'>' begins a block of lines"),
        ("quote: | x", 8, "'|' begins a block of lines"),
        ("quote: - he", 8, "'-' begins an item of a list"),
        ("quote: ? x", 8, "'?' begins a key"),
        ("quote: , x", 8, "',' ends an item of a list"),
        ("quote: ] x", 8, "']' ends a list"),
        ("quote: [sic] he said\nid: x", 8, "'[' begins a list"),
        ("- quote: [sic] he said\n  id: x", 10, "'[' begins a list"),
        ("quote: {a} b\nid: x", 8, "'{' begins a mapping"),
        ("- {quote: 5 [sic] x, id: a}", 13, "'[' begins a list"),
        ("- {quote: foo ] bar}", 15, "']' ends a list"),
        ("quote: He said: we will", 15, "a ':' within a value makes it a key"),
        ("- quote: He said: we will\n  id: a", 17, "a ':' within a value makes it a key"),
        ("- {quote: He said: we, id: x}", 18, "a ':' within a value makes it a key"),
        ("quote: he said:\nid: x", 15, "a ':' within a value makes it a key"),
        ("- {quote: it is #1, id: b}", 17, "'#' begins a comment"),
        ("- quote: the # of\n    tests\n  id: b", 14, "'#' begins a comment"),
    ],
)
def test_the_sign_that_yaml_took_for_its_own_is_named_where_it_stands(text, column, said):
    node, (finding,) = parse(text, "x.yaml")
    assert node is None
    assert said in finding.message
    assert QUOTE_IT in finding.message
    assert (finding.location.line, finding.location.column) == (1, column)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('quote: "Beijing" said no\nid: x', (1, 18), "goes on after its closing quotation mark"),
        ("- {quote: 'a' b, id: x}", (1, 15), "goes on after its closing quotation mark"),
        ("id: x\nquote: 'China's move'", (2, 15), "goes on after its closing quotation mark"),
        ("quote: 'open\nid: x\n", (1, 8), "the quotation mark here is not closed"),
        ('quote: "a\\q"', (1, 10), "'\\' begins an escape"),
        ("a: {b: c, d: e", (1, 4), "the '{' here is not closed; add '}'"),
        ("a: [x\nb: c", (1, 4), "the '[' here is not closed; add ']'"),
        ("a:\n\t- b", (2, 1), "a tab; indent"),
        ("a:\n  b: c\n d: e", (3, 2), "indent the keys"),
        ("a: b\n  c: d", (2, 4), "indent the keys"),
        ("- id: a\n  quote b\n  said-by: c", (2, 3), "add the colon"),
    ],
)
def test_other_mistakes_say_what_to_do(text, place, said):
    node, (finding,) = parse(text, "x.yaml")
    assert node is None
    assert finding.message.startswith("not YAML: ")
    assert said in finding.message
    assert finding.location.line == place[0]
    assert abs(finding.location.column - place[1]) <= 1  # the parsers differ about escapes


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{quote: he said, that it would, id: x}", "he said, that it would"),
        ("{quote: he said,\n  that it would, id: x}", "he said, that it would"),
        ("{quote: a, b, c, id: x}", "a, b, c"),
    ],
)
def test_a_value_that_a_comma_cut_in_braces_is_read_whole_and_told_once(text, value):
    node, (finding,) = parse(text, "x.yaml")
    assert plain(node) == {"quote": value, "id": "x"}
    assert (finding.rule, finding.severity, finding.location.column) == ("yaml-plain", "error", 9)
    assert "put it in quotation marks" in finding.message


@pytest.mark.parametrize(
    "text", ["{a: 'x, y', b: z}", "{a: x, b: }", "{a: x, b: ~}", "{a: [x, y], b: z}", "{a: }", "{a}"]
)
def test_commas_that_part_what_they_should_are_none(text):
    assert parse(text, "x.yaml")[1] == []


def test_a_word_after_a_hash_may_be_meant_and_a_space_makes_it_a_comment():
    node, (finding,) = parse("a: b #4\nc: d # 4\ne: 'f' #4\ng: h#4\n", "x.yaml")
    assert (finding.severity, finding.location.line, finding.location.column) == ("warning", 1, 6)
    assert "'#' begins a comment" in finding.message
    assert [node.child(key).rest for key in "aceg"] == [" #4", " # 4", "", ""]


TEXT = "Officials gave the # of tests, and he said, that it would go on. #MeToo protests grew.\n"
CLAIMS = """
article: {title: x, publisher: gazette, published: 2016, published-basis: x%s}
claims:
  - id: one
    quote: %s
    said-by: china
    stance: {holder: china, target: japan, type: opposes}
"""


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("the # of tests", "'#' begins a comment in YAML, so only 'the' is read; put the quote in quotation marks"),
        (
            "Officials gave the # of tests",
            "'#' begins a comment in YAML, so only 'Officials gave the' is read; put the",
        ),
        ("[he said, that it would]", "',' ends an item of a list in YAML, so only 'he said' is read; put the quote"),
        ("[tests, and he said, that it would]", "',' ends an item of a list in YAML, so only 'tests' is read"),
        ("#MeToo protests grew", "'quote' is empty; '#' begins a comment in YAML; put the value in quotation marks"),
        ("it would go on. #MeToo protests", "'#' begins a comment in YAML, so only 'it would go on.' is read"),
    ],
)
def test_a_quote_that_is_cut_is_one_finding_that_names_the_sign(findings, quote, said):
    files = {"articles/talks.yaml": CLAIMS % ("", quote), "articles/talks.txt": TEXT}
    (found,) = [finding for finding in findings(files=files) if finding.rule != "entry-used"]
    assert found.severity == "error"
    assert found.message.startswith(said)


@pytest.mark.parametrize(
    "quote", ["the # checked", "[he said, of tests]", "'the # of tests'", "['he said', 'that it would']"]
)
def test_comments_and_lists_that_are_meant_are_none(findings, quote):
    text = TEXT.replace("the #", "it; the #") if quote == "the # checked" else TEXT
    files = {"articles/talks.yaml": CLAIMS % ("", quote), "articles/talks.txt": text}
    assert {finding.rule for finding in findings(files=files)} <= {"entry-used"}


def test_furniture_that_is_cut_names_the_sign_too(findings):
    files = {
        "articles/talks.yaml": CLAIMS % (", furniture: [and he said, that it would]", "go on"),
        "articles/talks.txt": TEXT,
    }
    (found,) = [finding for finding in findings(files=files) if finding.rule != "entry-used"]
    assert (found.rule, found.location.line) == ("yaml-plain", 2)


def test_a_mapping_that_a_colon_made_of_a_quote_says_so(findings):
    files = {"articles/talks.yaml": CLAIMS % ("", "[Officials: gave]"), "articles/talks.txt": TEXT}
    (found,) = findings(files=files)
    assert found.message.endswith("; if the ':' is part of the value, put the value in quotation marks")
