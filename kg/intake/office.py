"""What documents of word processors have in common: their text, and what the file says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.intake.calendar import day_of
from kg.intake.document import Dated, Document
from kg.intake.text import authors_of, byline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.intake.document import Input

# What the text of such a document leaves out.
LOST = "comments, pictures, heads and feet of pages"


class Properties(NamedTuple):
    """What a file says of itself, each empty where it does not: title, who made it, when, in which language."""

    title: str
    creator: str
    created: str
    language: str = ""


def office_document(
    given: Input,
    media_type: str,
    texts: Sequence[str],
    properties: Properties,
    *,
    hidden: Iterable[str],
    lost: Iterable[str],
) -> Document:
    """The document of some paragraphs: who made the file may be its author, and its day is the weakest of bases."""
    byline, day = byline_of(texts), day_of(properties.created)
    return Document(
        title=properties.title,
        paragraphs=tuple(texts),
        media_type=media_type,
        sha256=given.sha256,
        extracted_by="detente",
        possible_authors=tuple(filter(None, [properties.creator, *authors_of(texts)])),
        language=properties.language,
        dates=(*((byline,) if byline else ()), *((Dated("file", day.iso, day.words),) if day else ())),
        url=given.url,
        retrieved=given.retrieved,
        hidden=tuple(filter(None, hidden)),
        lost=tuple(lost),
    )
