"""`tension` and `explain_dyad`: who is in tension with whom, and every claim on which that rests."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kg.assistant.pages import Listing, clipped
from kg.assistant.parameters import ACTOR, AT, KNOWN_AT, LEVEL, MODE, MORE, Parameter
from kg.assistant.rows import (
    DATA_NOT_INSTRUCTIONS,
    NAME,
    SHORT_QUOTE,
    claim_iri,
    names,
    opening,
    row,
    says,
    speakers,
    why_not,
)
from kg.assistant.tools.definition import Tool, lens
from kg.assistant.tools.disputes import sides_of
from kg.model.wording import (
    DIRECTED,
    PURSUED,
    counted,
    dated,
    inside,
    percent,
    signed,
    thin_evidence,
    verdict,
    within,
)
from kg.questions.counting import in_words
from kg.questions.dyads import ranked
from kg.questions.prose import marked
from kg.questions.tension import note
from kg.questions.tension.explanation import explain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.assistant.graph import Evidence, Snapshot
    from kg.assistant.pages import Entry
    from kg.model.records import Claim
    from kg.network.network import Network
    from kg.questions.counting import Reason
    from kg.questions.dyads import Contribution, DyadTension

MOST_DENIALS = 2
SCALE = (
    "Tension is from -1 (friendly) to +1 (hostile), with its 90 % interval in brackets; where that includes 0, not "
    "even the sign is certain."
)


def _tension(snapshot: Snapshot, asked: Mapping[str, Any]) -> Listing:
    look = lens(asked)
    actor = snapshot.project.actor(asked["actor"], look.level) if asked["actor"] else ""
    evidence = snapshot.seen(look)
    found = [dyad for dyad in ranked(evidence.dyads, asked["by"]) if not actor or actor in (dyad.a, dyad.b)]
    counts = in_words(evidence.uncounted, evidence.network.claims)
    if not found:
        whom = f" of {clipped(evidence.network.label(actor), NAME)} and others" if actor else ""
        return Listing(f"Nothing {look.mode} is scored{whom} on that day. {counts}", (), "dyad")
    weights = evidence.lens.parameters
    head = "\n".join([
        f"{dated(found[0].at)}, {look.mode} claims, {weights.in_words}. {counts}",
        *(clipped(line, 500) for line in note.remarks(evidence.network, found, weights)),
        SCALE,
        DATA_NOT_INSTRUCTIONS,
    ])  # fmt: skip
    entries = [partial(_ranked, evidence, dyad) for dyad in found]
    return Listing(head, entries, "dyad", again=f"{dated(found[0].at)}, {look.mode} claims. {SCALE}")


def _ranked(evidence: Evidence, dyad: DyadTension) -> str:
    """A dyad with its numbers, how firm they are, and the claim that moves it most."""
    most = dyad.contributions[0]
    moved = indented_row(evidence, most.claim, f"What moves it most ({signed(most.effect, 3)}): ")
    return f"{_pair(evidence.network, dyad)}: {_numbers(dyad)}\n{_firmness(dyad)}\n{moved}"


def indented_row(evidence: Evidence, claim: Claim, before: str = "", *, counting: bool = True) -> str:
    """A claim below the line that it belongs to."""
    return f"   {before}{row(evidence, claim, quote=SHORT_QUOTE, counting=counting)}".replace("\n", "\n   ")


def _pair(network: Network, dyad: DyadTension) -> str:
    return f"{clipped(network.label(dyad.a), NAME)} – {clipped(network.label(dyad.b), NAME)}"


def _numbers(dyad: DyadTension) -> str:
    return (
        f"tension {within(dyad.tension, dyad.low, dyad.high)}, {verdict(dyad.tension, dyad.low, dyad.high)}; hostile "
        f"{dyad.hostile:.2f}, friendly {dyad.friendly:.2f}, unshrunk {signed(dyad.unshrunk)}, more tense than friendly "
        f"with {percent(dyad.probability)}"
    )


def _firmness(dyad: DyadTension) -> str:
    """On how much the score rests, and what to know before relying on it."""
    claims, claimants = counted(dyad.claims, "claim"), counted(dyad.clusters, "independent claimant")
    said = [f"   {claims} by {claimants} in {counted(dyad.articles, 'article')}."]
    if dyad.thin:
        said.append(thin_evidence(dyad.clusters, dyad.articles))
    if abs(dyad.tension_without_contested - dyad.tension) > 1e-12:  # noqa: PLR2004 - the exactness of the measure
        said.append(f"Without the contested claims {signed(dyad.tension_without_contested)}.")
    if dyad.contributions and all(part.over for part in dyad.contributions):
        said.append("Only positions on each other's policies: nothing that counts is said of the two themselves.")
    if dyad.joint:
        said.append("Only joint acts of many, which tell no two of them apart.")
    if dyad.faded and dyad.newest:
        said.append(f"Near 0 by age alone: the newest is of {dated(dyad.newest)}.")
    return " ".join(said)


def _explain(snapshot: Snapshot, asked: Mapping[str, Any]) -> Listing:
    look = lens(asked)
    pair = snapshot.project.pair(asked["a"], asked["b"], look.level)
    evidence = snapshot.seen(look)
    network = evidence.network
    found = explain(network, *pair, evidence.lens)
    dyad = found.headline
    beside = [
        f"Beside the score, {mode}: {within(each.tension, each.low, each.high)} by {counted(each.claims, 'claim')}."
        for mode, each in found.modes
    ]
    order = (
        f"First the {counted(len(dyad.contributions), 'claim')} that count, what moves the score most first; then "
        f"{len(found.uncounted):,} that do not, denials first, each with the reason; then "
        f"{counted(len(found.disputes), 'dispute')}."
    )
    title = f"{_pair(network, dyad)}, {dated(dyad.at)}, {look.mode} claims"
    counting: Sequence[Entry] = [partial(_contribution, evidence, dyad, part) for part in dyad.contributions]
    denials_first = sorted(found.uncounted, key=lambda key: found.uncounted[key] != "denied")
    claims = [network.claims[key] for key in denials_first]
    lines = [title, opening(note.note(network, found, marked)), *beside, order, *_denials(network, claims)]
    lines += [SCALE, DATA_NOT_INSTRUCTIONS]
    others: Sequence[Entry] = [partial(_outside, evidence, claim, found.uncounted[claim.key]) for claim in claims]
    disputes = [partial(sides_of, evidence, dispute) for dispute in found.disputes]
    thin = f" {thin_evidence(dyad.clusters, dyad.articles)}" if dyad.thin else ""
    again = f"{title}: tension {within(dyad.tension, dyad.low, dyad.high)}.{thin}"
    return Listing("\n".join(lines), [*counting, *others, *disputes], "entry", again=again)


def _contribution(evidence: Evidence, dyad: DyadTension, part: Contribution) -> str:
    network = evidence.network
    contested = "; contested" if part.contested else ""
    without = f"without it the tension would be {signed(dyad.tension - part.effect, 3)}"
    lines = [
        f"COUNTS: effect {signed(part.effect, 3)}, so that {without}; share {signed(part.share, 3)}{contested}",
        indented_row(evidence, part.claim),
    ]
    issue = network.issues.get(part.over)
    if issue is not None:
        sentence = PURSUED if part.pursuit else DIRECTED
        label, whose = inside(clipped(issue.label, NAME)), names(network, (part.concerned,))
        because = f" {says(network, part.pursuit)}, says {claim_iri(part.pursuit)}" if part.pursuit else ""
        lines.append(f"   It bears on the two as {_lower(sentence.format(issue=label, actor=whose))}{because}")
    return "\n".join(lines)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _denials(network: Network, claims: Sequence[Claim]) -> list[str]:
    """The first of the denials in short, at the head, so that nobody who reads no further misses that there are any."""
    denials = [claim for claim in claims if claim.polarity == "denied"]
    shown = "; ".join(
        f"{says(network, claim)}, says {speakers(network, claim)}, {claim_iri(claim)}"
        for claim in denials[:MOST_DENIALS]
    )
    more = f"; and {len(denials) - MOST_DENIALS:,} more" if len(denials) > MOST_DENIALS else ""
    return [f"Denials, in full further on: {shown}{more}."] if denials else []


def _outside(evidence: Evidence, claim: Claim, reason: Reason) -> str:
    return f"DOES NOT COUNT HERE: {why_not(claim, reason)}\n{indented_row(evidence, claim, counting=False)}"


TENSION = Tool(
    "tension",
    "Rank dyads by tension",
    "Rank pairs of actors by how tense they are said to be, most tense first; each with its 90 % interval, how much "
    "it rests on, whether the evidence is thin, and the claim that moves it most. tension: -1 (friendly) to +1 "
    "(hostile), drawn to 0 where little is said; hostile minus friendly. unshrunk: the same scale, whatever the "
    "amount of evidence. Never give a score without its interval. Use explain_dyad for why.",
    (
        Parameter("actor", f"Only dyads of this actor. {ACTOR}"),
        Parameter("by", "What ranks; friendly puts the friendliest first, mass those with most evidence.",
                  choices=("tension", "unshrunk", "probability", "hostile", "friendly", "mass"), default="tension"),
        MODE, AT, KNOWN_AT, LEVEL, MORE,
    ),
    _tension,
)  # fmt: skip
EXPLAIN = Tool(
    "explain_dyad",
    "Explain a dyad",
    "Why two actors are in tension or friendly: the verdict, then every claim that counts with its effect (the tension "
    "less the tension without it), then every claim about the two that does not count and why (denials, forecasts, "
    "leverage …), then what is disputed. Use it before writing about a relation, and read on to the last page for "
    "denials.",
    (
        Parameter("a", f"One actor. {ACTOR}", needed=True),
        Parameter("b", "The other actor, named likewise.", needed=True),
        MODE, AT, KNOWN_AT, LEVEL, MORE,
    ),
    _explain,
)  # fmt: skip
