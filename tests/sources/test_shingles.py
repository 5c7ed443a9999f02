"""Shingles: the same words give the same numbers, in every script."""

from __future__ import annotations

import subprocess
import sys
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.records import Passage
from kg.sources.shingles import MARKED, WordNumbers, Words, _any_word, _word, quoted, shingles

ENGLISH = "China has condemned the sanctions, and Japan has not said a word about them since Monday."
CHINESE = "中国外交部发言人星期一在记者会上表示，中方坚决反对在韩国部署萨德反导系统。"
JAPANESE = "日本政府は月曜日、北朝鮮のミサイル発射を強く非難する声明を発表した。"
THAI = "กระทรวงการต่างประเทศจีนแถลงเมื่อวันจันทร์ว่าไม่เห็นด้วยกับการติดตั้งระบบป้องกันขีปนาวุธ"
HINDI = "चीन ने सोमवार को कहा कि वह मिसाइल रक्षा प्रणाली की तैनाती का विरोध करता है"


def numbers(text, furniture=()):
    return set(shingles(text, furniture, WordNumbers()).tolist())


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, JAPANESE, THAI, HINDI])
def test_a_text_within_another_has_all_its_shingles_there(text):
    own = numbers(text)
    assert len(own) > 5
    assert own <= numbers(f"Before it. {text} And after it.")


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, JAPANESE, THAI, HINDI])
def test_case_white_space_punctuation_and_normal_form_do_not_count(text):
    import unicodedata

    other = unicodedata.normalize("NFD", text.upper().replace(" ", " \n ").replace(",", " —"))
    assert numbers(other) == numbers(text)


def test_soft_hyphens_and_joiners_do_not_count():
    assert numbers(ENGLISH.replace("condemned", "con\u00addem\u200dned")) == numbers(ENGLISH)


@pytest.mark.parametrize(("text", "signs"), [(CHINESE, 10), (JAPANESE.replace("ミサイル", "核"), 10), (THAI, 20)])
def test_where_words_are_not_set_apart_a_shingle_is_of_signs(text, signs):
    plain = "".join(c for c in text if c.isalpha())
    letters = len(plain) if text is not THAI else len(Words.of(text).starts)
    assert len(shingles(text, (), WordNumbers())) == letters - signs + 1


def test_other_words_share_none():
    assert not numbers(ENGLISH) & numbers("Nothing here is in the other text, whatever one looks at in it at all.")


def test_furniture_is_read_across():
    text = ENGLISH.replace("sanctions,", "sanctions, FOLLOW US HERE")
    start = text.index("FOLLOW")
    assert numbers(text, [Passage("FOLLOW US HERE", start, start + 14)]) == numbers(ENGLISH)


def test_a_text_too_short_has_none():
    assert numbers("") == numbers("Four words are few") == numbers("中国") == set()


def test_numbers_depend_on_no_seed():
    program = (
        "from kg.sources.shingles import *; print(shingles('one two three four five six', (), WordNumbers()).tolist())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert seen == {f"{shingles('one two three four five six', (), WordNumbers()).tolist()}\n".encode()}


@pytest.mark.parametrize(
    "text",
    [
        "He “will not go” today",
        'He "will not go" today',
        "He «will not go» today",
        "He „will not go“ today",
        "He ‘will not go’ today",
    ],
)
def test_words_within_quotation_marks_are_known(text):
    words = Words.of(text)
    inside = quoted(text)
    assert [text[s:e] for s, e, q in zip(words.starts, words.ends, inside, strict=True) if q] == ["will", "not", "go"]


@pytest.mark.parametrize("text", ["No marks at all", "It’s China’s", '5" and 6" pipes'])
def test_what_is_no_quotation_is_none(text):
    assert not np.any(quoted(text))


def test_every_mark_is_where_marks_are_looked_for():
    marks = {c for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) in ("Mn", "Mc", "Me")}
    assert marks <= {c for part in MARKED for c in part}


@given(st.text(st.sampled_from("abé’“ß–. \u00ad\u0301中กя_9€")))
def test_the_faster_rule_finds_the_same_words(text):
    assert _word(text).findall(text) == _any_word().findall(text)
