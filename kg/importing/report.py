"""What was imported, and what was left out and why, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.findings import printable, shown
from kg.model.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.importing.selection import LeftOut

MOST_IDS = 10


@dataclass(frozen=True, slots=True)
class Imported:
    """What was made of a data base, and what was left out of it.

    `exact` counts the claims whose passage is the one of DNA to the code point, `trimmed` those whose passage is
    without the white space around it; `widened` are the ids of the statements that DNA begins or ends within a word.
    `scale` says how whole numbers became positions, and is empty where the qualifier is boolean.
    `controls` counts characters of the texts that were replaced, since no project may have them; `crlf` are the ids of
    the documents with line ends of Windows, which programs count as one character or as two.
    """

    folder: Path
    statement_type: str
    articles: int
    claims: int
    actors: int
    issues: int
    scale: str
    left_out: tuple[LeftOut, ...]
    exact: int
    trimmed: int
    widened: tuple[int, ...]
    controls: int
    crlf: tuple[int, ...]


def report(imported: Imported) -> Iterator[str]:
    """The lines of a short report, without control characters."""
    statements = imported.claims + sum(len(left.ids) for left in imported.left_out if left.what == "statement")
    documents = imported.articles + sum(len(left.ids) for left in imported.left_out if left.what == "document")
    rows = (
        (f"{imported.articles:,} of {counted(documents, 'document')}", counted(imported.articles, "article")),
        (f"{imported.claims:,} of {counted(statements, 'statement')}", counted(imported.claims, "claim")),
        ("persons, organizations, sources and authors", counted(imported.actors, "actor")),
        ("concepts", counted(imported.issues, "issue")),
    )
    width = max(len(left) for left, _ in rows)
    yield from (f"{left:<{width}}  → {right}" for left, right in rows)
    yield ""
    yield from _passages(imported)
    if imported.scale:
        yield printable(imported.scale)
    if imported.left_out:
        yield ""
        yield "Left out:"
        for left in imported.left_out:
            yield printable(f"  {counted(len(left.ids), left.what)}: {left.reason} ({_ids(left.ids)})")


def _passages(imported: Imported) -> Iterator[str]:
    """Whether the quotes are DNA's passages."""
    exact = "is DNA's passage" if imported.exact == 1 else "are DNA's passages"
    yield f"{imported.exact:,} of {counted(imported.claims, 'quote')} {exact} to the character."
    if imported.trimmed:
        yield f"{imported.trimmed:,} {'is' if imported.trimmed == 1 else 'are'} without the white space around."
    if imported.widened:
        one = len(imported.widened) == 1
        yield (
            f"{len(imported.widened):,} {'begins or ends' if one else 'begin or end'} within a word in DNA and "
            f"{'is' if one else 'are'} quoted to the end of it; look at "
            f"{'statement' if one else 'statements'} {_ids(imported.widened)}."
        )
    if imported.crlf:
        yield (
            "Line ends of Windows count as two characters, as they are stored; where the quotes are shifted, DNA "
            f"counted otherwise: documents {_ids(imported.crlf)}."
        )
    if imported.controls:
        characters = counted(imported.controls, "control character")
        yield f"{characters} of the texts, which no project may have, became spaces or {shown(chr(0xFFFD))}."


def _ids(ids: Sequence[int]) -> str:
    listed = ", ".join(map(str, ids[:MOST_IDS]))
    return f"{listed} …" if len(ids) > MOST_IDS else listed
