"""The STIX bundle as the library of its committee reads it, strictly."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
import stix2

from kg.exports.formats import FORMATS
from kg.exports.stix import stix


@pytest.fixture(scope="module")
def bundle(shipped_graph):
    return stix2.parse(FORMATS["stix"].text(shipped_graph), allow_custom=False, version="2.1")


@pytest.fixture(scope="module")
def by_id(bundle):
    return {thing.id: thing for thing in bundle.objects}


def test_every_reference_is_in_the_bundle_and_no_id_twice(bundle, by_id):
    assert len(by_id) == len(bundle.objects)
    for thing in bundle.objects:
        names = [*thing.get("object_refs", ()), *filter(None, [thing.get("source_ref"), thing.get("target_ref")])]
        assert set(names) <= by_id.keys()


def test_every_claim_is_a_note_by_its_claimants_in_the_report_of_its_article(bundle, shipped_graph):
    notes = {note.external_references[0].external_id: note for note in bundle.objects if note.type == "note"}
    claims = shipped_graph.corpus.claims
    assert notes.keys() == {claim.key for claim in claims}
    reports = {r.external_references[0].external_id: set(r.object_refs) for r in bundle.objects if r.type == "report"}
    for claim in claims:
        note = notes[claim.key]
        assert f"“{claim.passages[0].exact}”" in note.content
        assert all(f"“{hedge.words}”" in note.content for hedge in claim.hedges)
        assert claim.mode in note.labels
        assert note.id in reports[claim.article]


def test_only_what_is_reported_affirmed_and_has_happened_is_a_relationship(bundle, shipped_graph):
    claims = {claim.key: claim for claim in shipped_graph.corpus.claims}
    found = [claims[r.external_references[0].external_id] for r in bundle.objects if r.type == "relationship"]
    assert found
    assert {(claim.mode, claim.polarity) for claim in found} == {("reported", "affirmed")}
    assert {claim.content.status for claim in found if claim.content.kind == "event"} <= {"occurred", "ongoing"}


def test_a_denial_disagrees_with_the_note_of_what_it_denies(bundle, by_id):
    opinions = [thing for thing in bundle.objects if thing.type == "opinion"]
    assert Counter(opinion.opinion for opinion in opinions) == {"strongly-disagree": 4}
    by_china = next(o for o in opinions if o.explanation == "“The Chinese government has vigorously denied this”")
    assert by_china.authors == ["China"]
    assert by_id[by_china.object_refs[0]].type == "note"


def test_ids_follow_from_what_is_described(shipped, shipped_graph, graph):
    fewer = replace(shipped.corpus, claims=shipped.corpus.claims[:10])
    some = {thing["id"]: thing for thing in json.loads(stix(graph(fewer).as_known()))["objects"]}
    everything = {thing["id"]: thing for thing in json.loads(stix(shipped_graph.as_known()))["objects"]}
    assert {id_ for id_ in some if not id_.startswith("report")} <= everything.keys()
    assert all(id_.partition("--")[2][14] == "5" for id_ in everything)


def test_a_graph_without_claims_is_a_bundle_of_identities(shipped, graph):
    made = stix(graph(replace(shipped.corpus, claims=())).as_known())
    assert {thing.type for thing in stix2.parse(made, version="2.1").objects} == {"identity"}
