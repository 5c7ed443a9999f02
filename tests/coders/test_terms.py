"""What coders made of each term."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.agreement import two_coders
from benchmarks.generate import generate
from kg import sources
from kg.coders.agreement import agreement
from kg.coders.fields import BY_NAME
from kg.coders.terms import uses
from kg.project import open_project


def test_a_term_has_its_agreement_and_what_was_given_in_its_place(side_by_side):
    found = open_project(side_by_side()).agreement(adjudicated=True, resamples=0)
    types = uses(found, "type")
    assert (types["threatened-by"].same, types["threatened-by"].specific_agreement) == (1, 1.0)
    (taken,) = types["supports"].taken
    assert (taken.other, taken.count) == ("allied-with", 1)
    (difference,) = taken.differences
    assert difference.values == {"anna": "supports", "ben": "allied-with", "adjudicated": "supports"}
    assert types["supports"].specific_agreement == 0.0
    assert [claim.quote for claim in types["threatened-by"].agreed] == ["China sees it as a threat"]


def test_a_coder_alone_is_compared_with_what_was_settled(side_by_side):
    root = side_by_side(coded={"ben": {"second": [
        {"id": "praise", "quote": "The United States praised Japan", "said-by": "gazette",
         "stance": {"holder": "united-states", "target": "japan", "type": "allied-with"}},
    ]}})  # fmt: skip
    (taken,) = uses(open_project(root).agreement(adjudicated=True, resamples=0), "type")["supports"].taken
    assert (taken.other, len(taken.differences)) == ("allied-with", 1)


@pytest.mark.parametrize("field", ["type", "mode", "certainty"])
def test_every_pair_of_claims_is_counted_once(terms, tmp_path, field):
    corpus, _ = sources.read(generate(tmp_path / "many", 60), terms)
    found = agreement(two_coders(corpus, terms), resamples=0)
    counted: Counter[str] = Counter()
    for each in found.compared:
        for match in each.pairs[found.coders]:
            one, other = (BY_NAME[field].value(claim) for claim in (match.first, match.second))
            counted["same" if one == other else "differing"] += 1
    given = uses(found, field).values()
    assert sum(use.same for use in given) == counted["same"]
    # Of a pair that differs, each of both terms was given by one alone.
    assert sum(use.differing for use in given) == 2 * counted["differing"] > 0
    assert sum(len(use.agreed) for use in given) == counted["same"]
    assert all(each.count == len(each.differences) for use in given for each in use.taken)
