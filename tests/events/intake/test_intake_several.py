"""Rows that name several people: every pair is an event among actors, every dyad is one among states."""

from collections import Counter
from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.events import Specification, open_engine, open_store, tensions
from tests.events.tables import POLECAT, imported, polecat, stored

STATES = {"Obama": "USA", "Kerry": "USA", "Putin": "RUS", "Lavrov": "RUS", "Abe": "JPN"}
ENGINE = open_engine()
SLUGS = {"USA": "united-states", "RUS": "russia", "JPN": "japan"}
DAY = date(2023, 1, 5)
PEOPLE = st.lists(st.sampled_from(sorted(STATES)), min_size=1, max_size=4, unique=True)


def plain(rows):
    lines = [
        ",".join((DAY.isoformat(), *(joined for side in row for joined in (";".join(side), countries(side))), "112"))
        for row in rows
    ]
    return "own.csv", "\n".join(["date,source,source_country,target,target_country,code", *lines, ""])


def of_polecat(rows):
    lines = [
        polecat(number, "ACCUSE", "", *((";".join(side), "", countries(side)) for side in row))
        for number, row in enumerate(rows)
    ]
    return "polecat.txt", "\n".join([POLECAT, *lines, ""])


def countries(side):
    return ";".join(STATES[person] for person in side)


def counts(store, level):
    found = tensions(open_store(store), Specification("plover", level), ENGINE, at=DAY)
    return {frozenset((dyad.a, dyad.b)): dyad.events for dyad in found}


@given(st.lists(st.tuples(PEOPLE, PEOPLE), min_size=1, max_size=4), st.sampled_from([plain, of_polecat]))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_row_counts_once_for_two_states_and_once_for_each_pair_of_actors(tmp_path_factory, rows, written_as):
    name, text = written_as(rows)
    made = imported(tmp_path_factory.mktemp("several"), text, name)
    pairs = [list(product(*row)) for row in rows]
    states, actors = Counter(), Counter()
    for row in pairs:
        states.update({frozenset((STATES[s], STATES[t])) for s, t in row if STATES[s] != STATES[t]})
        actors.update(frozenset((s, t)) for s, t in row if s != t)
    assert counts(made.store, "state") == {frozenset(map(SLUGS.get, dyad)): n for dyad, n in states.items()}
    named = {frozenset(f"{person} ({SLUGS[STATES[person]]})" for person in dyad): n for dyad, n in actors.items()}
    assert counts(made.store, "actor") == named
    outcome = made.files[0]
    assert (outcome.rows, outcome.events, outcome.rejected) == (len(rows), sum(map(len, pairs)), {})
    totals = made.manifest["counts"]
    assert totals["events"] == outcome.events
    assert totals["between"] - totals["repeats"] == states.total()
    assert totals["within"] == totals["events"] - totals["between"]


@pytest.mark.parametrize(
    ("source", "country", "states"),
    [
        ("Obama; Kerry", "USA", ["united-states"] * 2),
        ("Obama;Abe", "USA;JPN", ["japan", "united-states"]),
        ("USA; JPN", "", ["japan", "united-states"]),
        ("Obama;", "USA", ["united-states"]),
        (";", "", [None]),
        ("Obama;Ghost", "USA;NA", [None, "united-states"]),
    ],
)
def test_countries_are_those_of_the_names_in_their_order_or_one_is_of_all(tmp_path, source, country, states):
    header = "date,source,source_country,target,code" if country else "date,source,target,code"
    row = f"2014-01-01,{source},{country},Iran,112" if country else f"2014-01-01,{source},Iran,112"
    imported(tmp_path, f"{header}\n{row}\n", "own.csv")
    assert sorted((state for (state,) in stored(tmp_path / "store", "source_state")), key=str) == sorted(
        states, key=str
    )


def test_rows_of_one_id_that_differ_in_day_are_not_one_row(tmp_path):
    text = "id,date,source,target,source_country,code\na,2014-01-01,Obama,RUS,USA,112\na,2014-01-02,Kerry,RUS,USA,112\n"
    imported(tmp_path, text, "own.csv")
    assert stored(tmp_path / "store", "repeat") == [(0,), (0,)]


def test_the_story_and_the_row_together_leave_one_event(tmp_path):
    text = "id,date,source,target,source_country,code,story\n" + "".join(
        f"{id_},2014-01-01,{who},RUS,USA,112,s\n" for id_, who in (("a", "Obama;Kerry"), ("b", "Kerry"), ("c", "Biden"))
    )
    imported(tmp_path, text, "own.csv")
    found = stored(tmp_path / "store", "id, source, repeat")
    assert found == [
        ("a", "Kerry (united-states)", 0),
        ("a", "Obama (united-states)", 1),
        ("b", "Kerry (united-states)", 2),
        ("c", "Biden (united-states)", 1),
    ]
