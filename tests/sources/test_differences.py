"""What is said of a quote that looks like the text and is not in it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.sources.differences import MOST, difference
from kg.sources.quotes import FoldedText
from tests.sources.test_quotes import TEXT


def told(quote, text):
    folded = FoldedText.of(text)
    assert folded.find(quote) == []
    return difference(quote, folded)


COPY = "; copy the word from the text"


@pytest.mark.parametrize(
    ("quote", "text", "message"),
    [
        ("the fight", "the ﬁght", "the text has U+FB01 (ﬁ, LATIN SMALL LIGATURE FI) where the quote has 'fi'" + COPY),
        ("an office", "an oﬃce", "the text has U+FB03 (ﬃ, LATIN SMALL LIGATURE FFI) where the quote has 'ffi'" + COPY),
        ("the ﬁght", "the fight", "the text has 'fi' where the quote has U+FB01 (ﬁ, LATIN SMALL LIGATURE FI)" + COPY),
        ("Atland", "Ａtland", "the text has U+FF21 (Ａ, FULLWIDTH LATIN CAPITAL LETTER A) where the quote has 'A'" + COPY),
        ("said Atland", "said Аtland", "the text has U+0410 (А, CYRILLIC CAPITAL LETTER A) where the quote has 'A'" + COPY),
        ("10-15", "10–15", "the text has U+2013 (–, EN DASH) where the quote has '-'" + COPY),
        ("so...", "so…", "the text has U+2026 (…, HORIZONTAL ELLIPSIS) where the quote has '...'" + COPY),
        ("Elysee", "Élysée", None),
        ("we agree", "we Agree", "the text has 'A' where the quote has 'a'" + COPY),
        ("to cooperate", "to co\u00adoperate", "the text has U+00AD (SOFT HYPHEN) in 'co\\xadoperate', which the quote"),
        ("to coop\u200berate", "to cooperate", "the quote has U+200B (ZERO WIDTH SPACE), which the text has not there; leave it out"),
        ("to co-operate", "to cooperate", "the quote has '-', which the text has not there; leave it out"),
        ("“we agree”", "we agree", "the quote has U+201C (“, LEFT DOUBLE QUOTATION MARK) and U+201D (”, RIGHT DOUBLE QUOTATION"),
        ("«we agree", "we agree", "the quote has U+00AB («, LEFT-POINTING DOUBLE ANGLE QUOTATION MARK), which the text"),
        ('"we agree', "we agree", "the quote has '\"', which the text has not there; leave it out"),
        ("“we agree”", "“we agree,”", "the quote has U+201D (”, RIGHT DOUBLE QUOTATION MARK), which the text has not there"),
        ("agree, he said", "“agree,” he said", "the text has U+201D (”, RIGHT DOUBLE QUOTATION MARK) in"),
        ("condemned it", "con-\ndemned it", "a line ends within the word there, so write 'con- demned'"),
        ("condemned it", "con\u00ad\r\n  demned it", "a line ends within the word there, so write 'con\\xad demned'"),
        ("non-hostile", "non-\nhostile", "a line ends within the word there, so write 'non- hostile'"),
    ],
)  # fmt: skip
def test_the_character_that_differs_is_named(quote, text, message):
    said = told(quote, f"First {text} last.")
    assert message is None or said.startswith(f"; {message}"), said
    assert said.count("U+00C9") == said.count("U+00E9") == (message is None)


@pytest.mark.parametrize("text", ["con-\ndemned", "co\u00ad\noperate"])
def test_what_is_told_to_write_is_then_found(text):
    quote = text.replace("-\n", "").replace("\u00ad\n", "")
    meant = re.search("write '(.*)'", told(f"{quote} it", f"They {text} it."))[1].replace("\\xad", "\u00ad")
    assert FoldedText.of(f"They {text} it.").find(f"{meant} it") == [(5, 5 + len(text) + 3)]


def test_several_differences_are_told_at_once_and_each_once():
    said = told("the fight of the office for a fifth", "the ﬁght of the oﬃce for a ﬁfth")
    assert said.count("the text has") == 2
    assert told("fi ff fl ffi ffl", "ﬁ ﬀ ﬂ ﬃ ﬄ").count("U+FB") == 0


def test_words_that_do_not_look_alike_are_told_by_where_they_part():
    assert "goes on" in difference("Beijing will perhaps go along", FoldedText.of(TEXT))
    assert told("wholly other words", TEXT) == "; copy it from the text"


LOOKS = {"fi": "ﬁ", "fl": "ﬂ", "A": "Ａ", "o": "о", "-": "–", "...": "…", "e": "é", "a": "\u00ada"}
WORDS = st.lists(
    st.sampled_from(["fight", "flow", "Atland", "so-called", "go...", "seen", "the"]), min_size=2, max_size=6
)


@given(WORDS, st.sampled_from(sorted(LOOKS)), st.booleans())
def test_any_look_alike_is_named_on_whichever_side_it_stands(words, plain, swapped):
    quote = " ".join(words)
    text = quote.replace(plain, LOOKS[plain])
    assume(unicodedata.normalize("NFC", text) != unicodedata.normalize("NFC", quote))
    if swapped:
        quote, text = text, quote
    assume(not FoldedText.of(text).find(quote) and FoldedText.of(text).cut(quote) is None)
    said = difference(quote, FoldedText.of(text))
    codes = re.findall(r"U\+([0-9A-F]{4,6})", said)
    assert codes, said
    assert {chr(int(code, 16)) for code in codes} <= set("".join(LOOKS.values())) - set("a")
    assert said.count("; copy the word") + said.count("leave it out") <= MOST


@given(
    st.text(st.sampled_from("ab fi-ﬁ\u00ad\u200b\n“”'é\u0301АA…."), max_size=25),
    st.text(st.sampled_from("ab fi-é“”'A."), max_size=12),
)
def test_any_difference_is_told_in_one_line(text, quote):
    said = difference(quote, FoldedText.of(text))
    assert "\n" not in said
