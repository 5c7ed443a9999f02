"""Plain data as YAML that reads back as it was."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.editing.emitting import WIDTH, as_block, entry_of, one_line, scalar
from kg.model.languages import LanguageString
from kg.model.records import Actor
from kg.sources.yaml import parse, plain

# What our reader takes at all: no controls, no halves of surrogate pairs.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1)
ENTRIES = st.dictionaries(
    st.from_regex(r"[a-z][a-z-]{0,8}[a-z]", fullmatch=True),
    TEXTS | st.lists(TEXTS, min_size=1) | st.dictionaries(st.sampled_from(["en", "ar", "zh"]), TEXTS, min_size=1),
    min_size=1,
)


@given(ENTRIES, st.sampled_from(["\n", "\r\n"]))
def test_it_reads_back_as_it_was(entries, newline):
    node, findings = parse(as_block({"slug": entries}, newline=newline), "a.yaml")
    assert findings == []
    assert plain(node) == {"slug": entries}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("United States", "United States"),
        ("U.S.", "U.S."),
        ("中国", "中国"),
        ("no", "no"),
        ("null", '"null"'),
        ("true", '"true"'),
        ("2016", '"2016"'),
        ("-1.5e3", '"-1.5e3"'),
        ("2016-02-09", "2016-02-09"),
        ("a\U000e0041b", '"a\\U000e0041b"'),
        ("a\u00adb", '"a\\u00adb"'),
        ("Foreign, Commonwealth", '"Foreign, Commonwealth"'),
        ("Sana'a", '"Sana\'a"'),
        ("- x", '"- x"'),
        (" x", '" x"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("a\u202eb", '"a\\u202eb"'),
    ],
)
def test_only_what_needs_quotation_marks_has_some(text, written):
    assert scalar(text) == written


def test_lists_stand_in_brackets_where_they_fit():
    short, long = as_block({"a": ["one", "two"]}), as_block({"a": ["word " * 8 + "end"] * 4})
    assert short == "a: [one, two]\n"
    assert long.count("\n") == 5
    assert max(map(len, long.splitlines())) <= WIDTH


def test_an_entry_has_what_its_record_says_and_no_more():
    tagged = Actor(
        "japan",
        "state",
        LanguageString("Japan", "en"),
        (LanguageString("Tokyo", "en"), LanguageString("Tōkyō", "fr"), LanguageString("Edo", "fr")),
        iso3="JPN",
        member_of=("united-nations",),
        other_labels=(LanguageString("日本", "ja"),),
    )
    assert entry_of(tagged) == {
        "kind": "state",
        "label": {"en": "Japan", "ja": "日本"},
        "aliases": {"en": "Tokyo", "fr": ["Tōkyō", "Edo"]},
        "iso3": "JPN",
        "member-of": "united-nations",
    }
    assert entry_of(Actor("gazette", "organization", "Gazette", ("The Gazette", "TG"))) == {
        "kind": "organization",
        "label": "Gazette",
        "aliases": ["The Gazette", "TG"],
    }


WORDS = st.text(
    st.sampled_from("ab ?:,-{}[]#'\"&*!|>%@`~.") | st.characters(exclude_categories=["C"]), min_size=1, max_size=12
)


@given(st.dictionaries(WORDS, WORDS | st.lists(WORDS, max_size=3), min_size=1, max_size=3))
def test_other_readers_read_the_same_in_braces(value):
    """That of pure Python takes more for signs than the one in C does."""
    text = f"- {one_line(value)}\n"
    assert yaml.load(text, yaml.BaseLoader) == [value]
    assert plain(parse(text, "")[0]) == [value]
