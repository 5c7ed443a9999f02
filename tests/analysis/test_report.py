"""Every question asked once."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from kg.network.network import Network, network_of
from kg.questions.report import report


@pytest.fixture(scope="module")
def found(shipped):
    return report(network_of(shipped.corpus, shipped.vocabulary))


def test_every_question_has_an_answer_on_the_newest_day(found):
    assert found.at == date(2016, 7, 31)
    assert [f.name for f in fields(found) if not getattr(found, f.name)] == []
    assert (found.comparison.first, found.comparison.second) == (date(2016, 2, 13), date(2016, 7, 31))


def test_courses_end_where_the_tensions_are(found):
    newest = {(point.a, point.b): point.tension for point in found.courses}
    assert newest == {(dyad.a, dyad.b): pytest.approx(dyad.tension, abs=1e-12) for dyad in found.tensions}
    assert any(point.arrived for point in found.courses)


def test_nothing_dated_is_an_empty_report():
    found = report(Network({}, {}, {}, {}, {}))
    parts = (found.tensions, found.leverage, found.disputes, found.forecasts, found.courses, found.alignment.pairs)
    assert parts == ((),) * 6
    assert (found.balance.triads, found.sensitivity.dyads, found.comparison.shifts) == ((), (), ())
