"""Agreement of coders: by hand on a small project, and what must hold of any."""

from __future__ import annotations

import pytest
from hypothesis import given

from kg.coders.agreement import agreement, judged
from kg.coders.alpha import FEWEST_GROUPS
from kg.coders.coded import CodingError, UnknownNameError
from kg.coders.fields import BY_NAME, FIELDS
from kg.coders.method import method
from kg.project import open_project
from kg.sources.coding import ADJUDICATED
from tests.coders.coded_claims import claim, claims, coded, event, stance


@pytest.fixture
def found(side_by_side):
    return open_project(side_by_side()).agreement()


def test_the_claims_that_each_pair_found(found):
    assert found.coders == ("anna", "ben", "cem")
    pairs = {group.name: group for group in found.pairs}
    anna_ben = pairs["anna – ben"].counts
    assert (anna_ben.first, anna_ben.second, anna_ben.matched, anna_ben.half, anna_ben.exact) == (5, 4, 4, 4, 3)
    assert anna_ben.f1(4) == pytest.approx(8 / 9)
    assert (anna_ben.recall(4), anna_ben.precision(4)) == (0.8, 1.0)
    assert pairs["anna – cem"].articles == 1
    assert found.whole.articles == 2
    assert (found.whole.counts.first, found.whole.counts.matched) == (5 + 2 + 2, 4 + 1 + 1)


def test_the_fields_of_the_claims_that_are_shared(found):
    pair = found.pairs[0].fields
    assert (pair["kind"].alpha, pair["kind"].undefined) == (None, "no variation: every value is 'stance'")
    assert pair["type"].agreement == 0.75
    assert pair["claimants"].agreement == 0.75
    assert pair["mode"].agreement == 0.75
    # Values forecast and reported, of which one unit of four has both: D_o 2/8, D_e 2·3·5/(8·7).
    assert pair["mode"].alpha == pytest.approx(1 - (2 / 8) / (30 / 56))
    assert pair["goldstein"].units == 0
    assert pair["position"].units == 4
    assert pair["polarity"].alpha is None


def test_articles_and_months_apart(found):
    assert [(group.name, group.coders) for group in found.articles] == [
        ("second", ("anna", "ben", "cem")), ("talks", ("anna", "ben")),
    ]  # fmt: skip
    assert [group.name for group in found.months] == ["2016-02", "2016-03"]
    assert found.by("article") == found.articles
    assert found.articles[1].counts.first == 3


def test_where_they_differ_in_the_order_of_the_text(found):
    told = [(d.article, d.field, {c: d.values.get(c) for c in d.claims}, d.lacking) for d in found.differences]
    assert told == [
        ("second", "claimants", {"anna": "japan", "ben": "gazette", "cem": "japan"}, ()),
        ("second", "reported_by", {"anna": "gazette", "ben": "none", "cem": "gazette"}, ()),
        ("second", "", {"anna": None, "ben": None}, ("cem",)),
        ("second", "type", {"anna": "supports", "ben": "allied-with"}, ()),
        ("second", "position", {"anna": 0.7, "ben": 0.8}, ()),
        ("talks", "", {"anna": None}, ("ben",)),
        ("talks", "mode", {"anna": "forecast", "ben": "reported"}, ()),
        ("talks", "certainty", {"anna": "probable", "ben": "possible"}, ()),
    ]


def test_what_is_confused_with_what(found):
    told = [(c.field, c.first, c.second, c.count) for c in found.confusions if c.field in ("type", "claimants")]
    assert told == [("type", "allied-with", "supports", 1), ("claimants", "gazette", "japan", 2)]
    assert found.matrix("type")["allied-with", "supports"] == found.matrix("type")["supports", "allied-with"] == 1
    assert found.matrix("type")["accepts", "accepts"] == 3


