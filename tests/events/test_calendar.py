from datetime import date, timedelta

import narwhals.stable.v2 as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kg.events.calendar import day_number, day_of, last_day_of, month_name, month_number, month_of


def test_day_0_is_the_first_of_1970():
    assert day_number(date(1970, 1, 1)) == 0
    assert day_of(-1) == date(1969, 12, 31)


@given(st.dates())
def test_months_follow_from_days_as_the_library_has_it(day):
    month = month_number(day)
    assert month_of(day_number(day)) == month
    assert month_name(month) == f"{day.year:04}-{day.month:02}"
    if month < month_number(date.max):
        last = day_of(last_day_of(month))
        assert month_number(last) == month
        assert month_number(last + timedelta(days=1)) == month + 1


@given(st.lists(st.integers(day_number(date(1, 1, 1)), day_number(date(9999, 12, 31))), min_size=1))
def test_columns_give_what_numbers_give(days):
    frame = nw.from_native(pl.DataFrame({"day": days}))
    found = frame.select(month=month_of(nw.col("day"))).with_columns(last=last_day_of(nw.col("month")))
    assert found["month"].to_list() == [month_of(day) for day in days]
    assert found["last"].to_list() == [last_day_of(month_of(day)) for day in days]
