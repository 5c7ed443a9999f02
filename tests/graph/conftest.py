"""The vocabulary, the shipped sources and a corpus that uses everything, each read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpora import rich

from kg import reading
from kg.analysis.tension import tensions
from kg.graph.dataset import quads
from kg.graph.network import network
from kg.graph.store import in_memory
from kg.outputs.rdf.analysis_graph import tension_quads
from kg.vocabulary import load

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def vocabulary():
    return load()


@pytest.fixture(scope="session")
def shipped(vocabulary):
    return reading.read(ROOT, vocabulary)[0]


@pytest.fixture(scope="session")
def shipped_quads(shipped, vocabulary):
    return tuple(quads(shipped, vocabulary))


@pytest.fixture(scope="session")
def shipped_store(shipped_quads, vocabulary):
    return in_memory([*vocabulary.quads, *shipped_quads])


@pytest.fixture(scope="session")
def rich_corpus():
    return rich()


@pytest.fixture(scope="session")
def rich_quads(rich_corpus, vocabulary):
    """Its articles and registries, and what is computed from them."""
    computed = tension_quads(tensions(network(rich_corpus, vocabulary)))
    return (*quads(rich_corpus, vocabulary), *computed)