def test_what_was_settled_is_compared_by_pair_and_is_no_independent_coder(side_by_side, found):
    project = open_project(side_by_side())
    beside = project.agreement(adjudicated=True)
    assert beside.coders == (ADJUDICATED, "anna", "ben", "cem")
    assert beside.whole == found.whole
    assert beside.pairs[0].name == "adjudicated – anna"
    assert beside.pairs[0].counts.f1(beside.pairs[0].counts.exact) == 1.0
    alone = project.agreement("talks", coders=["ben"], adjudicated=True)
    assert alone.whole.coders == (ADJUDICATED, "ben")
    assert (alone.whole.counts.first, alone.whole.counts.second) == (3, 2)


def test_only_what_is_asked_for(side_by_side):
    project = open_project(side_by_side())
    found = project.agreement("talks", coders=["ben", "anna"], fields=["type", "mode"])
    assert [each.article.slug for each in found.compared] == ["talks"]
    assert (found.coders, list(found.whole.fields)) == (("anna", "ben"), ["type", "mode"])


def test_a_field_that_is_asked_for_twice_counts_once(side_by_side):
    project = open_project(side_by_side())
    once, twice = (project.agreement(fields=["type"] * times) for times in (1, 2))
    assert once.confusions
    assert twice.confusions == once.confusions
    assert twice.differences == once.differences


def test_a_paper_says_why_no_interval_is_given(terms):
    shared = {"a": [claim("x", 0, 9), claim("y", 20, 29)]}
    others = {f"b{number}": [] for number in range(FEWEST_GROUPS)}
    other = {"a": [claim("x", 0, 9), claim("y", 20, 29, said_by=("japan",))]}
    found = agreement(coded({"anna": shared | others, "ben": other | others}, terms), fields=["claimants"])
    assert "No interval of α is given, since the units are of fewer than 5 articles." in method(found)
    assert "fewer than 5 articles to draw again" not in method(found)


@pytest.mark.parametrize(
    ("asked", "named"),
    [({"coders": ["ana"]}, "did you mean 'anna'?"), ({"coders": ["x" * 300]}, "there are anna, ben, cem")],
)
def test_a_coder_who_is_not_there(side_by_side, asked, named):
    with pytest.raises(UnknownNameError, match="there is no coder") as caught:
        open_project(side_by_side()).agreement(**asked)
    assert named in str(caught.value)


def test_where_there_is_nothing_to_compare_it_says_why(side_by_side):
    with pytest.raises(UnknownNameError, match="there is no article 'tolks'; did you mean 'talks'"):
        open_project(side_by_side()).agreement("tolks")
    with pytest.raises(CodingError, match="anna alone has coded"):
        open_project(side_by_side()).agreement(coders=["anna"])
    with pytest.raises(CodingError, match="no article has been coded by two"):
        open_project(side_by_side()).agreement("talks", coders=["anna", "cem"])


def test_nobody_has_coded(side_by_side, tmp_path):
    root = side_by_side(coded={}, root=tmp_path / "empty")
    with pytest.raises(CodingError, match="nobody has coded here"):
        open_project(root).agreement()


def test_files_with_errors_are_left_out_and_named(side_by_side):
    root = side_by_side()
    path = root / "coding" / "ben" / "talks.yaml"
    path.write_text(path.read_text().replace("china", "chna", 1))
    found = open_project(root).agreement()
    assert found.flawed == (("ben", "talks"),)
    assert [each.article.slug for each in found.compared] == ["second"]
    with pytest.raises(CodingError, match=r"coding/ben/talks\.yaml; run `kg check`"):
        open_project(root).agreement("talks")


def test_articles_without_claims_of_anybody(terms):
    found = agreement(coded({"anna": {"a": []}, "ben": {"a": []}}, terms))
    assert found.whole.counts.f1(0) is None
    assert all(each.alpha is None for each in found.whole.fields.values())
    assert found.differences == found.confusions == ()


