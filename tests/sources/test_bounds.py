"""Small files make little work: it is counted in calls, and what is bounded says so."""

from __future__ import annotations

import difflib

import pytest

from kg.model import nearest as nearest_module
from kg.model.nearest import COMPARED, MANY, nearest
from kg.model.records import ends_of_chains
from kg.sources import quotes, words
from kg.sources.quotes import MOST_LOOKED_AT, MOST_PLACES, FoldedText
from tests.counted import Looked, counted

STANCE = {"holder": "china", "target": "japan", "type": "opposes"}
TIMES = 200_000


def test_a_word_that_repeats_is_looked_for_until_it_is_ambiguous(monkeypatch):
    text = FoldedText.of("b c " + "a " * TIMES)
    looked = counted(monkeypatch, quotes, "cuts_before")
    assert len(text.find("a")) == MOST_PLACES + 1
    assert len(looked) <= MOST_PLACES + 2
    assert text.find("b c") == [(0, 3)]


def test_within_words_it_is_looked_for_so_many_times(monkeypatch):
    text = FoldedText.of("a" * TIMES)
    looked = counted(monkeypatch, quotes, "cuts_before")
    assert text.find("a") == []
    assert len(looked) == MOST_LOOKED_AT


def test_behind_furniture_it_is_found_all_the_same():
    text = FoldedText.of("here and there " * 50 + "Here ends the page. And here.")
    furniture = [text.passage(0, 15 * 50)]
    assert text.find("here", furniture) == [(750, 754), (774, 778)]
    assert text.find("here", [*furniture, text.passage(770, 779)]) == [(750, 754)]
    assert text.find("here", [text.passage(0, 779), text.passage(3, 5)]) == []


def test_marks_without_end_are_passed_over_in_few_steps(monkeypatch):
    looked = counted(monkeypatch, words, "_is_transparent")
    assert words.cuts_before("a" + "\u0301" * 50_000 + "b", 50_001) is False
    assert len(looked) < 10 * words.MOST_TRANSPARENT


@pytest.mark.parametrize(
    ("said", "rule", "message"),
    [
        (
            {"claims": [{"quote": "a"}]},
            "quote-ambiguous",
            "'a' stands in the article over 1,000 times; quote more of it",
        ),
        (
            {"article": {"furniture": "a"}},
            "furniture-missing",
            "'a' stands in the text over 1,000 times, as no line of a page does; give the whole line",
        ),
    ],
)
def test_what_repeats_without_end_is_told(findings, said, rule, message):
    claims = [{"id": "one", "said-by": "china", "stance": STANCE} | claim for claim in said.pop("claims", [])]
    text = "Envoys met in Tokyo. " + "a " * 2_000
    found = findings(said | {"claims": claims}, {"articles/talks.txt": text})
    assert [(f.rule, f.message) for f in found if f.severity == "error"] == [(rule, message)]


def test_leverage_of_many_over_many_is_told(findings):
    many = {f"party-{i}": {"kind": "state", "label": f"Party {i}"} for i in range(80)}
    leverage = {
        "wielder": [*many][:40], "over": [*many][40:], "instrument": "trade", "effect": "pressure", "strength": "weak",
    }  # fmt: skip
    claim = {"id": "one", "quote": "China sees it as a threat", "said-by": "china", "leverage": leverage}
    found = findings({"actors": many, "claims": [claim]})
    assert [f.message for f in found if f.rule == "claim-content"] == [
        "40 wielders over 40 are more than 1,000 pairs; name the groups that they are, or write several claims"
    ]


def test_a_chain_is_walked_once():
    chain = Looked({f"a{i}": f"a{i + 1}" for i in range(3_000)} | {"a3000": ""})
    assert set(ends_of_chains(chain).values()) == {"a3000"}
    assert chain.looks < 10 * len(chain)


