"""A dyad as an analyst's note: the verdict in a sentence, then every claim with its quote and its share."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model.wording import (
    DIRECTED,
    PURSUED,
    SLIGHT,
    THIN_BY_ARTICLES,
    UNDECIDED,
    counted,
    dated,
    percent,
    signed,
    verdict,
    within,
)
from kg.questions.counting import in_words
from kg.questions.disputes import note as disputes_note
from kg.questions.leverage import note as leverage_note
from kg.questions.leverage.power import fails
from kg.questions.leverage.tables import conditions
from kg.questions.prose import INDENT, item, plain, section, sourced, sureness
from kg.questions.saying import described, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.network.network import Network, Tie
    from kg.questions.dyads import Contribution, DyadTension
    from kg.questions.prose import Style
    from kg.questions.tension.explanation import Explanation


def note(network: Network, explanation: Explanation, bold: Style = plain) -> Iterator[str]:
    """The lines of the note; `bold` marks the heads, for a terminal."""
    yield from _head(network, explanation.headline, bold)
    if explanation.uncounted:
        yield ""
        yield f"Of what is said of the two, {in_words(explanation.uncounted, explanation.about)}"
    hostile = [c for c in explanation.headline.contributions if c.share > 0]
    friendly = [c for c in explanation.headline.contributions if c.share <= 0]
    yield from section("What raises it", _contributions(network, hostile), bold)
    yield from section("What lowers it", _contributions(network, friendly), bold)
    for mode, dyad in explanation.modes:
        title = f"Beside the score: {mode}, {_scored(dyad)}"
        yield from section(title, _contributions(network, dyad.contributions), bold)
    yield from section("Disputed", _disputes(network, explanation), bold)
    yield from section("Leverage between them", _leverages(network, explanation), bold)


def _head(network: Network, dyad: DyadTension, bold: Style) -> Iterator[str]:
    a, b = network.label(dyad.a), network.label(dyad.b)
    yield bold(f"{a} – {b}, {dated(dyad.at)}")
    yield ""
    yield f"tension {_scored(dyad)}   hostile {dyad.hostile:.2f} · friendly {dyad.friendly:.2f} · mass {dyad.mass:.2f}"
    yield (
        f"unshrunk {signed(dyad.unshrunk)}   more tense than friendly {percent(dyad.probability)}   "
        f"without positions over issues {signed(dyad.direct)}"
    )
    yield ""
    yield _verdict(a, b, dyad)


def _scored(dyad: DyadTension) -> str:
    return within(dyad.tension, dyad.low, dyad.high)


def _verdict(a: str, b: str, dyad: DyadTension) -> str:
    """What the numbers say, in sentences."""
    if not dyad.claims:
        return f"Nothing was reported about {a} and {b} by then; the score is the prior, 0 with a wide interval."
    basis = f"{counted(dyad.claims, 'claim')} by {counted(dyad.clusters, 'claimant')} in "
    basis += counted(dyad.articles, "article")
    sentences = [f"On {basis}, {a} and {b} appear {verdict(dyad.tension, dyad.low, dyad.high)} on balance."]
    if dyad.low <= 0 <= dyad.high:
        sentences.append(UNDECIDED)
    if dyad.thin:
        sentences.append(THIN_BY_ARTICLES)
    if min(dyad.hostile, dyad.friendly) >= SLIGHT:
        sentences.append("There is much of both, hostile and friendly.")
    if abs(dyad.tension_without_contested - dyad.tension) > 1e-12:  # noqa: PLR2004 - the exactness of the measure
        sentences.append(f"Without the contested claims it is {signed(dyad.tension_without_contested)}.")
    return " ".join(sentences)


def _contributions(network: Network, parts: Iterable[Contribution]) -> Iterator[str]:
    for part in parts:
        mark = "  [contested]" if part.contested else ""
        yield f"{signed(part.share, 3)} {described(network, part.claim)}{mark}"
        yield from sourced(network, part.claim)
        yield (
            f"{INDENT}{sureness(network, part.claim)} · ages from {part.day.isoformat()} · intensity "
            f"{signed(part.intensity)} × probability {part.probability:.2f} × weight {part.weight:.2f}"
        )
        yield from _bearing(network, part)


def _bearing(network: Network, part: Contribution) -> Iterator[str]:
    """Why a position over an issue bears on the two, with the sentence that says who pursues it."""
    issue = network.issues.get(part.over)
    if issue is None:
        return
    sentence = PURSUED if part.pursuit else DIRECTED
    yield INDENT + sentence.format(issue=network.words(issue.label), actor=network.label(part.concerned))
    if part.pursuit:
        yield from sourced(network, part.pursuit)


def _disputes(network: Network, explanation: Explanation) -> Iterator[str]:
    """The disputes with what rests on them here; quotes of opposed positions stand above, with the claims."""
    pair = explanation.headline.a, explanation.headline.b
    for dispute in explanation.disputes:
        here = replace(
            dispute,
            rests=tuple(shift for shift in dispute.rests if (shift.a, shift.b) == pair),
            moves=tuple(move for move in dispute.moves if {move.wielder, move.over} == set(pair)),
        )
        yield from disputes_note.lines(network, here, quoted=dispute.kind != "opposed")


def _leverages(network: Network, explanation: Explanation) -> Iterator[str]:
    """Every leverage once, with who affirms and then who denies it; quotes shown under a dispute are not repeated."""
    quoted = {side.claim.key for found in explanation.disputes if found.kind != "opposed" for side in found.sides}
    contents: dict[str, list[Tie]] = defaultdict(list)
    for tie in explanation.leverage:
        contents[tie.claim.content_key].append(tie)
    for members in contents.values():
        said = sorted(members, key=lambda tie: tie.claim.polarity == "denied")
        yield item(f"{described(network, said[0].claim)}{_standing(said)}")
        for tie in said:
            claim = tie.claim
            if claim.key in quoted:
                yield f"{INDENT}{claim.polarity} by {named(network, claim.claimants)}; quoted under “Disputed”"
                continue
            if claim.polarity == "denied":
                yield f"{INDENT}denied by:"
            yield from sourced(network, claim)
            mode = () if claim.mode == "reported" else (claim.mode,)
            qualified = ", ".join((*mode, *conditions(claim)))
            yield f"{INDENT}{'; '.join(filter(None, (sureness(network, claim), qualified)))}"


def _standing(ties: Sequence[Tie]) -> str:
    """What to know before relying on a leverage: that it is said to fail, or that somebody denies it."""
    doubted = f"  [{leverage_note.failing(ties[0].strength or 0.0)}]" if fails(ties[0].claim) else ""
    denied = "  [denied]" if ties[0].claim.polarity == "denied" else "  [contested]" if ties[0].contested else ""
    return f"{doubted}{denied}"
