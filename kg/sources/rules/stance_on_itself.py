"""A stance is toward somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import Finding
from kg.model.records import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

RULE = "stance-on-itself"


def check(corpus: Corpus, vocabulary: Vocabulary) -> Iterator[Finding]:  # noqa: ARG001 - every check has this form
    """No actor has a stance toward itself; persons and bodies of one state are different actors.

    Why: such a stance counts for nobody; mostly the holder was put in the place of the target.

    Good:
        actors:
          minister: {kind: person, label: The minister, acts-for: china}
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: minister, target: china, type: criticizes}}

    Bad:
        claims:
          - {id: one, quote: sees it as a threat, said-by: china,
             stance: {holder: china, target: china, type: criticizes}}
    """
    for claim in corpus.claims:
        stance, node = claim.content, claim.origin
        if not isinstance(stance, Stance) or node is None or "stance" not in node.value:
            continue
        if stance.target in stance.holders:
            message = f"{stance.target!r} has a stance toward itself; name another target, or another holder"
            yield Finding(node.at("stance", "target"), RULE, message, "warning", claim.key)
