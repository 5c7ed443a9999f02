"""Dyads and their contributions as RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.vocabulary import RDFS
from kg.questions.counting import of_joint_acts
from kg.rdf.analysis import GRAPH, about_two, claim, described, issue, part, result, value_of, values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kg.questions.dyads import DyadTension
    from kg.rdf.store import Quad

NUMBERS = (
    "tension", "low", "high", "unshrunk", "probability", "hostile", "friendly", "direct", "mass", "articles",
)  # fmt: skip
NUMBERS_OF_CONTRIBUTION = ("share", "intensity", "probability", "weight")


def quads(found: Sequence[DyadTension], at: date) -> Iterator[Quad]:
    """Every dyad with its contributions, but those that rest on joint acts alone.

    They grow with the square of the parties, whom the graph has at their act; it says how many they are.
    """
    del at
    if missing := of_joint_acts(found):
        yield from value_of(GRAPH, RDFS + "comment", missing)
    for dyad in found:
        if dyad.joint:
            continue
        node = result("tension", dyad.a, dyad.b)
        yield from about_two(node, "DyadTension", dyad.a, dyad.b, dyad.at)
        yield from values(node, **{name: getattr(dyad, name) for name in NUMBERS})
        for each in dyad.contributions:
            inner = part(node, "contribution", each.claim.key)
            yield from values(node, contribution=inner)
            yield from described(
                inner, "Contribution", claim=claim(each.claim.key), date=each.day, cluster=each.cluster
            )
            yield from values(inner, **{name: getattr(each, name) for name in NUMBERS_OF_CONTRIBUTION})
            if each.over:
                yield from values(inner, overIssue=issue(each.over))
