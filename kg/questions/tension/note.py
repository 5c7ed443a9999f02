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
    shown_of,
    signed,
    thin_evidence,
    times,
    verdict,
    within,
)
from kg.questions.claim_groups import claim_groups, contribution_groups, group_key
from kg.questions.counting import in_words
from kg.questions.disputes import note as disputes_note
from kg.questions.leverage import note as leverage_note
from kg.questions.leverage.power import fails
from kg.questions.leverage.tables import conditions
from kg.questions.prose import INDENT, brief, is_long, item, plain, repeated, section, sourced, sureness
from kg.questions.saying import described, effect_words, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.measure.formula import Parameters
    from kg.measure.lens import Mode
    from kg.network.network import Network, Tie
    from kg.questions.claim_groups import ClaimGroup, ContributionGroup
    from kg.questions.disputes.analysis import Dispute
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

EFFECTS_IN_SHORT = (
    "Before what is said stands its effect, which is the tension less the tension without all who say it; below it the "
    "claim that moves the score most. --all has every claim, with its share."
)


def note(network: Network, explanation: Explanation, bold: Style = plain, *, top: int | None = None) -> Iterator[str]:
    """The lines of the note; `bold` marks the heads, for a terminal.

    Without `top` every claim stands there with all its numbers. Of a list of more than `top` claims there are only so
    many entries, what moves the score most first, and those that say the same are one; how many there are is said.
    """
    yield from _head(network, explanation.headline, bold)
    if explanation.uncounted:
        yield ""
        yield f"Of what is said of the two, {in_words(explanation.uncounted, explanation.about)}"
    headline = explanation.headline
    if headline.contributions:
        yield ""
        yield EFFECTS_IN_SHORT if is_long(headline.contributions, top) else WHAT_EFFECTS_ARE
    for section_ in _moving(network, explanation, top, bold):
        yield from section_
    long = [(mode, dyad) for mode, dyad in explanation.modes if is_long(dyad.contributions, top)]
    for mode, dyad in explanation.modes:
        if (mode, dyad) not in long:
            title = f"Beside the score: {mode}, {_scored(dyad)} ({EFFECTS})"
            yield from section(title, _contributions(network, dyad, dyad.contributions), bold)
    lines = (line for mode, dyad in long for line in _in_short(network, mode, dyad, explanation.lens.parameters))
    yield from section("Beside the score", lines, bold)
    if is_long(explanation.disputes, top):
        title = f"Disputed: {shown_of(top or 0, len(explanation.disputes), 'dispute')}, what most rests on first"
        shown = [_here(explanation, dispute) for dispute in explanation.disputes[:top]]
        lines = (line for each in shown for line in disputes_note.in_short(network, each, quoted=False))
        yield from section(title, lines, bold)
    else:
        yield from section("Disputed", _disputes(network, explanation), bold)
    if top is not None and is_long(explanation.leverage, top):
        yield from _most_leverage(network, explanation, top, bold)
    else:
        yield from section("Leverage between them", _leverages(network, explanation), bold)


def _moving(network: Network, explanation: Explanation, top: int | None, bold: Style) -> Iterator[list[str]]:
    """What raises the score, what lowers it, what leaves it: claim by claim, or where they are many what they say."""
    headline = explanation.headline
    ways: dict[str, list[Contribution]] = {RAISING: [], LOWERING: [], LEAVING: []}
    for part in headline.contributions:
        ways[direction(part.effect)].append(part)
    if not any(is_long(parts, top) for parts in ways.values()):
        for title, parts in ways.items():
            yield section(f"{title} ({EFFECTS})", _contributions(network, headline, parts), bold)
        return
    groups: dict[str, list[ContributionGroup]] = {title: [] for title in ways}
    for group in contribution_groups(network, headline, explanation.lens.parameters):
        groups[direction(group.effect)].append(group)
    for title, own in groups.items():
        # What moves nothing is not what anybody came for.
        shown = [] if title == LEAVING else own[:top]
        claims = sum(len(group.parts) for group in own)
        what = shown_of(len(shown), len(own), "thing said", "things said")
        lines = [line for group in shown for line in _group(network, group)]
        if own:
            yield ["", bold(f"{title}: {what}, in {counted(claims, 'claim')} (effect: + hostile)"), *lines]


def _group(network: Network, group: ContributionGroup) -> Iterator[str]:
    """What some claims say and do together, how often it is said, and the one that moves the score most."""
    first = group.parts[0]
    mark = "  [contested]" if first.contested else ""
    yield f"{signed(group.effect, 3)} {described(network, first.claim)}{mark}"
    if len(group.parts) > 1:
        yield INDENT + repeated(network, group.said)
    yield from brief(network, first.claim)


def _in_short(network: Network, mode: Mode, dyad: DyadTension, parameters: Parameters) -> Iterator[str]:
    """The score of a mode, and what moves it most."""
    groups = contribution_groups(network, dyad, parameters)
    most = groups[0]
    yield item(
        f"{mode} {_scored(dyad)}: {counted(len(groups), 'thing', 'things')} said in "
        f"{counted(len(dyad.contributions), 'claim')}; most moves {signed(most.effect, 3)} "
        f"{described(network, most.parts[0].claim)}, {repeated(network, most.said)}"
    )


def _most_leverage(network: Network, explanation: Explanation, top: int, bold: Style) -> list[str]:
    """What leverage is said most often, each with who says so and who denies it."""
    claims = [tie.claim for tie in explanation.leverage]
    denials = {group_key(g.claims[0], polarity=False): g for g in claim_groups(network, claims) if _denies(g)}
    affirmed = [group for group in claim_groups(network, claims) if not _denies(group)]
    ordered = sorted(affirmed, key=lambda group: -len(group.claims))
    lines = []
    for group in ordered[:top]:
        denial = denials.get(group_key(group.claims[0], polarity=False))
        denied = f"; denied {times(len(denial.claims))}" if denial else ""
        lines.append(item(f"{described(network, group.claims[0])}: {repeated(network, group)}{denied}"))
    what = shown_of(len(lines), len(ordered), "thing said", "things said")
    title = f"Leverage between them: {what}, in {counted(len(claims), 'claim')}, what is said most often first"
    return section(title, lines, bold)


def _denies(group: ClaimGroup) -> bool:
    return group.claims[0].polarity == "denied"


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
    for dispute in explanation.disputes:
        yield from disputes_note.lines(network, _here(explanation, dispute), quoted=dispute.kind != "opposed")


def _here(explanation: Explanation, dispute: Dispute) -> Dispute:
    """A dispute with what rests on it of the two alone."""
    pair = explanation.headline.a, explanation.headline.b
    return replace(
        dispute,
        rests=tuple(shift for shift in dispute.rests if (shift.a, shift.b) == pair),
        moves=tuple(move for move in dispute.moves if {move.wielder, move.over} == set(pair)),
    )


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
