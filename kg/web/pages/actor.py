"""The page of an actor: its dyads, its leverage, what it is said to hold and do, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.records import Event, Leverage, Stance
from kg.web.claim_card import Name, facts
from kg.web.pages.disputes import first_disputes
from kg.web.pages.page_id import PageId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Actor, Claim
    from kg.questions.disputes.analysis import Dispute
    from kg.questions.leverage.power import DyadLeverage
    from kg.web.claim_card import Fact
    from kg.web.pages.material import Day
    from kg.web.pages.page import Frame

WIKIDATA = "https://www.wikidata.org/wiki/"


def actor_page(frame: Frame, slug: str, day: Day) -> str:
    """The page of an actor of the graph."""
    material = frame.material
    record = material.network.actors[slug]
    end = material.ends.get(slug, slug)
    own = tuple(dyad for dyad in day.dyads if end in (dyad.a, dyad.b))
    members = [other for other, whole in material.ends.items() if whole == slug and other != slug]
    return frame.page(
        "actor",
        material.label(slug),
        name=material.label(slug),
        kind=frame.term("Class", record.kind),
        lead=record.note,
        facts=_facts(frame, record, members),
        stands_for=frame.cards.named([end])[0] if end != slug else None,
        day=frame.as_of(day),
        dyads=frame.dyads(own),
        others=_others(frame, end, day),
        powers=[
            ("Leverage over others", "by", [_power_row(frame, p, p.over) for p in day.leverage if p.wielder == end]),
            ("Leverage over it", "over", [_power_row(frame, p, p.wielder) for p in day.leverage if p.over == end]),
        ],
        sections=[
            (title, name, rows) for title, name, found in _sections(frame, slug) if (rows := frame.rows(found)).shown
        ],
        disputes=first_disputes(frame, _own_disputes(day, slug)),
    )


def identifiers(record: object) -> tuple[Name, ...]:
    """The code and the Wikidata entry of a record, if it has them."""
    item = getattr(record, "wikidata", "")
    known = item[:1] == "Q" and item[1:].isascii() and item[1:].isdecimal()
    found = [Name(getattr(record, "iso3", "")), Name(f"Wikidata {item}", WIKIDATA + item) if known else Name(item)]
    return tuple(name for name in found if name.text)


def _others(frame: Frame, end: str, day: Day) -> tuple[Name, ...]:
    """Actors tied to this one only by claims that count in no score; each leads to the page of the dyad."""
    scored = {(dyad.a, dyad.b) for dyad in day.dyads}
    pairs = {pair[pair[0] == end]: pair for pair in frame.material.pairs(day) - scored if end in pair}
    found = frame.material.by_label(pairs)
    return tuple(Name(frame.material.label(slug), frame.links.to(PageId("dyad", pairs[slug]))) for slug in found)


def _facts(frame: Frame, record: Actor, members: list[str]) -> list[Fact]:
    return facts(
        [
            ("Also called", tuple(map(Name, record.names[1:]))),
            ("Acts for", frame.cards.named([record.acts_for] if record.acts_for else [])),
            ("Member of", frame.cards.named(record.member_of)),
            ("Counts for it", frame.cards.named(frame.material.by_label(members))),
            ("Identifiers", identifiers(record)),
        ]
    )


def _power_row(frame: Frame, found: DyadLeverage, other: str) -> tuple[Name, str, DyadLeverage]:
    pair = sorted((found.wielder, found.over))
    return frame.cards.named([other])[0], frame.links.to(PageId("dyad", tuple(pair))), found


def _sections(frame: Frame, slug: str) -> Iterator[tuple[str, str, tuple[Claim, ...]]]:
    material = frame.material
    about = material.about.get(slug, ())
    name = material.in_sentence(slug)

    def chosen(kind: type, *roles: str) -> tuple[Claim, ...]:
        return tuple(
            c for c in about if isinstance(c.content, kind) and any(_has(c.content, role, slug) for role in roles)
        )

    yield f"Positions of {name}", "holds", chosen(Stance, "holders")
    yield f"Positions toward {name}", "toward", chosen(Stance, "target")
    yield "Events that it takes part in", "events", chosen(Event, "initiators", "recipients")
    yield "Leverage that is spoken of", "leverage", chosen(Leverage, "wielders", "over")
    yield f"Said by {name}", "said", material.said_by.get(slug, ())
    yield f"Passed on by {name}", "passed-on", material.passed_on_by.get(slug, ())


def _has(content: object, role: str, slug: str) -> bool:
    value = getattr(content, role)
    return slug == value if isinstance(value, str) else slug in value


def _own_disputes(day: Day, slug: str) -> list[Dispute]:
    return [dispute for dispute in day.disputes if _is_party(dispute, slug)]


def _is_party(dispute: Dispute, slug: str) -> bool:
    """Whether an actor says one side of it, or is named in it while it is said."""
    return any(slug in (*side.claim.claimants, *(party.actor for party in side.parties)) for side in dispute.sides)
