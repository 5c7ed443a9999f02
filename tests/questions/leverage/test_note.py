"""Who can move whom, and through whom, as analysts' notes, tables and documents."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from math import prod

import pytest

from kg.measure.formula import Parameters
from kg.measure.lens import Lens
from kg.model.wording import figure
from kg.network.network import network_of
from kg.questions.document import to_json
from kg.questions.leverage import note as pairs_note
from kg.questions.leverage import paths_note
from kg.questions.leverage import tables as pairs_tables
from kg.questions.leverage.analysis import leverage, leverage_paths
from kg.questions.prose import laid_out

DAY = date(2016, 7, 31)


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture(scope="module")
def pairs(network):
    return leverage(network, Lens(at=DAY))


def text(lines, width=100):
    return laid_out(lines, width)


def test_the_note_is_the_golden_one(network, pairs, snapshot):
    snapshot("note-leverage.txt", text(pairs_note.note(network, pairs)))


@pytest.mark.parametrize(("source", "target"), [("united-states", "north-korea"), ("north-korea", "united-states")])
def test_the_notes_on_chains_are_the_golden_ones(network, snapshot, source, target):
    found = leverage_paths(network, source, target, Lens(at=DAY))
    snapshot(f"note-leverage-paths-{source}-{target}.txt", text(paths_note.note(network, found)))


def test_no_pair_prints_a_quote_twice(network, pairs):
    for pair in pairs:
        lines = [line.strip() for line in pairs_note.note(network, [pair]) if line.strip().startswith("“")]
        assert len(lines) == len(set(lines))
        assert lines


def test_a_translation_stands_below_its_quote(network, pairs):
    pair = pairs[0]
    (part, *others), claim = pair.parts, pair.parts[0].claim
    passage = replace(claim.passages[0], translation="In other words", translated_by="the curator")
    translated = replace(part, claim=replace(claim, passages=(passage,)))
    lines = [line.strip() for line in pairs_note.note(network, [replace(pair, parts=(translated, *others))])]
    assert (
        lines[lines.index(f"“{' '.join(passage.exact.split())}”") + 1]
        == "= “In other words” (translated by the curator)"
    )


def test_a_passage_that_two_claims_quote_is_printed_once(network, pairs):
    pair = next(pair for pair in pairs if pair.claims == 2)
    first, second = pair.parts
    same = replace(second, claim=replace(second.claim, passages=first.claim.passages))
    whole = text(pairs_note.note(network, [replace(pair, parts=(first, same))]))
    assert whole.count("“border trade and revenue") == 1
    assert whole.count("Niklas Swanström ·") == 2


def test_the_shares_that_are_printed_sum_to_the_power(network, pairs):
    for pair in pairs:
        whole = text(pairs_note.note(network, [pair], top=2))
        shares = [float(share) for share in re.findall(r"^[+-]\d\.\d{3}", whole, re.MULTILINE)]
        assert len(shares) == min(3, len(pair.parts))
        assert sum(shares) == pytest.approx(pair.power, abs=0.002)


def test_every_product_that_is_printed_comes_out_as_printed(network, pairs):
    whole = " ".join(text(pairs_note.note(network, pairs)).split())
    chains = re.findall(r"((?:\d\.\d+ × )+\d\.\d+) = (\d\.\d+)", whole)
    says = re.findall(r"says (\d\.\d+) = strength (\d\.\d+) × (\(1 − )?probability (\d\.\d+)", whole)
    assert len(chains) == 4
    assert len(says) == sum(len(pair.parts) for pair in pairs)
    for factors, result in chains:
        assert figure(prod(map(float, factors.split(" × "))), 2) == result
    for result, strength, denied, probability in says:
        held_true = 1 - float(probability) if denied else float(probability)
        assert figure(float(strength) * held_true) == result


def test_a_newest_claim_older_than_the_half_life_is_said_to_be_old(network):
    late = leverage(network, Lens(at=date(2100, 1, 1)))
    old = "The newest claim is of 31 July 2016, 83 years before; power does not fade with age"
    assert old in " ".join(text(pairs_note.note(network, late)).split())
    found = leverage_paths(network, "united-states", "north-korea", Lens(at=date(2016, 12, 1)))
    whole = [
        " ".join(text(paths_note.note(network, found, parameters=p)).split()) for p in (None, Parameters(half_life=90))
    ]
    assert [("31 July 2016, 123 days before" in each) for each in whole] == [False, True]


def test_what_the_least_and_the_most_are_is_said_and_they_are_no_interval(network, pairs):
    whole = " ".join(text(pairs_note.note(network, pairs)).split())
    assert "power 0.50 (claims say 0.20 to 0.80)" in whole
    assert whole.count("it is no interval") == 1


def test_a_denial_says_in_short_what_it_denies(network, pairs):
    assert "+0.000 denied: by cooperation on sanctions against North Korea\n" in text(pairs_note.note(network, pairs))


def test_rings_are_told_apart_from_those_who_hold_each_other(network, pairs):
    whole = text(pairs_note.note(network, pairs))
    mutual, rings = whole.split("They hold each other\n")[1].split("\nRings: each holds the next, the last the first\n")
    assert all("⇄" in line for line in mutual.splitlines())
    assert rings.startswith("·      China → North Korea → South Korea → China: ")
    (one,) = leverage(network, Lens(at=DAY), by="united-states")
    assert "Rings" not in text(pairs_note.note(network, [one], among=pairs))


def test_an_article_is_named_in_full_once(network, pairs):
    whole = " ".join(text(pairs_note.note(network, pairs)).split())
    assert whole.count("“THAAD and Thawing Sino-DPRK Relations”, about July 2016, rated B2") == 1
    assert whole.count("· Institute for Security and Development Policy, about July 2016 (B2)") > 1


def test_many_pairs_are_cut_and_say_so(network, pairs):
    whole = text(pairs_note.note(network, pairs, top=2))
    assert "2 of 7 pairs are shown, the strongest; --all shows the others." in whole
    assert "\nUnited States → China   power" not in whole


def test_counter_leverage_and_cycles_are_looked_for_among_all_pairs(network, pairs):
    (one,) = leverage(network, Lens(at=DAY), by="united-states")
    alone, among = (text(pairs_note.note(network, [one], among=others)) for others in ((), pairs))
    assert "in turn" not in alone
    assert "in turn China → United States 0.0364" in among
    assert "China ⇄ United States" in among
    assert "China ⇄ North Korea" not in among


def test_pairs_without_power_and_chains_that_do_not_carry_say_so(network, pairs):
    weak = replace(pairs[-1], power=0.0)
    assert "On balance China → United States has no power. It is doubted" in text(pairs_note.note(network, [weak]))
    two = text(pairs_note.note(network, [weak, replace(weak, over="japan")]))
    assert "On balance none of the pairs has any power." in two
    found = leverage_paths(network, "united-states", "north-korea", Lens(at=DAY))
    dead = replace(found.paths[0], power=0.0)
    whole = text(paths_note.note(network, replace(found, paths=(dead,), more=True)))
    assert "No chain from United States to North Korea carries" in whole
    assert "does not carry" in whole
    assert "More than 1 have up to 4 hops; the strongest are shown." in " ".join(whole.split())


def test_tables_have_a_row_for_each_claim_and_each_hop(network, pairs):
    table = pairs_tables.table(network, pairs)
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert len(rows) == sum(len(pair.parts) for pair in pairs)
    first = rows[0]
    assert (first["wielder"], first["over"], first["effect"], first["strength"]) == (
        "china", "north-korea", "pressure", "strong",
    )  # fmt: skip
    assert {row["says"] for row in rows if row["claim"].endswith("china-no-trade-offs")} == {"denied"}
    hops = paths_note.table(network, leverage_paths(network, "north-korea", "united-states", Lens(at=DAY)))
    assert [row[:1] + row[2:5] for row in hops.rows] == [
        (1, 1, "north-korea", "china"), (1, 2, "china", "united-states"), (2, 1, "north-korea", "south-korea"),
        (2, 2, "south-korea", "china"), (2, 3, "china", "united-states"),
    ]  # fmt: skip


def test_documents_name_pairs_once_and_carry_the_claims(network, pairs):
    whole = pairs_tables.document(network, pairs)
    assert len(whole["pairs"]) == len(pairs)
    assert whole["cycles"][0] == {
        "actors": ["china", "north-korea"], "powers": [0.5, 0.355726], "power": 0.177863,
    }  # fmt: skip
    found = paths_note.document(network, leverage_paths(network, "north-korea", "united-states", Lens(at=DAY)))
    assert [path["actors"] for path in found["paths"]] == [
        ["north-korea", "china", "united-states"], ["north-korea", "south-korea", "china", "united-states"],
    ]  # fmt: skip
    names = [(pair["wielder"], pair["over"]) for pair in found["pairs"]]
    assert len(names) == len(set(names))
    assert "“" not in to_json(found["paths"])
    assert '"exact"' in to_json(found["pairs"])


@pytest.mark.parametrize("width", [40, 72, 100])
def test_lines_keep_to_the_width(network, pairs, width):
    found = leverage_paths(network, "north-korea", "united-states", Lens(at=DAY))
    for lines in (pairs_note.note(network, pairs), paths_note.note(network, found)):
        assert max(map(len, text(lines, width).splitlines())) <= max(width, 60)
