"""The graph of a corpus that uses everything, the shipped one, and a server that counts who calls."""

from __future__ import annotations

import pytest
from corpora import rich

from kg.analysis.report import report
from kg.graph.dataset import quads
from kg.graph.network import network
from kg.graph.store import in_memory
from kg.outputs.rdf.analysis_graph import report_quads


@pytest.fixture(scope="session")
def rich_corpus():
    return rich()


@pytest.fixture(scope="session")
def rich_quads(rich_corpus, terms):
    """Its registries and articles."""
    return tuple(quads(rich_corpus, terms))


@pytest.fixture(scope="session")
def rich_dataset(rich_corpus, rich_quads, terms):
    """The same with what is computed from them."""
    return (*rich_quads, *report_quads(report(network(rich_corpus, terms))))


@pytest.fixture(scope="session")
def shipped_store(shipped, terms):
    """The shipped sources with the ontology and what is computed, as a build has them."""
    computed = report_quads(report(network(shipped.corpus, terms)))
    return in_memory([*terms.quads, *shipped.quads, *computed])
