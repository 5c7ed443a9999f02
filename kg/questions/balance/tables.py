"""Structural balance as tables: its triads, actors, ties, and who stands between whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.questions.document import evident, plain
from kg.questions.rows import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.network.network import Network
    from kg.questions.balance.analysis import Balance
    from kg.questions.balance.signs import SignedTie

TRIAD_COLUMNS = (
    "a", "b", "c", "at", "kind", "leaning_kind", "balanced_probability", "ab", "ac", "bc", "ab_leaning", "ac_leaning",
    "bc_leaning", "claims",
)  # fmt: skip
ACTOR_COLUMNS = (
    "actor", "at", "ties", "camp", "anchor", "camp_probability", "decided_camp", "triads", "open_pairs",
    "effective_size", "mediations", "betweenness", "friendly_betweenness", "friendly_low", "friendly_high",
    "friendly_highest",
)  # fmt: skip
TIE_COLUMNS = (
    "a", "b", "at", "sign", "leaning", "hostile_probability", "tension", "low", "high", "hostile", "friendly", "claims",
    "thin", "strongest", "quote", "counter",
)  # fmt: skip
BROKER_COLUMNS = ("actor", "a", "b", "at", "between", "probability", "decided", "claims")
WORDS = {1: "friendly", -1: "hostile", 0: "undecided"}


def table(network: Network, found: Balance) -> Table:  # noqa: ARG001 - every table is asked for with the network
    """One row a triad, decided ones first; signs are words, and `claims` has the key of the strongest for each tie."""
    ties = ties_by_pair(found)
    rows = []
    for triad in found.triads:
        three = [ties[pair] for pair in ((triad.a, triad.b), (triad.a, triad.c), (triad.b, triad.c))]
        signs = map(words_of, (*triad.signs, *triad.leaning))
        kinds = (triad.kind, triad.leaning_kind, triad.balanced_probability)
        rows.append((triad.a, triad.b, triad.c, found.at, *kinds, *signs, _keys(three)))
    return Table(TRIAD_COLUMNS, tuple(rows))


def actors_table(network: Network, found: Balance) -> Table:  # noqa: ARG001 - every table is asked for with the network
    """One row an actor, by slug; see `ActorBalance`."""
    rows = (
        tuple(found.at if name == "at" else getattr(actor, name) for name in ACTOR_COLUMNS) for actor in found.actors
    )
    return Table(ACTOR_COLUMNS, tuple(tuple(None if value == "" else value for value in row) for row in rows))


def ties_table(network: Network, found: Balance) -> Table:  # noqa: ARG001 - every table is asked for with the network
    """One row a tie, by the slugs of its actors, with the claims that do most for and against its sign."""
    return Table(
        TIE_COLUMNS,
        tuple(
            (
                tie.a,
                tie.b,
                found.at,
                words_of(tie.sign),
                words_of(tie.leaning),
                tie.hostile_probability,
                tie.tension,
                tie.low,
                tie.high,
                tie.hostile,
                tie.friendly,
                tie.claims,
                tie.thin,
                tie.strongest.key if tie.strongest else None,
                tie.strongest.quote if tie.strongest else None,
                tie.counter.key if tie.counter else None,
            )
            for tie in found.ties
        ),
    )


def brokers_table(network: Network, found: Balance) -> Table:  # noqa: ARG001 - every table is asked for with the network
    """One row for each actor that stands between two others: first between enemies, then between strangers."""
    ties = ties_by_pair(found)
    rows = []
    for broker in found.brokerages:
        own = [(min(broker.actor, other), max(broker.actor, other)) for other in (broker.a, broker.b)]
        three = [ties[pair] for pair in (*own, (broker.a, broker.b)) if pair in ties]
        sure = (broker.probability, broker.decided)
        rows.append((broker.actor, broker.a, broker.b, found.at, broker.between, *sure, _keys(three)))
    return Table(BROKER_COLUMNS, tuple(rows))


def ties_by_pair(found: Balance) -> dict[tuple[str, str], SignedTie]:
    """The ties by the slugs of their two actors, the lower first."""
    return {(tie.a, tie.b): tie for tie in found.ties}


def words_of(sign: int) -> str:
    """A sign in a word."""
    return WORDS[sign]


def _keys(ties: Iterable[SignedTie]) -> str | None:
    return "; ".join(tie.strongest.key for tie in ties if tie.strongest) or None


# As JSON every claim is written out.
document = evident


def tables(network: Network, found: Balance) -> dict[str, Table]:
    """The triads and the standing of every actor, by the names of their files."""
    return {"triads.csv": table(network, found), "standing.csv": actors_table(network, found)}


def summary(found: Balance) -> dict[str, Any]:
    """How many triads and decided ties there are, and how far they are from balance."""
    return {
        "triads": found.census.triads,
        "listed": len(found.triads),
        "decided_ties": sum(tie.sign != 0 for tie in found.ties),
        "frustration": plain([found.decided.low, found.decided.high]),
        "leaning_frustration": plain([found.leaning.low, found.leaning.high]),
    }
