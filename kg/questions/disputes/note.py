"""What is disputed, as an analyst's note: both sides in quotes, who is a party, and what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.records import Leverage, Stance
from kg.model.wording import counted, dated, figure, inside, listed, shown_of, signed
from kg.questions.citations import Citations
from kg.questions.claim_groups import group_of
from kg.questions.disputes.analysis import KINDS
from kg.questions.disputes.tables import paired
from kg.questions.prose import INDENT, brief, is_long, item, plain, repeated, section, sureness
from kg.questions.saying import described, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model.records import Claim
    from kg.network.network import Network
    from kg.questions.disputes.analysis import Dispute, Kind, Role, Shift, Side
    from kg.questions.leverage.shifts import LeverageShift
    from kg.questions.prose import Style

TITLES: dict[Kind, str] = {
    "denied": "Denied",
    "contradicted": "Said and denied apart, neither answering the other",
    "opposed": "Opposed positions of one holder",
}
ROLES: dict[Role, str] = {
    "holder": "the holder of the disputed stance",
    "target": "the target of the disputed stance",
    "wielder": "the wielder of the disputed leverage",
    "over": "the one over whom the disputed leverage is held",
    "initiator": "an initiator of the disputed event",
    "recipient": "a recipient of the disputed event",
}


# In words what the kinds are, at the head of a dispute in a list of all kinds.
KIND: dict[Kind, str] = {"denied": "denied", "contradicted": "said and denied apart", "opposed": "opposed positions"}


def note(network: Network, found: Sequence[Dispute], bold: Style = plain, *, top: int | None = None) -> Iterator[str]:
    """The lines of the note; `bold` marks the heads, for a terminal.

    Without `top` every dispute stands there with all its claims. Where there are more than `top`, so many are shown in
    short, those on which most rests, whatever their kind.
    """
    yield bold(f"Disputes, {dated(found[0].at)}" if found else "Disputes")
    yield ""
    yield _verdict(network, found)
    if is_long(found, top):
        shown = found[:top]
        title = f"{shown_of(len(shown), len(found), 'dispute')}, what most rests on first"
        yield from section(title, (line for each in shown for line in in_short(network, each, kind=True)), bold)
        return
    citations = Citations()
    for kind in KINDS:
        these = [dispute for dispute in found if dispute.kind == kind]
        yield from section(
            TITLES[kind], (line for dispute in these for line in lines(network, dispute, citations=citations)), bold
        )


def lines(
    network: Network, dispute: Dispute, *, quoted: bool = True, citations: Citations | None = None
) -> Iterator[str]:
    """One dispute with both its sides, without the quotes if they stand elsewhere on the page.

    Claims made after the day that is asked about are marked, and always have their quotes. Articles are named in full
    unless `citations` have them already.
    """
    cited = citations or Citations()
    if dispute.kind == "opposed":
        words = ("friendly", "hostile") if dispute.target in network.actors else ("for", "against")
        yield item(f"{_relation(network, dispute)}: both {words[0]} and {words[1]}")
        yield f"{INDENT}{_voices(network, dispute)}"
        sides = [
            (side, f"{word}{_later(dispute, side)}: {_position(network, side.claim)}")
            for word, side in paired(words, dispute)
        ]
    else:
        yield item(described(network, dispute.claim))
        sides = [
            (side, f"{word}{_later(dispute, side)} by {_voice(network, side)}")
            for word, side in paired(("affirmed", "denied"), dispute)
        ]
    for side, head in sides:
        full = quoted or _is_later(dispute, side)
        yield f"{INDENT}{head}" if full else f"{INDENT}{head} · {side.claim.key}"
        if full:
            yield from cited.sourced(network, side.claim)
            said = f"{sureness(network, side.claim)}; {side.claim.mode}{_condition(side.claim)}"
            yield f"{INDENT}{said} · {side.claim.key}"
    for shift in dispute.rests:
        scores = f"{signed(shift.tension)}, without it {signed(shift.without)}"
        yield f"{INDENT}Rests on it: {_pair(network, shift)} {scores}."
    for move in dispute.moves:
        powers = f"{figure(move.power)}, without it {figure(move.without)}"
        yield f"{INDENT}Leverage rests on it: {_arrow(network, move)} {powers}."
    if not (dispute.rests or dispute.moves):
        yield f"{INDENT}Neither tension nor leverage rests on it."


def in_short(network: Network, dispute: Dispute, *, kind: bool = False, quoted: bool = True) -> Iterator[str]:
    """One dispute with each side in a line, its first quote unless it is not to be `quoted`, and what rests on it most.

    With its `kind` in words if these are listed together.
    """
    opposed = dispute.kind == "opposed"
    words = ("affirmed", "denied")
    if opposed:
        words = ("friendly", "hostile") if dispute.target in network.actors else ("for", "against")
    says = _relation(network, dispute) if opposed else described(network, dispute.claim)
    yield item(f"{says}  [{KIND[dispute.kind]}]" if kind else says)
    for word, sides in zip(words, (dispute.affirming, dispute.denying), strict=True):
        group = group_of(network, [side.claim for side in sides])
        parties = sorted({network.label(party.actor) for side in sides for party in side.parties})
        interest = (
            f"; {listed(parties)} {'is a party' if len(parties) == 1 else 'are parties'} to it" if parties else ""
        )
        later = sum(_is_later(dispute, side) for side in sides)
        since = f"; {later:,} of them later" if later else ""
        yield f"{INDENT}{word}: {repeated(network, group)}{interest}{since}"
        if quoted:
            yield from brief(network, sides[0].claim)
    if dispute.rests:
        shift = dispute.rests[0]
        more = f", and {len(dispute.rests) - 1:,} more" if len(dispute.rests) > 1 else ""
        scores = f"{signed(shift.tension)}, without it {signed(shift.without)}"
        yield f"{INDENT}Rests on it: {_pair(network, shift)} {scores}{more}."
    if dispute.moves:
        move = dispute.moves[0]
        powers = f"{figure(move.power)}, without it {figure(move.without)}"
        more = f", and {len(dispute.moves) - 1:,} more" if len(dispute.moves) > 1 else ""
        yield f"{INDENT}Leverage rests on it: {_arrow(network, move)} {powers}{more}."
    if not (dispute.rests or dispute.moves):
        yield f"{INDENT}Neither tension nor leverage rests on it."


def _verdict(network: Network, found: Sequence[Dispute]) -> str:
    if not found:
        return "Nothing is disputed by then."
    counts = {kind: sum(dispute.kind == kind for dispute in found) for kind in KINDS}
    propositions = counts["denied"] + counts["contradicted"]
    are = "is" if propositions == 1 else "are"
    parts = [f"{counted(propositions, 'proposition')} {are} disputed"] if propositions else []
    if counts["opposed"]:
        parts.append(f"on {counted(counts['opposed'], 'target')} one holder is said to take opposite positions")
    sentences = [f"{'; '.join(parts)}.".capitalize()]
    denials = [side for dispute in found if dispute.kind != "opposed" for side in dispute.denying]
    parties = sum(bool(side.parties) for side in denials)
    if parties:
        come = "comes" if parties == 1 else "come"
        share = "The only denial comes" if len(denials) == 1 else f"{parties} of {len(denials)} denials {come}"
        sentences.append(f"{share} from a party to what is denied; that is an interest, not a disproof.")
    if later := sum(_is_later(dispute, side) for dispute in found for side in dispute.sides):
        those = "was said later; it is" if later == 1 else "were said later; they are"
        sentences.append(f"{later} of the claims {those} marked, and count in no score.")
    resting = [dispute for dispute in found if dispute.rests]
    if resting:
        sentences.append(_most(network, resting[0], resting[0].rests[0]))
    moving = [dispute for dispute in found if dispute.moves]
    if moving:
        most = max(moving, key=lambda dispute: round(abs(dispute.moves[0].change), 9))
        sentences.append(_moved(network, most, most.moves[0]))
    idle = sum(not (dispute.rests or dispute.moves) for dispute in found)
    if idle:
        them = "it" if len(found) == 1 else "any of them" if idle == len(found) else f"{idle} of them"
        sentences.append(f"Neither tension nor leverage rests on {them}.")
    return " ".join(sentences)


def _most(network: Network, dispute: Dispute, shift: Shift) -> str:
    moves = "fall" if shift.change < 0 else "rise"
    return (
        f"Most tension rests on {_what(network, dispute)}: without these claims {_pair(network, shift)} would {moves} "
        f"from {signed(shift.tension)} to {signed(shift.without)}."
    )


def _moved(network: Network, dispute: Dispute, move: LeverageShift) -> str:
    moves = "fall" if move.change < 0 else "rise"
    return (
        f"Most leverage rests on {_what(network, dispute)}: without these claims the power of "
        f"{network.label(move.wielder)} over {network.label(move.over)} would {moves} from {figure(move.power)} to "
        f"{figure(move.without)}."
    )


def _what(network: Network, dispute: Dispute) -> str:
    return _relation(network, dispute) if dispute.kind == "opposed" else f"“{described(network, dispute.claim)}”"


def _is_later(dispute: Dispute, side: Side) -> bool:
    return side.day is not None and side.day > dispute.at


def _later(dispute: Dispute, side: Side) -> str:
    """The day of a claim that was said only after the one that is asked about."""
    return f" later, on {dated(side.day)}," if side.day is not None and side.day > dispute.at else ""


def _relation(network: Network, dispute: Dispute) -> str:
    return f"{network.label(dispute.holder)} toward {inside(network.label(dispute.target))}"


def _pair(network: Network, shift: Shift) -> str:
    return f"{network.label(shift.a)} – {network.label(shift.b)} ({shift.mode})"


def _arrow(network: Network, move: LeverageShift) -> str:
    return f"{network.label(move.wielder)} → {network.label(move.over)}"


def _voices(network: Network, dispute: Dispute) -> str:
    """Who says both, or that different claimants disagree; it does not say which of them is right."""
    who = dispute.both_sides
    if not who:
        return "Different claimants disagree."
    says = f"{named(network, who)} says both" if len(who) == 1 else f"{named(network, who)} each say both"
    return f"{says}: ambivalence, a change within the text or a slip; this is left open."


def _position(network: Network, claim: Claim) -> str:
    assert isinstance(claim.content, Stance)
    mutual = "  [mutual]" if claim.content.type in network.mutual_stances else ""
    return f"{described(network, claim)} ({signed(float(claim.content.position), 1)}){mutual}"


def _voice(network: Network, side: Side) -> str:
    """Who says it, and in what way a party, where one is."""
    roles = [f"{network.label(party.actor)} is {ROLES[party.role]}" for party in side.parties]
    interest = f", a party to it ({', '.join(roles)})" if roles else ""
    return f"{named(network, side.claim.claimants)}{interest}:"


def _condition(claim: Claim) -> str:
    inside = claim.content.condition if isinstance(claim.content, Leverage) and claim.mode == "conditional" else ""
    condition = claim.condition or inside
    return f", {condition}" if condition else ""
