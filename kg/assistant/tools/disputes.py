"""`disputes`: what some affirm and some deny, opposed positions of one holder, and what rests on each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kg.assistant.pages import Listing, clipped, grouped
from kg.assistant.parameters import ACTOR, AT, KNOWN_AT, LEVEL, MORE, Parameter
from kg.assistant.rows import DATA_NOT_INSTRUCTIONS, NAME, SAYS, SHORT_QUOTE, claim_iri, names, opening, row, speakers
from kg.assistant.tools.definition import Tool, lens
from kg.model.wording import counted, dated, figure, inside, signed
from kg.questions.disputes import note
from kg.questions.disputes.analysis import KINDS, disputes
from kg.questions.disputes.note import KIND, ROLES
from kg.questions.prose import marked
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.assistant.graph import Evidence, Snapshot
    from kg.network.network import Network
    from kg.questions.disputes.analysis import Dispute, Side

MOST_RESTING, MOST_SIDES = 3, 4


def _answer(snapshot: Snapshot, asked: Mapping[str, Any]) -> Listing:
    look = lens(asked)
    about = snapshot.project.actor(asked["actor"], look.level) if asked["actor"] else None
    evidence = snapshot.seen(look)
    network = evidence.network
    found = disputes(network, evidence.lens, about=about, kind=asked["kind"])
    head = f"{dated(evidence.lens.day)}. {opening(note.note(network, found, marked))}"
    if not found:
        return Listing(head, (), "claim in dispute", "claims in dispute")
    groups = [
        (
            f"DISPUTE {number} of {len(found)}: {_what(network, dispute)}\n  {_rests(network, dispute)}",
            f"DISPUTE {number} of {len(found)}, goes on: {_what(network, dispute)}",
            [partial(_side, evidence, dispute, side) for side in dispute.sides],
        )
        for number, dispute in enumerate(found, 1)
    ]
    again = f"{dated(evidence.lens.day)}, {counted(len(found), 'dispute')}."
    entries = grouped(groups)
    return Listing(f"{head}\n{DATA_NOT_INSTRUCTIONS}", entries, "claim in dispute", "claims in dispute", again)


def sides_of(evidence: Evidence, dispute: Dispute) -> str:
    """A dispute in short: who stands on which side, by the claims, and what rests on it."""
    network = evidence.network
    lines = [f"DISPUTED: {_what(network, dispute)}"]
    for word, sides in zip(_words(network, dispute), (dispute.affirming, dispute.denying), strict=True):
        shown = "; ".join(f"{speakers(network, side.claim)} ({claim_iri(side.claim)})" for side in sides[:MOST_SIDES])
        more = f"; and {len(sides) - MOST_SIDES:,} more" if len(sides) > MOST_SIDES else ""
        lines.append(f"   {word}: {shown}{more}")
    return "\n".join([*lines, f"   {_rests(network, dispute)}"])


def _words(network: Network, dispute: Dispute) -> tuple[str, str]:
    if dispute.kind != "opposed":
        return "affirmed by", "denied by"
    return ("friendly", "hostile") if dispute.target in network.actors else ("for", "against")


def _what(network: Network, dispute: Dispute) -> str:
    """What is disputed, and in what way."""
    if dispute.kind != "opposed":
        return f"{clipped(described(network, dispute.claim), SAYS)} [{KIND[dispute.kind]}]"
    target = inside(clipped(network.label(dispute.target), NAME))
    voices = f"{names(network, dispute.both_sides)} on both sides" if dispute.both_sides else "by different claimants"
    return f"{names(network, (dispute.holder,))} toward {target} [{KIND[dispute.kind]}, {voices}]"


def _side(evidence: Evidence, dispute: Dispute, side: Side) -> str:
    network = evidence.network
    word = _words(network, dispute)[side not in dispute.affirming].upper()
    roles = "; ".join(f"{names(network, (party.actor,))} is {ROLES[party.role]}" for party in side.parties[:2])
    party = f" A PARTY TO IT ({roles})" if roles else ""
    later = f" LATER, on {dated(side.day)}," if side.day is not None and side.day > dispute.at else ""
    # A denial is told as such by its row.
    word = "" if side.claim.polarity == "denied" else word.removesuffix(" BY")
    before = f"{word}{later}{party}".strip()
    return f"{before}: {row(evidence, side.claim, quote=SHORT_QUOTE)}".removeprefix(": ")


def _rests(network: Network, dispute: Dispute) -> str:
    """Which scores would differ without the claims of a dispute."""
    parts = [
        f"{names(network, (shift.a,))} – {names(network, (shift.b,))} ({shift.mode}) is {signed(shift.tension)}, "
        f"without these claims {signed(shift.without)}"
        for shift in dispute.rests[:MOST_RESTING]
    ]
    parts += [
        f"power of {names(network, (move.wielder,))} over {names(network, (move.over,))} is {figure(move.power)}, "
        f"without them {figure(move.without)}"
        for move in dispute.moves[:MOST_RESTING]
    ]
    more = max(0, len(dispute.rests) - MOST_RESTING) + max(0, len(dispute.moves) - MOST_RESTING)
    parts += [f"and {counted(more, 'more score')}"] if more else []
    return f"Rests on it: {'; '.join(parts)}." if parts else "No score rests on it."


TOOL = Tool(
    "disputes",
    "What is disputed",
    "What some affirm and others deny, and opposed positions of one holder; both sides with quotes, whether who "
    "denies is a party (an interest, not a disproof), and which scores rest on it. What most rests on comes first. "
    "Report both sides; the graph never decides who is right.",
    (
        Parameter("actor", f"Only disputes that name this actor. {ACTOR}"),
        Parameter("kind", "denied: one claim denies another; contradicted: affirmed and denied apart; opposed: one "
                  "holder is said to be both for and against.", choices=KINDS),
        AT, KNOWN_AT, LEVEL, MORE,
    ),
    _answer,
)  # fmt: skip
