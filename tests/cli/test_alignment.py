"""`kg alignment` as its users see it."""

from __future__ import annotations

import json

import pytest
from click import Choice

from kg.cli.alignment import command
from kg.questions.alignment.congruence import MEASURES, NORMALISATIONS
from kg.questions.alignment.discourse import DUPLICATES


def test_pairs_in_every_format(kg, rows):
    found = rows(kg("alignment").stdout)
    assert [(row["a"], row["b"]) for row in found] == [("china", "south-korea"), ("china", "united-states")]
    assert kg("alignment", "--format", "csv").stdout == kg("alignment").stdout
    data = json.loads(kg("alignment", "--format", "json").stdout)
    assert [pair["value"] for pair in data["pairs"]] == [float(row["alignment"]) for row in found]
    note = kg("alignment", "--format", "table").stdout
    assert "China and South Korea appear to conflict over “THAAD in South Korea”." in " ".join(note.split())


def test_a_pair_by_any_of_its_names_in_either_order(kg):
    notes = {
        kg("alignment", *names, "--format", "table").stdout
        for names in (("china", "south korea"), ("KOR", "chn"), ("Beijing", "Seoul"))
    }
    assert len(notes) == 1
    assert "“THAAD is seen with much consternation in Beijing”" in notes.pop()


def test_the_pairs_of_one_actor(kg, rows):
    assert {row["b"] for row in rows(kg("alignment", "usa").stdout)} == {"united-states"}


def test_actors_by_issues(kg, rows):
    found = rows(kg("alignment", "--two-mode").stdout)
    assert ("south-korea", "thaad", "2") in {(row["actor"], row["issue"], row["statements"]) for row in found}
    assert "THAAD in South Korea" in kg("alignment", "--two-mode", "--format", "table").stdout


def test_measures_of_actors_by_issues(kg):
    def note(*options):
        return kg("alignment", "--two-mode", "--format", "table", *options).stdout

    assert "\n3  China: 3 statements, 3 against\n" in note("--measure", "ignore")
    assert "\n-1.90  China: 3 statements, 3 against\n" in note("--measure", "subtract")


def test_the_choices_are_all_that_the_analysis_has():
    """They are typed again, since importing them would load networkx for help."""
    choices = {option.name: tuple(option.type.choices) for option in command.params if isinstance(option.type, Choice)}
    assert choices["measure"] == MEASURES
    assert choices["normalisation"] == NORMALISATIONS
    assert choices["duplicates"] == DUPLICATES


def test_measure_normalisation_and_duplicates_change_the_number(kg, rows):
    def value(*options):
        return float(rows(kg("alignment", *options).stdout)[0]["alignment"])

    assert value("--measure", "ignore", "--normalise", "none") == 6
    assert value("--measure", "conflict", "--normalise", "none") == pytest.approx(3.4)
    assert value("--measure", "congruence", "--normalise", "product") == pytest.approx(2.6 / 20)
    assert value("--measure", "ignore", "--normalise", "none", "--duplicates", "article") == 4


def test_what_counts_can_be_limited(kg, rows):
    def pairs(*options):
        return [(row["a"], row["b"]) for row in rows(kg("alignment", *options).stdout)]

    thaad, sanctions = ("china", "south-korea"), ("china", "united-states")
    assert pairs("--exclude-issue", "thaad") == [sanctions]
    assert pairs("--exclude-actor", "washington") == [thaad]
    assert pairs("--exclude-article", "2016-07-isdp-thaad-thawing") == pairs("--known-at", "2016-03") == [sanctions]
    assert pairs("--until", "2016-02") == [sanctions]
    assert pairs("--since", "2016-07") == [thaad]
    assert pairs("--by", "claimant") == [sanctions]
    assert ("liu-jieyi", "samantha-power") in pairs("--level", "actor")
    assert pairs("--mode", "forecast") == []


def test_nothing_in_common_is_said_with_status_1(kg):
    result = kg("alignment", "china", "japan", "--format", "table")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "China and Japan take positions on no issue in common" in result.stderr
    assert kg("alignment", "--since", "2031").exit_code == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("chian",), "unknown actor 'chian'; did you mean china"),
        (("china", "Xi Jinping"), "both count as 'china'"),
        (("--exclude-issue", "thad"), "unknown issue 'thad'; did you mean thaad?"),
        (("--exclude-article", "x"), "unknown article 'x'; `kg articles` lists them"),
        (("--exclude-actor", "nobody at all"), "unknown actor 'nobody at all'"),
        (("--exclude-actor", ""), "is empty"),
        (("",), "is empty"),
        (("--since", "2017", "--until", "2016"), "--since 2017-01-01 is after --until 2016-12-31"),
        (
            ("--two-mode", "--measure", "conflict"),
            "--measure conflict is between two actors; of --two-mode are ignore and",
        ),
        (("--two-mode", "--normalise", "none"), "--normalise is about pairs; drop --two-mode or it"),
        (("china", "usa", "--exclude-actor", "beijing"), "--exclude-actor leaves out 'china', whom you ask about"),
        (("china", "--exclude-actor", "china"), "--exclude-actor leaves out 'china', whom you ask about"),
        (("--measure", "sum"), "'sum' is not one of"),
        (("a", "b", "c"), "unexpected extra argument"),
    ],
)
def test_mistakes_are_wrong_usage(kg, words, message):
    result = kg("alignment", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in " ".join(result.stderr.split())
