"""The page of two actors: the score, the claims behind it, what stands beside it, and what is denied.

Where claims are many it has those that count most, and each of its parts a page of its own with all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.measure.lens import MODES, Lens
from kg.model.wording import LEAVING, LOWERING, RAISING, counted, dated, direction, typeset
from kg.questions.dyads import scored
from kg.web.claim_card import Name, web_address
from kg.web.pages import drawings
from kg.web.pages.cards import Listing
from kg.web.pages.disputes import disputes_of_page, first_disputes, in_pair, pager, pages_for
from kg.web.pages.page import MOST_CARDS
from kg.web.pages.page_id import PageId

if TYPE_CHECKING:
    from kg.model.records import Claim
    from kg.questions.disputes.analysis import Dispute
    from kg.questions.dyads import Contribution, DyadTension
    from kg.questions.leverage.power import DyadLeverage
    from kg.rdf.event_datasets import CodedEvent, CodedTension
    from kg.web.pages.cards import Card, Rows
    from kg.web.pages.material import Day, Material
    from kg.web.pages.page import Frame

DIFFERS = 5e-7
SIDES = {"raising": RAISING, "lowering": LOWERING, "leaving": LEAVING}
LEVERAGE, DISPUTED = "leverage-", "disputed"
# What has a page of its own where it is long, by the ids of its headings; disputes have as many as they take.
PARTS = (*SIDES, *(mode for mode in MODES if mode != "reported"), f"{LEVERAGE}1", f"{LEVERAGE}2")
DISPUTED_PART = re.compile(rf"{DISPUTED}(?:-([1-9][0-9]{{0,5}}))?")
# So many cards and disputes of each part stand on the page of the two.
FIRST_CARDS, FIRST_DISPUTES = 10, 3


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


class Parts:
    """What is said of two actors (a < b) on a day, by the parts of their page."""

    def __init__(self, material: Material, a: str, b: str, day: Day) -> None:
        self.a, self.b, self.day = a, b, day
        self.modes = {mode: dyads[a, b] for mode, dyads in day.modes.items() if (a, b) in dyads}
        self.powers = [power for power in day.leverage if {power.wielder, power.over} == {a, b}]
        self.about = material.between.get((a, b), ())
        self.disputes = self._disputes()

    @property
    def headline(self) -> DyadTension | None:
        """The score of what is reported, where anything is."""
        return self.modes.get("reported")

    def side(self, name: str) -> list[Contribution]:
        """What moves the score in one of the three ways, what moves it most first."""
        own = self.headline.contributions if self.headline else ()
        return [part for part in own if direction(part.effect) == SIDES[name]]

    def long(self) -> list[str]:
        """The parts that have more than the page of the two shows."""
        numbers = {name: len(self.side(name)) for name in SIDES}
        numbers |= {mode: len(dyad.contributions) for mode, dyad in self.modes.items() if mode != "reported"}
        numbers |= {f"{LEVERAGE}{number}": len(power.parts) for number, power in enumerate(self.powers, 1)}
        found = [name for name, number in numbers.items() if number > FIRST_CARDS]
        pages = pages_for(len(self.disputes)) if len(self.disputes) > FIRST_DISPUTES else 0
        return [*found, *map(disputed_part, range(1, pages + 1))]

    def _disputes(self) -> list[Dispute]:
        """Disputes over claims about the two, and opposed positions of one of them toward the other, in their order."""
        day = self.day
        over = (each for c in self.about for each in day.disputed.get(c.key, ()) if each.kind != "opposed")
        found = {id(each) for each in (*over, *day.opposed.get((self.a, self.b), ()))}
        return [dispute for dispute in day.disputes if id(dispute) in found]


def dyad_page(frame: Frame, a: str, b: str, day: Day) -> str:
    """The page of two actors (a < b) on a day, which says so if nothing is said of them."""
    at = day.at
    parts = Parts(frame.material, a, b, day)
    headline = parts.headline or (scored((a, b), (), Lens(at=at, parameters=frame.material.parameters)) if at else None)
    modes = {mode: dyad for mode, dyad in parts.modes.items() if mode != "reported"}
    first, second = frame.cards.named([a, b])
    return frame.page(
        "dyad",
        in_pair(frame, a, b),
        data=True,
        a=first,
        b=second,
        slugs=(a, b),
        at=at,
        day=frame.as_of(day),
        score=headline,
        drawing=drawings.large_score(headline) if headline else "",
        without=_without(headline),
        sides=[
            Side(title, name, _beginning(frame, parts, name), len(own))
            for name, title in SIDES.items()
            if (own := parts.side(name))
        ],
        modes=[
            (frame.term("Claims", mode), mode, dyad, _beginning(frame, parts, mode)) for mode, dyad in modes.items()
        ],
        power=[
            _power(frame, power, _beginning(frame, parts, f"{LEVERAGE}{number}"))
            for number, power in enumerate(parts.powers, 1)
        ],
        coded=[_coded(frame, each) for each in frame.material.coded.get((a, b), ())],
        disputes=first_disputes(
            frame,
            parts.disputes,
            FIRST_DISPUTES,
            _to_part(frame, parts, DISPUTED, f"All {counted(len(parts.disputes), 'dispute')}"),
        ),
        denials=_denials(frame, parts),
    )


def dyad_part_page(frame: Frame, a: str, b: str, name: str, day: Day) -> str:
    """One part of what is said of two actors (a < b) on a day, by its id: all of it, as far as a page can hold it."""
    parts = Parts(frame.material, a, b, day)
    number = part_number(name)
    cards, claims = ([], ()) if number else _all(frame, parts, name, MOST_CARDS)
    title = _title(frame, parts, name)
    first, second = frame.cards.named([a, b])
    if number > 1:
        title = f"{title}, page {number} of {pages_for(len(parts.disputes))}"
    return frame.page(
        "dyad-part",
        f"{in_pair(frame, a, b)}: {title}",
        data=False,
        a=first,
        b=second,
        heading=title,
        day=frame.as_of(day),
        back=Name("The score and everything else", _address(frame, PageId("dyad", (a, b)), day)),
        counting=counted(len(parts.disputes), "dispute") if number else counted(len(claims), "claim"),
        claims=Listing(tuple(cards), frame.rows(claims[MOST_CARDS:])),
        disputes=disputes_of_page(frame, parts.disputes, number) if number else None,
        pager=pager(
            number, pages_for(len(parts.disputes)), lambda at: _to_part(frame, parts, disputed_part(at), "").href
        ),
    )


def disputed_part(number: int) -> str:
    """The id of a page of the disputes about two actors; the first has the number 1."""
    return f"{DISPUTED}-{number}" if number > 1 else DISPUTED


def part_number(name: str) -> int:
    """The number of a page of disputes by the id of the part; 0 where that is another part."""
    found = DISPUTED_PART.fullmatch(name)
    return int(found[1] or 1) if found else 0


def has_part(material: Material, a: str, b: str, name: str) -> bool:
    """Whether there may be such a part of what is said of two actors; one of disputes only as far as these go."""
    number = part_number(name)
    if number <= 1:
        return name in (*PARTS, DISPUTED)
    return name == disputed_part(number) and number <= pages_for(len(Parts(material, a, b, material.today).disputes))


def _power(frame: Frame, found: DyadLeverage, claims: Listing) -> Power:
    wielder, over = frame.cards.named([found.wielder, found.over])
    return Power(wielder, over, found, claims)


def _title(frame: Frame, parts: Parts, name: str) -> str:
    if name.startswith(LEVERAGE):
        power = next(iter(parts.powers[int(name[-1]) - 1 :]), None)
        names = (power.wielder, power.over) if power else (parts.a, parts.b)
        return "Leverage of {} over {}".format(*map(frame.material.in_sentence, names))
    return SIDES.get(name) or ("Disputed" if part_number(name) else frame.term("Claims", name))


def _all(frame: Frame, parts: Parts, name: str, most: int) -> tuple[list[Card], tuple[Claim, ...]]:
    """The claims of a part, what counts most first, and the first of them as cards."""
    if name.startswith(LEVERAGE):
        held = [part for power in parts.powers[int(name[-1]) - 1 :][:1] for part in power.parts]
        return frame.cards.powers(held[:most]), tuple(part.claim for part in held)
    dyad = parts.headline if name in SIDES else parts.modes.get(name)  # type: ignore[call-overload]
    if dyad is None:
        return [], ()
    own = parts.side(name) if name in SIDES else dyad.contributions
    largest = max((abs(part.effect) for part in dyad.contributions), default=0.0)
    return frame.cards.contributions(own[:most], dyad.tension, largest), tuple(part.claim for part in own)


def _beginning(frame: Frame, parts: Parts, name: str) -> Listing:
    """The claims of a part that count most, and the way to all of them."""
    cards, claims = _all(frame, parts, name, FIRST_CARDS)
    if len(claims) <= FIRST_CARDS:
        return Listing(tuple(cards))
    return Listing(tuple(cards), whole=_to_part(frame, parts, name, f"All {counted(len(claims), 'claim')}"))


def _to_part(frame: Frame, parts: Parts, name: str, text: str) -> Name:
    return Name(text, _address(frame, PageId("dyad-part", (parts.a, parts.b, name)), parts.day))


def _address(frame: Frame, page_id: PageId, day: Day) -> str:
    """A page of the two, on the same day."""
    asked = f"?at={day.at}" if frame.links.live and day.at and day.at != frame.material.today.at else ""
    return frame.links.to(page_id) + asked


def _coded(frame: Frame, found: CodedTension) -> Coded:
    """What a data set says of the two, its events as lines."""

    def line(event: CodedEvent) -> CodedLine:
        source, target = frame.cards.named([event.source, event.target])
        what = " ".join(event.text.split()) or "event"
        address = web_address(event.address)
        report = Name(event.outlet or ("report" if address else ""), address)
        return CodedLine(source, target, what, event.code, dated(event.day), report, typeset(event.share, 3))

    return Coded(found, dated(found.at), tuple(map(line, found.largest)))


def _without(headline: DyadTension | None) -> str:
    if headline is None or abs(headline.tension - headline.tension_without_contested) <= DIFFERS:
        return ""
    return typeset(headline.tension_without_contested)


def _denials(frame: Frame, parts: Parts) -> Rows:
    """Denials about the two whose content no claim of the page's parts affirms."""
    contents = {part.claim.content_key for dyad in parts.modes.values() for part in dyad.contributions}
    found = [c for c in parts.about if c.polarity == "denied" and c.content_key not in contents]
    return frame.rows(tuple(found))
