"""Every analysis as a benchmark asks it: what is made ready beforehand, and the call that is timed."""

from __future__ import annotations

import gc
import resource
import time
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, Any, TypeAlias

import igraph
import networkx as nx
import numpy as np

from benchmarks.measuring import MEGABYTE, PEAK_UNIT
from benchmarks.networks import drawn_network
from kg.measure.lens import Lens
from kg.questions.alignment.analysis import alignment
from kg.questions.balance.analysis import DRAWS, MOST_DRAWN, balance_of
from kg.questions.balance.betweenness import betweenness, drawn_betweenness
from kg.questions.balance.brokerage import triads_of
from kg.questions.balance.camps import together
from kg.questions.balance.frustration import frustration
from kg.questions.balance.signs import drawn_tensions, signed_graph
from kg.questions.balance.triads import census, closed_triads
from kg.questions.comparison.analysis import compare
from kg.questions.disputes.analysis import disputes
from kg.questions.dyads import tensions, ties_by_dyad
from kg.questions.forecasts.analysis import forecast_scores
from kg.questions.forecasts.ledger import forecasts
from kg.questions.leverage.analysis import LONGEST, leverage, leverage_paths
from kg.questions.sensitivity.analysis import sensitivity
from kg.questions.tension.explanation import explain
from kg.questions.timeline.analysis import timeline
from kg.questions.timeline.trajectory import trajectories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from numpy.typing import NDArray

    from kg.network.network import Network
    from kg.questions.balance.signs import Floats, SignedGraph

    # A call that gives how many things it found.
    Call: TypeAlias = Callable[[], int]
    Figures: TypeAlias = dict[str, Any]
    Numbers: TypeAlias = NDArray[np.float64]

# A quick call is repeated for so many seconds, a slow one not beyond so many.
ENOUGH, TOO_LONG, MOST_RUNS = 0.5, 20.0, 50


@dataclass(frozen=True)
class Ground:
    """A network, its newest day and the one a year before, its fullest dyad, and two whom leverage joins."""

    network: Network
    at: date
    before: date
    dyad: tuple[str, str]
    ends: tuple[str, str]


def ground(dyads: int) -> Ground:
    """What the questions are asked of."""
    network = drawn_network(dyads)
    at = network.newest_day
    members = ties_by_dyad(network, Lens(at=at))
    fullest = max(members, key=lambda dyad: len(members[dyad]))
    return Ground(network, at, at - timedelta(days=365), fullest, _far_ends(network, at))


def _far_ends(network: Network, at: date) -> tuple[str, str]:
    """Who wields most leverage, and whom it moves by way of as many others as a path may have."""
    held = nx.DiGraph((pair.wielder, pair.over) for pair in leverage(network, Lens(at=at)) if pair.power > 0)
    source = max(sorted(held), key=held.out_degree)
    hops = nx.single_source_shortest_path_length(held, source, cutoff=LONGEST)
    return source, max(sorted(hops), key=lambda slug: (hops[slug], held.in_degree(slug)))


def _tension(on: Ground) -> Call:
    return lambda: len(tensions(on.network, Lens(at=on.at)))


def _explain(on: Ground) -> Call:
    return lambda: explain(on.network, *on.dyad, Lens(at=on.at)).headline.claims


def _as_known(on: Ground) -> Call:
    return lambda: len(on.network.as_known(on.before).ties)


def _leverage(on: Ground) -> Call:
    return lambda: len(leverage(on.network, Lens(at=on.at)))


def _leverage_paths(on: Ground) -> Call:
    return lambda: len(leverage_paths(on.network, *on.ends, Lens(at=on.at)).paths)


def _disputes(on: Ground) -> Call:
    return lambda: len(disputes(on.network, Lens(at=on.at)))


def _forecasts(on: Ground) -> Call:
    return lambda: len(forecasts(on.network, Lens(at=on.at)))


def _forecast_scores(on: Ground) -> Call:
    ledger = forecasts(on.network, Lens(at=on.at))
    return lambda: forecast_scores(ledger).together.settled


def _timeline(on: Ground) -> Call:
    return lambda: len(timeline(on.network, *on.dyad).points)


def _trajectories(on: Ground) -> Call:
    return lambda: sum(1 for _ in trajectories(on.network, Lens(at=on.at)))


def _compare(on: Ground) -> Call:
    return lambda: len(compare(on.network, on.before, on.at).shifts)


def _balance(on: Ground) -> Call:
    dyads = tensions(on.network, Lens(at=on.at))
    return lambda: balance_of(dyads, Lens(at=on.at)).census.triads


def _triads(on: Ground) -> Call:
    graph = _signed(on)
    return lambda: census(graph, closed_triads(graph)).triads


def _frustration(on: Ground) -> Call:
    graph = _signed(on)
    return lambda: len(frustration(graph, [tie.leaning for tie in graph.ties]).frustrated)


def _weighted_frustration(on: Ground) -> Call:
    graph = _signed(on)
    return lambda: len(frustration(graph, [tie.leaning for tie in graph.ties], weighted=True).frustrated)


