"""Who agrees with whom on the issues as an analyst's note: the verdict, then both sides of each issue in quotes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.measure.lens import Lens
from kg.model.signs import said
from kg.model.wording import ALIGNED, ALL_THE_SAME, SLIGHT, counted, listed, signed, thin_evidence
from kg.questions.alignment.positions import cuts, issue, mentioned, position, quoted, spanned
from kg.questions.dyads import tensions
from kg.questions.prose import INDENT, ITEM, item, plain, section
from kg.questions.saying import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.network.network import Network
    from kg.questions.alignment.analysis import Alignment
    from kg.questions.alignment.discourse import ActorIssue, ActorPair, SharedIssue
    from kg.questions.prose import Style

# A survey quotes one statement a side, of this many issues of this many pairs; a note on one pair quotes all.
PAIRS = 4
ISSUES = 2
NAMED = 3
FURTHER = 30
ALONE = 10
# Agreement less conflict, as a share of what two say, from which they are mostly close or mostly apart.
MOSTLY = 0.5
MEANINGS = {
    "subtract": "agreement less conflict",
    "congruence": "agreement",
    "conflict": "conflict",
    "ignore": "attention to the same issues, whatever the positions",
}
NORMALISED = {
    "none": "not normalised",
    "average": "divided by the mean of their numbers of statements",
    "jaccard": "divided by all that either says",
    "product": "divided by the product of their numbers of statements",
    "cosine": "as a cosine, from 0 to 1",
}
OPPOSITE = "as a cosine: 1 is the same on everything, -1 opposed on everything, 0 half-way apart or on different issues"
AGAINST = "both be against"
COUNTED = ALIGNED.format(day="the day asked about")
# How the two sides of an issue relate, with the words that go before the issue.
STANDINGS = {
    "agree": "agree on",
    "conflict": "conflict over",
    "differ mildly": "differ mildly over",
    "divided": "be divided over",
    "unclear": "take no clear sides on",
}


def note(network: Network, found: Alignment, bold: Style = plain) -> Iterator[str]:
    """The lines of the note: on one pair with all that both say, or on all pairs, strongest first."""
    one = found.pairs[0] if len(found.between) > 1 and found.pairs else None
    pairs = "" if one is None else f": {network.label(one.a)} – {network.label(one.b)}"
    yield bold(f"Agreement and conflict on the issues{pairs}")
    yield ""
    tense = _tense(network, found)
    if one is None:
        yield _survey(network, found)
    else:
        yield " ".join([_verdict(network, found, one), *_otherwise(one, tense)])
    yield ""
    yield f"{_basis(found)} {COUNTED}"
    body = [*(_of_pairs(network, found, tense, bold) if one is None else _of_one(network, found, one, bold))]
    yield from body
    yield from cuts(body)


def _tense(network: Network, found: Alignment) -> Mapping[tuple[str, str], float]:
    """The tension of every two actors on the day asked about, if any."""
    lens = Lens(found.scope.until, level=found.scope.level)
    return {(dyad.a, dyad.b): dyad.tension for dyad in tensions(network, lens)}


def _otherwise(pair: ActorPair, tense: Mapping[tuple[str, str], float]) -> Iterator[str]:
    """What to know of two who agree on issues and are tense all the same, or conflict and are friendly."""
    tension = tense.get((pair.a, pair.b), 0.0)
    if abs(tension) >= SLIGHT and pair.subtract * tension > 0:
        yield ALL_THE_SAME["hostile" if tension > 0 else "friendly"].format(tension=signed(tension))


def nothing(network: Network, found: Alignment) -> str:
    """What to say if there is no pair, or no statement at all."""
    if not found.counted:
        return "nobody takes a position on an issue in what was asked for"
    if len(found.between) > 1:
        return f"{named(network, found.between)} take positions on no issue in common; see `kg alignment --two-mode`"
    if found.between:
        return f"{named(network, found.between)} shares no issue with others; see `kg alignment --two-mode`"
    return "no two actors take positions on the same issue; see `kg alignment --two-mode`"


def standing(part: SharedIssue) -> str:
    """How two actors stand on an issue, a key of STANDINGS, by which side their means are on.

    "divided" if their means are on one side, but an actor takes both sides and that outweighs much of the agreement.
    """
    sides = part.a.mean * part.b.mean
    if sides > 0:
        split = any(side.supporting and side.opposing for side in (part.a, part.b))
        return "divided" if split and part.subtract < MOSTLY * part.ignore else "agree"
    if sides < 0:
        return "conflict" if part.subtract < 0 else "differ mildly"
    return "unclear"


def _of_one(network: Network, found: Alignment, pair: ActorPair, bold: Style) -> Iterator[str]:
    yield from section(f"Issue by issue ({_signs(found)})", _issues(network, pair), bold)
    yield from section("Where only one of them takes a position", _unmatched(network, found.positions), bold)


def _of_pairs(network: Network, found: Alignment, tense: Mapping[tuple[str, str], float], bold: Style) -> Iterator[str]:
    yield from section(f"The strongest pairs ({_signs(found)})", _pairs(network, found.pairs[:PAIRS], tense), bold)
    yield from section(f"Further pairs ({_signs(found)})", _further(network, found.pairs[PAIRS:], tense), bold)
    if not found.between:
        yield from section("Where only one actor takes a position", _unmatched(network, found.positions), bold)


def _signs(found: Alignment) -> str:
    """Which sign is which; congruence and conflict by themselves have none."""
    return "; ".join(
        [*([f"pairs: {said('agreement')}"] if found.measure == "subtract" else []), f"positions: {said('position')}"]
    )


def _basis(found: Alignment) -> str:
    """What was counted, and what the numbers mean."""
    sides = (side for pair in found.pairs for part in pair.issues for side in (part.a, part.b))
    statements = {(s.actor, s.claim.key): s.day for cell in (*found.positions, *sides) for s in cell.statements}
    days = [day for day in statements.values() if day]
    span = f", {spanned(days)}" if days else ""
    own = found.scope.by == "claimant"
    said = "what actors say for themselves" if own else "what is said of actors"
    number = counted(len(statements), "statement")
    limited = (" by these actors" if own else " on what these actors hold") if found.between else ""
    repeated = f"; {counted(found.repeated, 'repetition')} within one {found.duplicates} left out"
    by_default = (found.measure, found.normalisation) == ("subtract", "cosine")
    scale = OPPOSITE if by_default else NORMALISED[found.normalisation]
    return (
        f"{number}{limited} ({said}, {listed(found.scope.modes)} claims){span}{repeated if found.repeated else ''}. "
        f"Numbers: {MEANINGS[found.measure]}, {scale}."
    )


def _verdict(network: Network, found: Alignment, pair: ActorPair) -> str:
    """How two actors stand; by agreement less conflict, whichever measure was asked for."""
    a, b = network.label(pair.a), network.label(pair.b)
    issues = f"On {counted(len(pair.issues), 'shared issue')}, {a} and {b} appear to {_stand(network, pair)}."
    number = f" ({signed(pair.value)})" if found.measure == "subtract" else ""
    sentences = [issues, f"Weighing every statement, they are {_balance(pair)}{number}{_although(pair)}."]
    if not number:
        sentences.append(f"{found.measure.capitalize()}: {pair.value:.2f}.")
    return " ".join([*sentences, *_thin(pair)])


def _stand(network: Network, pair: ActorPair) -> str:
    """On which issues they agree and over which they conflict, by name where they are few."""
    groups: dict[str, list[str]] = defaultdict(list)
    for part in pair.issues:
        against = standing(part) == "agree" and part.a.mean < 0
        groups[AGAINST if against else STANDINGS[standing(part)]].append(mentioned(network, part.issue))
    few = len(pair.issues) <= NAMED
    said = [
        f"{words} {listed(groups[words]) if few else counted(len(groups[words]), 'issue')}"
        for words in (AGAINST, *STANDINGS.values())
        if groups[words]
    ]
    return listed(said)


def _balance(pair: ActorPair) -> str:
    ratio = pair.subtract / pair.ignore
    if not pair.subtract:
        return "as close as apart"
    degree = "mostly" if abs(ratio) >= MOSTLY else "rather"
    return f"{degree} {'close' if ratio > 0 else 'apart'}"


def _although(pair: ActorPair) -> str:
    """On how many issues it is the other way round than on balance."""
    word, way = ("agree", "agree on") if pair.subtract < 0 else ("conflict", "conflict over")
    against = sum(standing(part) == word for part in pair.issues)
    issues = counted(len(pair.issues), "issue")
    return f", although they {way} {against} of {issues}" if pair.subtract and against else ""


def _thin(pair: ActorPair) -> list[str]:
    return [thin_evidence(pair.claimants)] if pair.thin else []


def _survey(network: Network, found: Alignment) -> str:
    """What all the pairs come to, in sentences."""
    pairs = found.pairs
    whose = f" of {network.label(found.between[0])} and another" if found.between else ""
    close = sum(pair.subtract > 0 for pair in pairs)
    apart = sum(pair.subtract < 0 for pair in pairs)
    number = f"{counted(len(pairs), 'pair')}{whose} with an issue in common"
    neither = len(pairs) - close - apart
    counts = [counted(close, "agrees", "agree"), counted(apart, "conflicts", "conflict")]
    counts += [counted(neither, "does neither", "do neither")] if neither else []
    sentences = [f"Of {number}, on balance {listed(counts)}."] if len(pairs) > 1 else []
    sentences += [
        f"{network.label(pair.a)} and {network.label(pair.b)} appear to {_stand(network, pair)}."
        for pair in pairs[:PAIRS]
    ]
    thin = [pair for pair in pairs if pair.thin]
    if thin:
        which = "each" if len(thin) == len(pairs) else f"{len(thin):,} of these pairs"
        which = named(network, (thin[0].a, thin[0].b)) if len(thin) == 1 else which
        sentences.append(f"The evidence on {which} is thin: under three independent claimants.")
    return " ".join(sentences)


def _issues(network: Network, pair: ActorPair) -> Iterator[str]:
    for part in pair.issues:
        yield f"{signed(part.value)}  {_sides(network, part)}"
        for side in (part.a, part.b):
            yield from quoted(network, side)


def _pairs(network: Network, pairs: Iterable[ActorPair], tense: Mapping[tuple[str, str], float]) -> Iterator[str]:
    for pair in pairs:
        yield _head(network, pair)
        yield from (INDENT + words for words in _otherwise(pair, tense))
        for part in pair.issues[:ISSUES]:
            yield f"{INDENT}{ITEM} {_sides(network, part)}"
            for side in (part.a, part.b):
                yield from quoted(network, side, 1)
        if len(pair.issues) > ISSUES:
            yield f"{INDENT}and {counted(len(pair.issues) - ISSUES, 'issue')} more: `kg alignment {pair.a} {pair.b}`"


def _further(network: Network, pairs: Sequence[ActorPair], tense: Mapping[tuple[str, str], float]) -> Iterator[str]:
    for pair in pairs[:FURTHER]:
        yield ". ".join([f"{_head(network, pair)}: {_stand(network, pair)}", *_otherwise(pair, tense)])
    if len(pairs) > FURTHER:
        yield item(f"and {len(pairs) - FURTHER:,} more; --format csv has all")


def _head(network: Network, pair: ActorPair) -> str:
    number = sum(side.ignore for part in pair.issues for side in (part.a, part.b))
    thin = " · thin" if pair.thin else ""
    return (
        f"{signed(pair.value)}  {network.label(pair.a)} – {network.label(pair.b)} · "
        f"{counted(len(pair.issues), 'shared issue')} · {counted(number, 'statement')} · "
        f"{counted(pair.claimants, 'claimant')}{thin}"
    )


def _sides(network: Network, part: SharedIssue) -> str:
    words = standing(part)
    return f"{issue(network, part.issue)}: {words}; {position(network, part.a)}, {position(network, part.b)}"


def _unmatched(network: Network, positions: Sequence[ActorIssue]) -> Iterator[str]:
    """The issues on which one actor takes a position and no other actor here does."""
    by_issue: dict[str, list[ActorIssue]] = defaultdict(list)
    for cell in positions:
        by_issue[cell.issue].append(cell)
    alone = [cells[0] for cells in by_issue.values() if len(cells) == 1]
    for cell in sorted(alone, key=lambda cell: (-cell.ignore, cell.actor, cell.issue))[:ALONE]:
        yield item(f"{issue(network, cell.issue)}: {position(network, cell)}")
    if len(alone) > ALONE:
        yield item(f"and {len(alone) - ALONE:,} more: `kg alignment --two-mode`")
