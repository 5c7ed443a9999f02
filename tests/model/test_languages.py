"""Texts with a stated language, and the tags by which languages are named."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.languages import (
    LanguageString,
    by_language,
    canonical_tag,
    is_tag,
    language_of,
    same_text,
    shown,
    tag_meant,
    tagged,
)

TAGS = [
    "en",
    "zh-Hans",
    "zh-hant-tw",
    "pt-BR",
    "es-419",
    "de-1996",
    "sl-rozaj-biske",
    "tlh",
    "en-x-private",
    "zh-yue-HK",
]
# what people write for a tag, and the tag that they mean
OTHERWISE = [
    ("English", "en"), ("chinese", "zh"), ("jp", "ja"), ("cn", "zh"), ("eng", "en"), ("zho", "zh"), ("iw", "he"),
    ("en_US", "en-US"), ("zh_hans", "zh-Hans"), ("Norwegian Bokmål", "nb"), ("Traditional Chinese", "zh-Hant"),
    (" English (UK)", "en"), ("xx", ""), ("", ""), ("?", ""),
]  # fmt: skip


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_is_one_in_whatever_case_and_its_usual_case_is_one_too(tag):
    assert is_tag(tag)
    assert is_tag(tag.upper())
    assert canonical_tag(tag.upper()) == canonical_tag(tag.lower()) == canonical_tag(canonical_tag(tag))


def test_the_usual_case_is_that_of_the_standard():
    assert [canonical_tag(tag.upper()) for tag in ("zh-hant-tw", "es-419", "de-1996", "sl-rozaj")] == [
        "zh-Hant-TW", "es-419", "de-1996", "sl-rozaj",
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "tag"), OTHERWISE)
def test_what_is_no_tag_names_the_one_that_is_meant(text, tag):
    assert not is_tag(text)
    assert tag_meant(text) == tag
    assert not tag or is_tag(tag)


def test_a_text_in_a_language_is_the_text():
    text = tagged("中国", "zh")
    assert text == "中国"
    assert {text: 1}["中国"] == 1
    assert f"{text}!" == "中国!"
    assert (language_of(text), language_of(f"{text}"), language_of("中国"), tagged("中国", "")) == (
        "zh",
        "",
        "",
        "中国",
    )


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_copies_are_in_the_same_language(again):
    assert same_text(again(LanguageString("Chine", "fr")), LanguageString("Chine", "fr"))


def test_one_text_in_two_languages_is_two_texts():
    en, fr = LanguageString("Iran", "en"), LanguageString("Iran", "fr")
    assert not same_text(en, fr)
    assert [repr(text) for text in by_language([fr, "Iran", en, fr])] == ["'Iran'", "'Iran'@en", "'Iran'@fr"]


def test_what_is_shown_is_the_text_asked_for_else_its_language_else_no_language_else_the_first():
    plain, en, fr = "Chine", LanguageString("China", "en"), LanguageString("Chine", "fr")
    assert same_text(shown([plain, en, fr], fr), fr)
    assert same_text(shown([plain, en, fr], LanguageString("Cathay", "en")), en)
    assert same_text(shown([fr, en, plain]), plain)
    assert same_text(shown([fr, en]), en)
    assert shown([]) == ""


@given(st.lists(st.builds(tagged, st.text(max_size=3), st.sampled_from(["", "en", "fr"]))))
def test_what_is_shown_depends_on_no_order(texts):
    assert repr(shown(texts)) == repr(shown(reversed(texts)))
    assert repr(by_language(texts)) == repr(by_language(reversed(texts)))
