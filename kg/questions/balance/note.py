"""Structural balance as an analyst's note: whether there are camps, who would be in them, and on what evidence."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from kg.model.wording import THIN, counted, dated, percent, within
from kg.network.known import known_from
from kg.questions.balance.brokerage import MOST_GAPS
from kg.questions.balance.camps_note import camps, members
from kg.questions.balance.tables import ties_by_pair, words_of
from kg.questions.balance.triads import BALANCED
from kg.questions.counting import left_out_as_joint
from kg.questions.prose import INDENT, item, plain, section, sourced, sureness
from kg.questions.saying import described, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model.records import Claim
    from kg.network.network import Network
    from kg.questions.balance.analysis import Balance
    from kg.questions.balance.brokerage import Brokerage
    from kg.questions.balance.frustration import Frustration
    from kg.questions.balance.signs import SignedTie
    from kg.questions.balance.triads import Triad
    from kg.questions.prose import Style


# How much of each list a screen shows; CSV and JSON have all.
SHOWN = 5
SHOWN_TIES = 15
# How far a share of draws must be from that of coin tosses before it says something.
TELLING = 0.15
# If chance hardly ever balances everything, the triads say more than the whole.
FEW_BY_CHANCE = 0.02
# A margin of error this small is shown with a decimal place.
SMALL = 0.01
# Less probable than not.
UNLIKELY = 0.5
# The claim against a tie's sign is shown too if both its sides are at least this strong.
MIXED = 0.1


def note(network: Network, found: Balance, bold: Style = plain) -> Iterator[str]:
    """The lines of the note."""
    yield bold(f"Structural balance, {dated(found.at)}")
    yield ""
    yield " · ".join(
        [
            counted(len(found.actors), "actor"),
            counted(len(found.ties), "tie"),
            counted(found.census.triads, "triad"),
            f"{found.draws:,} draws of the signs (seed {found.seed})" if found.draws else "too large to be simulated",
        ]
    )
    yield ""
    yield " ".join(_verdict(network, found))
    yield from section("Camps", camps(network, found), bold)
    yield from section("Triads", _triads(network, found), bold)
    yield from section("Who stands between", _brokers(network, found), bold)
    yield from section("On the paths between others", _paths(network, found), bold)
    yield from section("Ties", _ties(network, found), bold)
    yield from section("What this does not say", _limits(found), bold)


def nothing(network: Network, found: Balance, what: str = "ties") -> str:
    """What to say if there is nothing of what was asked for, or no tie at all."""
    if found.ties:
        return f"there are no {what}"
    days = {slug: known_from(article) for slug, article in network.articles.items()}
    claims = sum((days[claim.article] or date.max) <= found.at for claim in network.claims.values())
    if not claims:
        return "nothing had been reported by that day"
    if found.joint:
        return f"there are no ties: {left_out_as_joint(found.joint)}"
    return (
        f"none of the {counted(claims, 'claim')} published by {dated(found.at)} reports what one actor does to another "
        "or thinks of it; `kg alignment` has positions on issues"
    )


def _verdict(network: Network, found: Balance) -> Iterator[str]:
    """What was found and how sure it is, in sentences."""
    decided = sum(tie.sign != 0 for tie in found.ties)
    if decided:
        verb = "is" if decided == 1 else "are"
        ties = counted(len(found.ties), "tie")
        yield f"Of {ties} {decided} {verb} certain in sign at 90%; {_changes(found.decided)}."
    else:
        yield "No tie's sign is certain at 90%, so neither camps nor balance are established."
    if found.leaning.splits:
        split = found.leaning.splits[0]
        sides = f"{members(network, split.first)} against {members(network, split.second)}"
        camps = sides if split.second else f"{members(network, split.first)} on one side"
        yield f"If every tie is taken as it leans, {_changes(found.leaning)}, and the camps are {camps}."
    yield from _odds(found)


def _odds(found: Balance) -> Iterator[str]:
    """How likely it is that everything is balanced, beside what chance alone would give."""
    if found.coin_probability == 1:
        yield "No ties close a cycle, so that any signs at all would be balanced: there is nothing to test."
    elif found.coin_probability < FEW_BY_CHANCE and found.census.triads:
        share = percent(found.census.expected / found.census.triads)
        yield f"Of the triads {share} are to be expected balanced; tossing a coin for each sign would give 50%."
    elif found.balanced_probability is not None and found.margin is not None:
        margin = f"±{100 * found.margin:{'.0f' if found.margin > SMALL else '.1f'}} points"
        share = f"in {percent(found.balanced_probability)} of the draws ({margin}) everything is balanced"
        coin = percent(found.coin_probability)
        if abs(found.balanced_probability - found.coin_probability) < TELLING:
            yield f"But {share}, little different from the {coin} that tossing a coin for each sign would give."
        else:
            yield f"And {share}; tossing a coin for each sign would give {coin}."


def _changes(found: Frustration) -> str:
    """How many ties stand in the way of balance."""
    if found.low < found.high:
        return f"between {found.low:.0f} and {found.high:.0f} of them would have to change sign for two camps"
    if found.high:
        return f"{found.high:.0f} of them would have to change sign for two camps"
    return "they are balanced: none would have to change sign"


def _triads(network: Network, found: Balance) -> Iterator[str]:
    census = found.census
    if not census.triads:
        yield item("There is none: no three actors have a tie in each pair.")
        return
    yield item(
        f"Certain: {census.balanced} balanced, {census.unbalanced} unbalanced, {census.undecided} undecided. As they "
        f"lean: {census.leaning_balanced} balanced, {census.leaning_unbalanced} unbalanced. "
        f"To be expected: {census.expected:,.1f} balanced of {census.triads:,}; of tossed coins, "
        f"{census.triads / 2:,.1f}."
    )
    ties = ties_by_pair(found)
    for triad in found.triads[:SHOWN]:
        yield from _triad(network, triad, ties)
    if census.triads > SHOWN:
        yield item(f"and {census.triads - SHOWN:,} more")


def _triad(network: Network, triad: Triad, ties: dict[tuple[str, str], SignedTie]) -> Iterator[str]:
    kind = triad.leaning_kind if triad.kind == "undecided" else triad.kind
    signs = triad.leaning if triad.kind == "undecided" else triad.signs
    leaning = "as it leans, " if triad.kind == "undecided" and kind != "undecided" else ""
    judged = "" if kind == "undecided" else f", {'balanced' if kind in BALANCED else 'unbalanced'}"
    yield item(
        f"{named(network, (triad.a, triad.b, triad.c))}: {leaning}{kind}{_who(network, triad, signs)}{judged}. "
        f"Balanced with a probability of {percent(triad.balanced_probability)}; a coin's would be 50%."
    )
    pairs = ((triad.a, triad.b), (triad.a, triad.c), (triad.b, triad.c))
    yield INDENT + ", ".join(f"{_pair(network, ties[pair])} {_sign(ties[pair])}" for pair in pairs)


def _who(network: Network, triad: Triad, signs: tuple[int, int, int]) -> str:
    """Who is against whom, or between whom: the one whose two ties share a sign that the third does not have."""
    if 0 in signs or len(set(signs)) == 1:
        return ""
    odd = signs.index(-sum(signs))
    one, *others = ((triad.c, triad.a, triad.b), (triad.b, triad.a, triad.c), (triad.a, triad.b, triad.c))[odd]
    if signs[odd] > 0:
        return f" ({named(network, others)} against {network.label(one)})"
    return f" ({network.label(one)} between {named(network, others)})"


def _brokers(network: Network, found: Balance) -> Iterator[str]:
    enemies = [broker for broker in found.brokerages if broker.between == "enemies"]
    strangers = [broker for broker in found.brokerages if broker.between == "strangers"]
    if enemies and enemies[0].probability < UNLIKELY:
        yield item("Nobody is likely to be the friend of two who are hostile to each other. The likeliest:")
    elif enemies:
        yield item("The friend of two who are hostile to each other may mediate:")
    yield from _likeliest(network, enemies)
    if strangers:
        yield item("On good terms with two about whom together nothing was reported (a structural hole):")
    yield from _likeliest(network, strangers)


def _likeliest(network: Network, brokers: Sequence[Brokerage]) -> Iterator[str]:
    for broker in brokers[:SHOWN]:
        sure = ", certain at 90%" if broker.decided else ""
        between = named(network, (broker.a, broker.b))
        yield f"{INDENT}{network.label(broker.actor)} between {between}: {percent(broker.probability)}{sure}"
    if len(brokers) > SHOWN:
        yield f"{INDENT}and {counted(len(brokers) - SHOWN, 'less likely one')}"


def _paths(network: Network, found: Balance) -> Iterator[str]:
    ranked = sorted((a for a in found.actors if a.betweenness > 0), key=lambda a: (-a.betweenness, a.actor))
    if not ranked:
        return
    places = ", ".join(f"{network.label(a.actor)} {a.betweenness:.2f}" for a in ranked[:SHOWN])
    yield item(f"Betweenness, counting every tie whatever its sign, 1 for being on all paths: {places}.")
    friends = [(a.friendly_highest, a) for a in found.actors if a.friendly_highest]
    if not found.betweenness_draws:
        yield item("That of the friendly ties alone was not simulated: the network is too large.")
    elif friends:
        highest, first = max(friends, key=lambda pair: (pair[0], -ranked.index(pair[1]) if pair[1] in ranked else 0))
        yield item(
            f"Of the friendly ties alone, in {found.betweenness_draws:,} draws: {network.label(first.actor)} "
            f"{first.friendly_betweenness:.2f} on average, 90% of the draws from {first.friendly_low:.2f} to "
            f"{first.friendly_high:.2f}; the highest in {percent(highest)} of them, more often than anybody else."
        )


def _ties(network: Network, found: Balance) -> Iterator[str]:
    """The ties that were named, each with the claim that does most for its sign, and against it where much does."""
    ties = ties_by_pair(found)
    wanted: dict[tuple[str, str], None] = {}
    for triad in found.triads[:SHOWN]:
        wanted |= dict.fromkeys(((triad.a, triad.b), (triad.a, triad.c), (triad.b, triad.c)))
    wanted |= dict.fromkeys(pair for pair in ties if len(ties) <= SHOWN_TIES)
    for tie in islice((ties[pair] for pair in wanted), SHOWN_TIES):
        thin = f", {THIN}" if tie.thin else ""
        yield item(
            f"{_pair(network, tie)}: {_sign(tie)}; tension {within(tie.tension, tie.low, tie.high)}, hostile "
            f"{tie.hostile:.2f} · friendly {tie.friendly:.2f}, {counted(tie.claims, 'claim')}{thin}"
            + (f"; {tie.faded}" if tie.faded else "")
        )
        yield from _evidence(network, "", tie.strongest)
        if min(tie.hostile, tie.friendly) >= MIXED:
            yield from _evidence(network, "But: ", tie.counter)


def _evidence(network: Network, but: str, claim: Claim | None) -> Iterator[str]:
    if claim:
        yield f"{INDENT}{but}{described(network, claim)} · {sureness(network, claim)} · {claim.key}"
        yield from sourced(network, claim)


def _limits(found: Balance) -> Iterator[str]:
    actors = len(found.actors)
    pairs = actors * (actors - 1) // 2
    thin = sum(tie.thin for tie in found.ties)
    if thin:
        verb = "rests" if thin == 1 else "rest"
        yield item(f"{thin:,} of the {counted(len(found.ties), 'tie')} {verb} on {THIN}.")
    if found.joint:
        yield item(left_out_as_joint(found.joint))
    if found.shared_claims:
        verb = "bears" if found.shared_claims == 1 else "bear"
        yield item(
            f"{counted(found.shared_claims, 'claim')} {verb} on more than one tie, so that these ties are not "
            "independent evidence."
        )
    if len(found.ties) < pairs:
        yield item(
            f"Of {counted(pairs, 'pair')} of these actors nothing was reported about {pairs - len(found.ties):,}. That "
            "no tie is known does not mean that there is none."
        )
    if sum(actor.open_pairs for actor in found.actors) > MOST_GAPS:
        yield item("Pairs without a tie are too many to be listed; they are counted for each actor.")
    yield item(
        "Each tie is drawn from its own interval; what makes several of them hostile or friendly at once is not in the "
        "probabilities. Those who oppose one actor are put in one camp, whether or not there is a tie between them."
    )


def _pair(network: Network, tie: SignedTie) -> str:
    return f"{network.label(tie.a)} – {network.label(tie.b)}"


def _sign(tie: SignedTie) -> str:
    """A tie's sign and how sure it is: leans hostile (89%)."""
    if tie.sign:
        return f"{words_of(tie.sign)} ({percent(_sureness_of(tie))})"
    return f"leans {words_of(tie.leaning)} ({percent(_sureness_of(tie))})" if tie.leaning else "neither way"


def _sureness_of(tie: SignedTie) -> float:
    return max(tie.hostile_probability, 1 - tie.hostile_probability)