@pytest.mark.parametrize("length", [1, 2, 9])
def test_who_leads_into_a_circle_counts_as_itself(length):
    circle = {f"c{i}": f"c{(i + 1) % length}" for i in range(length)}
    acts_for = {"b": "a", "a": "c0", "x": "y", "y": "outside"} | circle
    assert ends_of_chains(acts_for) == {slug: slug for slug in ["b", "a", *circle]} | {"x": "y", "y": "y"}


def test_a_circle_of_many_is_told_once_and_shortly(findings):
    many = {
        f"p{i}": {"kind": "organization", "label": f"Party {i}", "acts-for": f"p{(i + 1) % 500}"} for i in range(500)
    }
    found = [f for f in findings({"actors": many}) if f.rule == "acts-for-ends"]
    assert [f.message for f in found] == [
        "'p0' acts for itself in the end: p0 → p1 → p2 → p3 → p4 → … → p0; drop one 'acts-for'"
    ]


def test_a_word_is_compared_with_few_of_many_names(monkeypatch):
    known = [f"state-{number}" for number in range(5_000)]
    compared = []

    class Matcher(difflib.SequenceMatcher):
        def real_quick_ratio(self):
            compared.append(self.a)
            return super().real_quick_ratio()

    monkeypatch.setattr(nearest_module.difflib, "SequenceMatcher", Matcher)
    assert nearest("sate-4999", known) == "state-4999"
    assert nearest("STATE_123", known) == "state-123"
    assert nearest("zebra", known) == ""
    assert len(compared) <= 3 * COMPARED
    assert nearest("s" * 300, ["s" * 299]) == ""


SPELT = 300


def entry(number, **more):
    return {"id": f"c-{number}", "quote": "sees it as a threat", "said-by": "china"} | more


def demand(holder="china", target="japan"):
    return {"holder": holder, "target": target, "type": "opposes"}


MISSPELT = {
    "event-known": lambda: {
        "events": {f"event-{i}": {"label": f"Event {i}", "type": "AGREE", "initiator": "china"} for i in range(SPELT)},
        "claims": [entry(i, event=f"evnt-{i}") for i in range(SPELT)],
    },
    "claim-known": lambda: {"claims": [entry(i, denies=f"b-{i}") for i in range(SPELT)]},
    "pursuit-said": lambda: {
        "issues": {
            f"issue-{i}": {
                "label": f"I {i}", "definition": "It.", "pursued-by": {"actor": "china", "claim": f"talk/c-{i}"},
            }
            for i in range(SPELT)
        },
        "claims": [entry(i, stance=demand()) for i in range(SPELT)],
    },
    "forecast-interval": lambda: {
        "events": {f"event-{i}": {"label": f"Event {i}", "type": "AGREE", "initiator": "china"} for i in range(SPELT)},
        "claims": [
            entry(i, stance=demand(), mode="forecast", **{"resolution": "came-true", "resolved-by": f"evnt-{i}"})
            for i in range(SPELT)
        ],
    },
    "actor-known": lambda: {
        "actors": {f"state-{i}": {"kind": "state", "label": f"State {i}"} for i in range(SPELT)},
        "claims": [entry(i, stance=demand(holder=f"sate-{i}")) for i in range(SPELT)],
    },
    "target-known": lambda: {
        "actors": {f"state-{i}": {"kind": "state", "label": f"State {i}"} for i in range(SPELT)},
        "claims": [entry(i, stance=demand(target=f"sate-{i}")) for i in range(SPELT)],
    },
}  # fmt: skip


@pytest.mark.parametrize("rule", MISSPELT)
def test_names_are_gone_through_once_however_many_words_are_misspelt(rule, findings, monkeypatch):
    looked = counted(monkeypatch, nearest_module, "_threes")
    found = [f for f in findings(MISSPELT[rule]()) if f.rule == rule and "did you mean" in f.message]
    assert len(found) > SPELT / 2
    assert len(looked) <= 8 * SPELT


def test_among_few_names_every_one_is_compared():
    known = [f"x{number:03}" for number in range(MANY)]
    assert nearest("y123", known) == "x123"
