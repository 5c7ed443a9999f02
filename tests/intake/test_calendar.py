"""Dates as they are written, in the languages of papers and data bases."""

from __future__ import annotations

import pytest

from kg.intake.calendar import day_in_address, day_of

WRITTEN = [
    ("2016-02-09", "2016-02-09"),
    ("2016-02-09T23:30:00-05:00", "2016-02-09"),
    ("20160209", "2016-02-09"),
    ("February 9, 2016", "2016-02-09"),
    ("Feb. 9, 2016 08:09 AM EST", "2016-02-09"),
    ("Tue, 09 Feb 2016 08:09:00 +0100", "2016-02-09"),
    ("9 février 2016", "2016-02-09"),
    ("mardi 14 mars 2006, p. 16", "2006-03-14"),
    ("29 décembre 2011", "2011-12-29"),
    ("9. Februar 2016", "2016-02-09"),
    ("09.02.2016", "2016-02-09"),
    ("9 de febrero de 2016", "2016-02-09"),
    ("9 февраля 2016 г.", "2016-02-09"),
    ("2016年2月9日", "2016-02-09"),
    ("2016년 2월 9일", "2016-02-09"),
    ("٩ فبراير ٢٠١٦", "2016-02-09"),
    ("July 2, 2019 Tuesday 9:33 AM GMT", "2019-07-02"),
    ("19/02/2016", "2016-02-19"),
    ("02/19/2016", "2016-02-19"),
    ("June 2016", "2016-06"),
]


@pytest.mark.parametrize(("words", "iso"), WRITTEN)
def test_a_date_is_read_whatever_its_language(words, iso):
    assert day_of(words).iso == iso


@pytest.mark.parametrize(
    "words", ["03/04/2016", "it may 2016 soldiers", "31 February 2016", "call 2016-1234", "", "Monday"]
)
def test_what_is_no_date_or_cannot_be_told_is_none(words):
    assert day_of(words) is None


@pytest.mark.parametrize("words", ["2016-02-10T04:30:00Z", "2016-02-10 04:30 UTC"])
def test_a_moment_in_utc_is_marked(words):
    assert day_of(words).utc


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://example.org/2016/02/09/talks", "2016-02-09"),
        ("https://example.org/articles/20160209/talks.htm", "2016-02-09"),
        ("https://example.org/world/2016/feb/09/talks", "2016-02-09"),
        ("https://example.org/talks-2016-02-09.html", "2016-02-09"),
        ("https://example.org/2016/2/9/talks", "2016-02-09"),
        ("https://example.org/2016/02/talks", "2016-02"),
    ],
)
def test_an_address_carries_a_date(url, iso):
    assert day_in_address(url).iso == iso


@pytest.mark.parametrize(
    "url",
    ["https://example.org/a-20169999", "https://20160209.example.org/talks", "", "https://example.org/?d=20160209"],
)
def test_an_address_without_one_has_none(url):
    assert day_in_address(url) is None
