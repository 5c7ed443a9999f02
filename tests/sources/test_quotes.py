"""Where quotes stand in texts, and that altered ones stand nowhere."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kg.sources.differences import difference
from kg.sources.quotes import SPACES, FoldedText, fold_quote, outside

TEXT = (
    "“Beijing will most\u00a0likely go along\r\nwith sanctions,  but soften the blow,” said Gause. “China won’t take any\n\n"
    "actions,” he added. 😀 It is unlikely to yield; the Northeast agrees.\tSome 15 percent, or 30,000, did."
)


def found(quote, text=TEXT):
    return [text[start:end] for start, end in FoldedText.of(text).find(quote)]


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("most likely go along with sanctions, but", "most\u00a0likely go along\r\nwith sanctions,  but"),
        ('"Beijing will most', "“Beijing will most"),
        ("China won't take any actions", "China won’t take any\n\nactions"),
        ("china won’t take any actions", "China won’t take any\n\nactions"),
        ("  soften the\n  blow ", "soften the blow"),
        ("😀 It is", "😀 It is"),
        ("Soften the blow", "soften the blow"),
        ("“beijing will", "“Beijing will"),
        ("agrees. Some", "agrees.\tSome"),
        ("the blow,”", "the blow,”"),
    ],
)
def test_white_space_quotation_marks_and_the_first_case_do_not_count(quote, passage):
    assert found(quote) == [passage]


@pytest.mark.parametrize(
    "quote",
    [
        "Beijing will likely go along",  # a word left out
        "Beijing will most likely not go along",  # a word put in
        "Beijing will most unlikely go along",
        "Beijing would most likely go along",
        "go along with Sanctions",
        "go along with sanctions but",  # a comma left out
        "goalong with",
        "China will take any actions",
        "will go along",  # two passages joined
        "likely go along … soften",
        "",
        " \n ",
        "not there at all",
    ],
)
def test_anything_else_that_differs_is_refused(quote):
    assert found(quote) == []


@pytest.mark.parametrize(
    "quote", ["likely to yield", "unlike", "North", "5 percent", "30,00", "anctions", "action", "hina won't"]
)
def test_words_and_numbers_are_not_cut(quote):
    assert found(quote) == []
    assert FoldedText.of(TEXT).cut(quote)
    assert re.fullmatch(
        "; it (begins|ends) within '[^ ]+' there, so quote whole words", difference(quote, FoldedText.of(TEXT))
    )


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("China", "China’s claims"),
        ("US", "US-backed sanctions"),
        ("sanctions", "US- backed - sanctions"),
        ("北京", "他说北京反对"),
        ("15", "In 2016, 15 agreed."),
        ("国", "他国"),
        ("ミサイル", "弾道ミサイルを"),
        ("เห็นด้วย", "จีนเห็นด้วย"),
        ("accord", "l’accord"),
        ("accordo", "dell’accordo"),
        ("China", "“China”."),
        ("China", "US–China talks"),
        ("Beijing", "it said.Beijing agreed"),
        ("500", "In 2016 500 left"),
        ("500 troops", "by 12\u00a05000, 500 troops"),
        ("5 percent", "10 - 5 percent"),
        ("talks", "talks¹ and"),
        ("سلام", "\u200fسلام\u200f."),
        ("한국", "한국 정부"),
        ("U.S.", "the U.S. troops"),
        ("x", "x"),
    ],
)
def test_words_end_at_marks_and_scripts_without_spaces_have_no_words_to_cut(quote, text):
    assert found(quote, text) == [quote]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("hostile intent", "of non-hostile intent"), ("backed", "US\u2011backed"), ("500 troops", "2,500 troops"),
        ("5 percent", "12.5 percent"), ("2", "2,500 troops"), ("won", "won’t"), ("کند", "نمی\u200cکند"),
        ("سلام", "والسلام"), ("भारत", "महाभारत"), ("дружественный", "недружественный"),
        # Words by the boundaries of Unicode, in scripts that set them apart.
        ("合의".replace("合", "합"), "불합의"), ("북한", "북한은"), ("ミサイ", "ミサイル"), ("サイル", "ミサイル"), ("ሰላም", "ኢሰላም"),
        ("մարդ", "անմարդ"), ("ომი", "არაომი"), ("שלום", "השלום"), ("operate", "co\u00adoperate"), ("co", "co\u00adoperate"),
        ("pace", "space_pace"), ("lecció", "col·lecció"), ("col", "col·lecció"), ("ארה", 'ארה"ב'), ("ב", "ארה״ב"),
        ("S. troops", "U.S. troops"), ("U", "U.S. troops"),
        # Apostrophes: only what is no part of the word's meaning may be left out.
        ("єднати", "об’єднати"), ("hui", "aujourd’hui"), ("a signé", "n’a signé"), ("Brien", "O’Brien"), ("l", "l’accord"),
        # Numbers.
        ("5 percent", "−5 percent"), ("5 percent", "fell -5 percent"), ("500 troops", "2\u202f500 troops"),
        ("2", "2\u00a0500 troops"), ("500", "2’500"), ("30", "10:30"), ("٥", "٢٬٥"), ("2", "2½"), ("2", "1⁄2"), ("15", "15th"),
        ("16", "F-16"), ("2010", "2010.5"), ("５", "２５"),
        # What negates.
        ("hostile", "non–hostile"), ("ביטחון", "אי־ביטחון"), ("同意", "北京不同意"), ("可能", "不可能"), ("同意し", "同意しなかった"),
        ("公式", "非公式"), ("เห็นด้วย", "จีนไม่เห็นด้วย"), ("คำ", "ไม่ได้คำ"), ("ເຫັນດີ", "ບໍ່ເຫັນດີ"), ("យល់ព្រម", "មិនយល់ព្រម"),
    ],
)  # fmt: skip
def test_what_would_cut_a_word_or_a_number_in_any_script_is_refused(quote, text):
    assert FoldedText.of(text).find(quote) == []
    assert FoldedText.of(text).cut(quote)


def test_a_letter_is_not_parted_from_its_accent():
    assert found("cafe", "cafe\u0301") == []


@pytest.mark.parametrize("quote", ["ßab", "ﬁrst", "ŉ", "İstanbul", "ǆ"])
def test_letters_whose_other_case_is_longer_keep_their_place(quote):
    assert found(quote, f"before {quote} after") == [quote]


def test_every_occurrence_is_found_in_its_order():
    assert FoldedText.of("Sanctions  hurt; sanctions help").find("sanctions") == [(0, 9), (17, 26)]
    assert FoldedText.of("a a a").find("a a") == [(0, 3), (2, 5)]
    assert FoldedText.of("核核核").find("核") == [(0, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize(("quote", "text"), [("nlikely", "unlikely"), ("unlikel", "unlikely")])
def test_one_letter_is_enough_to_cut_a_word_at_either_end_of_a_text(quote, text):
    assert found(quote, text) == []


def test_all_white_space_is_folded():
    assert sorted(SPACES) == [c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()]


def test_a_passage_has_the_text_around_it():
    text = FoldedText.of(TEXT)
    ((start, end),) = text.find("soften the blow")
    passage = text.passage(start, end)
    assert (passage.exact, passage.start, passage.end) == ("soften the blow", start, end)
    assert passage.prefix == TEXT[start - 32 : start]
    assert passage.suffix == TEXT[end : end + 32]
    assert text.passage(0, len(TEXT)).prefix == text.passage(0, len(TEXT)).suffix == ""
    assert (text.passage(9, 13).prefix, text.passage(9, 13).exact) == ("“Beijing ", "will")


def test_places_that_overlap_furniture_are_left_out():
    text = FoldedText.of("Share this. He will share this story. Share this.")
    furniture = [text.passage(start, end) for start, end in text.find("Share this.")]
    assert list(outside(text.find("share this"), furniture)) == [(20, 30)]
    assert list(outside(text.find("this. He"), furniture)) == []


def test_a_line_of_its_own_is_that_line_alone():
    text = FoldedText.of("Agencies say so.\n\n Agencies \n\nAnd agencies deny it.")
    assert text.lines("Agencies") == [(19, 27)]
    assert text.lines("deny it") == [(43, 50)]
    assert FoldedText.of("Agencies").lines("agencies") == [(0, 8)]


def test_places_that_touch_furniture_are_kept():
    text = FoldedText.of("他说分享北京")
    furniture = [text.passage(start, end) for start, end in text.find("分享")]
    assert list(outside([(0, 2), (4, 6)], furniture)) == [(0, 2), (4, 6)]
    assert list(outside([(0, 3), (3, 6)], furniture)) == []


def test_a_quote_begins_with_an_accent_after_a_space_but_never_after_its_letter():
    text = "the sign \u0301a, as in a\u0301b"
    assert FoldedText.of(text).find("\u0301a") == [(9, 11)]
    assert FoldedText.of(text).find("sign \u0301a") == [(4, 11)]
    assert FoldedText.of(text).find("\u0301b") == []
    assert FoldedText.of("the sign\n\u0301a").find("\u0301a") == [(9, 11)]


@pytest.mark.parametrize(
    ("quote", "hint"),
    [
        ("most likely go along with embargoes", "; after 'go along with' it goes on 'sanctions, but soften'"),
        ("he said: most likely go along with", "; before 'most likely go' stands '“Beijing will'"),
        ("It is unlikely to give way", "; after 'is unlikely to' it goes on 'yield; the Northeast'"),
        ("Beijing will perhaps go along", "; after 'Beijing will' it goes on 'most likely go'"),
        ("he said: it will not yield; the Northeast agrees", "; before 'yield; the Northeast' stands 'is unlikely to'"),
        ("wholly other words", "; copy it from the text"),
        ("word", "; copy it from the text"),
    ],
)
def test_the_first_word_that_differs_is_shown(quote, hint):
    assert difference(quote, FoldedText.of(TEXT)) == hint


CHARACTERS = st.one_of(
    st.sampled_from("ab É😀'\"“”’«1, .-ßŉ\u0301\u00a0\r\n\t\u2028北"), st.characters(exclude_categories=["Cs"])
)
TEXTS = st.text(CHARACTERS, max_size=40)
TOKENS = st.one_of(
    st.sampled_from(
        ["Beijing", "won’t", "“likely”", "unlikely", "😀", "ßé", "cafe\u0301", "30,000", "15", "北京", "İ"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=5),
)
GAPS = st.sampled_from([" ", "  ", "\n", "\r\n", "\u00a0", " \t ", "\n\n", "\u2028"])


@given(st.lists(st.tuples(TOKENS, GAPS), min_size=1, max_size=8), st.data())
def test_words_copied_from_a_text_are_found_where_they_were(pieces, data):
    first = data.draw(st.integers(0, len(pieces) - 1))
    last = data.draw(st.integers(first, len(pieces) - 1))
    start = len("".join(map("".join, pieces[:first])))
    end = len("".join(map("".join, pieces[:last]))) + len(pieces[last][0])
    text = FoldedText.of("".join(map("".join, pieces)))
    copied = " ".join(token for token, _ in pieces[first : last + 1])
    straight = copied.replace("’", "'").replace("“", '"').replace("”", '"')
    assert (start, end) in text.find(copied)
    assert (start, end) in text.find(f" {straight}\n")


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
@example("“ß” ß  ß", 5, 8)
@example("ŉŉ ʼNŉ", 0, 1)
def test_whatever_is_found_is_the_quote_but_for_what_is_folded(text, one, other):
    wanted = fold_quote(text[min(one, other) : max(one, other)])
    for start, end in FoldedText.of(text).find(wanted):
        exact = fold_quote(text[start:end])
        assert text[start:end] == text[start:end].strip()
        assert len(exact) == len(wanted)
        assert sum(a != b for a, b in zip(exact, wanted, strict=True)) <= 1
        assert exact == wanted or exact.swapcase() == wanted.swapcase() or exact.casefold() == wanted.casefold()


@given(TEXTS)
def test_folding_loses_nothing_but_white_space_and_the_form_of_marks(text):
    folded = FoldedText.of(text)
    assert folded.folded.strip() == fold_quote(text)
    for position, c in enumerate(folded.folded):
        assert fold_quote(text[folded.original_offset(position)]) == c.strip()


@given(TEXTS, st.integers(0, 40), st.sampled_from(["x", "not ", "0", "-", "É"]))
def test_a_quote_with_something_put_in_is_refused(text, index, more):
    quote = fold_quote(text)
    altered = fold_quote(quote[:index] + more + quote[index:])
    assume(len(altered) > len(quote))
    assert FoldedText.of(text).find(altered) == []


@given(TEXTS)
def test_the_difference_is_told_in_one_line_for_any_quote(text):
    folded = FoldedText.of(text)
    for quote in (text + " x", "x " + text, text[::-1]):
        assert "\n" not in difference(quote, folded)


DECOMPOSED = unicodedata.normalize("NFD", "Élysée  and Việt\n\nNam, 한국 said naïveté.")


@pytest.mark.parametrize("quote", ["Élysée and Việt", "Việt Nam", "한국 said", "naïveté.", "Nam, 한국"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_canonically_equivalent_text_is_found_at_the_stored_code_points(quote, form):
    text = FoldedText.of(DECOMPOSED)
    ((start, end),) = text.find(unicodedata.normalize(form, quote))
    exact = DECOMPOSED[start:end]
    assert " ".join(unicodedata.normalize("NFC", exact).split()) == quote
    assert not unicodedata.category(DECOMPOSED[end : end + 1] or " ").startswith("M")


@given(st.text("aé\u0301 \n\u1100\u1161\u11a8’'.", max_size=30), st.data())
def test_any_part_of_any_text_that_is_found_is_equivalent_to_the_quote(text, data):
    folded = FoldedText.of(text)
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    for first, last in folded.find(quote):
        assert fold_quote(text[first:last]).casefold() == fold_quote(quote).casefold()
