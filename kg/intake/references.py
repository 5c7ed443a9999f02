"""What reference managers know of an article, whatever format they write: fields → a document, its text beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kg.intake.calendar import day_of
from kg.intake.document import Dated, Document

if TYPE_CHECKING:
    from kg.intake.document import Input

TEXTS = (".pdf", ".html", ".htm", ".mhtml", ".txt", ".md", ".docx", ".odt", ".rtf", ".epub", ".eml")


@dataclass(frozen=True, slots=True)
class Reference:
    """The fields of a reference; `files` are the paths that it names, as it writes them."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = ""
    accessed: str = ""
    files: tuple[str, ...] = ()


def document_of(reference: Reference, given: Input, media_type: str, extracted_by: str) -> Document:
    """The document of a reference, without a text of its own; raises nothing, since any field may be missing."""
    day, seen = day_of(reference.date), day_of(reference.accessed)
    url = reference.url if reference.url.startswith(("http://", "https://")) else ""
    return Document(
        title=reference.title.strip("{} "),
        paragraphs=(),
        media_type=media_type,
        sha256=given.sha256,
        extracted_by=extracted_by,
        authors=reference.authors,
        publisher=reference.publisher,
        language=reference.language,
        # A year alone is a date too, and as coarse as it says.
        dates=(Dated("reference", day.iso, day.words),) if day else _year(reference.date),
        url=url,
        retrieved=seen.iso if seen else "",
        is_reference=True,
        file=_file(reference.files),
        lost=("volume, issue, pages and other fields of the reference",),
    )


def in_order(name: str) -> str:
    """A name that has the family before a comma, as one writes it."""
    family, comma, given = name.partition(",")
    return " ".join(f"{given} {family}".split()) if comma else " ".join(name.split())


def _file(files: tuple[str, ...]) -> str:
    """The first file that can hold a text, by a name that leads nowhere but down."""
    for each in files:
        path = PurePosixPath(each.replace("\\", "/"))
        if path.suffix.lower() in TEXTS:
            leads_away = path.is_absolute() or ".." in path.parts or ":" in path.parts[0]
            return path.name if leads_away else str(path)
    return ""


def _year(text: str) -> tuple[Dated, ...]:
    year = text.strip()[:4]
    return (Dated("reference", year, text.strip()),) if year.isdigit() and len(year) == 4 else ()  # noqa: PLR2004
