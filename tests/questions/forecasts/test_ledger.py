"""The ledger of forecasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg import sources
from kg.measure.lens import Lens
from kg.network.network import network_of
from kg.questions.forecasts.ledger import forecasts

FEBRUARY = "2016-02-china-topix-thaad-talks"
JULY = "2016-07-isdp-thaad-thawing"
LATER = {
    "articles/later.txt": "Japan agreed to talks in March.\n",
    "articles/later.yaml": """
article: {title: Later, publisher: gazette, published: 2016-04-01, published-basis: The dateline.}
claims:
  - id: agreed
    quote: Japan agreed to talks
    said-by: gazette
    certainty: certain
    event: summit
""",
}
EVENTS = {
    "summit": {"label": "They talk", "type": "CONSULT", "initiator": "japan", "recipient": "china", "when": "2016-03"}
}


@pytest.fixture
def network(project, terms):
    """The network of the tiny project with these forecasts, and an article of April that tells of a summit in March."""

    def build(*claims):
        corpus, findings = sources.read(project({"claims": list(claims), "events": EVENTS}, LATER), terms)
        assert findings == []
        return network_of(replace(corpus, claims=tuple(c for c in corpus.claims if c.slug != "envoys-met")), terms)

    return build


def forecast(name="one", **changes):
    claim = {
        "id": name,
        "quote": "will likely agree to talks",
        "said-by": "gazette",
        "mode": "forecast",
        "hedge": "likely",
    }
    return claim | {"event": "summit"} | {key.replace("_", "-"): value for key, value in changes.items()}


def own(name="one", **changes):
    """A forecast of an event that no curator has dated since."""
    talks = {"label": "They talk", "type": "CONSULT", "initiator": "japan", "recipient": "china", "when": "2016-03"}
    return forecast(name, event=talks, **changes)


def stance(**changes):
    content = {"holder": "japan", "target": "china", "type": "open-to"}
    return {key: value for key, value in forecast(stance=content, **changes).items() if key != "event"}


@pytest.fixture(scope="module")
def whole(shipped):
    return network_of(shipped.corpus, shipped.vocabulary)


def test_a_forecast_has_its_words_interval_day_and_probability(network):
    (found,) = forecasts(network(own()))
    assert (found.words, found.lower, found.upper, found.band) == (("likely",), 0.55, 0.80, "likely")
    assert found.probability == pytest.approx(0.675)
    assert (found.said, found.due, found.at) == (date(2016, 2, 9), date(2016, 3, 31), date(2016, 4, 1))
    assert (found.resolution, found.evidence, found.settled, found.outcome) == ("pending", (), None, None)


def test_without_an_interval_it_has_the_number_of_its_class(network):
    flat = forecast(hedge=[], certainty="possible", no_interval="flat")
    (found,) = forecasts(network(flat))
    assert (found.lower, found.upper, found.words, found.band, found.probability) == (None, None, (), "possible", 0.35)


@pytest.mark.parametrize(("resolution", "outcome"), [("fulfilled", 1.0), ("partly-fulfilled", 0.5), ("failed", 0.0)])
@pytest.mark.parametrize("name", ["summit", "later/agreed"])
def test_a_settled_forecast_has_its_evidence_named_by_claim_or_event(network, resolution, outcome, name):
    (found,) = forecasts(network(forecast(resolution=resolution, resolved_by=name)))
    assert (found.resolution, found.outcome) == (resolution, outcome)
    assert [claim.key for claim in found.evidence] == ["later/agreed"]
    assert found.settled == date(2016, 4, 1)
    assert not found.overdue


def test_the_same_evidence_named_twice_counts_once(network):
    (found,) = forecasts(network(forecast(resolution="fulfilled", resolved_by=["later/agreed", "summit"])))
    assert [claim.key for claim in found.evidence] == ["later/agreed"]


def test_before_what_settled_it_was_said_it_is_pending_and_past_its_day_overdue(network):
    net = network(own(resolution="fulfilled", resolved_by="later/agreed"))
    told = [
        (f.resolution, f.overdue, f.evidence) for day in (10, 31) for f in forecasts(net, Lens(at=date(2016, 3, day)))
    ]
    assert told == [("pending", False, ()), ("pending", False, ())]
    assert forecasts(network(own()), Lens(at=date(2016, 4, 1)))[0].overdue
    assert forecasts(net, Lens(at=date(2016, 2, 8))) == ()
    assert forecasts(net.as_known(date(2016, 3, 31)))[0].resolution == "pending"


def test_a_forecast_without_a_day_is_never_overdue(network):
    (found,) = forecasts(network(stance()))
    assert (found.due, found.overdue) == (None, False)


def test_an_event_of_the_curators_list_makes_nothing_due_since_it_is_dated_with_hindsight(network):
    (found,) = forecasts(network(forecast()))
    assert (found.claim.content.when, found.due, found.overdue) == ("2016-03", None, False)


@pytest.mark.parametrize("changes", [{"mode": "forecast", "hedge": "likely"}, {"polarity": "denied"}])
def test_what_forecasts_or_denies_an_event_does_not_settle_the_forecast_of_it(network, changes):
    """Both are of February, and the event is reported in April: on the 1st of March nothing of it is known."""
    net = network(
        forecast(resolution="fulfilled", resolved_by="summit"), forecast("two", **{"mode": "reported"} | changes)
    )
    march = date(2016, 3, 1)
    then = [forecasts(net, Lens(at=march)), forecasts(net.as_known(march))]
    assert [found[0].resolution for found in then] == ["pending", "pending"]
    assert forecasts(net)[0].resolution == "fulfilled"


def test_curators_notes_stand_there_only_where_nothing_was_said_later(network):
    net = network(forecast(resolution="fulfilled", resolved_by="later/agreed", note="They agreed in March."))
    notes = {
        day: (
            forecasts(net, Lens(at=date(2016, *day)))[0].claim.note,
            forecasts(net.as_known(date(2016, *day)))[0].claim.note,
        )
        for day in ((3, 1), (4, 1))
    }
    assert notes == {(3, 1): ("", ""), (4, 1): ("They agreed in March.",) * 2}


def test_what_is_said_not_to_come_is_settled_as_it_was_said(network):
    """It fails when the event comes: the error is that of the claim's own probability, nothing is turned round."""
    (found,) = forecasts(network(forecast(polarity="denied", resolution="failed", resolved_by="later/agreed")))
    assert (found.claim.polarity, found.outcome) == ("denied", 0.0)
    assert found.probability == pytest.approx(0.675)


