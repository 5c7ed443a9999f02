import csv
from collections import Counter

import pytest

from kg.events.concepts import concepts
from kg.events.countries import folded, load


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


def test_no_name_and_no_code_leads_to_two_countries():
    records = [c for c in concepts("countries.ttl").values() if c.kind == "Country"]
    names = Counter(
        name for c in records for name in {folded(n) for n in (c.notation, c.label, *c.values.get("altLabel", ()))}
    )
    assert [name for name, count in names.items() if count > 1] == []
    for code in ("iso3", "cowCode", "cowNumber"):
        found = Counter(c.one(code) for c in records if c.one(code))
        assert [value for value, count in found.items() if count > 1] == []


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
