"""What a claim says, in one line of labels: for tables and notes, and as a sentence for the pages and the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.records import Event, Leverage, Stance
from kg.model.wording import SCORE, WITHOUT_IT, capital, inside, listed, plural_verb, reason_of_effect, typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.model.records import Article, Claim, Hedge, Quantity
    from kg.network.network import Network
    from kg.questions.dyads import Contribution, DyadTension

# Of more actors a line of words says how many there are; a treaty has 195 parties, and each its own line.
MOST_NAMED = 12
CAN = {"none": "cannot", "weak": "can hardly"}


def named(network: Network, slugs: Iterable[str]) -> str:
    """The labels of some actors, issues or events as a list in words: a; a and b; a, b and c; a, b and 185 more."""
    every = list(slugs)
    more = len(every) - MOST_NAMED if len(every) > MOST_NAMED + 1 else 0
    words = [network.label(slug) for slug in (every[:MOST_NAMED] if more else every)]
    return listed([*words, *([f"{more:,} more"] if more else [])])


def described(network: Network, claim: Claim, *, quoted: bool = False) -> str:
    """What a claim says, whether it affirms or denies it; of leverage with its aim. The target may be `quoted`."""
    match claim.content:
        case Stance() as stance:
            return _stance(network, stance, quoted=quoted)
        case Event() as event:
            return network.words(event.label)
        case Leverage() as held:
            aim = f"; aim: {network.words(held.aim)}" if held.aim else ""
            how = f"{held.effect}, {held.strength}{aim}"
            by = network.words(held.instrument)
            return f"{named(network, held.wielders)} over {named(network, held.over)} by {by} ({how})"


def saying(network: Network, claim: Claim) -> str:
    """The same as a sentence, in which leverage has a verb."""
    held = claim.content
    if not isinstance(held, Leverage):
        return described(network, claim)
    scales = (("Effect", held.effect), ("Strength", held.strength))
    force = ", ".join(network.term_label(scale, term) for scale, term in scales if term)
    by = f" by {network.words(held.instrument)}" if held.instrument else ""
    move = f"{CAN.get(held.strength, 'can')} move"
    return f"{named(network, held.wielders)} {move} {named(network, held.over)}{by}" + (f" ({force})" if force else "")


def rating(network: Network, article: Article) -> str:
    """The Admiralty code of an article in words."""
    scales = (("Reliability", article.reliability), ("Credibility", article.credibility))
    labels = network.labels
    return capital(", ".join(labels[scale][term] for scale, term in scales if term in labels[scale]))


def likelihood(network: Network, hedge: Hedge) -> str:
    """What a scheme takes the words of a hedge for, and why; nothing where none does."""
    if not hedge.likelihood:
        return ""
    label = network.term_label("Likelihood", hedge.likelihood)
    return f"“{network.words(hedge.words)}”: {label} (ICD 203). {hedge.reason}".strip()


def interval(hedge: Hedge) -> str:
    """The interval of a hedge in whole per cent; nothing where it has none."""
    if hedge.lower is None or hedge.upper is None:
        return ""
    return f"{100 * hedge.lower:.0f}–{100 * hedge.upper:.0f} %"


def figure(quantity: Quantity) -> str:
    """A figure with its unit, and the change that the source gives."""
    return f"{quantity.amount:,f} {quantity.unit}" + (f" ({quantity.change})" if quantity.change else "")


def scored(dyad: DyadTension) -> str:
    """A score with all that stands beside it, as one phrase."""
    signed = {name: typeset(getattr(dyad, name)) for name in ("tension", "low", "high")}
    return SCORE.format(**signed, hostile=f"{dyad.hostile:.2f}", friendly=f"{dyad.friendly:.2f}")


def effect_words(tension: float, part: Contribution, number: Callable[[float, int], str]) -> str:
    """What a tension would be without a claim, and why, where it moves it another way than it says.

    `number` writes a signed number to some places, as the terminal or the pages have it.
    """
    without = WITHOUT_IT.format(tension=number(tension - part.effect, 3))
    return "; ".join(filter(None, (without, reason_of_effect(part.share, part.effect))))


def _stance(network: Network, stance: Stance, *, quoted: bool) -> str:
    """The labels of stances are verbs in the singular, which agree with several holders."""
    verb = network.term_label("StanceType", stance.type)
    verb = verb if len(stance.holders) == 1 else plural_verb(verb)
    target = network.label(stance.target)
    target = f"“{target.rstrip('.')}”" if quoted else inside(target)
    # Without quotation marks, which are for the words of the article: this is how the curator puts it.
    construed = f" (as {network.words(stance.construed_as)})" if stance.construed_as else ""
    ground = f" ({network.words(stance.ground)})" if stance.ground else ""
    return f"{named(network, stance.holders)} {verb} {target}{construed}{ground}"
