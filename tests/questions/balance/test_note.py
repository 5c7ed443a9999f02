"""The note on structural balance, and its tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random

import pytest

from kg.measure.formula import probability_above_zero
from kg.measure.lens import Lens
from kg.model.wording import percent
from kg.network.network import Network, network_of
from kg.questions.balance.analysis import balance, balance_of
from kg.questions.balance.note import note
from kg.questions.balance.tables import actors_table, brokers_table, table, ties_table
from kg.questions.dyads import tensions
from kg.questions.prose import laid_out

DAY = date(2016, 7, 31)


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.fixture(scope="module")
def written(network):
    """The note on dyads like those of the articles, but with these actors, tensions and standard errors."""
    pattern = replace(tensions(network)[0], contributions=(), thin=False)

    def write(scores):
        dyads = [
            replace(
                pattern, a=a, b=b, tension=t, low=t - 1.645 * e, high=t + 1.645 * e, standard_error=e,
                probability=probability_above_zero(t, e), hostile=max(t, 0), friendly=0,
            )
            for (a, b), (t, e) in scores.items()
        ]  # fmt: skip
        return " ".join(laid_out(note(Network({}, {}, {}, {}, {}), balance_of(dyads, Lens(at=DAY)))).split())

    return write


def test_the_note_is_the_golden_one(network, snapshot):
    snapshot("note-balance.txt", laid_out(note(network, balance(network, Lens(at=DAY)))))


def test_every_tie_has_its_claim_quote_and_number_of_claims(network):
    found = balance(network, Lens(at=DAY))
    text = " ".join(laid_out(note(network, found)).split())
    for tie in found.ties:
        assert tie.strongest.key in text
        assert " ".join(tie.strongest.passages[0].exact.split()) in text
    assert text.count(", thin evidence") == sum(tie.thin for tie in found.ties) == 5


def test_a_tie_of_much_of_both_names_the_claim_against_it_too(network):
    text = laid_out(note(network, balance(network, Lens(at=DAY))))
    assert "But: China increases sanctions on North Korea" in text
    assert text.count("But: ") == 1


@pytest.mark.parametrize("width", [40, 72, 100])
def test_lines_keep_to_the_width(network, width):
    assert max(map(len, laid_out(note(network, balance(network, Lens(at=DAY))), width).splitlines())) <= width


def test_ties_that_are_certain_make_camps(written):
    text = written({"ab": (-0.5, 0.01), "ac": (0.5, 0.01), "bc": (0.5, 0.01)})
    assert "Of 3 ties 3 are certain in sign at 90%; they are balanced: none would have to change sign." in text
    assert "two against one (a and b against c), balanced. Balanced with a probability of over 99%" in text
    assert (
        "And in over 99% of the draws (±2 points) everything is balanced; tossing a coin for each sign would give 50%."
        in text
    )
    assert "a – c hostile (over 99%)" in text


def test_a_friend_of_two_enemies_is_named(written):
    text = written({"ab": (0.5, 0.01), "ac": (-0.5, 0.01), "bc": (-0.4, 0.01)})
    assert "1 of them would have to change sign for two camps" in text
    assert "mediated enemies (c between a and b), unbalanced" in text
    assert "Against the grain of these camps: b – c." in text
    assert "may mediate: c between a and b: over 99%, certain at 90%" in text


def test_one_tie_is_no_test_of_balance(written):
    text = written({"ab": (0.5, 0.01)})
    assert "there is nothing to test" in text
    assert "There is none: no three actors have a tie in each pair." in text
    assert "Of 1 tie 1 is certain in sign at 90%" in text


def test_a_dyad_of_no_tension_leans_neither_way(written):
    text = written({"ab": (0.0, 0.3), "ac": (0.3, 0.3), "bc": (0.3, 0.3)})
    assert "a, b and c: undecided. Balanced with a probability of 50%" in text
    assert "a – b neither way" in text


def test_a_large_network_gets_bounds_and_is_cut_short(written):
    random = Random(1)
    actors = [f"n{number:02}" for number in range(40)]
    text = written({pair: (random.uniform(-0.9, 0.9), 0.05) for pair in combinations(actors, 2)})
    assert "of them would have to change sign for two camps" in text
    assert ": between " in text or "leans, between " in text
    assert "and 9,875 more" in text
    assert "are to be expected balanced; tossing a coin for each sign would give 50%" in text
    assert len(text) < 12_000


def test_the_tables_have_every_row_and_plain_values(network):
    found = balance(network, Lens(at=DAY))
    sizes = {table: 2, actors_table: 6, ties_table: 7, brokers_table: 13}
    for make, size in sizes.items():
        made = make(network, found)
        assert len(made.rows) == size
        assert all(len(row) == len(made.columns) for row in made.rows)
        assert all(value is None or isinstance(value, (str, int, float, date)) for row in made.rows for value in row)


def test_rows_name_signs_in_words_and_the_claims_behind_them(network):
    found = table(network, balance(network, Lens(at=DAY)))
    row = dict(zip(found.columns, found.rows[0], strict=True))
    assert (row["a"], row["b"], row["c"], row["kind"]) == ("china", "north-korea", "united-states", "undecided")
    assert (row["ab"], row["ab_leaning"], row["ac_leaning"]) == ("undecided", "friendly", "hostile")
    assert len(row["claims"].split("; ")) == 3
    assert set(row["claims"].split("; ")) <= set(network.claims)
    found = brokers_table(network, balance(network, Lens(at=DAY)))
    gap = next(
        r for r in (dict(zip(found.columns, row, strict=True)) for row in found.rows) if r["between"] == "strangers"
    )
    assert len(gap["claims"].split("; ")) == 2


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "under 1%"), (0.004, "under 1%"), (0.006, "1%"), (0.5, "50%"), (0.996, "over 99%"), (1, "over 99%")],
)
def test_nothing_is_called_0_or_100(share, words):
    assert percent(share) == words
