"""What each coder would make of the ranking, as a note and as tables."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.coders.document import left_out
from kg.coders.note import FLAWED, flawed_files
from kg.model.wording import counted, dated, signed
from kg.questions.document import plain as as_data
from kg.questions.prose import INDENT, item, plain, section
from kg.questions.rows import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.coders.effect import CodedDyad, CoderEffects, CoderRanking
    from kg.network.network import Network
    from kg.questions.prose import Style

COLUMNS = (
    "coder", "a", "b", "tension", "rank", "settled_tension", "settled_rank", "change", "turns", "beyond_interval",
)  # fmt: skip
MOST_DYADS, MOST_RANGES = 8, 15


def note(network: Network, found: CoderEffects, bold: Style = plain) -> Iterator[str]:
    """The lines of the note: each coder with how far the order holds, whose sign turns, what moves most."""
    yield bold(f"The ranking if one coder had coded alone, {dated(found.at)}")
    yield ""
    yield (
        f"{found.mode} claims. In the articles that a coder has coded, the coder's claims stand in place of those that "
        "were settled; the others stay."
    )
    for each in found.coders:
        yield from section(each.coder, _coder(network, found, each), bold)
    yield from section("Over all coders", _ranges(network, found), bold)
    yield from section(FLAWED, flawed_files(found.flawed), bold)


def _coder(network: Network, found: CoderEffects, each: CoderRanking) -> Iterator[str]:
    yield (
        f"{each.articles:,} of {counted(found.articles, 'article')}, {counted(each.own, 'claim')} in place of "
        f"{each.claims:,}. {_order(each)}"
    )
    turned = set(each.turned)
    moved = sorted((d for d in each.dyads if d.differs and d not in turned), key=_by_change)
    yield from _listed(network, "another sign", list(each.turned))
    yield from _listed(network, "another rank", [d for d in moved if None not in (d.tension, d.settled)])
    yield from _listed(network, "nothing is said of them", list(each.gone))
    yield from _listed(network, "said by this coder alone", list(each.added))


def _ranges(network: Network, found: CoderEffects) -> Iterator[str]:
    """Each settled dyad with its lowest and highest tension and rank over the coders, as far as they say anything."""
    held = sum(not any(dyad.turns for dyad in dyads) for dyads in found.by_dyad)
    yield f"{held:,} of {counted(len(found.by_dyad), 'dyad')} have the same sign whoever codes."
    for dyads in found.by_dyad[:MOST_RANGES]:
        yield from _range(network, found, dyads)
    if len(found.by_dyad) > MOST_RANGES:
        yield f"and {len(found.by_dyad) - MOST_RANGES:,} more; `--format csv` has all"


def _range(network: Network, found: CoderEffects, dyads: tuple[CodedDyad, ...]) -> Iterator[str]:
    first, each = dyads[0], zip(dyads, found.coders, strict=True)
    said = [(dyad.tension, coder.coder) for dyad, coder in each if dyad.tension is not None]
    ranks = [rank for rank in (first.settled_rank, *(dyad.rank for dyad in dyads)) if rank is not None]
    places = f"places {min(ranks):,} to {max(ranks):,}" if min(ranks) < max(ranks) else f"always place {ranks[0]:,}"
    turns = "; its sign turns" if any(dyad.turns for dyad in dyads) else ""
    silent = f"; {len(dyads) - len(said):,} of the coders say nothing of it" if len(said) < len(dyads) else ""
    pair = f"{network.label(first.a)} – {network.label(first.b)}"
    yield f"{signed(first.settled or 0.0)}  {pair}, {places}{turns}{silent}"
    if said:
        (low, by_low), (high, by_high) = min(said), max(said)
        upper = f" to {signed(high)} by {by_high}" if by_low != by_high else ""
        yield f"{INDENT}{signed(low)} by {by_low}{upper}"


def _order(each: CoderRanking) -> str:
    tau = "" if each.kendall is None else f"The order agrees with what was settled to τ_b {each.kendall:.2f}. "
    turned = len(each.turned)
    return tau + (f"{counted(turned, 'sign')} turn{'s' if turned == 1 else ''}." if turned else "No sign turns.")


def _listed(network: Network, title: str, dyads: list[CodedDyad]) -> Iterator[str]:
    if not dyads:
        return
    yield f"{title} ({len(dyads):,}):"
    for dyad in dyads[:MOST_DYADS]:
        outside = "; outside of its interval" if dyad.beyond else ""
        yield item(f"{network.label(dyad.a)} – {network.label(dyad.b)}: {_moved(dyad)}{outside}")
    if len(dyads) > MOST_DYADS:
        yield f"{INDENT}and {len(dyads) - MOST_DYADS:,} more; `--format csv` has all"


def _moved(dyad: CodedDyad) -> str:
    ends = ((dyad.settled, dyad.settled_rank), (dyad.tension, dyad.rank))
    before, after = ("nothing" if t is None else f"{signed(t)} (place {rank:,})" for t, rank in ends)
    return f"{before} → {after}"


def _by_change(dyad: CodedDyad) -> tuple[float, str, str]:
    return -round(abs((dyad.tension or 0.0) - (dyad.settled or 0.0)), 9), dyad.a, dyad.b


def table(network: Network, found: CoderEffects) -> Table:
    """One row a coder and dyad, in the order of the settled ranking."""
    del network
    return Table(COLUMNS, tuple(_row(each, dyad) for each in found.coders for dyad in each.dyads))


def _row(each: CoderRanking, dyad: CodedDyad) -> tuple[Any, ...]:
    change = None if dyad.tension is None or dyad.settled is None else dyad.tension - dyad.settled
    scores = (dyad.tension, dyad.rank, dyad.settled, dyad.settled_rank, change)
    return (each.coder, dyad.a, dyad.b, *scores, dyad.turns, dyad.beyond)


def document(found: CoderEffects) -> dict[str, Any]:
    """All of it as plain data."""
    return {
        "at": found.at.isoformat(),
        "mode": found.mode,
        "articles": found.articles,
        "left_out": left_out(found.flawed),
        "coders": [
            {
                **{name: as_data(getattr(each, name)) for name in ("coder", "articles", "claims", "own", "kendall")},
                "dyads": [
                    {name: as_data(value) for name, value in asdict(dyad).items()}
                    | {"turns": dyad.turns, "beyond_interval": dyad.beyond}
                    for dyad in each.dyads
                ],
            }
            for each in found.coders
        ],
    }
