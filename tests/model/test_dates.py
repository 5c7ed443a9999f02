"""Dates and the days they mean."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from edtf import parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model.dates import DateError, Span, first_day, last_day, span

SPANS = {
    "2016-02-09": ("2016-02-09", "2016-02-09"),
    "2016-02": ("2016-02-01", "2016-02-29"),
    "2015-02": ("2015-02-01", "2015-02-28"),
    "2016": ("2016-01-01", "2016-12-31"),
    "2016-07~": ("2016-07-01", "2016-07-31"),
    "2016-07-12?": ("2016-07-12", "2016-07-12"),
    "2016%": ("2016-01-01", "2016-12-31"),
    "2016-02-08/2016-02-13": ("2016-02-08", "2016-02-13"),
    "2016-02~/2016-03": ("2016-02-01", "2016-03-31"),
    "2016-02-07/..": ("2016-02-07", None),
    "2016-02/": ("2016-02-01", None),
    "../2016-07": (None, "2016-07-31"),
    "/2016": (None, "2016-12-31"),
    "201X": ("2010-01-01", "2019-12-31"),
    "201X/..": ("2010-01-01", None),
    "2016-XX": ("2016-01-01", "2016-12-31"),
    "2016-02-XX": ("2016-02-01", "2016-02-29"),
    "2016-21": ("2016-03-01", "2016-05-31"),
    "../2016-21": (None, "2016-05-31"),
    "": (None, None),
    "2015-24": ("2015-12-01", "2016-02-29"),
    "2015-28": ("2015-12-01", "2016-02-29"),
    "2015-30": ("2015-12-01", "2016-02-29"),
    "2016-32": ("2016-06-01", "2016-08-31"),
    "2016-21~": ("2016-03-01", "2016-05-31"),
    "2016-33": ("2016-01-01", "2016-03-31"),
    "2016-39": ("2016-09-01", "2016-12-31"),
    "2016-41/..": ("2016-07-01", None),
    "2016-02-1X": ("2016-02-10", "2016-02-19"),
    "2015-02-2X": ("2015-02-20", "2015-02-28"),
    "2016-0X": ("2016-01-01", "2016-09-30"),
    "1984-1X": ("1984-10-01", "1984-12-31"),
    "2016-XX-31": ("2016-01-31", "2016-12-31"),
    "[..1984]": (None, "1984-12-31"),
    "{..1984}": (None, "1984-12-31"),
    "[2016-03..]": ("2016-03-01", None),
    "{2016,2018}": ("2016-01-01", "2018-12-31"),
    "[2016-01..2016-03]": ("2016-01-01", "2016-03-31"),
    "2016-02-07T10:00:00Z": ("2016-02-07", "2016-02-07"),
    "0001": ("0001-01-01", "0001-12-31"),
    "9999": ("9999-01-01", "9999-12-31"),
}
NO_DATES = {
    "/": "says nothing",
    "..": "says nothing",
    "../..": "says nothing",
    "January 2016": "no date that can be used",
    "last Sunday": "no date that can be used",
    "2016-02-09 ": "no date that can be used",
    "2016/2/9": "interval is two dates",
    "2016/2017/2018": "interval is two dates",
    "{2016}/2017": "interval is two dates",
    "09.02.2016": "not EDTF",
    "2016-2-9": "not EDTF",
    "20160209": "not EDTF",
    "2016-13": "not EDTF",
    "\uff12\uff10\uff11\uff16-02-09": "not EDTF",
    "2016-02-30": "not in the calendar",
    "2015-02-29~": "not in the calendar",
    "2016-00": "not in the calendar",
    "0000": "not in the calendar",
    "2016/2015": "ends before it begins",
    "-0044": "years 1 to 9999",
    "XXXX-02": "form that is not supported",
    "2016-02-3X": "no day is like that",
    "9999-24": "not in the calendar",
    "[..nothing]": "not EDTF",
    "Y20160": "no date that can be used",
    "x" * 61: "no date that can be used",
}


@pytest.mark.parametrize("text", SPANS)
def test_the_first_and_last_day(text):
    first, last = (day and date.fromisoformat(day) for day in SPANS[text])
    assert span(text) == Span(first, last)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_says_why(text):
    with pytest.raises(DateError, match=NO_DATES[text]):
        span(text)


def test_a_year_that_is_computed_digit_by_digit_is_refused_at_once():
    with pytest.raises(DateError):
        span("Y1E999999999")


def test_the_parser_prints_nothing(capsys):
    with pytest.raises(DateError):
        span("20X6-1X-01")
    assert capsys.readouterr().out == ""


ALPHABET = "0123456789-/.~?%XYESTZ:[]{}, +"


@given(st.one_of(st.text(ALPHABET, max_size=24), st.text(max_size=12)))
@example("[..2016]")
@example("{2016..}")
@example("2016-02-07T25:00:00Z")
@example("2015-02-2X")
def test_any_text_is_a_span_or_a_date_error(text):
    try:
        found = span(text)
    except DateError:
        return
    assert found.earliest or found.latest or not text
    assert None in (found.earliest, found.latest) or found.earliest <= found.latest


DATES = st.dates(date(1000, 1, 1)).map(date.isoformat)


@given(DATES, st.sampled_from([4, 7, 10]), st.sampled_from(["", "~", "?", "%"]))
def test_plain_dates_mean_what_the_parser_of_all_of_edtf_says(day, length, mark):
    text = day[:length] + mark
    parsed = parse_edtf(text)
    assert span(text) == Span(date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3]))


@given(DATES, DATES)
def test_an_interval_runs_from_its_first_to_its_last_day(one, other):
    first, last = sorted((one, other))
    assert span(f"{first}/{last}") == Span(date.fromisoformat(first), date.fromisoformat(last))
    if first != last:
        with pytest.raises(DateError, match="before"):
            span(f"{last}/{first}")


def test_a_day_or_a_text_is_taken_for_a_day():
    assert (
        last_day("2016-07")
        == last_day(date(2016, 7, 31))
        == last_day(datetime(2016, 7, 31, 23, tzinfo=UTC))
        == date(2016, 7, 31)
    )
    assert first_day("2016-07") == date(2016, 7, 1)
    assert first_day("../2016-07") == date(2016, 7, 31)
    assert last_day(None) is first_day(None) is None
    with pytest.raises(DateError, match="no last day"):
        last_day("2016/..")
    with pytest.raises(DateError, match="'soon' is not"):
        last_day("soon")
    with pytest.raises(TypeError, match=r"20160731 is no day; write datetime.date"):
        last_day(20160731)
