"""Names in texts: whole words, the longest, the case of names, and what several go by."""

from __future__ import annotations

import pytest

from kg import sources
from kg.drafting.mentions import Mention, Names

ACTORS = """
  china: {kind: state, label: China, aliases: [Beijing, PRC]}
  japan: {kind: state, label: Japan, aliases: [日本]}
  north-korea: {kind: state, label: North Korea, aliases: [the North]}
  united-states: {kind: state, label: United States, aliases: [US]}
  gause: {kind: person, label: Ken Gause}
  kim-one: {kind: person, label: Kim One}
  kim-two: {kind: person, label: Kim Two}
  experts: {kind: group, label: Unnamed experts}
  gazette: {kind: organization, label: The Gazette}
"""


@pytest.fixture
def mentions(project, terms):
    corpus, _ = sources.read(project(f"actors: {{{','.join(ACTORS.strip().splitlines())}}}"), terms)
    names = Names(corpus, terms)

    def find(text):
        return [(text[m.start : m.end], m.slug) for m in names.mentions(text)]

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Beijing and the North", [("Beijing", "china"), ("the North", "north-korea")]),
        ("North Korea’s allies", [("North Korea", "north-korea")]),
        ("let us go to the US", [("US", "united-states")]),
        ("CHINA MEETS JAPAN", [("CHINA", "china"), ("JAPAN", "japan")]),
        ("Chinatown, Indochina, preBeijing", []),
        ("The North Korean army", [("North Korean", "north-korea")]),
        ("Chinese ships", [("Chinese", "china")]),
        (
            "said Gause. Experts agree with experts",
            [("Gause", "gause"), ("Experts", "experts"), ("experts", "experts")],
        ),
        ("Kim went", []),
        ("Kim Two went", [("Kim Two", "kim-two")]),
        ("外相は日本に", [("日本", "japan")]),
        ("The missiles of Japan", [("The missiles", "missiles"), ("Japan", "japan")]),
        ("", []),
    ],
)
def test_a_text_names_whom_a_reader_would_see(mentions, text, expected):
    assert mentions(text) == expected


def test_only_what_lies_within_the_bounds_is_named(project, terms):
    names = Names(sources.read(project(), terms)[0], terms)

    assert names.mentions("China, Japan, China", 7, 12) == [Mention(7, 12, "actor", "japan")]
