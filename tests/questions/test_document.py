"""The graph as one JSON document."""

from __future__ import annotations

import json
from datetime import date

from kg.exports.graph_json import document
from kg.measure.lens import Lens
from kg.network.network import network_of
from kg.questions.document import to_json
from kg.questions.dyads import tensions
from kg.questions.tension.explanation import explain
from kg.questions.tension.tables import document as explanation_document


def test_every_record_is_there_and_denials_point_at_what_they_deny(shipped):
    network = network_of(shipped.corpus, shipped.vocabulary)
    read = json.loads(document(network, tensions(network)))
    counts = {name: len(rows) for name, rows in read.items()}
    assert counts["claims"] == len(shipped.corpus.claims)
    assert counts["actors"] == len(shipped.corpus.actors)
    assert counts["issues"] == len(shipped.corpus.issues)
    assert counts["events"] == len(shipped.corpus.events)
    keys = {claim["key"] for claim in read["claims"]}
    denials = [claim for claim in read["claims"] if claim["denies"]]
    assert denials
    assert all(claim["denies"] in keys for claim in denials)


def test_an_explanation_adds_up_in_its_json(shipped):
    network = network_of(shipped.corpus, shipped.vocabulary)
    read = json.loads(
        to_json(explanation_document(network, explain(network, "china", "united-states", Lens(at=date(2016, 7, 31)))))
    )
    assert abs(sum(part["share"] for part in read["contributions"]) - read["tension"]) < 1e-5
    assert read["contributions"][0]["claim"]["passages"][0]["exact"].startswith("Perceiving its growing encirclement")
    dispute = read["disputes"][0]
    assert dispute["denying"][0]["claim"]["polarity"] == "denied"
    assert dispute["denying"][0]["parties"] == [{"actor": "china", "role": "wielder"}]
