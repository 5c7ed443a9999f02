"""What looks alike: letters of other scripts, figures, and what is not seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.look_alikes import CAPITALS, SMALL, WITHIN, intruders, script_of, skeletons

LETTERS = sorted(CAPITALS | SMALL)


def alike(one, other):
    return bool(set(skeletons(one)) & set(skeletons(other)))


@pytest.mark.parametrize(
    "other",
    [
        "Ch\u0456na", "Chin\u0430", "\u0421hina", "CHINA", "chi\u200bna", "China\u2060", "\ufeffChina", "Chi\u00adna",
        "Ｃｈｉｎａ", "𝐂𝐡𝐢𝐧𝐚", " China ", "\u202eChina", "China\ufe0f", "Chi\u034fna", "СНІΝА",
    ],
)  # fmt: skip
def test_what_a_reader_cannot_tell_from_a_name_looks_like_it(other):
    assert alike("China", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iran", "lran"), ("IRAN", "iran"), ("COSCO", "C0SC0"), ("Al-Nusra", "Al\u2011Nusra"), ("ﬁne", "fine"),
        ("People's Army", "People’s\u00a0 Army"), ("North Korea", "\u039dorth \u039aorea"), ("كيان", "کیان"),
        ("ロシア", "口シア"), ("Ⅳ", "IV"),
    ],
)  # fmt: skip
def test_other_pairs_that_look_alike(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Iran", "Iraq"), ("Niger", "Nigeria"), ("Korea", "Коrеya"), ("São Tomé", "Sao Tome"), ("Barn", "Bam"),
        ("Россия", "Россию"), ("中国", "中國"), ("Group 1", "Group 2"), ("a b", "ab"), ("日本", "日木"),
    ],
)  # fmt: skip
def test_what_differs_for_the_eye_does_not(one, other):
    assert not alike(one, other)


@given(st.text(), st.sampled_from(LETTERS))
def test_a_letter_may_take_the_place_of_its_twin_anywhere(text, letter):
    twin = CAPITALS.get(letter) or SMALL[letter]
    assert alike(text + letter, text + twin)


@given(st.text())
def test_what_has_no_width_changes_no_look(text):
    assert skeletons("\u200b".join(text)) == skeletons(text)


def test_pairs_are_single_letters_of_two_scripts_and_of_one_case():
    for letter, twin in (CAPITALS | SMALL).items():
        assert twin.isascii()
        assert script_of(letter) in ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
    assert all(twin.isupper() for twin in CAPITALS.values())
    assert all(twin.islower() for twin in SMALL.values())
    assert not CAPITALS.keys() & SMALL.keys()
    assert not WITHIN.keys() & {*WITHIN.values()}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chin\u0430", [("\u0430", 4, "a")]),
        ("the \u0421hina", [("\u0421", 4, "C")]),
        ("М\u006fсква", [("o", 1, "о")]),
        ("China", []),
        ("Москва", []),
        ("Москва Moscow", []),
        ("КамАЗ-x", []),
        ("ЖZ", []),
        ("日本a", []),
        ("", []),
    ],
)
def test_a_letter_of_another_script_in_a_word_is_found_with_its_place(text, found):
    assert [(each.letter, each.place, each.looks_like) for each in intruders(text)] == found
