"""The graph of a corpus that uses everything, the shipped one, and a server that counts who calls."""

from __future__ import annotations

from datetime import date

import pytest

from kg.events.datasets import DatasetTension
from kg.events.rdf import dataset_quads
from kg.events.tension import EventContribution, EventExplanation, EventTension
from kg.network.network import network_of
from kg.questions.answers import Answers
from kg.rdf.store import in_memory
from kg.rdf.write import quads


@pytest.fixture(scope="session")
def rich_quads(rich_corpus, terms):
    """Its registries and articles."""
    return tuple(quads(rich_corpus, terms))


@pytest.fixture(scope="session")
def rich_dataset(rich_corpus, rich_quads, terms):
    """The same with what is computed from them."""
    return (*rich_quads, *Answers(network_of(rich_corpus, terms)).quads(), *dataset_quads([a_data_set(rich_corpus)]))


def a_data_set(corpus):
    """What a data set of machine-coded events may say of two actors."""
    a, b = sorted(corpus.actors)[:2]
    day = date(2016, 1, 1)
    score = EventTension(a, b, day, 0.2, -0.1, 0.5, 0.18, 0.3, 0.1, 2.0, 3, 7, thin=False)
    texts = {"code": "112", "text": "Accuse", "publisher": "AFP", "story": "9", "url": "https://example.org/<a>"}
    event = EventContribution("e1", day, a, b, **texts, cluster="AFP", intensity=-0.2, weight=0.63, share=0.2)
    found = EventExplanation(score, (event,), 0.0, 6)
    return DatasetTension("icews", day, day, day, "goldstein-icews", "publisher", 180.0, (found,))


@pytest.fixture(scope="session")
def shipped_store(shipped, terms):
    """The shipped sources with the ontology and what is computed, as a build has them."""
    computed = Answers(network_of(shipped.corpus, terms)).quads()
    return in_memory([*terms.quads, *shipped.quads, *computed])
