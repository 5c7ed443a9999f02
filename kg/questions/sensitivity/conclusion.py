"""What the ranking of the dyads rests on, in one sentence."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from kg.model.wording import signed
from kg.questions.sensitivity.variants import PARAMETER_KINDS, SMALLEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.network.network import Network
    from kg.questions.dyads import DyadTension
    from kg.questions.sensitivity.variants import Change, DyadSensitivity, RankedDyad, Variant

TITLE = 48
# Scores are shown with two decimal places, where a smaller fall would read as none.
NOTICEABLE = 0.005
ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
PEOPLE = ("person", "group")
# Among equal costs, the voice says more than the article that carries it.
TELLING = ("without article", "without contested", "without claimant")


def decisive(base: Sequence[DyadTension], variants: Sequence[Variant]) -> Variant | None:
    """What costs the first dyad most when left out: its whole score, else its place, else its tension.

    Among equal costs a claimant goes first; None if nothing is lost that two decimal places would show.
    """
    left_out = [variant for variant in variants if variant.kind not in PARAMETER_KINDS]
    costly = [v for v in left_out if v.top_changed or _fall(base[0], v.formerly_first) > NOTICEABLE]
    return max(costly, key=_cost, default=None)


def conclusion(network: Network, base: Sequence[DyadTension], variants: Sequence[Variant]) -> str:
    """Whether the first place holds under other parameters, on what it rests, and whose sign turns."""
    if all(abs(dyad.tension) < SMALLEST for dyad in base):
        return "All scores are 0, so there is no ranking to test."
    worst = decisive(base, variants)
    name = pair(network, base[0])
    if len(base) == 1:
        place = f"{name} is the only dyad, so there are no places to lose"
        place += f", but it rests on {_basis(network, worst, base[0])}" if worst else ""
    else:
        firm = not any(variant.top_changed for variant in variants if variant.kind in PARAMETER_KINDS)
        rest = _left_out(network, base, worst, firm=firm)
        place = f"The first place of {name} {_parameters(network, variants)} {rest}"
    return f"{place}; {_signs(network, base, variants)}."


def under(network: Network, change: Change) -> str:
    """A change in words, as in "it is higher without Ken Gause" or "with a half-life of 90 days"."""
    match change.kind:
        case "half-life" | "stance half-life":
            return (
                f"without a {change.kind}" if change.name == "none" else f"with a {change.kind} of {change.name} days"
            )
        case "issue weight":
            return "without positions over issues" if change.name == "0" else f"with issues weighing {change.name}"
        case "tau" | "sigma" | "prior":
            return f"with a {change.kind} of {change.name}"
        case _:
            return f"without {left_out(network, change)}"


def left_out(network: Network, change: Change) -> str:
    """What a change leaves out, in words."""
    if change.kind == "without contested":
        return "the contested claims"
    if change.kind == "without claimant":
        return network.label(change.name)
    return f"“{network.words(textwrap.shorten(_title(network, change.name), TITLE, placeholder='…'))}”"


def pair(network: Network, dyad: DyadTension | DyadSensitivity | RankedDyad) -> str:
    """A dyad by the labels of its actors."""
    return f"{network.label(dyad.a)} – {network.label(dyad.b)}"


def _parameters(network: Network, variants: Sequence[Variant]) -> str:
    others = [variant for variant in variants if variant.kind in PARAMETER_KINDS]
    lost = [variant for variant in others if variant.top_changed]
    if not lost:
        return "holds under every change of the parameters"
    taken = f"to {pair(network, lost[0].first)} " if lost[0].first else ""
    text = f"is lost under {len(lost)} of {len(others)} changes of the parameters"
    return f"{text} ({taken}{under(network, lost[0].change)})"


def _left_out(network: Network, base: Sequence[DyadTension], worst: Variant | None, *, firm: bool) -> str:
    if worst and worst.top_changed:
        return f"{'but' if firm else 'and'} rests on {_basis(network, worst, base[0])}"
    text = f"{'and' if firm else 'but holds'} whichever article or claimant is left out"
    if worst and worst.formerly_first.tension is not None:
        fallen = f"{signed(worst.formerly_first.tension)} instead of {signed(base[0].tension)}"
        text += f", though it is {fallen} {under(network, worst.change)}"
    return text


def _basis(network: Network, worst: Variant, first: DyadTension) -> str:
    """What the first dyad rests on, and what becomes of it without that."""
    person = worst.kind == "without claimant" and network.kind(worst.name) in PEOPLE
    return f"{left_out(network, worst.change)}, without {'whom' if person else 'which'} {_loss(network, worst, first)}"


def _loss(network: Network, worst: Variant, first: DyadTension) -> str:
    now = worst.formerly_first
    if now.tension is None or now.rank is None:
        return "nothing is left of it"
    fallen = f"it falls from {signed(first.tension)} to {signed(now.tension)}"
    if not worst.top_changed:
        return fallen
    if _fall(first, now) > NOTICEABLE:
        return f"{fallen}, to {_position(now.rank)}"
    return f"it is in {_position(now.rank)}, after {pair(network, worst.first)}" if worst.first else fallen


def _signs(network: Network, base: Sequence[DyadTension], variants: Sequence[Variant]) -> str:
    """Whose sign turns, and under which change most do."""
    turned = {(place.a, place.b): place for variant in variants for place in variant.flips}
    if not turned:
        return "no sign turns" if len(base) > 1 else "its sign never turns"
    most = max((variant for variant in variants if variant.flips), key=_turning)
    if len(turned) == 1:
        (place,) = turned.values()
        return f"the sign of {pair(network, place)} turns {under(network, most.change)}"
    share = "all" if len(most.flips) == len(turned) else f"{len(most.flips):,}"
    return f"{len(turned):,} of {len(base):,} signs turn, {share} of them {under(network, most.change)}"


def _turning(variant: Variant) -> tuple[int, int]:
    """Leaving something out goes before other parameters, then whoever turns most signs, then the voice."""
    if variant.kind in PARAMETER_KINDS:
        return -1, len(variant.flips)
    return len(variant.flips), TELLING.index(variant.kind)


def _cost(variant: Variant) -> tuple[bool, int, float, int]:
    place = variant.formerly_first
    return place.tension is None, place.rank or 0, -round(place.tension or 0.0, 9), TELLING.index(variant.kind)


def _fall(first: DyadTension, now: RankedDyad) -> float:
    """By how much the first dyad is lower now; all of it where nothing is left."""
    return first.tension - now.tension if now.tension is not None else float("inf")


def _position(rank: int) -> str:
    return f"{ORDINALS[rank]} place" if rank < len(ORDINALS) else f"place {rank:,}"


def _title(network: Network, slug: str) -> str:
    """The title of an article; its slug where it is an original that was not known yet when its copy was."""
    article = network.articles.get(slug)
    return article.title if article else slug
