"""Who can move whom as an analyst's note: the verdict, then every pair with its claims, doubts and denials."""

from __future__ import annotations

from math import fsum, prod
from typing import TYPE_CHECKING

from kg.measure.formula import Parameters
from kg.model.records import Leverage
from kg.model.wording import POOLED_AIMS, THIN, apart, counted, dated, figure, printed, shown_of, signed
from kg.questions.citations import Citations
from kg.questions.leverage.cycles_note import holding
from kg.questions.leverage.tables import conditions, touching
from kg.questions.prose import INDENT, is_long, item, plain, quoted, section, sureness
from kg.questions.saying import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model.records import Passage
    from kg.network.network import Network
    from kg.questions.leverage.power import DyadLeverage, LeveragePart
    from kg.questions.prose import Style

MEASURE = (
    "Power is the mean of what the claims say, weighted by reliability and age and pooled by claimant; the shares sum "
    "to it. A claim says strength × probability, a denial strength × (1 − probability); that there is none says 0, and "
    "weighs by how sure that is. All claims about a pair are pooled, whatever their instrument and aim. What claims "
    "say at the least and at the most stands beside the power; it is no interval."
)


def note(
    network: Network,
    pairs: Sequence[DyadLeverage],
    bold: Style = plain,
    *,
    among: Sequence[DyadLeverage] = (),
    parameters: Parameters | None = None,
    top: int | None = None,
) -> Iterator[str]:
    """The lines of the note; counter-leverage and cycles are sought `among` all pairs, or those shown.

    At most `top` pairs are shown, and so many claims of each; without it all of them.

    It says how old the newest claim is if it is older than the half-life of `parameters`.
    """
    everything = {(pair.wielder, pair.over): pair for pair in among or pairs}
    citations = Citations()
    yield bold(f"Who can move whom, {dated(pairs[0].at)}")
    yield ""
    yield " ".join([_verdict(network, pairs), *aged(pairs, parameters)])
    yield ""
    yield MEASURE
    for pair in pairs[:top]:
        counter = everything.get((pair.over, pair.wielder))
        listed = parts(network, pair, pair.parts[:top], "--all lists them", citations)
        body = [*listed, *_aims(network, pair), *_undoubted(pair), *countered(network, counter)]
        yield from section(headed(network, pair), body, bold)
    if top is not None and is_long(pairs, top):
        weaker = f"{shown_of(top, len(pairs), 'pair')} are shown, the strongest; --all shows the others."
        yield from section("Weaker", [weaker], bold)
    yield from holding(network, touching(pairs, everything), bold)


def _aims(network: Network, pair: DyadLeverage) -> Iterator[str]:
    """The aims that the power mixes, if the claims have several."""
    contents = [part.claim.content for part in pair.parts]
    aims = dict.fromkeys(content.aim for content in contents if isinstance(content, Leverage) and content.aim)
    if len(aims) > 1:
        shown = "; ".join(network.words(aim) for aim in aims)
        yield item(POOLED_AIMS.format(number=f"{len(aims):,}", aims=shown))


def headed(network: Network, pair: DyadLeverage) -> str:
    """A pair in one line: who over whom, the power with the range of the claims, and on how much it rests."""
    basis = f"{counted(pair.claims, 'claim')} by {counted(pair.claimants, 'claimant')}"
    return f"{arrow(network, pair)}   power {ranged(pair)}, {basis}{f'; {THIN}' if pair.thin else ''}"


def arrow(network: Network, pair: DyadLeverage) -> str:
    """Who moves whom."""
    return f"{network.label(pair.wielder)} → {network.label(pair.over)}"


def ranged(pair: DyadLeverage) -> str:
    """The power and, if the claims differ, the least and the most that they say."""
    spread = f" (claims say {figure(pair.low)} to {figure(pair.high)})" if pair.claims > 1 else ""
    return f"{figure(pair.power)}{spread}"


def aged(pairs: Iterable[DyadLeverage], parameters: Parameters | None) -> Iterator[str]:
    """How old the newest claim is, if it is older than the half-life, since a power does not show its age."""
    days = [(part.day, pair.at) for pair in pairs for part in pair.parts]
    newest, at = max(days)
    age = (at - newest).days
    if age > (parameters or Parameters()).half_life:
        yield (
            f"The newest claim is of {dated(newest)}, {apart(newest, at)} before; power does not fade with age, it "
            "only says what was said last."
        )


def countered(network: Network, counter: DyadLeverage | None) -> Iterator[str]:
    """What leverage the one who is moved has in turn, in one line, or nothing."""
    if counter is not None:
        by = f", by {counter.parts[0].instrument}" if counter.power > 0 else ""
        yield item(f"in turn {arrow(network, counter)} {ranged(counter)}{by}")


def means(part: LeveragePart, pair: DyadLeverage, network: Network) -> str:
    """By what, how and how strongly one moves the other, to what end, and on what condition."""
    content = part.claim.content
    assert isinstance(content, Leverage)
    aim = f"; aim: {content.aim}" if content.aim else ""
    condition = f"; condition: {'; '.join(conditions(part.claim))}" if conditions(part.claim) else ""
    literal = (content.wielders, content.over) == ((pair.wielder,), (pair.over,))
    joint = "" if literal else f", said of {named(network, content.wielders)} over {named(network, content.over)}"
    return f"by {content.instrument} ({content.effect}, {content.strength}{aim}{condition}){joint}"


