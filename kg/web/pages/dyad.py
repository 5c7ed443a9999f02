"""The page of two actors: the score, every claim behind it, what stands beside it, and what is denied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.measure.lens import Lens
from kg.model.wording import LEAVING, LOWERING, RAISING, dated, direction, typeset
from kg.questions.dyads import scored
from kg.web.claim_card import Name, web_address
from kg.web.pages import drawings
from kg.web.pages.cards import Listing
from kg.web.pages.page import MOST_CARDS, MOST_DISPUTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model.records import Claim
    from kg.questions.disputes.analysis import Dispute
    from kg.questions.dyads import Contribution, DyadTension
    from kg.questions.leverage.power import DyadLeverage
    from kg.rdf.event_datasets import CodedEvent, CodedTension
    from kg.web.pages.cards import Rows
    from kg.web.pages.material import Day
    from kg.web.pages.page import Frame

DIFFERS = 5e-7


@dataclass(frozen=True, slots=True)
class Side:
    """Claims that move a score one way: a heading, and the claims, what moves it most first."""

    title: str
    id: str
    claims: Listing
    count: int


@dataclass(frozen=True, slots=True)
class Power:
    """The leverage that one has over the other."""

    wielder: Name
    over: Name
    found: DyadLeverage
    claims: Listing


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute in a line: who affirms, who denies, and what moves without these claims."""

    says: Name
    kind: str
    affirming: Rows
    denying: Rows
    rests: tuple[str, ...]


class CodedLine(NamedTuple):
    """An event of a data set in a line."""

    source: Name
    target: Name
    what: str
    code: str
    day: str
    report: Name
    share: str


class Coded(NamedTuple):
    """What a data set says: its scores, their day in words, and the events that weigh most."""

    found: CodedTension
    day: str
    lines: tuple[CodedLine, ...]


def dyad_page(frame: Frame, a: str, b: str, day: Day) -> str:
    """The page of two actors (a < b) on a day, which says so if nothing is said of them."""
    at = day.at
    found = {mode: dyads[a, b] for mode, dyads in day.modes.items() if (a, b) in dyads}
    headline = found.pop("reported", None) or (
        scored((a, b), (), Lens(at=at, parameters=frame.material.parameters)) if at else None
    )
    power = [_power(frame, p) for p in day.leverage if {p.wielder, p.over} == {a, b}]
    first, second = frame.cards.named([a, b])
    return frame.page(
        "dyad",
        _pair(frame, a, b),
        data=True,
        a=first,
        b=second,
        slugs=(a, b),
        at=at,
        day=frame.as_of(day),
        score=headline,
        drawing=drawings.large_score(headline) if headline else "",
        without=_without(headline),
        sides=_sides(frame, headline) if headline else [],
        modes=[
            (frame.term("Claims", mode), mode, dyad, _full(frame, dyad, dyad.contributions))
            for mode, dyad in found.items()
        ],
        power=power,
        coded=[_coded(frame, each) for each in frame.material.coded.get((a, b), ())],
        disputes=[disputed(frame, each) for each in _disputes(frame, a, b, day)[:MOST_DISPUTES]],
        denials=_denials(
            frame, a, b, [part.claim for dyad in (headline, *found.values()) if dyad for part in dyad.contributions]
        ),
    )


def _coded(frame: Frame, found: CodedTension) -> Coded:
    """What a data set says of the two, its events as lines."""

    def line(event: CodedEvent) -> CodedLine:
        source, target = frame.cards.named([event.source, event.target])
        what = " ".join(event.text.split()) or "event"
        address = web_address(event.address)
        report = Name(event.outlet or ("report" if address else ""), address)
        return CodedLine(source, target, what, event.code, dated(event.day), report, typeset(event.share, 3))

    return Coded(found, dated(found.at), tuple(map(line, found.largest)))


def disputed(frame: Frame, dispute: Dispute) -> Disputed:
    """A dispute with both sides as lines."""
    sides = [frame.rows(tuple(side.claim for side in each)) for each in (dispute.affirming, dispute.denying)]
    return Disputed(frame.cards.spoken(dispute.claim), dispute.kind, sides[0], sides[1], rests_on(frame, dispute))


def rests_on(frame: Frame, dispute: Dispute) -> tuple[str, ...]:
    """How scores would be without the claims of a dispute, in words."""
    rests = [
        f"{_pair(frame, shift.a, shift.b)}: tension {typeset(shift.tension)}, without these claims "
        f"{typeset(shift.without)}"
        + ("" if shift.mode == "reported" else f" ({frame.term('Mode', shift.mode).lower()})")
        for shift in dispute.rests
    ]
    rests += [
        f"{frame.material.in_sentence(m.wielder)} over {frame.material.in_sentence(m.over)}: power {m.power:.2f}, "
        f"without these claims {m.without:.2f}"
        for m in dispute.moves
    ]
    return tuple(rests)


def _pair(frame: Frame, a: str, b: str) -> str:
    return f"{frame.material.in_sentence(a)} – {frame.material.in_sentence(b)}"


def _without(headline: DyadTension | None) -> str:
    if headline is None or abs(headline.tension - headline.tension_without_contested) <= DIFFERS:
        return ""
    return typeset(headline.tension_without_contested)


def _sides(frame: Frame, dyad: DyadTension) -> list[Side]:
    found = []
    for title, name in ((RAISING, "raising"), (LOWERING, "lowering"), (LEAVING, "leaving")):
        if own := [part for part in dyad.contributions if direction(part.effect) == title]:
            found.append(Side(title, name, _full(frame, dyad, own), len(own)))
    return found


def _full(frame: Frame, dyad: DyadTension, own: Sequence[Contribution]) -> Listing:
    """What moves a dyad most of some of its claims as cards, the others as lines."""
    largest = max((abs(part.effect) for part in dyad.contributions), default=0.0)
    cards = frame.cards.contributions(own[:MOST_CARDS], dyad.tension, largest)
    return Listing(tuple(cards), frame.rows(tuple(part.claim for part in own[MOST_CARDS:])))


def _power(frame: Frame, found: DyadLeverage) -> Power:
    wielder, over = frame.cards.named([found.wielder, found.over])
    cards = frame.cards.powers(found.parts[:MOST_CARDS])
    rest = frame.rows(tuple(part.claim for part in found.parts[MOST_CARDS:]))
    return Power(wielder, over, found, Listing(tuple(cards), rest))


def _disputes(frame: Frame, a: str, b: str, day: Day) -> list[Dispute]:
    """Disputes over claims about the two, and opposed positions of one of them toward the other, in their order."""
    over = (each for claim in _about(frame, a, b) for each in day.disputed.get(claim.key, ()) if each.kind != "opposed")
    found = {id(each) for each in (*over, *day.opposed.get((a, b), ()))}
    return [dispute for dispute in day.disputes if id(dispute) in found]


def _denials(frame: Frame, a: str, b: str, shown: Sequence[Claim]) -> Any:
    """Denials about the two whose content no claim on the page affirms."""
    contents = {claim.content_key for claim in shown}
    found = [c for c in _about(frame, a, b) if c.polarity == "denied" and c.content_key not in contents]
    return frame.rows(tuple(found))


def _about(frame: Frame, a: str, b: str) -> tuple[Claim, ...]:
    return frame.material.between.get((a, b), ())
