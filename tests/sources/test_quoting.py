"""The quotes that stand for offsets, and that our reader finds the very passages by them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.passages import passage
from kg.sources.quotes import FoldedText
from kg.sources.quoting import LONGEST_QUOTE, NoPassageError, occurrence_of, quoted_passage

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


FURNITURE = "Follow the ferry\n\nThe ferry is safe. Follow the ferry, some say."


def test_places_in_furniture_do_not_count_and_none_of_it_is_quoted():
    folded = FoldedText.of(FURNITURE)
    aside = (folded.passage(0, 16),)
    one = quoted_passage(folded, FURNITURE.rindex("Follow"), FURNITURE.rindex(","), aside)
    assert (one.quotes, one.occurrence) == (("Follow the ferry",), None)
    assert passage("Follow the ferry", folded, aside, None).start == one.start
    assert quoted_passage(folded, 0, 16).occurrence == 1
    with pytest.raises(NoPassageError, match="furniture"):
        quoted_passage(folded, 7, 30, aside)


def test_one_occurrence_is_meant_of_all_quotes_of_a_claim():
    folded = FoldedText.of(TWICE)
    places = folded.find("the ferry is safe")
    first, second = (quoted_passage(folded, *place) for place in places[:2])
    alone = quoted_passage(folded, TWICE.index("Some say"), TWICE.index("Some say") + 8)
    assert occurrence_of([*first.parts, *alone.parts]) == 1
    with pytest.raises(NoPassageError, match="which is meant"):
        occurrence_of([*second.parts, *alone.parts])