def _drawn_camps(on: Ground) -> Call:
    graph, drawn = _drawn(on)
    return lambda: 0 if drawn is None else len(together(graph, drawn))


def _drawn_betweenness(on: Ground) -> Call:
    graph, drawn = _drawn(on)
    return lambda: 0 if drawn is None else drawn_betweenness(graph, drawn).draws


def _alignment(on: Ground) -> Call:
    return lambda: len(alignment(on.network).pairs)


def _alignment_of_two(on: Ground) -> Call:
    return lambda: len(alignment(on.network, between=on.dyad).pairs)


def _sensitivity(on: Ground) -> Call:
    return lambda: len(sensitivity(on.network, Lens(at=on.at)).variants)


def _signed(on: Ground) -> SignedGraph:
    return signed_graph(tensions(on.network, Lens(at=on.at)))


def _drawn(on: Ground) -> tuple[SignedGraph, Floats | None]:
    """The draws that `balance` makes; none where it makes none."""
    graph = _signed(on)
    simulated = len(graph.ties) * DRAWS <= MOST_DRAWN
    return graph, drawn_tensions(graph, DRAWS, 0) if simulated else None


QUESTIONS: dict[str, Callable[[Ground], Call]] = {
    "tension": _tension,
    "explain": _explain,
    "as_known": _as_known,
    "leverage": _leverage,
    "leverage paths": _leverage_paths,
    "disputes": _disputes,
    "forecasts": _forecasts,
    "forecast scores": _forecast_scores,
    "timeline": _timeline,
    "trajectories": _trajectories,
    "compare": _compare,
    "balance": _balance,
    "balance: triads": _triads,
    "balance: frustration": _frustration,
    "balance: weighted frustration": _weighted_frustration,
    "balance: camps of 2,000 draws": _drawn_camps,
    "balance: betweenness of the draws": _drawn_betweenness,
    "alignment": _alignment,
    "alignment of two": _alignment_of_two,
    "sensitivity": _sensitivity,
}


def asked(name: str, dyads: int, runs: int) -> Figures:
    """What one question costs in this process, warmed by asking it once; the median of several times."""
    call = QUESTIONS[name](ground(dyads))
    gc.collect()
    before = _peak()
    figures = _timed(call, runs)
    return {"dyads": dyads, "analysis": name, **figures, "more_mb": round(_peak() - before, 1)}


def compared(dyads: int, runs: int) -> list[Figures]:
    """Betweenness and triads over all ties: ours, networkx and igraph, and how far each is from ours at most."""
    graph = _signed(ground(dyads))
    actors, ends = len(graph.actors), [(int(a), int(b)) for a, b in graph.ends]
    plain: nx.Graph[int] = nx.empty_graph(actors)
    plain.add_edges_from(ends)
    fast = igraph.Graph(n=actors, edges=ends)
    pairs = (actors - 1) * (actors - 2) / 2
    ways: dict[str, dict[str, Callable[[], Numbers]]] = {
        "betweenness": {
            "kg": lambda: betweenness(actors, ends),
            "networkx": lambda: _in_order(nx.betweenness_centrality(plain)),
            "igraph": lambda: np.array(fast.betweenness(directed=False)) / pairs,
        },
        "triads of each actor": {
            "kg": lambda: triads_of(graph, closed_triads(graph)),
            "networkx": lambda: _in_order(nx.triangles(plain)),
            "igraph": lambda: np.bincount(np.array(fast.list_triangles(), dtype=int).ravel(), minlength=actors),
        },
    }
    return [row for what, calls in ways.items() for row in _beside(dyads, what, calls, runs)]


def _beside(dyads: int, what: str, calls: dict[str, Callable[[], Numbers]], runs: int) -> Iterator[Figures]:
    ours = calls["kg"]()
    for way, call in calls.items():
        difference = float(np.abs(call() - ours).max(initial=0.0))
        figures = _timed(lambda call=call: len(call()), runs)
        yield {"dyads": dyads, "what": what, "way": way, **figures, "difference": difference}


def _in_order(numbers: dict[int, float]) -> Numbers:
    return np.array([numbers[actor] for actor in range(len(numbers))])


def _timed(call: Call, runs: int) -> Figures:
    """The medians of the calls after the first; of that one alone where it takes too long."""
    costs = [_cost(call)]
    found = costs[0][2]
    while len(costs) <= MOST_RUNS and (spent := sum(wall for wall, _, _ in costs)) < TOO_LONG:
        if len(costs) > runs and spent > ENOUGH:
            break
        costs.append(_cost(call))
    counted = costs[1:] or costs
    wall, cpu = (median(cost[which] for cost in counted) for which in (0, 1))
    return {"wall_s": round(wall, 6), "cpu_s": round(cpu, 6), "runs": len(counted), "found": found}


def _cost(call: Call) -> tuple[float, float, int]:
    """Seconds on the clock and of all cores, and what was found."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = call()
    return time.perf_counter() - wall, time.process_time() - cpu, found


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT / MEGABYTE
