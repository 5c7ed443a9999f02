"""What the tests of analyses share: the network of a few claims, dyads and signed graphs from plain numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg import sources
from kg.measure.formula import probability_above_zero
from kg.network.network import network_of
from kg.questions.balance.signs import signed_graph
from kg.questions.dyads import DyadTension

DAY = date(2016, 7, 31)


@pytest.fixture
def network(project, terms):
    """The network of the tiny project with these claims in place of its own."""

    def build(*claims, **patch):
        corpus, findings = sources.read(project({"claims": list(claims), **patch}), terms)
        assert findings == []
        own = tuple(claim for claim in corpus.claims if claim.slug != "envoys-met")
        return network_of(replace(corpus, claims=own), terms)

    return build


@pytest.fixture(scope="session")
def dyads():
    """Dyads by the first letters of their actors: {"ab": (tension, standard error)}, the error 0.01 where it is left out."""

    def build(tensions):
        return tuple(
            _dyad(pair, *(value if isinstance(value, tuple) else (value, 0.01))) for pair, value in tensions.items()
        )

    return build


@pytest.fixture(scope="session")
def signed(dyads):
    """The signed graph of such dyads."""
    return lambda tensions: signed_graph(dyads(tensions))


def _dyad(pair, tension, error):
    a, b = sorted(pair)
    return DyadTension(
        a=a,
        b=b,
        at=DAY,
        tension=tension,
        low=max(tension - 1.645 * error, -1.0),
        high=min(tension + 1.645 * error, 1.0),
        standard_error=error,
        unshrunk=tension,
        probability=probability_above_zero(tension, error),
        hostile=max(tension, 0.0),
        friendly=max(-tension, 0.0),
        direct=tension,
        mass=1.0,
        clusters=3,
        articles=2,
        claims=3,
        thin=False,
        tension_without_contested=tension,
        contributions=(),
    )
