"""Disputes on pages: the first lines of both sides, the page of one that is long, and the list of all of them.

A dispute of a month may have hundreds of claims on either side, and each of these claims names it on its page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.model.wording import counted, typeset
from kg.web.claim_card import Name
from kg.web.pages.page_id import PageId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.model.records import Claim
    from kg.questions.disputes.analysis import Dispute
    from kg.web.pages.cards import Rows
    from kg.web.pages.material import Day, Material
    from kg.web.pages.page import Frame

# So many claims of a side stand where a dispute is named; so many disputes on a page of them, and on one of a thing.
SIDE_ROWS, ON_A_PAGE, MOST_DISPUTES = 8, 40, 20


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute: what it is over, who affirms, who denies, all of them, and what moves without these claims."""

    says: Name
    kind: str
    affirming: Rows
    denying: Rows
    whole: Name | None
    rests: tuple[str, ...]


class Disputes(NamedTuple):
    """Some of the disputes that there are: which of how many, and where the rest is."""

    shown: tuple[Disputed, ...]
    counting: str
    whole: Name | None


class Pager(NamedTuple):
    """The pages of a list: the one before and the one after, and those that are named, by their numbers."""

    number: int
    near: dict[str, str]
    pages: tuple[Name, ...]


def first_disputes(
    frame: Frame, found: Sequence[Dispute], most: int = MOST_DISPUTES, whole: Name | None = None
) -> Disputes:
    """The first of some disputes, and the way to the rest, which the list of all disputes has if nothing else does."""
    shown = tuple(disputed(frame, each) for each in found[:most])
    if len(found) <= most:
        return Disputes(shown, str(len(found)), None)
    rest = whole or Name("The rest, in the list of all disputes", frame.links.to(disputes_page_id(1)))
    return Disputes(shown, f"{most} of {len(found):,}", rest)


def disputes_of_page(frame: Frame, found: Sequence[Dispute], number: int) -> Disputes:
    """The disputes of a page of them; the first has the number 1."""
    start = (number - 1) * ON_A_PAGE
    shown = tuple(disputed(frame, each) for each in found[start : start + ON_A_PAGE])
    some = (
        f"{start + 1:,} to {start + len(shown):,} of {len(found):,}" if len(shown) < len(found) else f"{len(found):,}"
    )
    return Disputes(shown, some, None)


def disputed(frame: Frame, dispute: Dispute, most: int = SIDE_ROWS) -> Disputed:
    """A dispute with the first lines of both sides."""
    sides = [tuple(side.claim for side in each) for each in (dispute.affirming, dispute.denying)]
    today = frame.material.today
    whole, known = None, today.disputes_by_key.get((dispute.kind, dispute.key))
    if known and any(len(claims) > most for claims in sides):
        when = "" if known is dispute else f" on {frame.as_of(today)}"
        title = f"All {counted(len(known.sides), 'claim')} of both sides{when}"
        whole = Name(title, frame.links.to(dispute_page_id(known)))
    affirming, denying = (_lines(frame, claims, most, whole) for claims in sides)
    return Disputed(
        frame.cards.spoken(dispute.claim), dispute.kind, affirming, denying, whole, rests_on(frame, dispute)
    )


def _lines(frame: Frame, claims: tuple[Claim, ...], most: int, whole: Name | None) -> Rows:
    return frame.rows(claims[:most] if whole else claims)


def dispute_page_id(dispute: Dispute) -> PageId:
    """The id of the page of a dispute."""
    return PageId("dispute", (dispute.kind, dispute.key))


def long_disputes(day: Day) -> list[Dispute]:
    """The disputes that have pages of their own, in their order."""
    return [each for each in day.disputes if max(len(each.affirming), len(each.denying)) > SIDE_ROWS]


def dispute_of(day: Day, page_id: PageId) -> Dispute | None:
    """The dispute of a page, if the day has it."""
    kind, key = page_id.parts
    return day.disputes_by_key.get((kind, key))


def dispute_page(frame: Frame, dispute: Dispute, day: Day) -> str:
    """The page of a dispute, with as many lines of both sides as a page can hold."""
    sides = [tuple(side.claim for side in each) for each in (dispute.affirming, dispute.denying)]
    says = frame.cards.spoken(dispute.claim)
    return frame.page(
        "dispute",
        f"Disputed: {says.text}",
        data=False,
        day=frame.as_of(day),
        one=Disputed(says, dispute.kind, frame.rows(sides[0]), frame.rows(sides[1]), None, rests_on(frame, dispute)),
        counts=tuple(map(len, sides)),
        back=Name("All disputes", frame.links.to(disputes_page_id(1))),
    )


def disputes_page(frame: Frame, number: int, day: Day) -> str:
    """A page of the list of all disputes of a day; the first has the number 1."""
    last = pages_for(len(day.disputes))
    return frame.page(
        "disputes",
        "Disputes" if last == 1 else f"Disputes, page {number} of {last}",
        data=False,
        day=frame.as_of(day),
        counting=counted(len(day.disputes), "dispute"),
        disputes=disputes_of_page(frame, day.disputes, number),
        pager=pager(number, last, lambda at: frame.links.to(disputes_page_id(at))),
    )


def disputes_page_id(number: int) -> PageId:
    """The id of a page of the list of disputes."""
    return PageId("disputes", (str(number),) if number > 1 else ())


def disputes_pages(material: Material) -> int:
    """How many pages the list of disputes has, at least one."""
    return pages_for(len(material.today.disputes))


def pages_for(disputes: int) -> int:
    """How many pages so many disputes take, at least one."""
    return max(1, -(-disputes // ON_A_PAGE))


def pager(number: int, last: int, to: Callable[[int], str]) -> Pager:
    """The way from a page of a list to the others: those near by, the first, the last and every tenth are named."""
    near = {way: to(at) for way, at in (("prev", number - 1), ("next", number + 1)) if 1 <= at <= last and number}
    return Pager(number, near, tuple(Name(str(at), to(at)) for at in _named(number, last)))


def _named(number: int, last: int) -> Iterable[int]:
    near = (at for at in range(1, last + 1) if abs(at - number) <= 2 or (at % 10 == 0 and abs(at - number) <= 50))  # noqa: PLR2004
    return sorted({1, last, *near})


def rests_on(frame: Frame, dispute: Dispute) -> tuple[str, ...]:
    """How scores would be without the claims of a dispute, in words."""
    rests = [
        f"{in_pair(frame, shift.a, shift.b)}: tension {typeset(shift.tension)}, without these claims "
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


def in_pair(frame: Frame, a: str, b: str) -> str:
    """Two actors as they stand in a sentence."""
    return f"{frame.material.in_sentence(a)} – {frame.material.in_sentence(b)}"
