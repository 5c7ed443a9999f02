"""Offsets as Java counts them, and that the passages which come in by them are those that DNA has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.importing.offsets import code_points
from kg.sources.quotes import FoldedText
from kg.sources.quoting import NoPassageError, quoted_passage


def test_java_counts_characters_beyond_the_first_plane_twice():
    text = "a😀b"
    assert [code_points(text, units) for units in range(6)] == [0, 1, 1, 2, 3, 4]
    assert code_points("abc", 99) == 99


def test_offsets_before_the_text_are_outside_it_whatever_it_holds():
    for text in ("abc", "a😀b"):
        with pytest.raises(NoPassageError, match="outside"):
            quoted_passage(FoldedText.of(text), code_points(text, -3), code_points(text, 1))
        assert code_points(text, -1) < 0


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.data())
def test_units_of_java_and_code_points_are_there_and_back(text, data):
    index = data.draw(st.integers(0, len(text)))
    assert code_points(text, len(text[:index].encode("utf-16-le")) // 2) == index


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ships.\r\n\r\nThe ferry\r\nis safe.\r\n", "The ferry\r\nis safe"),
        ("😀😀 Die Fähre — “sicher” — fährt.", "Fähre — “sicher”"),
        ("渡轮很安全。有人说渡轮很安全。", "渡轮很安全"),
        ("It is 'safe'.\u2028Page\x0ctwo: it\u0085is safe.", "it\u0085is safe"),
    ],
)
def test_texts_and_passages_come_through_whole(imported, text, words):
    def fill(made):
        made.document(text)
        made.statement(words, text=text)

    result, corpus = imported(fill)
    (article,) = corpus.articles.values()
    assert article.text == text.replace("\x0c", " ")
    assert result.exact == 1
    assert corpus.claims[0].passages[0].exact == words


def test_what_the_user_should_look_at_is_reported(imported):
    text = "Line\r\nends\x07 and\x0cferries.\x92"

    def fill(made):
        made.document(text)
        made.statement("ferrie", text=text)
        made.statement("ends\x07 ", text=text)

    result, corpus = imported(fill, {"label-case": 1})
    assert (result.exact, result.trimmed, result.widened, result.controls, result.crlf) == (0, 1, (1,), 3, (1,))
    assert corpus.articles["ferry"].text == "Line\r\nends\ufffd and ferries.\ufffd"
    assert "begins or ends within a word" in corpus.claims[1].note


def test_a_text_that_is_not_utf8_or_too_long_is_left_out(imported):
    def fill(made):
        made.document()
        made.document(b"caf\xe9", title="Latin")
        made.run("UPDATE DOCUMENTS SET Text = CAST(Text AS TEXT)")
        made.document("x" * 8_000_001, title="Long")

    reasons = [(left.reason, left.ids) for left in imported(fill)[0].left_out]
    assert reasons == [
        ("its text is not UTF-8", (2,)),
        ("its text is longer than the 8,000,000 bytes that are read", (3,)),
    ]
