"""Who codes what is drawn, so that everybody has as much and every pair can be compared; what was given stays."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.coders.assignment import drawn, new_plan, progress, save_assignments
from kg.coders.coded import CodingError
from kg.project import open_project
from kg.sources.coding_plan import Plan

LENGTHS = {f"article-{number}": 1000 + 37 * number for number in range(60)}


def test_as_many_as_the_share_are_coded_by_two_and_all_have_as_much():
    plan = Plan(("anna", "ben", "cem"), 0.2, seed=7)
    found = drawn(plan, LENGTHS)
    assert found.keys() == LENGTHS.keys()
    assert sum(len(coders) == 2 for coders in found.values()) == 12
    assert Counter(tuple(sorted(coders)) for coders in found.values() if len(coders) == 2) == dict.fromkeys(
        combinations(plan.coders, 2), 4
    )
    load = Counter({coder: sum(LENGTHS[slug] for slug in found if coder in found[slug]) for coder in plan.coders})
    assert max(load.values()) - min(load.values()) <= max(LENGTHS.values())


def test_the_draw_is_that_of_the_seed():
    plan = Plan(("anna", "ben"), 0.2, seed=7)
    assert drawn(plan, LENGTHS) == drawn(plan, dict(reversed(LENGTHS.items())))
    twice = [
        {slug for slug, coders in drawn(Plan(("anna", "ben"), 0.2, seed), LENGTHS).items() if len(coders) == 2}
        for seed in (7, 8)
    ]
    assert twice[0] != twice[1]


def test_what_was_given_stays_and_counts():
    plan = Plan(("anna", "ben"), 0.5, 1, {"article-1": ("ben",), "article-2": ("anna", "ben"), "gone": ("anna",)})
    found = drawn(plan, LENGTHS)
    assert not found.keys() & plan.assignments.keys()
    assert sum(len(coders) == 2 for coders in found.values()) == 29
    assert drawn(Plan(("anna",), 0, 1, dict.fromkeys(LENGTHS, ("anna",))), LENGTHS) == {}


def test_two_need_two():
    with pytest.raises(CodingError, match="'anna' is the only coder"):
        drawn(Plan(("anna",), 0.1), LENGTHS)


@given(
    st.integers(2, 5), st.floats(0, 1), st.integers(0, 99), st.dictionaries(st.from_regex("[a-z]{1,6}", fullmatch=True), st.integers(0, 9999))
)  # fmt: skip
def test_every_article_has_one_or_two_coders_of_the_plan(coders, share, seed, lengths):
    plan = Plan(tuple("abcde"[:coders]), share, seed)
    found = drawn(plan, lengths)
    assert found.keys() == lengths.keys()
    assert all(1 <= len(set(each)) == len(each) <= 2 and set(each) <= set(plan.coders) for each in found.values())
    assert sum(len(each) == 2 for each in found.values()) == round(share * len(lengths))


def test_how_far_each_has_come(side_by_side):
    root = side_by_side()
    plan = "coders: [dora, anna, ben]\nassignments: {talks: [anna, ben], second: [ben, dora]}\n"
    (root / "coding" / "plan.yaml").write_text(plan)
    (root / "coding" / "ben" / "second.yaml").write_text("claims: [{id: x}]\n")
    found = {each.coder: each for each in progress(open_project(root).coded())}
    assert list(found) == ["dora", "anna", "ben", "cem"]
    told = {name: (p.assigned, p.twice, p.coded, p.left, p.beyond, p.flawed, p.claims) for name, p in found.items()}
    assert told == {
        "dora": (1, 1, 0, 1, 0, 0, 0),
        "anna": (1, 1, 1, 0, 1, 0, 5),
        "ben": (2, 2, 2, 0, 0, 1, 2),
        "cem": (0, 0, 0, 0, 1, 0, 1),
    }


def test_a_new_plan_is_one_that_is_read(side_by_side):
    root = side_by_side(coded={})
    new_plan(root, Plan(("anna", "ben"), 0.25, 7))
    save_assignments(root, {"talks": ("anna", "ben"), "second": ("ben",)})
    coded = open_project(root).coded()
    assert coded.findings == ()
    assert coded.coding.plan == Plan(("anna", "ben"), 0.25, 7, {"talks": ("anna", "ben"), "second": ("ben",)})
    with pytest.raises(CodingError, match="already"):
        new_plan(root, Plan(("anna",)))


@pytest.mark.parametrize(
    "text",
    [
        "# who\r\ncoders: [anna, 'ben']  # both\r\nseed: 3\r\n",
        "# who\ncoders:\n  - anna\n  - ben\nassignments:\n  # by hand\n  talks: anna  # hers\nseed: 3\n# end\n",
        "coders: [anna, ben]\nassignments: {talks: anna}\nseed: 3",
        "coders: [anna, ben]\nassignments:\n",
    ],
)
def test_all_other_lines_of_a_plan_stay(side_by_side, text):
    root = side_by_side(coded={})
    path = root / "coding" / "plan.yaml"
    path.parent.mkdir()
    path.write_bytes(text.encode())
    save_assignments(root, {"second": ("anna", "ben")})
    written = path.read_bytes().decode()
    plan = open_project(root).coded().coding.plan
    assert plan.assignments["second"] == ("anna", "ben")
    assert plan.assignments.get("talks", ("anna",)) == ("anna",)
    for part in ("# who", "# both", "'ben'", "# by hand", "talks: anna", "# hers", "# end", "seed: 3"):
        assert (part in written) == (part in text), part
    assert ("\r\n" in written) == ("\r\n" in text)


@pytest.mark.parametrize("text", ["{coders: [anna, ben]}", "- anna\n", "coders: [", "coders: anna\ncoders: ben\n"])
def test_a_plan_that_cannot_be_changed_stays_as_it_is(side_by_side, text):
    root = side_by_side(coded={})
    (root / "coding").mkdir()
    (root / "coding" / "plan.yaml").write_text(text)
    with pytest.raises(CodingError, match=r"coding/plan\.yaml"):
        save_assignments(root, {"second": ("anna",)})
    assert (root / "coding" / "plan.yaml").read_text() == text
