"""`leverage`: who can move whom, by what, how strongly, and who doubts or denies it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kg.assistant.pages import Listing, grouped
from kg.assistant.parameters import ACTOR, AT, KNOWN_AT, LEVEL, MORE, Parameter
from kg.assistant.rows import DATA_NOT_INSTRUCTIONS, SHORT_QUOTE, names, opening, row
from kg.assistant.tools.definition import Tool, lens
from kg.model.wording import counted, dated, figure, signed, thin_evidence
from kg.questions.leverage import note
from kg.questions.leverage.analysis import leverage
from kg.questions.prose import marked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.assistant.graph import Evidence, Snapshot
    from kg.network.network import Network
    from kg.questions.leverage.power import DyadLeverage, LeveragePart


def _answer(snapshot: Snapshot, asked: Mapping[str, Any]) -> Listing:
    look = lens(asked)
    over, by = (snapshot.project.actor(asked[name], look.level) if asked[name] else None for name in ("over", "by"))
    evidence = snapshot.seen(look)
    network = evidence.network
    everything = leverage(network, evidence.lens)
    found = [pair for pair in everything if over in (None, pair.over) and by in (None, pair.wielder)]
    if not found:
        asked_for = (
            f" {names(network, (by,)) if by else 'anybody'} over {names(network, (over,)) if over else 'anybody'}"
        )
        return Listing(
            f"No leverage of{asked_for} was spoken of by {dated(evidence.lens.day)}.", (), "claim of leverage"
        )
    by_pair = {(pair.wielder, pair.over): pair for pair in everything}
    groups = [
        (
            _headed(network, pair, by_pair.get((pair.over, pair.wielder))),
            f"{_arrow(network, pair)}, goes on:",
            [partial(_part, evidence, part) for part in pair.parts],
        )
        for pair in found
    ]
    pairs = f"{dated(evidence.lens.day)}, {counted(len(found), 'pair')}, the strongest first."
    again = f"{pairs} Power is from 0 to 1; leverage counts in no tension score."
    head = opening(note.note(network, found, marked, among=everything, parameters=look.parameters))
    head = f"{again}\n{head}\n{DATA_NOT_INSTRUCTIONS}"
    return Listing(head, grouped(groups), "claim of leverage", "claims of leverage", again)


def _arrow(network: Network, pair: DyadLeverage) -> str:
    return f"{names(network, (pair.wielder,))} → {names(network, (pair.over,))}"


def _headed(network: Network, pair: DyadLeverage, counter: DyadLeverage | None) -> str:
    """A pair with its power, what claims say at the least and at the most, and how firm that is."""
    lines = [
        f"{_arrow(network, pair)}: power {note.ranged(pair)}, "
        f"{counted(pair.claims, 'claim')} by {counted(pair.claimants, 'independent claimant')}. "
        f"{thin_evidence(pair.claimants) if pair.thin else ''}".rstrip()
    ]
    if any(part.doubts for part in pair.parts):
        without = f"; without these {figure(pair.power_without_doubts)}" if pair.power_without_doubts > 0 else ""
        lines.append(f"   Doubted or denied by {sum(part.doubts for part in pair.parts)} of its claims{without}.")
    if counter is not None:
        lines.append(f"   In turn {_arrow(network, counter)}: power {figure(counter.power)}.")
    return "\n".join(lines)


def _part(evidence: Evidence, part: LeveragePart) -> str:
    word = "DENIED" if part.claim.polarity == "denied" else "DOUBTED" if part.doubts else "AFFIRMED"
    return (
        f"{word}: says {figure(part.value)}, share {signed(part.share, 3)} of the power\n"
        f"{row(evidence, part.claim, quote=SHORT_QUOTE, counting=False)}"
    )


TOOL = Tool(
    "leverage",
    "Who can move whom",
    "Who is said to be able to move whom, by what, with which power from 0 (none) to 1, the strongest pairs first; "
    "each claim with who says it, and doubts and denials beside it. It is what people say of leverage, apart from "
    "tension.",
    (
        Parameter("over", f"Only leverage over this actor. {ACTOR}"),
        Parameter("by", f"Only leverage that this actor has. {ACTOR}"),
        AT, KNOWN_AT, LEVEL, MORE,
    ),
    _answer,
)  # fmt: skip
