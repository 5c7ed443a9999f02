"""What of a claim is compared between coders, on which level it is measured, and how alike two claims are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kg.model.records import Event, Leverage, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.coders.alpha import Level
    from kg.model.records import Claim
    from kg.model.vocabulary import Vocabulary

Value: TypeAlias = str | float

# What stands for nothing where nothing is an answer, such as that nobody passed a claim on.
NONE = "none"
SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field of claims: its name as in claims.csv, its level, and the scale of its terms, if it has one.

    `value` gives that of a claim, None where claims of its kind have no such field, which is left out. Fields of names
    are the same only where all of their names are.
    """

    name: str
    label: str
    level: Level
    value: Callable[[Claim], Value | None]
    scale: str = ""

    def order(self, vocabulary: Vocabulary) -> tuple[str, ...]:
        """The terms of its scale from the lowest number to the highest, which is the order of an ordinal level."""
        return tuple(reversed([*vocabulary.terms(self.scale)])) if self.scale else ()


def _joined(names: Sequence[str], *, ordered: bool = False) -> str:
    return SEPARATOR.join(names if ordered else sorted(set(names))) or NONE


def sides(claim: Claim) -> tuple[Sequence[str], Sequence[str]]:
    """From whom and toward whom or what the content of a claim goes, as in claims.csv."""
    match claim.content:
        case Stance() as stance:
            return stance.holders, (stance.target,)
        case Event() as event:
            return event.initiators, event.recipients or event.about
        case Leverage() as leverage:
            return leverage.wielders, leverage.over


def type_of(claim: Claim) -> str:
    """The type of a stance or an event, or the effect of leverage."""
    content = claim.content
    return content.effect if isinstance(content, Leverage) else content.type


def _position(claim: Claim) -> float | None:
    return float(claim.content.position) if isinstance(claim.content, Stance) else None


def _goldstein(claim: Claim) -> float | None:
    return float(claim.content.goldstein) if isinstance(claim.content, Event) else None


def _status(claim: Claim) -> str | None:
    return claim.content.status if isinstance(claim.content, Event) else None


def _strength(claim: Claim) -> str | None:
    return claim.content.strength if isinstance(claim.content, Leverage) else None


def _when(claim: Claim) -> str | None:
    return None if isinstance(claim.content, Leverage) else claim.content.when or NONE


FIELDS: tuple[ComparedField, ...] = (
    ComparedField("kind", "kind of content", "nominal", lambda claim: claim.content.kind),
    ComparedField("type", "type", "nominal", type_of),
    ComparedField("claimants", "claimant", "nominal", lambda claim: _joined(claim.claimants)),
    ComparedField("reported_by", "chain of reporting", "nominal", lambda c: _joined(c.reported_by, ordered=True)),
    ComparedField("from", "who", "nominal", lambda claim: _joined(sides(claim)[0])),
    ComparedField("to", "whom or what", "nominal", lambda claim: _joined(sides(claim)[1])),
    ComparedField("mode", "mode", "nominal", lambda claim: claim.mode, "Mode"),
    ComparedField("polarity", "polarity", "nominal", lambda claim: claim.polarity, "Polarity"),
    ComparedField("certainty", "certainty", "ordinal", lambda claim: claim.certainty, "Certainty"),
    ComparedField("position", "position of a stance", "interval", _position),
    ComparedField("goldstein", "Goldstein value of an event", "interval", _goldstein),
    ComparedField("status", "status of an event", "nominal", _status, "Status"),
    ComparedField("strength", "strength of leverage", "ordinal", _strength, "Strength"),
    ComparedField("when", "date of the content", "nominal", _when),
)
BY_NAME = {field.name: field for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Said:
    """What of a claim its likeness to another depends on."""

    kind: str
    type: str
    source: frozenset[str]
    target: frozenset[str]
    claimants: frozenset[str]
    mode: str
    polarity: str

    @classmethod
    def of(cls, claim: Claim) -> Said:
        """That of a claim."""
        source, target = sides(claim)
        return cls(
            claim.content.kind,
            type_of(claim),
            frozenset(source),
            frozenset(target),
            frozenset(claim.claimants),
            claim.mode,
            claim.polarity,
        )

    def likeness(self, other: Said) -> float:
        """How alike two contents and their claimants are, from 0 to 1.

        A weighted mean of what is equal, and of names the share that both have of all (Jaccard). One less it is a
        distance, so that two claims that say the same are as like to any third.
        """
        return (
            0.15 * (self.kind == other.kind)
            + 0.2 * (self.type == other.type)
            + 0.2 * _shared(self.source, other.source)
            + 0.2 * _shared(self.target, other.target)
            + 0.15 * _shared(self.claimants, other.claimants)
            + 0.05 * (self.mode == other.mode)
            + 0.05 * (self.polarity == other.polarity)
        )


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    every = len(one | other)
    return len(one & other) / every if every else 1.0
