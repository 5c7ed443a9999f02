"""Entries of stances, events and leverage → what claims say."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kg.model.records import Event, Leverage, Quantity, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model.records import Node
    from kg.model.vocabulary import Vocabulary
    from kg.sources.schema import EventEntry, LeverageEntry, QuantityEntry, StanceEntry


def stance_of(entry: StanceEntry, vocabulary: Vocabulary) -> Stance:
    """The stance of an entry, with its type's position unless it gives its own."""
    return Stance(
        holders=tuple(sorted(set(entry.holder))),
        target=entry.target,
        type=entry.type,
        position=_number(entry.position, "StanceType", entry.type, vocabulary),
        construed_as=entry.construed_as or "",
        ground=entry.ground or "",
        reason=entry.because or "",
    )


def event_of(slug: str, entry: EventEntry, vocabulary: Vocabulary, node: Node) -> Event:
    """The event of an entry, with its type's Goldstein value unless it gives its own."""
    return Event(
        slug=slug,
        label=entry.label,
        type=entry.type,
        goldstein=_number(entry.goldstein, "EventType", entry.type, vocabulary),
        initiators=tuple(sorted(set(entry.initiator))),
        recipients=tuple(sorted(set(entry.recipient))),
        about=tuple(sorted(set(entry.about))),
        when=entry.when or "",
        status=entry.status,
        reason=entry.because or "",
        quantities=quantities_of(entry.quantity),
        origin=node,
    )


def leverage_of(entry: LeverageEntry) -> Leverage:
    """The leverage of an entry."""
    return Leverage(
        wielders=tuple(sorted(set(entry.wielder))),
        over=tuple(sorted(set(entry.over))),
        instrument=entry.instrument,
        instrument_issue=entry.instrument_issue or "",
        effect=entry.effect,
        strength=entry.strength,
        aim=entry.aim or "",
        condition=entry.condition or "",
        quantities=quantities_of(entry.quantity),
    )


def quantities_of(entries: Iterable[QuantityEntry]) -> tuple[Quantity, ...]:
    """The figures of a content."""
    return tuple(Quantity(canonical(entry.amount), entry.unit, entry.change or "") for entry in entries)


def canonical(number: Decimal) -> Decimal:
    """The number without trailing zeros or exponent, so that one number is written in one way."""
    exact = number.normalize()
    if not exact:
        return Decimal(0)
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


def _number(given: Decimal | None, class_name: str, notation: str, vocabulary: Vocabulary) -> Decimal:
    """The number that an entry gives, or its type's; 0 for an unknown type, which is an error of its own."""
    term = vocabulary.terms(class_name).get(notation)
    default = term.number if term is not None and term.number is not None else Decimal(0)
    return canonical(default if given is None else given)
