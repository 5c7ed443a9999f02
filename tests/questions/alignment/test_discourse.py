"""The measures of discourse network analysis, by hand and against their definitions."""

from __future__ import annotations

from datetime import date
from math import fsum, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.records import Claim, Passage, Stance
from kg.questions.alignment.congruence import MEASURES, NORMALISATIONS
from kg.questions.alignment.discourse import DUPLICATES, Statement, distinct, one_mode, two_mode

DAY = date(2016, 2, 9)
POSITIONS = (-1.0, -0.7, -0.3, 0.0, 0.4, 0.9, 1.0)


def says(actor, issue, qualifier, article="x", day=DAY, claimant="gazette", slug="one"):
    content = Stance((actor,), issue, "supports", qualifier)
    claim = Claim(slug, article, (claimant,), (Passage("words", 0, 5),), content, slug, "reported", "certain")
    return Statement(actor, issue, qualifier, article, day, claim, claimant)


def pair(statements, **options):
    (found,) = one_mode(statements, **options)
    return found


AGREE_ONCE = [says("a", "i", 1), says("a", "i", 1), says("a", "j", -1), says("b", "i", 1), says("b", "i", -1)]


@pytest.mark.parametrize(("measure", "value"), [("ignore", 4), ("congruence", 2), ("conflict", 2), ("subtract", 0)])
def test_two_times_yes_against_yes_and_no_is_2_of_each(measure, value):
    assert pair(AGREE_ONCE, measure=measure, normalisation="none").value == value


@pytest.mark.parametrize(
    ("normalisation", "value"),
    [
        ("average", 2 / 2.5),  # (3 + 2) / 2
        ("product", 2 / 6),  # 3 · 2
        ("jaccard", 2 / (1 + 1 + 2)),  # a alone says j-, b alone i-, both say i+ with 2 · 1
        ("cosine", 2 / (sqrt(5) * sqrt(2))),  # (i+, i-, j-) are (2, 0, 1) and (1, 1, 0)
    ],
)
def test_congruence_of_2_by_each_normalisation(normalisation, value):
    assert pair(AGREE_ONCE, measure="congruence", normalisation=normalisation).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("ignore", 1 * 1 / (1 * sqrt(1 + 1))),  # counts by issue (1, 0) and (1, 1)
        ("congruence", 0.7 / (1 * sqrt(2))),  # 1 - 0.6 / 2
        ("conflict", 0.3 / (1 * sqrt(2))),  # 0.6 / 2
        ("subtract", 0.4 / (1 * sqrt(2))),
    ],
)
def test_positions_0_6_apart_on_one_of_two_issues(measure, value):
    found = pair([says("a", "i", 0.4), says("b", "i", 1.0), says("b", "j", 0.9)], measure=measure)
    assert found.value == pytest.approx(value, abs=1e-12)


def test_statements_that_cancel_out_have_no_cosine():
    """subtract of a with itself is 1 + 1 - 1 - 1 = 0, so there is nothing to divide by."""
    found = pair([says("a", "i", 1), says("a", "i", -1), says("b", "i", 1)])
    assert (found.denominator, found.value, found.conflict) == (0.0, 0.0, 1.0)


def test_the_scale_is_that_of_the_qualifiers():
    numbers = [says("a", "i", 1), says("b", "i", 5)]
    assert pair(numbers, scale=8, measure="conflict", normalisation="none").value == 0.5
    with pytest.raises(ValueError, match="must be above 0 and hold every qualifier; 2"):
        one_mode(numbers)
    with pytest.raises(ValueError, match="must be above 0"):
        one_mode([], scale=0)


def test_the_two_modes_of_three_statements():
    cells = two_mode([says("a", "i", 0.9), says("a", "i", -0.3), says("a", "i", 0.0), says("b", "j", 1)])
    first = cells[0]
    assert [(c.actor, c.issue, c.ignore) for c in cells] == [("a", "i", 3), ("b", "j", 1)]
    assert (first.subtract, first.mean) == (pytest.approx(0.6), pytest.approx(0.2))
    assert (first.supporting, first.opposing, first.neutral) == (1, 1, 1)


@pytest.mark.parametrize(
    ("duplicates", "kept"),
    [("all", 9), ("day", 8), ("article", 8), ("week", 6), ("month", 5), ("year", 4)],
)
def test_what_repeats_an_earlier_statement(duplicates, kept):
    """30 December 2015 and 3 January 2016 are of one ISO week, of two months and of two years."""
    january = date(2016, 1, 29)
    days = [date(2015, 12, 30), date(2016, 1, 3), january, january, date(2017, 1, 3), DAY, date(2016, 2, 20)]
    articles = ["x", "y", "z", "w", "x", "t", "u"]
    made = [says("a", "i", 1, article, day) for article, day in zip(articles, days, strict=True)]
    others = [says("a", "i", -1, "x", days[0]), says("a", "i", -1, "v", date(2015, 12, 29))]
    assert len(distinct(made + others, duplicates)) == kept


