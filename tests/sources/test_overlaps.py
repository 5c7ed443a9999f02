"""Which passages of a copy stand in its original, and what is new in it."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.records import CopiedPassage, Passage
from kg.sources.overlaps import copied_passages, new_parts, within

LEAD = "China condemned the sanctions on Monday, and its envoy left the hall without a word."
REST = "The two Koreas have been at war since the armistice, which no treaty has ever followed until this day."
OWN = "Our reporter in Seoul saw the envoys shake hands an hour later, and heard them laugh about the talks."


def shown(text, original):
    return [
        (text[p.start : p.end], original[p.original_start : p.original_end]) for p in copied_passages(text, original)
    ]


def new(text, original):
    return [text[start:end] for start, end in new_parts(text, copied_passages(text, original))]


def test_a_verbatim_copy_is_one_passage_and_has_nothing_new():
    original = f"{LEAD}\n\n{REST}\n"
    assert shown(original, original) == [(original.strip(), original.strip())]
    assert new(original, original) == []


def test_what_is_new_stands_between_the_passages():
    original, copy = f"{LEAD} {REST}", f"{LEAD}\n\n{OWN}\n\n{REST}"
    assert shown(copy, original) == [(LEAD, LEAD), (REST, REST)]
    assert new(copy, original) == [OWN]


def test_passages_in_another_order_are_found_where_they_stand():
    original, copy = f"{LEAD} {REST}", f"{REST} {OWN} {LEAD}"
    assert shown(copy, original) == [(REST, REST), (LEAD, LEAD)]


def test_a_few_changed_words_stay_within_a_passage():
    original, copy = f"{LEAD} {REST}", f"{LEAD} {REST}".replace("left the hall", "went out of the large hall")
    assert shown(copy, original) == [(copy, original)]


def test_capitals_and_lines_do_not_part_a_passage():
    copy = LEAD.upper().replace(" ", "\n")
    assert shown(copy, LEAD) == [(copy, LEAD)]


def test_the_quotation_marks_around_a_passage_belong_to_it():
    copy = f"He said: “{LEAD}” and went on."
    assert [text for text, _ in shown(copy, LEAD)] == [f"“{LEAD}”"]


def test_a_few_words_that_both_have_are_no_passage():
    assert (
        shown("The president of the United States said so.", "It was the president of the United States who did.") == []
    )


def test_furniture_is_in_no_passage():
    text = f"Follow us on every channel, every day of the week, wherever you are. {LEAD}"
    page = [Passage(text[:68], 0, 68)]
    (passage,) = copied_passages(text, text, page, page)
    assert text[passage.start : passage.end] == LEAD
    assert new_parts(text, [passage], page) == []


def test_what_repeats_within_the_original_is_aligned_with_its_first_place():
    (one, two) = copied_passages(f"{LEAD} {OWN} {LEAD}", f"{REST} {LEAD}")
    assert (one.original_start, one.original_end) == (two.original_start, two.original_end)


def test_languages_without_spaces():
    original = "中国外交部发言人星期一表示坚决反对在韩国部署萨德反导系统并要求有关方面停止这一进程"
    copy = f"本报讯。{original}。记者在首尔看到大批民众举行集会抗议"
    assert shown(copy, original) == [(f"{original}。", original)]
    assert new(copy, original) == ["本报讯。", "记者在首尔看到大批民众举行集会抗议"]


def test_nothing_is_shared_with_nothing():
    assert copied_passages("", LEAD) == copied_passages(LEAD, "") == ()
    assert new_parts("", ()) == []
    assert new_parts(LEAD, ()) == [(0, len(LEAD))]


def test_only_what_lies_within_given_ranges_stays():
    copied = copied_passages(f"{LEAD} {REST}", f"{LEAD} {REST}")
    half = len(LEAD)
    assert within(copied, [(0, half)]) == (CopiedPassage(0, half, 0, half),)
    assert within(copied, [(500, 600)]) == ()


@given(st.integers(0, 10**6), st.lists(st.sampled_from(["own", "drop", "keep", "swap"]), min_size=1, max_size=12))
def test_passages_lie_in_both_texts_and_new_parts_are_the_rest(seed, edits):
    chance = random.Random(seed)
    sentences = [" ".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=14)) + "." for _ in edits]
    kept = [
        {"own": f"{OWN} {one}", "drop": "", "keep": one, "swap": " ".join(reversed(one.split(" ")))}[edit]
        for edit, one in zip(edits, sentences, strict=True)
    ]
    text, original = " ".join(filter(None, kept)), " ".join(sentences)
    copied = copied_passages(text, original)
    assert all(
        0 <= p.start < p.end <= len(text) and 0 <= p.original_start < p.original_end <= len(original) for p in copied
    )
    assert all(one.end <= two.start for one, two in pairwise(copied))
    spans = sorted([*((p.start, p.end) for p in copied), *new_parts(text, copied)])
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    left = "".join(text[at] for at in range(len(text)) if not any(start <= at < end for start, end in spans))
    assert not any(c.isalnum() for c in left)


@pytest.mark.parametrize(("start", "end", "expected"), [(0, 10, (100, 120)), (5, 10, (110, 120)), (0, 1, (100, 102))])
def test_a_place_in_the_original_is_in_proportion(start, end, expected):
    assert CopiedPassage(0, 10, 100, 120).in_original(start, end) == expected