def test_coders_who_share_no_article(terms):
    one, other = {"a": [claim("x", 0, 9)]}, {"b": [claim("x", 0, 9, article="b")]}
    settled = [claim("s", 0, 9), claim("s", 0, 9, article="b")]
    made = coded({"anna": one, "ben": other}, terms, settled=settled)
    with pytest.raises(CodingError, match="no article has been coded by two"):
        agreement(made)
    found = agreement(made, adjudicated=True)
    assert (found.whole.articles, found.whole.counts.matched) == (0, 0)
    assert [group.name for group in found.pairs] == ["adjudicated – anna", "adjudicated – ben"]
    assert found.articles == found.months == ()


def test_undated_articles_have_a_month_of_their_own(terms):
    claims_ = {"a": [claim("x", 0, 9)], "b": [claim("x", 0, 9, article="b")]}
    found = agreement(coded({"anna": claims_, "ben": claims_}, terms, published={"a": "", "b": "2016-07~"}))
    assert [group.name for group in found.months] == ["2016-07", "undated"]


def test_the_marks_are_those_of_what_is_printed():
    assert [judged(alpha) for alpha in (0.8, 0.7996, 0.7994, 0.667, 0.66, -1.0, None)] == [
        "good", "good", "tentative", "tentative", "low", "low", "",
    ]  # fmt: skip


def test_certainty_is_ordered_by_the_numbers_of_the_codebook(terms):
    assert BY_NAME["certainty"].order(terms) == ("possible", "probable", "unspecified", "certain")
    assert BY_NAME["strength"].order(terms)[0] == "none"


def test_fields_are_those_of_claims_by_their_kind():
    of_stance, of_event = claim("a", 0, 1, stance()), claim("b", 0, 1, event())
    given_ = {each.name: (each.value(of_stance), each.value(of_event)) for each in FIELDS}
    assert given_["position"] == (-0.7, None)
    assert given_["goldstein"] == (None, -3.0)
    assert given_["to"] == ("japan", "japan")
    assert given_["status"] == (None, "occurred")
    assert given_["reported_by"] == ("none", "none")


def numbers(found):
    claims_ = found.whole.counts
    return (claims_.matched, claims_.half, claims_.exact), {
        name: (each.units, each.agreement and round(each.agreement, 9), each.alpha and round(each.alpha, 9))
        for name, each in found.whole.fields.items()
    }


@given(first=claims("a"), second=claims("b"))
def test_agreement_is_the_same_whatever_coders_are_called(first, second, terms):
    one = agreement(coded({"anna": {"a": first}, "ben": {"a": second}}, terms), resamples=0)
    other = agreement(coded({"anna": {"a": second}, "ben": {"a": first}}, terms), resamples=0)
    assert numbers(one) == numbers(other)
    assert (one.whole.counts.first, one.whole.counts.second) == (other.whole.counts.second, other.whole.counts.first)
    assert len(one.differences) == len(other.differences)


@given(first=claims("a"))
def test_whoever_codes_the_same_agrees_in_everything(first, terms):
    found = agreement(coded({"anna": {"a": first}, "ben": {"a": first}}, terms), resamples=0)
    assert found.whole.counts.f1(found.whole.counts.exact) in (1.0, None)
    for each in found.whole.fields.values():
        assert each.alpha is None or each.alpha == pytest.approx(1.0)
        assert each.alpha is not None or each.undefined
    assert found.differences == found.confusions == ()


@given(first=claims("a", 5), second=claims("b", 5), third=claims("c", 5))
def test_every_claim_and_value_is_in_the_differences_or_shared(first, second, third, terms):
    found = agreement(coded({"anna": {"a": first}, "ben": {"a": second}, "cem": {"a": third}}, terms), resamples=0)
    (each,) = found.compared
    alone = [d for d in found.differences if len(d.claims) == 1]
    assert sum(len(s.claims) for s in each.shared) + len(alone) == len(first) + len(second) + len(third)
    assert all(group.counts.matched <= min(group.counts.first, group.counts.second) for group in found.pairs)
