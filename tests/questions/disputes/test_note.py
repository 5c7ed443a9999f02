"""The note and the table of disputes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.measure.lens import Lens
from kg.network.network import network_of
from kg.questions.disputes.analysis import disputes
from kg.questions.disputes.note import lines, note
from kg.questions.disputes.tables import table
from kg.questions.prose import laid_out
from kg.questions.rows import to_csv

ON = date(2016, 7, 31)


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture(scope="module")
def found(network):
    return disputes(network, Lens(at=ON))


def in_one_line(text):
    return " ".join(text.split())


def test_the_note_is_the_golden_one(network, found, snapshot):
    snapshot("note-disputes.txt", laid_out(note(network, found)))


def test_every_claim_stands_there_with_its_quote_and_key(network, found):
    text = in_one_line(laid_out(note(network, found)))
    for side in (side for dispute in found for side in dispute.sides):
        assert in_one_line(side.claim.passages[0].exact) in text
        assert side.claim.key in text


def test_the_verdict_comes_first_and_counts(network, found):
    verdict = in_one_line(laid_out(note(network, found)).split("\n\n")[1])
    assert verdict.startswith(
        "3 propositions are disputed; on 2 targets one holder is said to take opposite positions."
    )
    assert "3 of 4 denials come from a party to what is denied" in verdict
    assert "China – South Korea (interpreted) would fall from +0.37 to +0.00" in verdict


@pytest.mark.parametrize(
    ("kept", "verdict"),
    [
        (("armstrong-exchange",), "1 proposition is disputed. The only denial comes from a party"),
        (("china-collaborated",), "On 1 target one holder is said to take opposite positions. Neither tension nor"),
        ((), "Nothing is disputed by then."),
    ],
)
def test_the_verdict_on_little_or_nothing(network, found, kept, verdict):
    text = in_one_line(laid_out(note(network, [d for d in found if d.claim.slug in kept])))
    assert verdict in text


def test_leverage_that_rests_on_a_dispute_is_told_and_nothing_is_said_to_rest_where_none_does(network, found):
    text = in_one_line(laid_out(note(network, found)))
    assert "the power of China over South Korea would fall from 0.0364 to 0.00. Neither tension nor leverage" in text
    assert "Leverage rests on it: China → United States 0.0364, without it 0.00." in text
    idle = [d for d in found if not (d.rests or d.moves)]
    assert text.count("Neither tension nor leverage rests on it.") == len(idle) == 1


def test_a_denial_of_after_the_day_is_dated_and_quoted_even_where_nothing_else_is(network):
    early = disputes(network, Lens(at=date(2016, 3, 1)))
    (dispute,) = (d for d in early if d.claim.slug == "armstrong-exchange")
    for quoted in (True, False):
        text = "\n".join(lines(network, dispute, quoted=quoted))
        assert "denied later, on 31 July 2016, by China, a party to it" in text
        assert "“there will be no trade offs" in text
    assert "of the claims were said later; they are marked" in in_one_line(laid_out(note(network, early)))


def test_a_party_is_named_with_its_role_and_nobody_else_is(network, found):
    (dispute,) = (d for d in found if d.claim.slug == "critics-see-retaliation")
    text = list(lines(network, dispute))
    assert "       denied by China, a party to it (China is the holder of the disputed stance):" in text
    assert "       denied by Niklas Swanström:" in text


def test_positions_on_an_issue_are_for_and_against(network, found):
    (dispute,) = (d for d in found if d.target == "un-sanctions")
    text = "\n".join(lines(network, dispute))
    assert "both for and against" in text
    assert "Different claimants disagree." in text
    assert "friendly" not in text


def test_without_quotes_the_keys_remain(network, found):
    (dispute,) = (d for d in found if d.target == "north-korea")
    text = "\n".join(lines(network, dispute, quoted=False))
    assert "“" not in text.replace("“it may turn against China”", "")
    assert all(side.claim.key in text for side in dispute.sides)


def test_the_table_has_a_row_for_each_claim_with_what_rests_most(network, found):
    made = table(network, found)
    rows = [dict(zip(made.columns, row, strict=True)) for row in made.rows]
    assert len(rows) == sum(len(dispute.sides) for dispute in found)
    assert {row["side"] for row in rows} == {"affirming", "denying"}
    denial = next(row for row in rows if row["claim"].endswith("/china-denies-retaliation"))
    assert (denial["parties"], denial["kind"]) == ("china (holder)", "denied")
    assert (denial["a"], denial["b"], denial["tension_mode"], denial["without"]) == (
        "china",
        "south-korea",
        "interpreted",
        0.0,
    )
    exchange = next(row for row in rows if row["claim"].endswith("/armstrong-exchange"))
    assert [exchange[name] for name in ("a", "b", "tension_mode", "tension", "without", "change")] == [None] * 6
    assert to_csv(made).count("\n") == len(rows) + 1


def test_control_characters_in_a_quote_stay_visible_text(network, found):
    side = found[0].affirming[0]
    passage = replace(side.claim.passages[0], exact="sees\x1b]0;title\x07it")
    hostile = replace(found[0], affirming=(replace(side, claim=replace(side.claim, passages=(passage,))),))
    assert "\x07" not in laid_out(note(network, [hostile]))


@pytest.mark.parametrize("width", [40, 72, 100])
def test_lines_keep_to_the_width(network, found, width):
    longest = max(map(len, laid_out(note(network, found), width).splitlines()))
    assert longest <= max(width, 7 + max(len(side.claim.key) for d in found for side in d.sides))
