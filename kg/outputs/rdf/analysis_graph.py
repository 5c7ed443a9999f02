"""Tensions → quads of the analysis graph, apart from everything that was said."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.dataset import DATE, decimal, identifier, iri, kg
from kg.vocabulary import ANALYSIS_GRAPH, DATA, KG, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.analysis.tension import Contribution, DyadTension

PLACES = Decimal("1e-12")


def tension_quads(tensions: Iterable[DyadTension]) -> Iterator[ox.Quad]:
    """Every dyad with its contributions; numbers are rounded to 12 places."""
    for dyad in tensions:
        node = iri(f"{DATA}tension/{dyad.a}/{dyad.b}")
        yield _quad(node, RDF_TYPE, kg("DyadTension"))
        yield _quad(node, KG + "between", identifier("actor", dyad.a))
        yield _quad(node, KG + "between", identifier("actor", dyad.b))
        yield _quad(node, KG + "asOf", ox.Literal(dyad.at.isoformat(), datatype=DATE))
        for name in ("tension", "low", "high", "hostile", "friendly", "mass"):
            yield _quad(node, KG + name, _number(getattr(dyad, name)))
        for contribution in dyad.contributions:
            yield from _contribution(node, contribution)


def _contribution(dyad: ox.NamedNode, contribution: Contribution) -> Iterator[ox.Quad]:
    node = iri(f"{dyad.value}/contribution/{contribution.claim.key}")
    yield _quad(dyad, KG + "contribution", node)
    yield _quad(node, RDF_TYPE, kg("Contribution"))
    yield _quad(node, KG + "claim", identifier("claim", contribution.claim.key))
    yield _quad(node, KG + "cluster", ox.Literal(contribution.cluster))
    yield _quad(node, KG + "date", ox.Literal(contribution.day.isoformat(), datatype=DATE))
    for name in ("share", "intensity", "probability", "weight"):
        yield _quad(node, KG + name, _number(getattr(contribution, name)))


def _number(value: float) -> ox.Literal:
    exact = Decimal(value).quantize(PLACES).normalize()
    return decimal(exact + 0 if exact else Decimal(0))


def _quad(node: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(node, iri(predicate), value, iri(ANALYSIS_GRAPH))
