"""What is left of a corpus beside mistakes: claims that name only what is right, so that one mistake is said once."""

from __future__ import annotations

import pytest

from kg import sources
from kg.pipeline import check
from kg.sources import rules
from kg.sources.valid import valid_part

STANCE = "stance: {holder: china, target: missiles, type: opposes}"
# An actor who acts for himself.
WRONG = "actors: {envoy: {kind: person, label: The envoy, acts-for: envoy}}\n"
CLAIM = "claims: [{id: one, quote: sees it as a threat, said-by: %s, reported-by: [%s], %s}]"


@pytest.mark.parametrize(
    ("claimant", "reporters", "content"),
    [
        ("envoy", "japan", STANCE),
        ("china", "envoy", STANCE),
        ("china", "japan, envoy", STANCE),
        ("china", "japan", STANCE.replace("holder: china", "holder: [china, envoy]")),
        ("china", "japan", STANCE.replace("target: missiles", "target: envoy")),
        ("china", "japan", "event: {label: They talk, type: CONSULT, recipient: [japan, envoy]}"),
        ("china", "japan", "leverage: {wielder: china, over: envoy, instrument: x, effect: pressure, strength: weak}"),
    ],
)
def test_a_claim_that_names_an_actor_with_a_mistake_is_left_out_and_only_the_mistake_is_found(
    project, terms, claimant, reporters, content
):
    root = project(WRONG + CLAIM % (claimant, reporters, content))
    corpus, read = sources.read(root, terms)
    found = [*read, *rules.run(corpus, terms)]
    assert "one" in {claim.slug for claim in corpus.claims}
    assert {claim.slug for claim in valid_part(corpus, found).claims} == {"envoys-met"}
    assert [(finding.rule, finding.subject) for finding in check(root).findings if finding.severity == "error"] == [
        ("acts-for-ends", "envoy")
    ]


def test_a_claim_that_names_only_what_is_right_stays(project, terms):
    corpus, read = sources.read(project(WRONG + CLAIM % ("china", "japan", STANCE)), terms)
    left = valid_part(corpus, [*read, *rules.run(corpus, terms)])
    assert {claim.slug for claim in left.claims} == {"envoys-met", "one"}
    assert "envoy" not in left.actors
