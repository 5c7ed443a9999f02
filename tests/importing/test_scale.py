"""The positions that the values of a qualifier become, and the values that say none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.importing.dna import import_dna
from kg.importing.dna_types import Coding, WrongDnaError
from tests.importing.dna_maker import simple

WORDS = {-1: "opposes", 0: "neutral-toward", 1: "supports"}


def scored(*values):
    def fill(made):
        made.run("UPDATE VARIABLES SET DataType = 'integer' WHERE ID = 4")
        made.document()
        for value in values:
            made.statement(value=value, integer=True)

    return fill


@pytest.mark.parametrize(
    ("values", "ends", "positions"),
    [
        ((-3, 0, 3), None, ("-1", "0", "1")),
        ((-1, 3), None, ("-0.333333", "1")),  # divided by 3: the sign is kept
        ((-4, 1, 2), None, ("-1", "0.25", "0.5")),
        ((1, 2), (1, 2), ("-1", "1")),
        ((1, 2), (1, 7), ("-1", "-0.666667")),
        ((4, 4), (1, 7), ("0", "0")),
        ((0, 1, 4), (0, 4), ("-1", "-0.5", "1")),
        ((-3, 3), (-5, 5), ("-0.6", "0.6")),
    ],
)
def test_whole_numbers_are_divided_by_the_largest_or_lie_on_the_scale(imported, values, ends, positions):
    twice = {"claim-twice": len(positions) - len(set(positions))} if len(positions) > len(set(positions)) else None
    stances = [claim.content for claim in imported(scored(*values), twice, coding=Coding(scale=ends))[1].claims]
    assert [stance.position for stance in stances] == [Decimal(position) for position in positions]
    words = [WORDS[(stance.position > 0) - (stance.position < 0)] for stance in stances]
    assert [stance.type for stance in stances] == words


@pytest.mark.parametrize("values", [(1, 2), (4, 4), (0, 3), (-3, 0), (-4,), (0,)])
def test_values_on_one_side_of_0_say_nothing_without_a_scale(dna, tmp_path, values):
    with pytest.raises(WrongDnaError, match=r"not on both sides of 0.* by --scale LEAST MOST"):
        import_dna(dna(scored(*values)), tmp_path / "project")
    assert not (tmp_path / "project").exists()


@pytest.mark.parametrize(
    ("values", "ends", "said"),
    [
        ((1, 9, 3), (1, 7), r"'agreement' has values from 1 to 9, and the scale is from 1 to 7 \(statements 2\)"),
        ((0, 2), (1, 7), r"has values from 0 to 2, .* \(statements 1\)"),
        ((1, 2), (7, 1), "the scale from 7 to 1 does not rise"),
        ((1, 2), (1, 1), "does not rise"),
    ],
)
def test_a_scale_that_does_not_fit_is_refused(dna, tmp_path, values, ends, said):
    with pytest.raises(WrongDnaError, match=said):
        import_dna(dna(scored(*values)), tmp_path / "project", coding=Coding(scale=ends))


def test_yes_and_no_need_no_scale(dna, tmp_path):
    with pytest.raises(WrongDnaError, match="'agreement' is boolean, where yes is 1 and no -1; drop --scale"):
        import_dna(dna(simple), tmp_path / "project", coding=Coding(scale=(0, 1)))


def test_without_statements_no_scale_is_needed(imported):
    assert imported(scored())[0].claims == 0


@pytest.mark.parametrize(
    ("values", "ends", "reason", "readme"),
    [
        (
            (1, 4), (1, 7), "“agreement” is 4 in the DNA data base, on a scale from 1 to 7.",
            "    Positions: “agreement” from 1, which became -1, to 7, which became 1.",
        ),
        (
            (-2, 1), None, "“agreement” is 1 in the DNA data base, where the largest amount is 2.",
            "    Positions: “agreement” divided by 2, the largest amount, so that 0 is neutral.",
        ),
    ],
)  # fmt: skip
def test_what_a_number_meant_is_kept(imported, tmp_path, values, ends, reason, readme):
    _, corpus = imported(scored(*values), coding=Coding(scale=ends))
    assert corpus.claims[1].content.reason == reason
    assert readme in (tmp_path / "project/README.md").read_text().splitlines()
