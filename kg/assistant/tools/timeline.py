"""`timeline`: how the tension of two actors moved, and which claims moved it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kg.assistant.pages import Listing, clipped, grouped
from kg.assistant.parameters import ACTOR, KNOWN_AT, LEVEL, MODE, MORE, Parameter
from kg.assistant.rows import DATA_NOT_INSTRUCTIONS, NAME, SHORT_QUOTE, opening, row
from kg.assistant.tools.definition import Tool, lens
from kg.model.wording import counted, dated, signed, thin_evidence, within
from kg.questions.prose import marked
from kg.questions.timeline import note
from kg.questions.timeline.analysis import STEPS, timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.assistant.graph import Evidence, Snapshot
    from kg.questions.dyads import Contribution
    from kg.questions.timeline.analysis import Point


def _answer(snapshot: Snapshot, asked: Mapping[str, Any]) -> Listing:
    look = lens(dict(asked) | {"at": asked["until"]})
    pair = snapshot.project.pair(asked["a"], asked["b"], look.level)
    evidence = snapshot.seen(look)
    network = evidence.network
    found = timeline(
        network, *pair, evidence.lens, since=asked["since"], step=asked["step"], as_known=asked["as_known"]
    )
    title = " – ".join(clipped(network.label(slug), NAME) for slug in (found.a, found.b))
    if not found.points:
        return Listing(f"{title}: nothing {look.mode} bears on the two in that time.", (), "entry")
    last = found.points[-1].dyad
    thin = f" {thin_evidence(last.clusters, last.articles)}" if last.thin else ""
    groups = [
        (_headed(point), f"{dated(point.day)}, goes on:", [partial(_arrival, evidence, p) for p in point.arrived])
        for point in found.points
    ]
    counts = f"{counted(len(found.points), 'day')} with {counted(len(last.contributions), 'claim')} that count."
    lines = [f"{title}, {look.mode} claims", opening(note.note(network, found, marked)), counts, DATA_NOT_INSTRUCTIONS]
    again = f"{title}: tension {within(last.tension, last.low, last.high)} on {dated(last.at)}.{thin}"
    return Listing("\n".join(lines), grouped(groups), "entry", again=again)


def _headed(point: Point) -> str:
    """A day with its score, and of which part of the change is news and which is age."""
    score = within(point.dyad.tension, point.dyad.low, point.dyad.high)
    moved = f"change {signed(point.change)}: {signed(point.news)} by what entered, {signed(point.ageing)} by age"
    entered = counted(len(point.arrived), "claim") if point.arrived else "nothing new"
    return f"{dated(point.day)}: tension {score}; {moved}; {entered}"


def _arrival(evidence: Evidence, part: Contribution) -> str:
    return f"ENTERED, effect {signed(part.effect, 3)}: {row(evidence, part.claim, quote=SHORT_QUOTE)}"


TOOL = Tool(
    "timeline",
    "Tension over time",
    "How the tension of two actors (-1 friendly to +1 hostile, 90 % interval) moved: a line for each day on which "
    "something entered, with how much of the change is news and how much is age, and the claims that entered. Claims "
    "that do not count are in explain_dyad.",
    (
        Parameter("a", f"One actor. {ACTOR}", needed=True),
        Parameter("b", "The other actor, named likewise.", needed=True),
        Parameter("since", "The first day. Default: when something first enters.", "first day"),
        Parameter("until", "The last day. Default: the newest article's day.", "day"),
        Parameter("step", "none: only days with something new, the first and the last; else the end of each as well.",
                  choices=STEPS, default="none"),
        Parameter("as_known", "Score each day by what had been published by then, not by all that is known.", "flag",
                  default=False),
        MODE, KNOWN_AT, LEVEL, MORE,
    ),
    _answer,
)  # fmt: skip
