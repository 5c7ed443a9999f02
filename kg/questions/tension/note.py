"""A dyad as an analyst's note: the verdict in a sentence, then every claim with its quote, its effect and its share."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model.signs import EFFECTS
from kg.model.wording import (
    DIRECTED,
    LEAVING,
    LOWERING,
    PURSUED,
    RAISING,
    SLIGHT,
    UNDECIDED,
    apart,
    counted,
    dated,
    direction,
    faded,
    inside,
    percent,
    signed,
    thin_evidence,
    verdict,
    within,
)
from kg.questions.counting import in_words
from kg.questions.disputes import note as disputes_note
from kg.questions.leverage import note as leverage_note
from kg.questions.leverage.power import fails
from kg.questions.leverage.tables import conditions
from kg.questions.prose import INDENT, item, plain, section, sourced, sureness
from kg.questions.saying import described, effect_words, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.measure.formula import Parameters
    from kg.network.network import Network, Tie
    from kg.questions.dyads import Contribution, DyadTension
    from kg.questions.prose import Style
    from kg.questions.tension.explanation import Explanation


# Days after which a note says how old the newest evidence is: half a year, the half-life of events.
OLD = 180
# So many dyads are named in a remark above a ranking.
MOST_NAMED = 10
WHAT_EFFECTS_ARE = (
    "Before each claim stands its effect: the tension less the tension without it. The score is a mean, so a claim "
    "that is milder than the rest draws it back. The shares add up to the tension; the effects need not."
)


def note(network: Network, explanation: Explanation, bold: Style = plain) -> Iterator[str]:
    """The lines of the note; `bold` marks the heads, for a terminal."""
    yield from _head(network, explanation.headline, bold)
    if explanation.uncounted:
        yield ""
        yield f"Of what is said of the two, {in_words(explanation.uncounted, explanation.about)}"
    headline = explanation.headline
    if headline.contributions:
        yield ""
        yield WHAT_EFFECTS_ARE
    for title in (RAISING, LOWERING, LEAVING):
        parts = [part for part in headline.contributions if direction(part.effect) == title]
        yield from section(f"{title} ({EFFECTS})", _contributions(network, headline, parts), bold)
    for mode, dyad in explanation.modes:
        title = f"Beside the score: {mode}, {_scored(dyad)} ({EFFECTS})"
        yield from section(title, _contributions(network, dyad, dyad.contributions), bold)
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
    if dyad.faded and dyad.newest:
        old = faded(dyad.newest, f"{verdict(dyad.unshrunk, 1, 1)} ({signed(dyad.unshrunk)})")
        sentences = [f"Of {a} and {b} {old}. Age has left next to nothing of the {basis}, so the score is near 0."]
    else:
        sentences = [f"On {basis}, {a} and {b} appear {verdict(dyad.tension, dyad.low, dyad.high)} on balance."]
        sentences += _age(dyad)
    if _is_over_issues(dyad):
        sentences.append("Nothing that counts is said of the two themselves: all of it is positions over issues.")
    if dyad.low <= 0 <= dyad.high:
        sentences.append(UNDECIDED)
    if dyad.thin:
        sentences.append(thin_evidence(dyad.clusters, dyad.articles))
    if min(dyad.hostile, dyad.friendly) >= SLIGHT:
        sentences.append("There is much of both, hostile and friendly.")
    if abs(dyad.tension_without_contested - dyad.tension) > 1e-12:  # noqa: PLR2004 - the exactness of the measure
        sentences.append(f"Without the contested claims it is {signed(dyad.tension_without_contested)}.")
    return " ".join(sentences)


def remarks(network: Network, dyads: Sequence[DyadTension], parameters: Parameters) -> Iterator[str]:
    """What is to be known of what a ranking rests on: its age, and where nothing is said of the two themselves."""
    days = [dyad.newest for dyad in dyads if dyad.newest]
    if days and (dyads[0].at - max(days)).days > parameters.half_life:
        yield f"The newest evidence is of {dated(max(days))}, {apart(max(days), dyads[0].at)} before."
    old = [f"{_pair(network, dyad)} ({_old(dyad)})" for dyad in dyads if dyad.faded]
    if old:
        yield f"Near 0 by age alone, whatever was said: {_first(old)}."
    over_issues = [_pair(network, dyad) for dyad in dyads if _is_over_issues(dyad) and not dyad.faded]
    if over_issues:
        yield f"By positions over issues alone, with nothing said of the two themselves: {_first(over_issues)}."


def _first(pairs: Sequence[str]) -> str:
    more = f"; and {len(pairs) - MOST_NAMED:,} more" if len(pairs) > MOST_NAMED else ""
    return f"{'; '.join(pairs[:MOST_NAMED])}{more}"


def _is_over_issues(dyad: DyadTension) -> bool:
    """Whether nothing that counts is said of the two themselves."""
    return bool(dyad.contributions) and all(part.over for part in dyad.contributions)


def _pair(network: Network, dyad: DyadTension) -> str:
    return f"{network.label(dyad.a)} – {network.label(dyad.b)}"


def _old(dyad: DyadTension) -> str:
    assert dyad.newest is not None
    return f"newest {dated(dyad.newest)}, unshrunk {signed(dyad.unshrunk)}"


def _age(dyad: DyadTension) -> Iterator[str]:
    """How old the newest evidence is, where it has faded by half and more."""
    if dyad.newest and (dyad.at - dyad.newest).days > OLD:
        yield f"The newest evidence is of {dated(dyad.newest)}, {apart(dyad.newest, dyad.at)} before."


def _contributions(network: Network, dyad: DyadTension, parts: Iterable[Contribution]) -> Iterator[str]:
    for part in parts:
        mark = "  [contested]" if part.contested else ""
        yield f"{signed(part.effect, 3)} {described(network, part.claim)}{mark}"
        yield INDENT + effect_words(dyad.tension, part, signed)
        yield from sourced(network, part.claim)
        yield (
            f"{INDENT}{sureness(network, part.claim)} · ages from {part.day.isoformat()} · intensity "
            f"{signed(part.intensity)} × probability {part.probability:.2f} × weight {part.weight:.2f}, "
            f"a share of {signed(part.share, 3)}"
        )
        yield from _bearing(network, part)


def _bearing(network: Network, part: Contribution) -> Iterator[str]:
    """Why a position over an issue bears on the two, with the sentence that says who pursues it."""
    issue = network.issues.get(part.over)
    if issue is None:
        return
    sentence = PURSUED if part.pursuit else DIRECTED
    yield INDENT + sentence.format(issue=inside(network.words(issue.label)), actor=network.label(part.concerned))
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
