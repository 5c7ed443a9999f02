import csv
from datetime import date, timedelta
from itertools import pairwise

import pytest

from kg.events.countries import load


def test_every_state_has_its_codes(shared):
    with shared("data/events/truth/countries.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert table
    for row in table:
        slug = load().by("iso3", row["iso3"])
        assert slug
        assert slug == load().by("name", row["name"])
        for system, column in (("cow", "cow_code"), ("cow-number", "cow_number")):
            assert not row[column] or load().by(system, row[column]) == slug, row


def test_every_country_that_icews_names_is_known(shared):
    path = shared("data/events/samples/icews_events.2018.sample.tab")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    names = {row[column] for row in rows for column in ("Source Country", "Target Country")} - {"NA"}
    assert len(names) > 100
    assert [name for name in sorted(names) if load().by("name", name) is None] == []


def test_no_name_and_no_code_means_two_countries_on_one_day():
    shared = {}
    for system, ways in load().systems.items():
        for code, known in ways.items():
            *earlier, latest = known
            assert latest.last_day is None or not earlier, (system, code)
            for before, after in pairwise(known):
                assert before.last_day is not None
                assert after.first_day == before.last_day + timedelta(days=1), (system, code)
            if earlier:
                shared[code] = tuple(each.slug for each in known)
    assert shared == {
        "RUS": ("soviet-union", "russia"),
        "365": ("soviet-union", "russia"),
        "russia soviet union": ("soviet-union", "russia"),
        "YUG": ("yugoslavia", "serbia"),
        "345": ("yugoslavia", "serbia"),
    }


def test_what_replaced_a_state_is_a_state_that_is_there_on_the_day_after():
    for country in load().by_slug.values():
        if country.successor:
            assert load().by("name", country.slug, country.last_day + timedelta(days=1)) == country.successor
            assert load().by("name", country.slug, country.last_day) == country.slug


@pytest.mark.parametrize(
    ("system", "code", "day", "slug"),
    [
        ("cow-number", "345", "2006-06-04", "yugoslavia"),
        ("cow-number", "345", "2006-06-05", "serbia"),
        ("cow-number", "345", None, "serbia"),
        ("cow", "YUG", "2010-01-01", "serbia"),
        ("iso3", "YUG", "1999-03-24", "yugoslavia"),
        ("iso3", "SCG", "2006-06-05", "serbia"),
        ("name", "Serbia and Montenegro", "2005-01-01", "yugoslavia"),
        ("iso3", "YUG", None, "yugoslavia"),
        ("cow-number", "365", "1991-12-25", "soviet-union"),
        ("cow-number", "365", "1991-12-26", "russia"),
        ("iso3", "SUN", "1995-01-01", "russia"),
        ("name", "USSR", "1985-01-01", "soviet-union"),
        ("iso3", "RUS", "1985-01-01", "russia"),
        ("cow-number", "255", "1950-01-01", "germany"),
        ("cow-number", "260", "1980-01-01", "germany"),
        ("cow-number", "260", "2000-01-01", "germany"),
        ("cow-number", "265", "1990-10-02", "east-germany"),
        ("iso3", "DDR", "1990-10-03", "germany"),
        ("cow-number", "315", "1992-12-31", "czechoslovakia"),
        # Two states replaced it, so that what calls itself by its code afterwards is neither.
        ("iso3", "CSK", "1993-01-01", "czechoslovakia"),
        ("cow-number", "316", "1993-01-01", "czechia"),
        ("cow-number", "317", "1993-01-01", "slovakia"),
        ("cow-number", "678", "1990-05-21", "north-yemen"),
        ("cow-number", "678", "1990-05-22", "yemen"),
        ("cow-number", "680", "1986-01-13", "south-yemen"),
        ("iso3", "YMD", "1995-01-01", "yemen"),
        ("cow-number", "679", "1995-01-01", "yemen"),
        ("cow-number", "816", "1968-01-30", "vietnam"),
        ("cow-number", "817", "1975-04-30", "south-vietnam"),
        ("cow-number", "817", "1975-05-01", "vietnam"),
        ("cameo", "ZAR", "1990-01-01", "democratic-republic-of-the-congo"),
        ("cameo", "GZS", "2009-01-03", "palestine"),
        ("cameo", "WSB", "2009-01-03", "palestine"),
        ("name", "Gaza", None, "palestine"),
        ("name", "the West Bank", None, "palestine"),
        ("name", "Palestinian Authority", None, "palestine"),
    ],
)
def test_what_a_code_means_depends_on_the_day(system, code, day, slug):
    assert load().by(system, code, date.fromisoformat(day) if day else None) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("PRK", "north-korea"),
        ("rok", "south-korea"),
        ("United  States of America", "united-states"),
        ("u.s.a.", "united-states"),
        ("Viet Nam", "vietnam"),
        ("CÔTE D’IVOIRE", "ivory-coast"),
        ("The Gambia", "gambia"),
        ("Moldova, Republic of", "moldova"),
        ("ROM", "romania"),
        ("731", "north-korea"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_codes_and_names_lead_to_countries(text, slug):
    assert load().slug(text) == slug


def test_letters_that_iso_and_cow_use_for_different_states_are_isos():
    assert load().slug("AUS") == "australia"
    assert load().by("cow", "AUS") == "austria"
