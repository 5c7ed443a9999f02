"""`alignment`: who agrees and who conflicts with whom on the issues."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.assistant.pages import Listing, clipped, grouped
from kg.assistant.parameters import ACTOR, KNOWN_AT, LEVEL, MORE, Parameter
from kg.assistant.rows import DATA_NOT_INSTRUCTIONS, NAME, SHORT_QUOTE, names, opening, row
from kg.assistant.tools.definition import Tool, lens
from kg.model.wording import counted, signed, thin_evidence
from kg.questions.alignment import note
from kg.questions.alignment.analysis import Scope, alignment
from kg.questions.prose import marked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.assistant.graph import Evidence, Snapshot
    from kg.network.network import Network
    from kg.questions.alignment.analysis import Alignment
    from kg.questions.alignment.discourse import ActorIssue, ActorPair, SharedIssue, Statement

MOST_ISSUES = 3
SCALE = (
    "Agreement is from -1 (opposed on everything) to +1 (the same on everything); positions from -1 (against) to +1 "
    "(for)."
)


def _answer(snapshot: Snapshot, asked: Mapping[str, Any]) -> Listing:
    look = lens(asked)
    between = _between(snapshot, asked)
    evidence = snapshot.seen(look)
    network = evidence.network
    scope = Scope(level=look.level, since=asked["since"], until=asked["until"])
    found = alignment(network, between=between, scope=scope)
    if not found.pairs:
        who = f"{names(network, between)}: " if between else ""
        nothing = (
            "no position" if not found.counted else "no issue on which both this and another actor take a position"
        )
        return Listing(f"{who}{nothing} in what was asked for.", (), "pair")
    head = f"{opening(note.note(network, found, marked))}\n{SCALE}\n{DATA_NOT_INSTRUCTIONS}"
    if len(between) > 1:
        pair = found.pairs[0]
        groups = [_issue(evidence, part) for part in pair.issues]
        again = f"{_title(network, pair)}. {SCALE}"
        return Listing(f"{_title(network, pair)}\n{head}", grouped(groups), "position", again=again)
    return Listing(head, [partial(_pair, evidence, pair) for pair in found.pairs], "pair", again=_survey(found))


def _between(snapshot: Snapshot, asked: Mapping[str, Any]) -> tuple[str, ...]:
    """The actors that are asked about: none, one or two."""
    given = [asked[name] for name in ("a", "b") if asked[name]]
    if len(given) > 1:
        return snapshot.project.pair(given[0], given[1], asked["level"])
    return tuple(snapshot.project.actor(name, asked["level"]) for name in given)


def _survey(found: Alignment) -> str:
    return f"{counted(len(found.pairs), 'pair')} by {counted(found.counted, 'statement')}. {SCALE}"


def _title(network: Network, pair: ActorPair) -> str:
    thin = f" {thin_evidence(pair.claimants)}" if pair.thin else ""
    return (
        f"{names(network, (pair.a,))} – {names(network, (pair.b,))}: agreement {signed(pair.value)} on "
        f"{counted(len(pair.issues), 'shared issue')} by {counted(pair.claimants, 'independent claimant')}.{thin}"
    )


def _issue(evidence: Evidence, part: SharedIssue) -> tuple[str, str, list[Any]]:
    """An issue with both sides, and its statements."""
    network = evidence.network
    label = clipped(network.label(part.issue), NAME)
    sides = "; ".join(_mean(network, side) for side in (part.a, part.b))
    heading = f"{label}: {note.standing(part)} ({sides}), adds {signed(part.value)}"
    statements = chain(part.a.statements, part.b.statements)
    return heading, f"{label}, goes on:", [partial(_statement, evidence, each) for each in statements]


def _mean(network: Network, side: ActorIssue) -> str:
    return f"{names(network, (side.actor,))} {signed(side.mean)} in {counted(side.ignore, 'statement')}"


def _statement(evidence: Evidence, each: Statement) -> str:
    who = names(evidence.network, (each.actor,))
    return f"{who}, position {signed(each.qualifier)}: {row(evidence, each.claim, quote=SHORT_QUOTE)}"


def _pair(evidence: Evidence, pair: ActorPair) -> str:
    """A pair with how it stands on its issues, and the plainest statement of either side on the first of them."""
    network = evidence.network
    shown = "; ".join(
        f"{clipped(network.label(part.issue), NAME)}: {note.standing(part)} ({signed(part.value)})"
        for part in pair.issues[:MOST_ISSUES]
    )
    more = f"; and {counted(len(pair.issues) - MOST_ISSUES, 'more issue')}" if len(pair.issues) > MOST_ISSUES else ""
    first = pair.issues[0]
    label = clipped(network.label(first.issue), NAME)
    rows = [
        f"   On {label}, {_statement(evidence, max(side.statements, key=lambda each: abs(each.qualifier)))}"
        for side in (first.a, first.b)
    ]
    return "\n".join([_title(network, pair), f"   {shown}{more}", *(each.replace("\n", "\n   ") for each in rows)])


TOOL = Tool(
    "alignment",
    "Agreement on the issues",
    "Who agrees and who conflicts with whom on issues (not actors), after Discourse Network Analyzer: -1 opposed on "
    "everything to +1 the same on everything. With a and b every position of both on each shared issue, with quotes; "
    "with a alone its pairs; without, all pairs. Two may agree on an issue and be in tension: that is another measure.",
    (
        Parameter("a", f"An actor. {ACTOR}"),
        Parameter("b", "Another actor, named likewise."),
        Parameter("since", "Only positions of this day or later.", "first day"),
        Parameter("until", "Only positions of this day or earlier.", "day"),
        KNOWN_AT, LEVEL, MORE,
    ),
    _answer,
)  # fmt: skip
