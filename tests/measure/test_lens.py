"""How one looks at a network: on which day, and at what."""

from __future__ import annotations

from datetime import date

import pytest

from kg.measure.lens import Lens
from kg.model.records import GraphError
from kg.network.network import Network, network_of
from kg.questions.balance.analysis import balance
from kg.questions.disputes.analysis import disputes
from kg.questions.dyads import tension, tensions
from kg.questions.forecasts.ledger import forecasts
from kg.questions.leverage.analysis import leverage
from kg.questions.sensitivity.analysis import sensitivity
from kg.questions.tension.explanation import explain
from kg.questions.timeline.analysis import timeline

NOTHING = Network({}, {}, {}, {}, {})


@pytest.fixture(scope="module")
def network(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


@pytest.mark.parametrize(
    ("lens", "day"),
    [
        (Lens(), date(2016, 7, 31)),
        (Lens(at=date(2016, 3, 1)), date(2016, 3, 1)),
        (Lens(at=date(2016, 3, 1), known_at=date(2016, 2, 20)), date(2016, 3, 1)),
        (Lens(known_at=date(2016, 3, 1)), date(2016, 2, 13)),
        (Lens(known_at=date(2015, 1, 1)), date(2015, 1, 1)),
    ],
)
def test_a_lens_is_on_its_day_else_on_the_newest_that_was_known(network, lens, day):
    assert network.focus(lens).day == day
    seen = network.as_known(lens.known_at) if lens.known_at else network
    assert seen.focus(lens) == network.focus(lens)


def test_the_same_lens_on_another_day_or_on_claims_of_another_mode():
    lens = Lens(level="actor", known_at=date(2016, 3, 1))
    assert lens.on(date(2016, 2, 1)) == Lens(date(2016, 2, 1), date(2016, 3, 1), level="actor")
    assert lens.of("forecast") == Lens(known_at=date(2016, 3, 1), level="actor", mode="forecast")


def test_without_a_day_it_says_so():
    assert NOTHING.focus(Lens()) == Lens()
    for ask in (leverage, disputes, sensitivity, balance):
        with pytest.raises(GraphError, match="there is no dated article"):
            ask(NOTHING)
    assert tensions(NOTHING) == forecasts(NOTHING) == timeline(NOTHING, "a", "b").points == ()


def test_without_a_lens_everything_is_asked_of_the_newest_day(network):
    lens, pair = Lens(at=network.newest_day), ("china", "united-states")
    for ask in (tensions, leverage, disputes, sensitivity, balance, forecasts):
        assert ask(network) == ask(network, lens)
    for ask in (tension, explain, timeline):
        assert ask(network, *pair) == ask(network, *pair, lens)
