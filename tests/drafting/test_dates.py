"""Dates in a sentence, by the day of its article."""

from __future__ import annotations

import pytest

from kg.drafting.dates import dates_in

# A Tuesday.
PUBLISHED = "2016-02-09"


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("launched last Sunday", ["2016-02-07"]),
        ("met on Tuesday", ["2016-02-09"]),
        ("decided on July 8", ["2015-07-08"]),
        ("on 8 July 2016, and on May 3rd, 2014", ["2016-07-08", "2014-05-03"]),
        ("in June 2015", ["2015-06"]),
        ("The month of January saw", ["2016-01"]),
        ("they may agree in May", ["2015-05"]),
        ("yesterday and last year", ["2016-02-08", "2015"]),
        ("at the start of this year", ["2016"]),
        ("last month, in 2014", ["2014", "2016-01"]),
        ("on February 31", []),
        ("they may agree in the March on Rome", []),
        ("50 March hares, March 4000", []),
        ("nothing", []),
    ],
)
def test_what_is_named_is_dated(words, dates):
    assert [each.edtf for each in dates_in(words, PUBLISHED)] == dates


@pytest.mark.parametrize("published", ["", "2016", "2016-02~", "unknown", "no date"])
def test_an_article_without_a_day_dates_nothing_that_is_relative(published):
    assert dates_in("met on Monday, and yesterday", published) == []


def test_before_the_first_day_there_is_no_other():
    assert [each.edtf for each in dates_in("yesterday, on Monday, last month; in 2014", "0001-01-01")] == ["2014"]
    assert [each.edtf for each in dates_in("this month, and last month", "0044-03-15")] == ["0044-03", "0044-02"]


def test_a_whole_date_needs_no_article():
    assert [each.edtf for each in dates_in("on 8 July 2016", "")] == ["2016-07-08"]


def test_the_words_are_told():
    assert [each.words for each in dates_in("launched last Sunday", PUBLISHED)] == ["Sunday"]
