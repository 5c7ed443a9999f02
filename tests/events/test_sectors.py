"""Who counts for the state in which he is, by the sectors that each format has."""

import csv

import pytest

from kg.events.resolve import Meaning, Resolver
from kg.events.sectors import load
from kg.model.records import Actor


@pytest.mark.parametrize(
    ("sectors", "name", "label"),
    [
        ("REB", "SYRIA", "Rebels"),
        ("INS;;", "TALIBAN", "Insurgents"),
        ("SEP;OPP", "RENAMO", "Separatists"),
        ("UAFUAF", "TERRORIST", "Unidentified armed forces"),
        ("CRM", "THIEVES", "Criminals"),
        ("GOV;REB", "MINISTER", None),
        ("MIL", "ARMY", None),
        ("OPP", "PARTY", None),
        ("Dissident,Rebel", "Armed Rebel (Yemen)", "Rebels"),
        ("Unidentified Forces", "Armed Gang (Mexico)", "Unidentified armed forces"),
        # What ICEWS said in 2018 of a prime minister.
        ("Elite,Ideological,Dissident,Far Right,Parties,Radicals / Extremists / Fundamentalists", "Modi", None),
        ("2", "HTS", "Rebels"),
        ("3.0", "Unidentified Gang (Mexico)", "Militias"),
        ("Political militia", "X", "Militias"),
        ("1", "Military Forces of Norway", None),
        ("7", "Civilians (Mali)", None),
        ("", "Armed Rebels (Syria)", "Rebels"),
        ("", "armed gang", "Unidentified armed forces"),
        ("", "Rebel Wilson", None),
        ("", "Protesters (Argentina)", None),
        ("", "", None),
        # A table that gives a sector of the state knows better than the name.
        ("Police", "Militant (Iraq)", None),
        ("Radicals / Extremists / Fundamentalists,Dissident", "Extremist (India)", "Unidentified armed forces"),
    ],
)
def test_an_armed_group_is_known_by_its_sectors_and_without_any_by_its_name(sectors, name, label):
    found = load().armed(sectors, name)
    assert (found.label if found else None) == label


def test_every_sector_of_the_table_is_written_in_some_format_and_no_two_are_written_alike():
    assert {sector.label for sector in load().written.values()} == {
        "Criminals", "Government", "Insurgents", "Intelligence", "Military", "Militias", "Police", "Rebels",
        "Separatists", "Unidentified armed forces",
    }  # fmt: skip
    assert all(not sector.counts for sector in load().groups.values())


def test_the_unnamed_groups_in_the_sample_of_icews_are_armed_by_their_sectors_too(shared):
    with shared("data/events/samples/icews_events.2018.sample.tab").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    ends = {(row[f"{side} Name"], row[f"{side} Sectors"]) for row in rows for side in ("Source", "Target")}
    unnamed = {(name, sectors) for name, sectors in ends if load().armed("", name)}
    assert len(unnamed) > 50
    # The one belongs to a sector that also has parties in it, the other is a newspaper.
    assert {name for name, sectors in unnamed if not load().armed(sectors, "")} == {
        "Extremist (India)", "Armed Separatist (Libération)",
    }  # fmt: skip


SYRIA = Actor("syria-of-ours", "state", "Syria", ("Syrian Arab Republic",), iso3="SYR")
REBELS = Actor("free-army", "group", "Free Syrian Army")


@pytest.mark.parametrize(
    ("name", "country", "sectors", "meaning"),
    [
        ("Armed Rebel (Syria)", "Syria", "Dissident,Rebel", Meaning("Armed Rebel (Syria)", None, "syria-of-ours")),
        ("Armed Rebel (Syria)", None, None, Meaning("Armed Rebel (Syria)", None, "syria-of-ours")),
        ("REBEL", "SYR", "REB", Meaning("REBEL (syria-of-ours)", None, "syria-of-ours")),
        # GDELT names rebels by their country alone, which a project may know by that name.
        ("SYRIA", "SYR", "REB", Meaning("Rebels (syria-of-ours)", None, "syria-of-ours")),
        ("TURKEY", "TUR", "REB", Meaning("Rebels (turkey)", None, "turkey")),
        ("", "TUR", "REB", Meaning("Rebels (turkey)", None, "turkey")),
        ("Al Qaeda", None, "International Insurgents", Meaning("Al Qaeda")),
        ("Free Syrian Army", "Syria", "Rebel", Meaning("free-army")),
        ("SYRIA", "SYR", "GOV", Meaning("syria-of-ours", "syria-of-ours")),
        ("Crowd", "SYR", "CVL", Meaning("Crowd (syria-of-ours)", "syria-of-ours")),
    ],
)
def test_an_armed_group_is_in_a_state_and_counts_for_none(name, country, sectors, meaning):
    resolver = Resolver({actor.slug: actor for actor in (SYRIA, REBELS)})
    assert resolver.resolve(name, country, sectors) == meaning


def test_a_project_joins_a_territory_or_a_former_state_by_a_name():
    ours = Actor("moscow", "state", "Russia", ("Soviet Union",), iso3="RUS")
    resolver = Resolver({"moscow": ours, "leader": Actor("leader", "person", "Jordan")})
    assert resolver.resolve(None, "365").state == "moscow"
    assert resolver.resolve(None, "SUN").state == "moscow"
    # A person with the name of a country takes no codes with it.
    assert resolver.resolve(None, "JOR").state == "jordan"


def test_a_country_that_nobody_knows_keeps_what_it_is_called():
    assert Resolver({}).resolve(None, "ZZZ") == Meaning("ZZZ")
    assert Resolver({}).resolve(None, "cow:ZZZ") == Meaning("ZZZ")
