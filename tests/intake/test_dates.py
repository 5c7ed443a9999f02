"""The chain of bases: two that agree date an article, one alone is approximate, the page's clock is none."""

from __future__ import annotations

import pytest

from kg.intake.dates import publication
from kg.intake.document import Dated

LD, META, ADDRESS = Dated("json-ld", "2016-02-09"), Dated("meta", "2016-02-09"), Dated("address", "2016-02-09")


def test_nothing_is_unknown():
    when = publication([])
    assert (when.published, when.sure) == ("unknown", False)


def test_two_bases_that_agree_fill_in():
    when = publication([META, ADDRESS])
    assert (when.published, when.sure) == ("2016-02-09", True)
    assert when.basis == "The page's meta tags and the address agree on 2016-02-09."


def test_one_basis_alone_is_approximate():
    when = publication([ADDRESS])
    assert (when.published, when.sure) == ("2016-02-09~", False)
    assert when.basis.endswith("Nothing else confirms it.")


def test_two_dates_of_one_basis_confirm_nothing():
    assert not publication([META, META]).sure


def test_two_agree_against_a_third_which_is_told():
    when = publication([Dated("json-ld", "2020-01-29"), META, ADDRESS])
    assert (when.published, when.sure) == ("2016-02-09", True)
    assert "The page's JSON-LD has 2020-01-29." in when.basis


def test_two_against_two_are_not_sure():
    assert not publication([LD, META, Dated("address", "2016-03-01"), Dated("byline", "2016-03-01")]).sure


def test_a_month_confirms_a_day_of_it():
    assert publication([LD, Dated("address", "2016-02")]).published == "2016-02-09"
    assert not publication([LD, Dated("address", "2016-03")]).sure


def test_a_moment_in_utc_may_be_the_day_beside():
    when = publication([Dated("json-ld", "2016-02-10", utc=True), ADDRESS])
    assert (when.published, when.sure) == ("2016-02-09", True)
    assert not publication([Dated("json-ld", "2016-02-10"), ADDRESS]).sure


def test_a_day_beside_is_told_as_what_it_is():
    when = publication([Dated("json-ld", "2016-02-10", utc=True), ADDRESS])
    assert when.basis == (
        "The address says 2016-02-09. The page's JSON-LD has 2016-02-10 in UTC, which may be the same day."
    )


def test_a_day_that_the_page_states_twice_goes_before_that_of_the_address():
    moment, byline = Dated("json-ld", "2016-02-10", utc=True), Dated("byline", "2016-02-10")
    when = publication([moment, ADDRESS, byline])
    assert (when.published, when.sure) == ("2016-02-10", True)
    assert when.basis == "The page's JSON-LD and the byline agree on 2016-02-10. The address has 2016-02-09."
    assert not publication([moment, META, ADDRESS, byline]).sure


def test_moments_in_utc_alone_leave_the_day_to_who_knows_it():
    moments = [Dated("json-ld", "2016-02-10", utc=True), Dated("meta", "2016-02-10", utc=True)]
    assert publication([*moments, Dated("byline", "2016-02-09")]).published == "2016-02-09"


@pytest.mark.parametrize("basis", ["database", "header", "feed"])
def test_what_a_data_base_or_a_mail_says_is_enough(basis):
    assert publication([Dated(basis, "2016-02-09")]).sure
