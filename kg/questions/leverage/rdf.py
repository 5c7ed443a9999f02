"""Leverage as RDF: every pair with the claims that its power rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.analysis import about_two, actor, claim, described, part, result, values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kg.questions.leverage.power import DyadLeverage
    from kg.rdf.store import Quad

NUMBERS_OF_PART = ("share", "probability", "weight")


def quads(found: Sequence[DyadLeverage], at: date) -> Iterator[Quad]:
    """Every pair with its parts."""
    del at
    for pair in found:
        node = result("power", pair.wielder, pair.over)
        yield from about_two(node, "DyadLeverage", pair.wielder, pair.over, pair.at)
        yield from values(node, wielder=actor(pair.wielder), over=actor(pair.over))
        yield from values(node, power=pair.power, low=pair.low, high=pair.high)
        for each in pair.parts:
            inner = part(node, "part", each.claim.key)
            yield from values(node, contribution=inner)
            yield from described(inner, "LeveragePart", claim=claim(each.claim.key), date=each.day)
            yield from values(inner, **{name: getattr(each, name) for name in NUMBERS_OF_PART})
