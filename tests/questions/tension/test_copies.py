"""A small project with a reprinted dispatch, explained as an analyst reads it, from its files and from its graph."""

from __future__ import annotations

from kg import sources
from kg.network.network import network_of
from kg.questions.prose import laid_out
from kg.questions.tension.explanation import explain
from kg.questions.tension.note import note
from kg.rdf.read import records
from kg.rdf.write import quads
from tests.checkout import ROOT


def test_what_a_reprint_repeats_is_told_and_does_not_count(terms, snapshot):
    corpus, _ = sources.read(ROOT / "tests" / "data" / "copies", terms)
    network = network_of(corpus, terms)
    assert network.repeats == {
        "reprint/bitter": ("dispatch/bitter",),
        "reprint/condemns": ("dispatch/condemns",),
    }
    found = explain(network, "alba", "bora")
    assert {part.cluster for part in found.headline.contributions if part.claim.slug != "bitter"} == {"wire"}
    assert found.headline.articles == 1
    text = laid_out(note(network, found))
    snapshot("note-dyad-copies.txt", text)
    again = network_of(records(quads(corpus, terms), terms), terms)
    assert laid_out(note(again, explain(again, "alba", "bora"))) == text
