"""What the tests of the exports share: graphs to export, made in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

import pytest

from kg.exports.formats import FORMATS
from kg.model.records import Claim, Corpus, Event, Hedge, Leverage, Passage, Quantity, Stance
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.questions.tension.rdf import quads as tension_quads
from kg.rdf.read import records
from kg.rdf.write import quads


@dataclass
class Graph:
    """What a built project gives the exports, from a corpus in memory."""

    corpus: Corpus
    terms: object

    @cached_property
    def said(self):
        return tuple(dict.fromkeys(quads(self.corpus, self.terms)))

    @cached_property
    def network(self):
        return network_of(records(self.said, self.terms), self.terms)

    def as_known(self):
        return self.network

    def tension(self):
        return tensions(self.network)

    def quads(self):
        return [*self.said, *tension_quads(self.tension(), date.min)]


@pytest.fixture(scope="session")
def graph(terms):
    return lambda corpus: Graph(corpus, terms)


@pytest.fixture(scope="session")
def shipped_graph(shipped, graph):
    return graph(shipped.corpus)


@pytest.fixture(scope="session")
def written():
    """The bytes of an export, of several files one after the other."""

    def write(name, graph):
        format_ = FORMATS[name]
        return format_.text(graph) if format_.text else b"".join(format_.files(graph).values())

    return write


@pytest.fixture(scope="session")
def labelled(shipped, graph):
    """A small graph in which a text is wherever people's texts can be."""

    def make(text):
        corpus = shipped.corpus
        china = replace(corpus.actors["china"], label=text, aliases=(text,), note=text)
        article = replace(corpus.articles["2016-07-isdp-thaad-thawing"], title=text, published_basis=text)
        actors = {slug: corpus.actors[slug] for slug in ("isdp", "japan", "niklas-swanstrom", "wikistrat")}
        issue = replace(corpus.issues["thaad"], label=text, definition=text)
        made = Corpus(
            {"china": china, **actors}, {"thaad": issue}, {}, {article.slug: article}, _claims(article.slug, text)
        )
        return graph(made)

    return make


def _claims(article, text):
    passage = Passage(text, 3, 3 + len(text), text, text)
    figures = (Quantity(Decimal(3), text, text),)
    key = f"{article}/said"
    event = Event(
        key, text, "CONSULT", Decimal(1), ("china",), ("japan",), ("thaad",), "2016-07", "ongoing", text, figures
    )
    contents = {
        "said": ("event", event),
        "held": ("stance", Stance(("china",), "japan", "opposes", Decimal("-0.5"), text, text, reason=text)),
        "moved": (
            "leverage",
            Leverage(("japan",), ("china",), text, "pressure", "strong", "thaad", text, text, figures),
        ),
    }
    return tuple(
        Claim(
            slug, article, ("china",), (passage, passage), content, f"{kind}/{article}/{slug}", "reported", "certain",
            reported_by=("japan", "isdp"), hedges=(Hedge(text, "likely", Decimal("0.5"), Decimal("0.8"), text),),
            said_on="2016-07", condition=text, no_interval=text, note=text,
        )
        for slug, (kind, content) in contents.items()
    )  # fmt: skip
