"""Who can move each other, in pairs and longer rings, as lines of a note and as plain data; products of powers."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

from kg.model.wording import printed
from kg.questions.document import plain
from kg.questions.leverage.analysis import MOST
from kg.questions.prose import INDENT, item, section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.network.network import Network
    from kg.questions.leverage.analysis import LeverageCycle
    from kg.questions.leverage.power import DyadLeverage
    from kg.questions.prose import Style

PAIR = 2


def holding(network: Network, found: Sequence[LeverageCycle], bold: Style) -> Iterator[str]:
    """The cycles, strongest first, with the product that ranks them: two who hold each other, then longer rings."""
    mutual, rings = ([c for c in found if (len(c.hops) == PAIR) is both] for both in (True, False))
    yield from section("They hold each other", (_cycle(network, c, " ⇄ ", closed=False) for c in mutual), bold)
    longer = (_cycle(network, ring, " → ", closed=True) for ring in rings)
    yield from section("Rings: each holds the next, the last the first", longer, bold)
    if len(found) == MOST:
        yield f"{INDENT}Of both together only the {MOST} strongest are looked for."


def _cycle(network: Network, cycle: LeverageCycle, arrow: str, *, closed: bool) -> str:
    names = [network.label(hop.wielder) for hop in cycle.hops]
    return item(f"{arrow.join([*names, *names[:closed]])}: {product(cycle.hops)}")


def product(hops: Sequence[DyadLeverage]) -> str:
    """The powers of some hops and their product, which has two significant digits, since it may be small."""
    powers = [hop.power for hop in hops]
    factors, result = printed(powers, prod(powers), digits=2)
    return f"{' × '.join(factors)} = {result}"


def cycle_object(cycle: LeverageCycle) -> dict[str, Any]:
    """A cycle as plain data: its actors, the power of each over the next, and the product."""
    return {
        "actors": [hop.wielder for hop in cycle.hops],
        "powers": plain(tuple(hop.power for hop in cycle.hops)),
        "power": plain(cycle.power),
    }
