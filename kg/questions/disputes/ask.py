"""Disputes, asked by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Unpack, get_args

from kg.questions.asking import one_of
from kg.questions.frames import Records

if TYPE_CHECKING:
    from kg.questions.asking import Asked, Look
    from kg.questions.disputes.analysis import Dispute, Kind


def disputes(
    asked: Asked, *, actor: str | None = None, kind: Kind | None = None, **look: Unpack[Look]
) -> Records[Dispute]:
    """What is denied, contradicted or opposed, sorted by how much rests on it; `actor` keeps what is about it."""
    from kg.questions.disputes.analysis import Kind, disputes  # noqa: PLC0415 - networkx is slow to import
    from kg.questions.disputes.tables import table  # noqa: PLC0415

    if kind is not None:
        one_of("kind", kind, get_args(Kind))
    network, lens = asked.look(**look)
    about = asked.actor(actor, lens.level) if actor else None
    return Records(disputes(network, lens, about=about, kind=kind), partial(table, network))
