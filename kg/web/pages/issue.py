"""The pages of an issue and of an event: who holds what about it, and who speaks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.records import Event, Leverage, Stance
from kg.model.wording import capital, heading, typeset, when
from kg.questions.saying import figure
from kg.web.claim_card import Name, facts
from kg.web.pages.actor import identifiers
from kg.web.pages.cards import Listing
from kg.web.pages.disputes import first_disputes
from kg.web.pages.page import MOST_CARDS

if TYPE_CHECKING:
    from kg.model.records import Claim
    from kg.questions.alignment.discourse import ActorIssue
    from kg.questions.disputes.analysis import Dispute
    from kg.web.claim_card import Fact
    from kg.web.pages.material import Day
    from kg.web.pages.page import Frame


def issue_page(frame: Frame, slug: str, day: Day) -> str:
    """The page of an issue that the graph has."""
    material = frame.material
    record = material.network.issues[slug]
    about = material.about.get(slug, ())
    kinds = (
        ("Positions on it", "positions", Stance),
        ("Events about it", "events", Event),
        ("Leverage by means of it", "leverage", Leverage),
    )
    sections = [(title, name, tuple(c for c in about if isinstance(c.content, kind))) for title, name, kind in kinds]
    return frame.page(
        "issue",
        heading(material.label(slug)),
        name=heading(material.label(slug)),
        kind=frame.term("Class", "issue"),
        lead=record.definition,
        facts=facts([("Also called", tuple(map(Name, record.names[1:]))), ("Identifiers", identifiers(record))]),
        holders=[_holder(frame, each) for each in material.positions.get(slug, ())],
        sections=[(title, name, _listing(frame, found), len(found)) for title, name, found in sections if found],
        disputes=first_disputes(frame, _disputes(day, about)),
    )


def event_page(frame: Frame, slug: str, day: Day) -> str:
    """The page of an event that the graph has."""
    material = frame.material
    record = material.network.events[slug]
    about = material.about.get(slug, ())
    own = tuple(c for c in about if isinstance(c.content, Event) and c.content.slug == slug)
    others = tuple(c for c in about if c not in own)
    sections = (("Who speaks of it", "spoken", own), ("Positions on it", "positions", others))
    return frame.page(
        "issue",
        material.label(slug),
        name=material.label(slug),
        kind=frame.term("Class", "event"),
        lead="",
        facts=_event_facts(frame, record),
        holders=[],
        sections=[(title, name, _listing(frame, found), len(found)) for title, name, found in sections if found],
        disputes=first_disputes(frame, _disputes(day, about)),
    )


def _event_facts(frame: Frame, event: Event) -> list[Fact]:
    return facts(
        [
            ("Kind", f"{event.type}, {typeset(event.goldstein, 1)} on Goldstein’s scale from −10 to +10"),
            ("When", capital(when(event.when)) if event.when else ""),
            ("Status", event.status),
            ("By", frame.cards.named(event.initiators)),
            ("To", frame.cards.named(event.recipients)),
            ("About", frame.cards.named(event.about)),
            ("Figures", "; ".join(map(figure, event.quantities))),
            ("Why this number", event.reason),
        ]
    )


def _holder(frame: Frame, held: ActorIssue) -> tuple[Name, ActorIssue]:
    return frame.cards.named([held.actor])[0], held


def _listing(frame: Frame, found: tuple[Claim, ...]) -> Listing:
    """Claims as cards, then as lines; a denial is shown with what it denies, not a second time by itself."""
    affirmed = {claim.content_key for claim in found if claim.polarity == "affirmed"}
    shown = tuple(c for c in found if c.polarity == "affirmed" or c.content_key not in affirmed)
    cards = tuple(frame.cards.card(claim) for claim in shown[:MOST_CARDS])
    return Listing(cards, frame.rows(shown[MOST_CARDS:]))


def _disputes(day: Day, about: tuple[Claim, ...]) -> list[Dispute]:
    found = {dispute.key: dispute for claim in about for dispute in day.disputed.get(claim.key, ())}
    return list(found.values())
