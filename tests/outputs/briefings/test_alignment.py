"""The analyst's notes on agreement and conflict over issues, and their tables."""

from __future__ import annotations

import pytest

from kg.analysis.alignment import Scope, alignment
from kg.analysis.discourse import Statement, one_mode
from kg.graph.network import network
from kg.outputs.alignment_tables import document, position_table
from kg.outputs.briefings import positions
from kg.outputs.briefings.alignment import note, nothing, standing, table
from kg.outputs.briefings.prose import laid_out
from kg.outputs.document import to_json


@pytest.fixture(scope="module")
def web(shipped):
    return network(shipped.corpus, shipped.vocabulary)


def told(text):
    return " ".join(text.split())


def test_the_notes_are_the_golden_ones(web, snapshot):
    snapshot("briefing-alignment.txt", laid_out(note(web, alignment(web))))
    pair = alignment(web, between=("china", "south-korea"))
    snapshot("briefing-alignment-china-south-korea.txt", laid_out(note(web, pair)))
    snapshot("briefing-positions.txt", laid_out(positions.note(web, alignment(web))))


def test_a_note_on_a_pair_has_every_statement_with_its_quote_and_key(web):
    found = alignment(web, between=("china", "united-states"))
    text = told(laid_out(note(web, found)))
    for part in found.pairs[0].issues:
        for each in (*part.a.statements, *part.b.statements):
            assert told(each.claim.passages[0].exact) in text
            assert each.claim.key in text


def test_the_verdict_says_what_over_what_and_how_sure(web):
    text = told(laid_out(note(web, alignment(web, between=("china", "south-korea")))))
    assert "On 1 shared issue, China and South Korea appear to conflict over THAAD in South Korea." in text
    assert "Thin evidence: under three independent claimants." in text


def test_what_is_left_out_and_how_it_is_counted_is_said(web):
    found = alignment(web, measure="conflict", normalisation="average", duplicates="article")
    text = told(laid_out(note(web, found)))
    assert "1 repetition within one article left out" in text
    assert "Numbers: conflict, divided by the mean of their numbers of statements." in text
    scope = Scope(by="claimant", modes=("reported", "forecast", "conditional"))
    text = told(laid_out(note(web, alignment(web, scope=scope))))
    assert "(what actors say for themselves, reported, forecast and conditional claims)" in text


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ([0.7], [0.9], "agree"),
        ([0.7], [-0.7], "conflict"),
        ([0.3], [-0.3], "differ mildly"),  # on two sides, and nearer than half the scale
        ([1, -0.9], [1, -0.9], "divided"),  # subtract is 0.2 of 4
        ([1, 1, 1, -0.1], [1], "agree"),  # subtract is 2.9 of 4
        ([0.7], [0.0], "unclear"),
    ],
)
def test_how_two_actors_stand_on_an_issue(web, a, b, words):
    (claim, *_) = web.graph["claims"].values()
    sides = [("a", k) for k in a] + [("b", k) for k in b]
    (pair,) = one_mode([Statement(actor, "i", k, claim.article, None, claim) for actor, k in sides])
    assert standing(pair.issues[0]) == words


def test_further_pairs_have_a_line_each_and_no_end_of_them_is_cut_silently(web):
    every = Scope(level="actor", modes=("reported", "interpreted", "forecast", "conditional"))
    found = alignment(web, scope=every)
    assert len(found.pairs) > 4
    text = laid_out(note(web, found))
    assert "\nFurther pairs\n" in text


@pytest.mark.parametrize(
    ("scope", "between", "words"),
    [
        (Scope(), ("china", "japan"), "China and Japan take positions on no issue in common"),
        (Scope(), ("japan",), "Japan shares no issue with others"),
        (Scope(without_actors=("china",)), (), "no two actors take positions on the same issue"),
        (Scope(modes=()), (), "nobody takes a position on an issue"),
    ],
)
def test_where_there_is_nothing_the_reason_is_said(web, scope, between, words):
    assert nothing(web, alignment(web, scope=scope, between=between)).startswith(words)


def test_pairs_are_a_list_of_edges_with_the_claims_behind_them(web):
    found = alignment(web)
    rows = [dict(zip(table(web, found).columns, row, strict=True)) for row in table(web, found).rows]
    assert [(row["a"], row["b"]) for row in rows] == [("china", "south-korea"), ("china", "united-states")]
    assert rows[0]["issues"] == "thaad"
    assert (rows[0]["statements"], len(rows[0]["claims"].split("; "))) == (5, 5)
    assert rows[0]["alignment"] == rows[0]["subtract"] / rows[0]["denominator"]


def test_one_pair_is_a_list_of_statements(web):
    made = table(web, alignment(web, between=("china", "south-korea")))
    rows = [dict(zip(made.columns, row, strict=True)) for row in made.rows]
    assert {(row["issue"], row["actor"]) for row in rows} == {("thaad", "china"), ("thaad", "south-korea")}
    assert sorted(row["position"] for row in rows) == [-0.7, -0.7, -0.5, 0.3, 0.7]


def test_positions_are_a_list_of_edges_too(web):
    made = position_table(web, alignment(web))
    rows = [dict(zip(made.columns, row, strict=True)) for row in made.rows]
    assert sum(row["statements"] for row in rows) == 15
    assert all(row["supporting"] + row["opposing"] + row["neutral"] == row["statements"] for row in rows)


def test_as_data_each_claim_is_written_once_and_named_by_key(web):
    data = document(web, alignment(web))
    assert to_json(data)
    named = {each["claim"] for cell in data["positions"] for each in cell["statements"]}
    assert named == set(data["claims"])
    assert data["claims"]["2016-07-isdp-thaad-thawing/seoul-ready"]["passages"]


@pytest.mark.parametrize("width", [40, 72, 100])
def test_lines_keep_to_the_width(web, width):
    found = alignment(web)
    for lines in (note(web, found), positions.note(web, found)):
        assert max(map(len, laid_out(lines, width).splitlines())) <= width
