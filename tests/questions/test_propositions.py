"""Which contents are equal, and which claims can contradict each other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.model.records import Claim, Event, Leverage, Stance
from kg.questions.propositions import normal_form, sphere

FOLDED = {"xi-jinping": "china", "china": "china", "japan": "japan", "north-korea": "north-korea"}
STANCE = Stance(("china", "japan"), "north-korea", "wary-of", Decimal("-0.5"), "A Threat", "over missiles")
EVENT = Event("talks", "They meet", "CONSULT", Decimal("2.5"), ("china",), ("japan",), ("missiles",), "2016-02")
LEVERAGE = Leverage(("china",), ("japan",), "Trade", "pressure", "strong", aim="no missiles")
CLAIM = Claim("one", "talks", ("china",), (), STANCE, "stance/talks/one", "reported", "certain")


def same(one, other):
    return normal_form(one, FOLDED) == normal_form(other, FOLDED)


@pytest.mark.parametrize(
    "changes",
    [
        {"holders": ("japan", "china")},
        {"holders": ("japan", "xi-jinping", "china")},
        {"construed_as": "a  threat"},
        {"position": Decimal("-0.4"), "reason": "weaker"},
    ],
)
def test_stances_are_equal_whatever_their_order_spelling_or_position(changes):
    assert same(STANCE, replace(STANCE, **changes))


@pytest.mark.parametrize(
    "changes", [{"holders": ("china",)}, {"target": "japan"}, {"type": "opposes"}, {"construed_as": ""}, {"ground": ""}]
)
def test_stances_of_others_toward_others_or_on_another_ground_differ(changes):
    assert not same(STANCE, replace(STANCE, **changes))


@pytest.mark.parametrize(
    ("first", "second", "equal"),
    [
        ("2016-02", "2016-02-01/2016-02-29", True),
        ("2016-02", "2016-02~", True),
        ("2016-02", "2016-02-01", False),
        ("2016-02/..", "2016-02/..", False),
        ("../2016-02", "../2016-02", False),
        ("", "", False),
    ],
)
def test_events_coded_apart_are_equal_only_on_the_same_closed_days(first, second, equal):
    assert same(replace(EVENT, when=first), replace(EVENT, when=second, slug="other", label="A meeting")) is equal


@pytest.mark.parametrize("changes", [{"type": "AGREE"}, {"initiators": ("japan",)}, {"recipients": ()}, {"about": ()}])
def test_events_of_other_parties_kinds_or_issues_differ(changes):
    assert not same(EVENT, replace(EVENT, slug="other", **changes))


def test_events_that_name_no_party_are_equal_only_by_their_slug():
    nobody = replace(EVENT, initiators=(), recipients=())
    assert same(nobody, nobody)
    assert not same(nobody, replace(nobody, slug="other"))


@pytest.mark.parametrize(
    ("changes", "equal"),
    [
        ({"instrument": "trade", "aim": "No  missiles"}, True),
        ({"condition": "if it comes to that"}, True),
        ({"instrument": "aid"}, False),
        ({"strength": "weak"}, False),
        ({"effect": "inducement"}, False),
        ({"aim": ""}, False),
        ({"over": ("north-korea",)}, False),
        ({"instrument_issue": "trade"}, False),
    ],
)
def test_leverage_is_equal_by_parties_means_effect_strength_and_aim(changes, equal):
    assert same(LEVERAGE, replace(LEVERAGE, **changes)) is equal


def test_the_issue_of_an_instrument_goes_before_its_wording():
    one = replace(LEVERAGE, instrument_issue="missiles")
    assert same(one, replace(one, instrument="quite other words"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "said"),
        ({"mode": "interpreted"}, "said"),
        ({"mode": "forecast"}, "forecast"),
        ({"mode": "conditional", "condition": "If  it rains"}, "if if it rains"),
        ({"mode": "conditional"}, "if talks/one"),
        ({"mode": "conditional", "content": replace(LEVERAGE, condition="once there")}, "if once there"),
        ({"content": replace(LEVERAGE, condition="once there")}, "said"),
    ],
)
def test_claims_of_one_sphere_can_contradict_each_other(changes, expected):
    assert sphere(replace(CLAIM, **changes)) == expected
