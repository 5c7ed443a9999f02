"""Disputes, asked by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

if TYPE_CHECKING:
    from kg.questions.asking import Asked, Look
    from kg.questions.disputes.analysis import Dispute, Kind


def disputes(
    asked: Asked, *, actor: str | None = None, kind: Kind | None = None, **look: Unpack[Look]
) -> tuple[Dispute, ...]:
    """What is denied, contradicted or opposed, sorted by how much rests on it; `actor` keeps what is about it."""
    from kg.questions.disputes.analysis import disputes  # noqa: PLC0415 - networkx is slow to import

    network, lens = asked.look(**look)
    return disputes(network, lens, about=asked.actor(actor, lens.level) if actor else None, kind=kind)
