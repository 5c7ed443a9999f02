"""The analyst's notes on agreement and conflict over issues, and their tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.network.network import network_of
from kg.questions.alignment import positions
from kg.questions.alignment.analysis import Scope, alignment
from kg.questions.alignment.discourse import Statement, one_mode
from kg.questions.alignment.note import note, nothing, standing
from kg.questions.alignment.tables import document, position_table, table
from kg.questions.document import to_json
from kg.questions.prose import laid_out


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def told(text):
    return " ".join(text.split())


def test_the_notes_are_the_golden_ones(network, snapshot):
    snapshot("note-alignment.txt", laid_out(note(network, alignment(network))))
    pair = alignment(network, between=("china", "south-korea"))
    snapshot("note-alignment-china-south-korea.txt", laid_out(note(network, pair)))
    snapshot("note-positions.txt", laid_out(positions.note(network, alignment(network))))


def test_a_note_on_a_pair_has_every_statement_with_its_quote_and_key(network):
    found = alignment(network, between=("china", "united-states"))
    text = told(laid_out(note(network, found)))
    for part in found.pairs[0].issues:
        for each in (*part.a.statements, *part.b.statements):
            assert told(each.claim.passages[0].exact) in text
            assert each.claim.key in text


def test_the_verdict_says_what_over_what_and_how_sure(network):
    text = told(laid_out(note(network, alignment(network, between=("china", "south-korea")))))
    assert "On 1 shared issue, China and South Korea appear to conflict over “THAAD in South Korea”." in text
    assert "Weighing every statement, they are rather apart (-0.10)." in text
    assert "Thin evidence: 2 independent claimants (under three)." in text


def test_what_is_left_out_and_how_it_is_counted_is_said(network):
    found = alignment(network, measure="conflict", normalisation="average", duplicates="article")
    text = told(laid_out(note(network, found)))
    assert "1 repetition within one article left out" in text
    assert "Numbers: conflict, divided by the mean of their numbers of statements." in text
    scope = Scope(by="claimant", modes=("reported", "forecast", "conditional"))
    text = told(laid_out(note(network, alignment(network, scope=scope))))
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
def test_how_two_actors_stand_on_an_issue(network, a, b, words):
    (claim, *_) = network.claims.values()
    sides = [("a", k) for k in a] + [("b", k) for k in b]
    (pair,) = one_mode([Statement(actor, "i", k, claim.article, None, claim, actor) for actor, k in sides])
    assert standing(pair.issues[0]) == words


def test_statements_on_both_sides_of_the_pairs_of_one_actor_are_counted(network):
    """China's 10 statements, and the 2 of South Korea and 2 of the United States on what it shares with China."""
    text = told(laid_out(note(network, alignment(network, between=("china",)))))
    assert "14 statements on what these actors hold (what is said of actors, reported claims)" in text
    mine = told(laid_out(note(network, alignment(network, between=("china",), scope=Scope(by="claimant")))))
    assert " statements by these actors (what actors say for themselves" in mine


def test_statements_of_one_day_have_one_day(network):
    text = told(laid_out(note(network, alignment(network, scope=Scope(since=date(2016, 7, 1))))))
    assert "reported claims), 31 July 2016. Numbers" in text


@pytest.mark.parametrize(
    ("measure", "number"),
    [("conflict", "Conflict: 2.25."), ("ignore", "Ignore: 4.00."), ("congruence", "Congruence: 1.75.")],
)
def test_the_verdict_is_by_agreement_less_conflict_whatever_is_measured(network, measure, number):
    found = alignment(network, between=("china", "united-states"), measure=measure, normalisation="none")
    text = told(laid_out(note(network, found)))
    assert f"they are rather apart, although they agree on 1 of 2 issues. {number}" in text


def counted_pairs(network, *sides):
    (claim, *_) = network.claims.values()
    found = alignment(network)
    pairs = one_mode([Statement(actor, issue, k, claim.article, None, claim, actor) for actor, issue, k in sides])
    return replace(found, pairs=pairs, between=tuple(sorted({actor for actor, _, _ in sides}))[:2])


def test_a_conflict_within_agreement_is_said(network):
    """1 statement against 1 on the one, 3 with 2 on the other: (6 - 1) / √((1 + 9) (1 + 4))."""
    more = [("china", "un-sanctions", 1)] * 3 + [("japan", "un-sanctions", 1)] * 2
    found = counted_pairs(network, ("china", "thaad", 1), ("japan", "thaad", -1), *more)
    assert ", they are mostly close (+0.71), although they conflict over 1 of 2 issues." in told(
        laid_out(note(network, found))
    )