def test_the_same_month_or_week_of_another_year_is_another():
    twice = [says("a", "i", 1, day=date(year, 3, 9)) for year in (2015, 2016)]
    assert [len(distinct(twice, each)) for each in ("article", "week", "month", "year")] == [1, 2, 2, 2]


def test_what_is_not_dated_repeats_within_its_article_only():
    undated = [says("a", "i", 1, article, None) for article in ("x", "x", "y")]
    assert [len(distinct(undated, each)) for each in DUPLICATES] == [3, 2, 2, 2, 2, 2]


def test_the_first_of_what_is_repeated_stays():
    first, second = says("a", "i", 1, slug="one"), says("a", "i", 1, slug="two")
    assert distinct([first, second], "article") == [first]


def test_pairs_have_the_strongest_first_whatever_the_sign_and_need_an_issue_in_common():
    made = [says("a", "i", 1), says("b", "i", -1), says("c", "i", 0.9), says("d", "j", 1)]
    assert [(p.a, p.b) for p in one_mode(made)] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_thin_is_under_three_claimants_with_those_of_one_claim_together():
    voices = ("gazette", "herald", "post")
    made = [says(actor, "i", 1, claimant=voice) for actor, voice in zip("aab", voices, strict=True)]
    assert (pair(made).claimants, pair(made).thin) == (3, False)
    assert (pair(made[1:]).claimants, pair(made[1:]).thin) == (2, True)


made = st.builds(
    says, st.sampled_from("abcd"), st.sampled_from("ijk"), st.sampled_from(POSITIONS), st.sampled_from("xyz")
)
options = {"measure": st.sampled_from(MEASURES), "normalisation": st.sampled_from(NORMALISATIONS)}


@given(st.lists(made, max_size=25), st.fixed_dictionaries(options))
def test_the_parts_sum_to_the_whole(statements, chosen):
    for found in one_mode(statements, **chosen):
        for name in ("value", "congruence", "conflict", "subtract", "ignore"):
            assert getattr(found, name) == fsum(getattr(part, name) for part in found.issues)
        assert found.congruence + found.conflict == pytest.approx(found.ignore, abs=1e-9)
        assert found.congruence - found.conflict == pytest.approx(found.subtract, abs=1e-9)
        assert found.value * found.denominator == pytest.approx(
            getattr(found, chosen["measure"]) if found.denominator else 0.0, abs=1e-9
        )


@given(st.lists(made, max_size=25), st.sampled_from(MEASURES))
def test_a_cosine_is_within_1_and_negative_only_for_subtract(statements, measure):
    for found in one_mode(statements, measure=measure, normalisation="cosine"):
        assert (-1 if measure == "subtract" else 0) - 1e-9 <= found.value <= 1 + 1e-9


@given(st.lists(made, min_size=1, max_size=10), st.sampled_from(("congruence", "subtract", "ignore")))
def test_who_says_the_same_as_another_has_a_cosine_of_1_with_it(statements, measure):
    own = [says("a", each.issue, each.qualifier) for each in statements]
    found = pair(own + [says("b", each.issue, each.qualifier) for each in own], measure=measure)
    assert found.denominator == 0 or found.value == pytest.approx(1, abs=1e-6)


@given(st.lists(made, max_size=20), st.randoms(use_true_random=False), st.fixed_dictionaries(options))
def test_the_order_of_statements_changes_no_number(statements, random, chosen):
    mixed = random.sample(statements, len(statements))
    numbers = [[(p.a, p.b, p.value, p.denominator) for p in one_mode(each, **chosen)] for each in (statements, mixed)]
    assert numbers[0] == numbers[1]


@given(st.lists(made, max_size=20))
def test_jaccard_is_as_defined_cell_by_cell(statements):
    for found in one_mode(statements, normalisation="jaccard", measure="congruence"):
        cells = {(s.issue, s.qualifier) for s in statements}
        count = {
            actor: {cell: sum((s.actor, s.issue, s.qualifier) == (actor, *cell) for s in statements) for cell in cells}
            for actor in (found.a, found.b)
        }
        x, y = count[found.a], count[found.b]
        m10 = sum(x[cell] for cell in cells if not y[cell])
        m01 = sum(y[cell] for cell in cells if not x[cell])
        assert found.denominator == m10 + m01 + sum(x[cell] * y[cell] for cell in cells)


def test_nothing_said_makes_no_network():
    assert one_mode([]) == two_mode([]) == ()
