"""Days that a text names by that of publication."""

from __future__ import annotations

from datetime import date

import pytest

from kg.intake.relative_days import relative_days

# A Tuesday.
DAY = date(2016, 2, 9)
MEANT = [
    ("the launch of last Sunday", "2016-02-07"),
    ("the Council met on Monday", "2016-02-08"),
    ("it said on Tuesday", "2016-02-09"),
    ("it said last Tuesday", "2016-02-02"),
    ("they meet next Friday", "2016-02-12"),
    ("they came yesterday", "2016-02-08"),
    ("they will come tomorrow", "2016-02-10"),
    ("three days ago", "2016-02-06"),
    ("two months ago", "2015-12"),
    ("a year ago", "2015"),
    ("last week", "2016-02-01/2016-02-07"),
    ("this month", "2016-02"),
    ("next year", "2017"),
    ("on January 6", "2016-01-06"),
    ("on 20 December", "2015-12-20"),
    ("on Jan. 6", "2016-01-06"),
    ("they met Dec. 20 in Tokyo", "2015-12-20"),
    ("the court ruled Thursday that", "2016-02-04"),
    ("the envoy is to testify Thursday", "2016-02-11"),
    ("Today they meet", "2016-02-09"),
    ("Japan plans to reverse the ban, ministers said late Thursday", "2016-02-04"),
    ("the envoy will go home, a spokesman told reporters in Tokyo on Monday", "2016-02-08"),
    ("they fled to the compound and were held there on Friday", "2016-02-05"),
    ("the minister will meet them on Sunday", "2016-02-14"),
    ("Missiles are on the list when he travels to Seoul on Sunday", "2016-02-14"),
    ("On Friday, the Council will vote", "2016-02-12"),
    ("On Friday, the Council voted", "2016-02-05"),
    ("He said that they will meet on Sunday", "2016-02-14"),
]


@pytest.mark.parametrize(("words", "means"), MEANT)
def test_a_phrase_means_a_day(words, means):
    assert [each.date for each in relative_days([words], DAY)] == [means]


@pytest.mark.parametrize(
    "words", ["it may 3 times fail", "on July 8, 2015", "Monday's child", "30 February", "on Black Friday",
                                   "“We meet today,” he said", "as USA Today has it", "on Thursday, Feb. 4, 2016",
              "fled to the compound in Tuesday night's coup", "at Wednesday’s hearing", "on Wednesday's agenda",
              "the vote was expected on Friday", "they would meet Friday", "open until Friday",
              "he will visit the city that they fled on Sunday", "the talks of Friday"],
)  # fmt: skip
def test_others_mean_none(words):
    assert list(relative_days([words], DAY)) == []


def test_each_phrase_is_told_once_in_the_order_of_the_text():
    lines = ["On Monday they met, as they did last Sunday.", "on Monday, again"]
    assert [each.words for each in relative_days(lines, DAY)] == ["On Monday", "last Sunday"]
