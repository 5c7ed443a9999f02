"""The document about any IRI of the data that has no page of its own: its triples as a table, for a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.vocabulary import PREFIXES
from kg.web.claim_card import Name, web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.web.pages.page import Frame

MOST_TRIPLES = 2000


def thing_page(
    frame: Frame,
    iri: str,
    triples: Iterable[tuple[str, str, bool]],
    alternates: list[tuple[str, str]],
    knows: Callable[[str], bool],
) -> str:
    """The page of a thing by its IRI and its triples: predicate, value, and whether the value is an IRI.

    `knows` says which IRIs have a document here; the others are links to the web.
    """

    def leads(other: str) -> str:
        return frame.links.thing(other) if knows(other) else web_address(other)

    rows: dict[str, list[Name]] = {}
    listed = list(triples)
    for predicate, value, is_iri in listed[:MOST_TRIPLES]:
        name = Name(short(value), leads(value)) if is_iri else Name(value)
        rows.setdefault(predicate, []).append(name)
    return frame.page(
        "thing",
        short(iri),
        data=False,
        iri=iri,
        rows=[(Name(short(predicate), leads(predicate)), names) for predicate, names in rows.items()],
        more=max(0, len(listed) - MOST_TRIPLES),
        own=alternates,
    )


def short(iri: str) -> str:
    """An IRI by the longest of our prefixes that it begins with, or as it is."""
    starts = sorted((len(start), start, prefix) for prefix, start in PREFIXES.items() if iri.startswith(start))
    return f"{starts[-1][2]}:{iri.removeprefix(starts[-1][1])}" if starts else iri