def test_settled_ones_come_first_then_by_day_and_those_without_a_day_last(network):
    made = network(stance(name="open"), own("due"), forecast("done", resolution="failed", resolved_by="summit"))
    assert [f.claim.slug for f in forecasts(made)] == ["done", "due", "open"]


def test_filters_keep_a_claimant_a_resolution_and_what_is_due(network):
    net = network(stance(name="open", said_by="japan"), own("due"))
    assert [f.claim.slug for f in forecasts(net, claimant="japan")] == ["open"]
    assert [f.claim.slug for f in forecasts(net, due_by=date(2016, 3, 31))] == ["due"]
    assert forecasts(net, due_by=date(2016, 3, 30)) == ()
    assert forecasts(net, resolution="fulfilled") == ()
    assert len(forecasts(net, resolution="pending")) == 2


def test_who_acts_for_a_claimant_is_meant_too(whole):
    assert forecasts(whole, claimant="ken-gause") == tuple(
        f for f in forecasts(whole) if f.claim.claimants == ("ken-gause",)
    )
    assert forecasts(whole, claimant="china") == ()


def test_the_ledger_of_the_shipped_articles(whole):
    found = {f.claim.slug: f for f in forecasts(whole)}
    assert len(found) == sum(claim.mode == "forecast" for claim in whole.claims.values())
    settled = {name: (f.resolution, [c.slug for c in f.evidence]) for name, f in found.items() if f.evidence}
    assert settled == {
        "gause-go-along": ("fulfilled", ["china-collaborated"]),
        "launch-could-force-china": ("partly-fulfilled", ["china-collaborated"]),
        "snyder-quicker-action": ("partly-fulfilled", ["sanctions-imposed"]),
    }
    assert found["gause-pressure-on-china"].probability == pytest.approx(0.675), "it joins no pair, and so has no tie"
    assert found["no-cutting-off"].claim.polarity == "denied"
    assert all(f.outcome is None for f in forecasts(whole, Lens(at=date(2016, 3, 1))))


def test_without_a_dated_article_there_is_nothing(whole):
    assert forecasts(whole.as_known(date(2015, 1, 1))) == ()
