"""The quotes that stand for offsets, and that they are the passages which DNA has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.importing.passages import LONGEST_QUOTE, NoPassageError, code_points, quoted_passage
from kg.sources.passages import passage
from kg.sources.quotes import FoldedText

TWICE = "The ferry is safe. Some say the ferry is safe; the ferry is safe?"


def found(text, start, end):
    """The place of the offsets, held against what our reader makes of its quotes."""
    folded = FoldedText.of(text)
    one = quoted_passage(folded, start, end)
    read = [passage(quote, folded, (), one.occurrence) for quote in one.quotes]
    assert (read[0].start, read[-1].end) == (one.start, one.end)
    return one


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_quote_that_stands_more_than_once_says_which(nth):
    start = [index for index in range(len(TWICE)) if TWICE[index:].lower().startswith("the ferry is safe")][nth - 1]
    one = found(TWICE, start, start + len("the ferry is safe"))
    assert (one.occurrence, one.fit) == (nth, "exact")


def test_white_space_at_the_ends_is_dropped_and_inside_made_single():
    text = "A ferry.\r\n\r\n  Safe\u00a0\tand\nsound.  \n"
    one = found(text, 8, len(text))
    assert (one.quotes, one.fit) == (("Safe and sound.",), "trimmed")
    assert text[one.start : one.end] == "Safe\u00a0\tand\nsound."


def test_a_passage_within_words_is_quoted_to_their_ends():
    one = found("Unlikely, the ferrymen said.", 2, 19)
    assert (one.quotes, one.fit) == (("Unlikely, the ferrymen",), "widened")


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [(0, 0, "outside"), (3, 2, "outside"), (-1, 3, "outside"), (0, 99, "outside"), (3, 4, "empty")],
)
def test_offsets_of_no_passage_are_refused(start, end, reason):
    with pytest.raises(NoPassageError, match=reason):
        quoted_passage(FoldedText.of("The ferry"), start, end)


def test_a_long_passage_becomes_several_quotes():
    text = "Start. " + " ".join(f"word{number}" for number in range(2_000)) + " End."
    one = found(text, 7, len(text) - 5)
    assert len(one.quotes) == 4
    assert all(len(quote) <= LONGEST_QUOTE for quote in one.quotes)
    assert " ".join(one.quotes) == text[7:-5]


def test_a_long_passage_that_stands_twice_is_told_apart_only_where_one_number_does():
    long = " ".join(f"word{number}" for number in range(1_000))
    one = found(f"{long}\n\n{long}", len(long) + 2, 2 * len(long) + 2)
    assert (len(one.quotes), one.occurrence) == (2, 2)
    with pytest.raises(NoPassageError, match="too often"):
        quoted_passage(FoldedText.of(f"{long[:6000]}\n{long}"), 6001, 6001 + len(long))


def test_what_no_quote_can_say_is_refused():
    with pytest.raises(NoPassageError, match="longer than a quote"):
        quoted_passage(FoldedText.of("x" * 6_000), 0, 6_000)
    with pytest.raises(NoPassageError, match="too often"):
        quoted_passage(FoldedText.of("ferry " * 1_200), 6 * 1_100, 6 * 1_100 + 5)


def test_java_counts_characters_beyond_the_first_plane_twice():
    text = "a😀b"
    assert [code_points(text, units) for units in range(6)] == [0, 1, 1, 2, 3, 4]
    assert code_points("abc", 99) == 99


def test_offsets_before_the_text_are_outside_it_whatever_it_holds():
    for text in ("abc", "a😀b"):
        with pytest.raises(NoPassageError, match="outside"):
            quoted_passage(FoldedText.of(text), code_points(text, -3), code_points(text, 1))
        assert code_points(text, -1) < 0


@given(st.text(st.sampled_from("aäÄ ́中.“”'\n\r\u00a0\u2028😀1"), min_size=1, max_size=40), st.data())
def test_our_reader_finds_the_very_passage_or_it_is_refused(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    try:
        one = found(text, start, end)
    except NoPassageError as error:
        assert (str(error), text[start:end].strip()) == ("the passage is empty", "")  # noqa: PT017 - or it is found
        return
    if one.fit == "exact":
        assert (one.start, one.end) == (start, end)
    elif one.fit == "trimmed":
        assert text[one.start : one.end] == text[start:end].strip()
    else:
        assert text[start:end].strip() in text[one.start : one.end]


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

    result, corpus = imported(fill)
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
