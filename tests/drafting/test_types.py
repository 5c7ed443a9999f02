"""Types: the codebook's words, what was coded before, and what is usual."""

from __future__ import annotations

from kg.drafting.types import Types


def test_the_words_of_the_codebook_come_first(terms):
    ranked = Types(terms, ()).ranked("stance", "Washington backs the deployment")

    assert ranked[0].term.notation == "supports"
    assert ranked[0].basis == "“backs” in the codebook"


def test_claims_that_were_coded_before_teach(terms, shipped):
    claims = shipped.corpus.claims
    unknown = Types(terms, ())
    claim = next(
        claim
        for claim in claims
        if claim.content.kind == "stance"
        and unknown.ranked("stance", claim.quote)[0].term.notation != claim.content.type
    )
    words = claim.quote

    taught = Types(terms, claims).ranked("stance", words)

    assert taught[0].term.notation == claim.content.type
    assert "like claims coded before" in taught[0].basis


def test_without_any_reason_what_is_used_most_comes_first(terms, shipped):
    claims = [claim for claim in shipped.corpus.claims if claim.content.kind == "event"]
    first = Types(terms, claims).ranked("event", "")[0]

    types = [claim.content.type for claim in claims]
    assert types.count(first.term.notation) == max(map(types.count, types))
    assert first.basis == f"used {types.count(first.term.notation)} times"


def test_every_type_of_a_kind_is_ranked_once(terms):
    for kind, scale in (("stance", "StanceType"), ("event", "EventType"), ("leverage", "Effect")):
        ranked = [each.term.notation for each in Types(terms, ()).ranked(kind, "warns")]
        assert sorted(ranked) == sorted(terms.terms(scale))