def test_pairs_that_neither_agree_nor_conflict_are_counted(network):
    sides = [("china", "thaad", 1), ("japan", "thaad", 0), ("united-states", "thaad", 1)]
    found = replace(counted_pairs(network, *sides), between=())
    assert "Of 3 pairs with an issue in common, on balance 1 agrees, 0 conflict and 2 do neither." in told(
        laid_out(note(network, found))
    )


def test_long_quotes_are_shortened_in_the_middle_and_that_is_said_once(network):
    words = " ".join(f"word{n}" for n in range(100))
    found = alignment(network)
    claim = next(iter(network.claims.values()))
    long = replace(claim, passages=(replace(claim.passages[0], exact=words),))
    cells = tuple(replace(c, statements=tuple(replace(s, claim=long) for s in c.statements)) for c in found.positions)
    text = told(laid_out(positions.note(network, replace(found, positions=cells))))
    assert "“word0 word1 " in text
    assert " […] " in text
    assert " word98 word99”" in text
    assert words not in text
    assert text.count("Quotes of over 300 characters are shortened") == 1
    assert "shortened" not in told(laid_out(positions.note(network, found)))


@pytest.mark.parametrize(
    ("measure", "said", "heads"),
    [
        (None, "the mean position", ["-0.63  China", "+0.50  South Korea"]),
        ("ignore", "how many statements", ["3  China", "2  South Korea"]),
        ("subtract", "positions summed", ["-1.90  China", "+1.00  South Korea"]),
    ],
)
def test_positions_are_means_counts_or_sums(network, measure, said, heads):
    lines = laid_out(positions.note(network, alignment(network), measure=measure)).splitlines()
    assert any(line.startswith(f"Numbers: {said}") for line in lines)
    of_thaad = lines[lines.index("THAAD in South Korea") + 1 : lines.index("Tougher sanctions on North Korea")]
    assert [line.partition(":")[0] for line in of_thaad if line.strip() and line[0] != " "] == heads


def test_further_pairs_have_a_line_each_and_no_end_of_them_is_cut_silently(network):
    every = Scope(level="actor", modes=("reported", "interpreted", "forecast", "conditional"))
    found = alignment(network, scope=every)
    assert len(found.pairs) > 4
    text = laid_out(note(network, found))
    assert "\nFurther pairs (pairs: + agree; positions: + for)\n" in text


@pytest.mark.parametrize(
    ("scope", "between", "words"),
    [
        (Scope(), ("china", "japan"), "China and Japan take positions on no issue in common"),
        (Scope(), ("japan",), "Japan shares no issue with others"),
        (Scope(without_actors=("china",)), (), "no two actors take positions on the same issue"),
        (Scope(modes=()), (), "nobody takes a position on an issue"),
    ],
)
def test_where_there_is_nothing_the_reason_is_said(network, scope, between, words):
    assert nothing(network, alignment(network, scope=scope, between=between)).startswith(words)


def test_pairs_are_a_list_of_edges_with_the_claims_behind_them(network):
    found = alignment(network)
    rows = [dict(zip(table(network, found).columns, row, strict=True)) for row in table(network, found).rows]
    assert [(row["a"], row["b"]) for row in rows] == [("china", "south-korea"), ("china", "united-states")]
    assert rows[0]["issues"] == "thaad"
    assert (rows[0]["statements"], len(rows[0]["claims"].split("; "))) == (5, 5)
    assert rows[0]["alignment"] == rows[0]["subtract"] / rows[0]["denominator"]


def test_one_pair_is_a_list_of_statements(network):
    made = table(network, alignment(network, between=("china", "south-korea")))
    rows = [dict(zip(made.columns, row, strict=True)) for row in made.rows]
    assert {(row["issue"], row["actor"]) for row in rows} == {("thaad", "china"), ("thaad", "south-korea")}
    assert sorted(row["position"] for row in rows) == [-0.7, -0.7, -0.5, 0.3, 0.7]


def test_positions_are_a_list_of_edges_too(network):
    made = position_table(network, alignment(network))
    rows = [dict(zip(made.columns, row, strict=True)) for row in made.rows]
    assert sum(row["statements"] for row in rows) == 15
    assert all(row["supporting"] + row["opposing"] + row["neutral"] == row["statements"] for row in rows)


def test_as_data_each_claim_is_written_once_and_named_by_key(network):
    data = document(network, alignment(network))
    assert to_json(data)
    named = {each["claim"] for cell in data["positions"] for each in cell["statements"]}
    assert named == set(data["claims"])
    assert data["claims"]["2016-07-isdp-thaad-thawing/seoul-ready"]["passages"]


@pytest.mark.parametrize("width", [40, 72, 100])
def test_lines_keep_to_the_width(network, width):
    found = alignment(network)
    for lines in (note(network, found), positions.note(network, found)):
        assert max(map(len, laid_out(lines, width).splitlines())) <= width
