"""The rows of an answer as an HTML table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kg.model.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.rdf.results import Cell

WEB = ("http://", "https://")
LONGEST = 5000


def table(columns: Sequence[str], rows: Sequence[Sequence[Cell]], more: bool) -> str:  # noqa: FBT001 - as `preview` gives it
    """A table with a heading for each column, and a word on how many rows there are."""
    count = f"The first {len(rows):,} rows" if more else f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}"
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<p>{count}</p>\n<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"


def _cell(cell: Cell) -> str:
    if cell.kind == "iri":
        return f"<td>{_link(cell.text)}</td>"
    text = escape(cell.text[:LONGEST] + ("…" if len(cell.text) > LONGEST else ""))
    if cell.kind == "literal" and cell.note and ":" not in cell.note:
        # What stands beside a literal is its data type, which is an IRI, or its language.
        text = f'<bdi lang="{escape(cell.note)}">{text}</bdi>'
    note = f" <small>{escape(_short(cell.note))}</small>" if cell.note else ""
    return f"<td>{text}{note}</td>"


def _link(iri: str) -> str:
    shown = escape(_short(iri))
    return f'<a href="{escape(iri)}" rel="nofollow noreferrer">{shown}</a>' if iri.startswith(WEB) else shown


def _short(iri: str) -> str:
    """The IRI by its longest prefix, where it has one."""
    fitting = [prefix for prefix, start in PREFIXES.items() if iri.startswith(start) and len(iri) > len(start)]
    if not fitting:
        return iri
    prefix = max(fitting, key=lambda name: len(PREFIXES[name]))
    return f"{prefix}:{iri[len(PREFIXES[prefix]) :]}"
