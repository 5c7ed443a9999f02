"""Through whom one actor can move another as an analyst's note: the verdict, then every chain, hop by hop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model.wording import counted, dated, figure, shown_of
from kg.questions.citations import Citations
from kg.questions.document import evident
from kg.questions.document import plain as plain_value
from kg.questions.leverage.cycles_note import cycle_object, holding, product
from kg.questions.leverage.note import aged, arrow, countered, headed, parts
from kg.questions.prose import INDENT, is_long, item, plain, section
from kg.questions.rows import Table
from kg.questions.saying import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.measure.formula import Parameters
    from kg.network.network import Network
    from kg.questions.leverage.analysis import LeveragePath, LeveragePaths
    from kg.questions.leverage.power import DyadLeverage, LeveragePart
    from kg.questions.prose import Style

COLUMNS = (
    "chain", "power", "hop", "wielder", "over", "at", "hop_power", "low", "high", "claims", "claimants", "thin",
    "weakest", "counter", "instrument", "claim", "doubted_by",
)  # fmt: skip
CAVEAT = (
    "A chain says that each can be moved by the one before, not that it would be moved to the same end: compare the "
    "aims. The product takes the hops for independent."
)


def note(
    network: Network,
    found: LeveragePaths,
    bold: Style = plain,
    *,
    parameters: Parameters | None = None,
    top: int | None = None,
) -> Iterator[str]:
    """The lines of the note; a hop that was shown in one chain is not shown again in the next.

    At most `top` chains are shown; without it all that were found.

    It says how old the newest claim is if it is older than the half-life of `parameters`.
    """
    yield bold(f"From {network.label(found.source)} to {network.label(found.target)}, {dated(found.at)}")
    yield ""
    hops = [hop for path in found.paths for hop in path.hops]
    yield " ".join([_verdict(network, found), *aged(hops, parameters)])
    yield ""
    yield CAVEAT
    shown: dict[tuple[str, str], int] = {}
    citations = Citations()
    for number, path in enumerate(found.paths[:top], 1):
        yield from section(f"{number}. {_chain(network, path)}", _hops(network, path, number, shown, citations), bold)
    if top is not None and is_long(found.paths, top):
        yield from section(
            "Weaker", [f"{shown_of(top, len(found.paths), 'chain')} are shown; --all shows the others."], bold
        )
    yield from holding(network, found.cycles, bold)


def nothing(network: Network, found: LeveragePaths, pairs: Sequence[DyadLeverage]) -> str:
    """Why no chain leads from one to the other, given all pairs of whom leverage is spoken."""
    source, target = network.label(found.source), network.label(found.target)
    if all(pair.wielder != found.source for pair in pairs):
        return f"nobody says that {source} has leverage over anybody"
    if all(pair.over != found.target for pair in pairs):
        return f"nobody says that anybody has leverage over {target}"
    return f"no chain of up to {counted(found.longest, 'hop')} leads from {source} to {target}"


def table(network: Network, found: LeveragePaths) -> Table:  # noqa: ARG001 - every table is asked for with the network
    """One row a chain and hop, strongest chain first; `claim` is the one with the largest share."""
    rows = (
        _row(number, path, place) for number, path in enumerate(found.paths, 1) for place, _ in enumerate(path.hops)
    )
    return Table(COLUMNS, tuple(rows))


def document(network: Network, found: LeveragePaths) -> dict[str, Any]:
    """The chains as plain data by slug; `pairs` has their hops and counter-leverage with the claims, each once."""
    pairs = {(p.wielder, p.over): p for path in found.paths for p in (*path.hops, *path.counter) if p is not None}
    return {
        "source": found.source,
        "target": found.target,
        "at": found.at.isoformat(),
        "longest": found.longest,
        "more": found.more,
        "paths": [_path_object(path) for path in found.paths],
        "cycles": [cycle_object(cycle) for cycle in found.cycles],
        "pairs": [evident(network, pairs[key]) for key in sorted(pairs)],
    }


def _path_object(path: LeveragePath) -> dict[str, Any]:
    return {
        "actors": [*(hop.wielder for hop in path.hops), path.hops[-1].over],
        "powers": plain_value(tuple(hop.power for hop in path.hops)),
        "power": plain_value(path.power),
        "weakest": [path.weakest.wielder, path.weakest.over],
        "counter": [plain_value(counter.power) if counter else None for counter in path.counter],
    }


def _row(number: int, path: LeveragePath, place: int) -> tuple[object, ...]:
    hop, counter = path.hops[place], path.counter[place]
    doubting = {slug for part in hop.parts if part.doubts for slug in part.claim.claimants}
    return (
        number,
        path.power,
        place + 1,
        hop.wielder,
        hop.over,
        hop.at,
        hop.power,
        hop.low,
        hop.high,
        hop.claims,
        hop.claimants,
        hop.thin,
        hop is path.weakest,
        counter.power if counter else None,
        hop.parts[0].instrument,
        hop.parts[0].claim.key,
        "; ".join(sorted(doubting)) or None,
    )


def _verdict(network: Network, found: LeveragePaths) -> str:
    """Which chain is the strongest, what it hangs on, and whether there are others."""
    source, target = network.label(found.source), network.label(found.target)
    first = found.paths[0]
    if first.power > 0:
        sentences = [f"The strongest chain from {source} to {target} {_way(network, first)}."]
        if len(first.hops) > 1:
            sentences.append(f"Its weakest hop is {arrow(network, first.weakest)}.")
        sentences += _doubts(network, first)
    else:
        sentences = [f"No chain from {source} to {target} carries: each has a hop without power."]
    return " ".join([*sentences, _count(found)])


def _count(found: LeveragePaths) -> str:
    """How many chains there are besides the first."""
    hops = f"{'up to ' if found.longest > 1 else ''}{counted(found.longest, 'hop')}"
    shown = len(found.paths)
    if found.more:
        return f"More than {shown} have {hops}; the strongest are shown."
    return f"It is the only one of {hops}." if shown == 1 else f"In all, {shown} have {hops}."


def _way(network: Network, path: LeveragePath) -> str:
    if len(path.hops) == 1:
        return f"is direct: {figure(path.power)}"
    return f"runs through {named(network, [hop.over for hop in path.hops[:-1]])}: {product(path.hops)}"


def _doubts(network: Network, path: LeveragePath) -> Iterator[str]:
    """Who doubts or denies a hop, and which rest on little."""
    for hop in path.hops:
        doubting = sorted({slug for part in hop.parts if part.doubts for slug in part.claim.claimants})
        if doubting:
            yield f"{arrow(network, hop)} is doubted or denied by {named(network, doubting)}."
    if thin := [arrow(network, hop) for hop in path.hops if hop.thin]:
        yield f"Thin evidence, under three independent claimants, for {'; '.join(thin)}."


def _chain(network: Network, path: LeveragePath) -> str:
    names = [*(network.label(hop.wielder) for hop in path.hops), network.label(path.hops[-1].over)]
    does_not = "" if path.power > 0 else ", does not carry"
    equation = product(path.hops) if len(path.hops) > 1 else f"{figure(path.power)}"
    return f"{' → '.join(names)}   power {equation}{does_not}"


def _hops(
    network: Network, path: LeveragePath, number: int, shown: dict[tuple[str, str], int], citations: Citations
) -> Iterator[str]:
    for hop, counter in zip(path.hops, path.counter, strict=True):
        before = shown.setdefault((hop.wielder, hop.over), number)
        weakest = "; the weakest hop" if hop is path.weakest and len(path.hops) > 1 else ""
        if before != number:
            yield item(f"{arrow(network, hop)}   power {figure(hop.power)}{weakest}, as in chain {before}")
            continue
        yield item(f"{headed(network, hop)}{weakest}")
        yield from parts(network, hop, _telling(hop), "`kg leverage` quotes them", citations)
        for line in countered(network, counter):
            yield f"{INDENT}{line.removeprefix(item(''))}"


def _telling(hop: DyadLeverage) -> list[LeveragePart]:
    """The part with the largest share, and those that doubt or deny the hop."""
    return [part for place, part in enumerate(hop.parts) if not place or part.doubts]
