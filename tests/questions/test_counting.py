"""What counts in no score has one reason, and the numbers that are told agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from kg.measure.lens import DEFAULT, MODES, Lens
from kg.network.network import network_of
from kg.questions.counting import REASONS, about, in_words, uncounted, uncounted_table
from kg.questions.dyads import tensions
from kg.questions.tension.explanation import explain

ISSUE = {"missiles": {"directed-at": "north-korea"}, "tides": {"label": "Tides", "definition": "That they rise."}}
CASES = {
    "leverage": {"leverage": {"wielder": "china", "over": "japan", "instrument": "trade", "effect": "pressure", "strength": "weak"}},
    "mode": {"mode": "interpreted", "stance": {"holder": "china", "target": "japan", "type": "opposes"}},
    "denied": {"polarity": "denied", "stance": {"holder": "china", "target": "japan", "type": "opposes"}},
    "parties": {"event": {"label": "It moves", "type": "MOBILIZE", "initiator": "china", "about": "missiles"}},
    "event": {"stance": {"holder": "china", "target": "summit", "type": "opposes"}},
    "issue": {"stance": {"holder": "china", "target": "tides", "type": "opposes"}},
    "side": {"stance": {"holder": "north-korea", "target": "missiles", "type": "opposes"}},
    "": {"stance": {"holder": "china", "target": "missiles", "type": "opposes"}},
}  # fmt: skip
EVENTS = {
    "summit": {"label": "They meet", "type": "CONSULT", "initiator": "japan", "recipient": "china", "when": "2016-01"}
}


def left_out(network, lens=DEFAULT):
    return uncounted(network, tensions(network, lens), lens)


@pytest.mark.parametrize("reason", CASES)
def test_a_claim_that_counts_for_no_dyad_has_the_reason(network, reason):
    claim = {"id": "one", "quote": "sees it as a threat", "said-by": "china", "certainty": "certain"} | CASES[reason]
    net = network(claim, issues=ISSUE, events=EVENTS)
    assert left_out(net, Lens(at=date(2016, 2, 9))) == ({"talks/one": reason} if reason else {})


def test_what_has_no_date_and_what_is_later_count_in_none(network):
    claim = {"id": "one", "quote": "sees it as a threat", "said-by": "china", **CASES[""]}
    net = network(claim, issues=ISSUE)
    assert left_out(net, Lens(at=date(2016, 2, 8))) == {"talks/one": "later"}
    articles = {"talks": replace(net.articles["talks"], published="")}
    ties = tuple(replace(tie, day=None, article=articles["talks"]) for tie in net.ties)
    undated = replace(net, articles=articles, ties=ties)
    assert left_out(undated, Lens(at=date(2016, 2, 9))) == left_out(undated) == {"talks/one": "undated"}
    assert in_words(left_out(undated), undated.claims) == "0 of 1 claim counts; 1 is undated."


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("level", ["state", "actor"])
def test_every_shipped_claim_counts_or_has_a_reason_and_the_numbers_agree(shipped, mode, level):
    net = network_of(shipped.corpus, shipped.vocabulary)
    lens = Lens(level=level, mode=mode)
    dyads = tensions(net, lens)
    without = uncounted(net, dyads, lens)
    counting = {part.claim.key for dyad in dyads for part in dyad.contributions}
    assert without.keys() | counting == net.claims.keys()
    assert not without.keys() & counting
    said = in_words(without, net.claims)
    assert said.startswith(f"{len(counting)} of {len(net.claims)} claims count; ")
    for reason, number in Counter(without.values()).items():
        assert f"{number} {REASONS[reason][1 + (number > 1)]}" in said


def test_without_the_contested_they_are_left_out_for_that(network):
    said = {"id": "one", "quote": "sees it as a threat", "said-by": "china", "certainty": "certain", **CASES[""]}
    denied = {"id": "two", "quote": "Envoys met", "said-by": "japan", "certainty": "certain", "denies": "one"}
    net = network(said, denied, issues=ISSUE)
    assert left_out(net) == {"talks/two": "denied"}
    without = uncounted(net, tensions(net, without_contested=True), without_contested=True)
    assert without == {"talks/one": "contested", "talks/two": "denied"}


def test_of_a_dyad_all_that_is_said_of_the_two_counts_or_has_a_reason(shipped):
    net = network_of(shipped.corpus, shipped.vocabulary)
    found = explain(net, "china", "north-korea")
    counting = {part.claim.key for part in found.headline.contributions}
    assert counting | set(found.uncounted) == set(found.about) == about(net, found.lens, ("china", "north-korea"))
    assert {"mode", "leverage"} <= set(found.uncounted.values())


def test_the_table_has_the_reason_first(shipped):
    net = network_of(shipped.corpus, shipped.vocabulary)
    table = uncounted_table(net, net.claims.values())
    assert table.columns[:2] == ("uncounted", "claim")
    assert len(table.rows) == len(left_out(net))
    assert {row[0] for row in table.rows} <= {short for short, *_ in REASONS.values()}


def test_nothing_said_is_not_told(network):
    assert in_words({}, ()) == ""
    assert in_words({}, ["a"]) == "1 of 1 claim counts."
