"""Where much is looked for in a long text, it is found in few looks, and nowhere else than from end to end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.sources import occurrences
from kg.sources.occurrences import MOST_READ, Searched, starts
from kg.sources.quotes import FoldedText
from tests.counted import counted


def warmed(text):
    """A text of which so much has been asked that its parts are noted."""
    searched = Searched(text)
    for _ in range(MOST_READ):
        searched.starts("")
    return searched


@given(st.text("ab ", min_size=7, max_size=12), st.lists(st.text("ab ", max_size=9), max_size=60))
def test_the_same_is_found_as_from_end_to_end(wanted, between):
    text = wanted.join(between)
    assert list(warmed(text).starts(wanted)) == list(starts(text, wanted))


@given(st.text("abcd", min_size=300, max_size=2_000), st.data())
def test_every_part_of_a_text_is_found_where_it_is(text, data):
    start = data.draw(st.integers(0, len(text) - 7))
    wanted = text[start : start + data.draw(st.integers(7, 60))]
    assert list(warmed(text).starts(wanted)) == list(starts(text, wanted))


def test_many_quotes_are_found_without_reading_the_text_for_each(monkeypatch):
    quotes = [f"Sentence number {number} says so." for number in range(2_000)]
    text = FoldedText.of("\n".join(quotes))
    read = counted(monkeypatch, occurrences, "starts")
    looked = 0
    places = Searched._places

    def each(self, wanted, at):
        nonlocal looked
        for place in places(self, wanted, at):
            looked += 1
            yield place

    monkeypatch.setattr(Searched, "_places", each)
    assert [len(text.find(quote)) for quote in quotes] == [1] * len(quotes)
    assert len(read) == MOST_READ
    assert looked < 60 * len(quotes)


def test_what_is_of_parts_that_stand_everywhere_is_read(monkeypatch):
    searched = warmed("they met and " * 5_000 + "they left.")
    read = counted(monkeypatch, occurrences, "starts")
    assert len(list(searched.starts("they met and they met"))) == 4_999
    assert len(read) == 1
    assert list(searched.starts("and they left.")) == [13 * 5_000 - 4]
    assert list(searched.starts("they met and never left")) == []
    assert len(read) == 1