def failing(strength: float) -> str:
    """What a claim that leverage is weak, or absent, amounts to."""
    return "said to be weak" if strength > 0 else "said not to work"


def backed(network: Network, part: LeveragePart, seen: set[Passage], citations: Citations) -> Iterator[str]:
    """The quote of a part unless it was already shown, its source, and how its value comes about."""
    claim = part.claim
    *_, source = citations.sourced(network, claim)
    yield from (line for passage in claim.passages if passage not in seen for line in quoted(network, passage))
    seen.update(claim.passages)
    yield source
    mode = f"; {claim.mode}" if claim.mode != "reported" else ""
    yield f"{INDENT}{sureness(network, claim)}{mode} · {_valued(part)} · {claim.key}"


def _valued(part: LeveragePart) -> str:
    if _answers(part):
        return "gives no strength, not counted"
    denied = part.claim.polarity == "denied"
    (strength, probability), value = printed(
        (part.strength, part.probability), part.value, formula=_unless if denied else prod
    )
    held_true = f"(1 − probability {probability})" if denied else f"probability {probability}"
    return f"says {value} = strength {strength} × {held_true}; weight {part.weight:.2f}"


def _unless(numbers: Sequence[float]) -> float:
    """What a denial says, of a strength and the probability that it is true."""
    strength, probability = numbers
    return strength * (1 - probability)


def _answers(part: LeveragePart) -> bool:
    """Whether a part denies a doubt."""
    return part.claim.polarity == "denied" and not part.doubts


def _undoubted(pair: DyadLeverage) -> Iterator[str]:
    """The power that is left without doubts and denials, if there are both these and other claims."""
    if any(part.doubts for part in pair.parts) and pair.power_without_doubts > 0:
        yield item(f"without what doubts or denies it, {figure(pair.power_without_doubts)}")


def parts(
    network: Network, pair: DyadLeverage, shown: Sequence[LeveragePart], elsewhere: str, citations: Citations
) -> Iterator[str]:
    """Some parts of a pair by content, denials under what they deny and doubts last; then the sum of the others."""
    seen: set[Passage] = set()
    contents: dict[str, list[LeveragePart]] = {}
    for part in shown:
        contents.setdefault(part.claim.content_key, []).append(part)
    for members in sorted(contents.values(), key=lambda members: all(part.doubts for part in members)):
        yield from _content(network, pair, members, seen, citations)
    if len(shown) < len(pair.parts):
        share = fsum([pair.power, *(-part.share for part in shown)])
        yield f"{signed(share, 3)} by {counted(len(pair.parts) - len(shown), 'other claim')}; {elsewhere}"


def _content(
    network: Network, pair: DyadLeverage, members: Sequence[LeveragePart], seen: set[Passage], citations: Citations
) -> Iterator[str]:
    """One content: what it says once, then who affirms and who denies it."""
    said = False
    for part in sorted(members, key=lambda part: part.claim.polarity == "denied"):
        denied = part.claim.polarity == "denied"
        word = "denied" if denied else f"doubted, {failing(part.strength)}" if part.doubts else "also" if said else ""
        what = f"by {part.instrument}" if said else means(part, pair, network)
        mark = "  [contested]" if part.contested and not said else ""
        yield f"{signed(part.share, 3)} {': '.join(filter(None, (word, what)))}{mark}"
        yield from backed(network, part, seen, citations)
        said = True


def _verdict(network: Network, pairs: Sequence[DyadLeverage]) -> str:
    """What was found and how sure it is, in sentences."""
    first = pairs[0]
    if first.power > 0:
        basis = f"{counted(first.claims, 'claim')} by {counted(first.claimants, 'claimant')}"
        among = "" if len(pairs) == 1 else f"Of {counted(len(pairs), 'pair')} the strongest is "
        sentences = [f"{among}{arrow(network, first)}: power {ranged(first)} on a scale from 0 to 1, on {basis}."]
    else:
        pair = f"{arrow(network, first)} has no power" if len(pairs) == 1 else "none of the pairs has any power"
        sentences = [f"On balance {pair}."]
    if doubted := sum(any(part.doubts for part in pair.parts) for pair in pairs):
        which = "It is" if len(pairs) == 1 else _of(doubted, len(pairs), "pair")
        sentences.append(f"{which} doubted or denied by somebody.")
    if thin := sum(pair.thin for pair in pairs):
        rest = "rests" if thin == 1 else "rest"
        which = "It" if len(pairs) == 1 else f"{thin} of {counted(len(pairs), 'pair')}"
        few = f"{counted(first.claimants, 'claimant')} (under three)" if len(pairs) == 1 else "under three claimants"
        sentences.append(f"{which} {rest} on {THIN}: {few}.")
    modes = {part.claim.key: part.claim.mode for pair in pairs for part in pair.parts}
    if guessed := sum(mode != "reported" for mode in modes.values()):
        which = "The only claim is" if len(modes) == 1 else _of(guessed, len(modes), "claim")
        sentences.append(f"{which} forecast, conditional or interpreted, not reported.")
    return " ".join(sentences)


def _of(some: int, whole: int, what: str) -> str:
    return f"{some} of {counted(whole, what)} {'is' if some == 1 else 'are'}"
