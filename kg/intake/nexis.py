"""Exports of Nexis (LexisNexis, Nexis Uni): Word documents and Rich Text, many articles in a file.

a list with the number of documents, then for each article
title, source, date, rights, Section, Length, Byline, Body, its text, notes of the data base, "End of Document"
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.intake.calendar import day_of
from kg.intake.document import Dated, Document, Reading, UnreadableInputError
from kg.intake.docx import MAIN, MEDIA_TYPE, paragraphs_of
from kg.intake.names import people
from kg.intake.packages import Package
from kg.intake.rtf import MEDIA_TYPE as RICH
from kg.intake.rtf import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.intake.document import Input

END = re.compile(r"^\W*(?:End of Document|Ende des Dokuments?|Fin du document|Fin del documento|Fim do documento)\W*$")
ANNOUNCED = re.compile(r"^(?:Documents?|Dokumente?|Documentos?|Documenti)\s*\((\d{1,5})\)$", re.IGNORECASE)
BODY = re.compile(r"^(?:Body|Text|Haupttext|Corps|Cuerpo)$", re.IGNORECASE)
FIELD = re.compile(
    r"^(Section|Length|Byline|Dateline|Highlight|Language|Load-Date|Publication-Type|Rubrik|Länge|Autor|Auteur|Longueur|"
    r"Sprache|Langue)\s*:\s*(.*)$"
)
# What the data base adds after the text.
NOTES = re.compile(
    r"^(?:Classification|Load-Date\s*:.*|Notes?|Graphic|Correction|Klassifizierung|Update\s*:.*|Language\s*:.*|"
    r"Publication-Type\s*:.*|Journal Code\s*:.*|Subject\s*:.*)$"
)
AUTHORS = ("Byline", "Autor", "Auteur")
LANGUAGES = ("Language", "Sprache", "Langue")
LOST = ("subjects, people and places of the data base",)


def read(given: Input) -> Reading:
    """The articles of an export, and how many it says that it has."""
    if given.content.startswith(b"PK"):
        lines = paragraphs_of(Package(given.content, "Word document").part(MAIN)).texts()
        media_type = MEDIA_TYPE
    else:
        lines, _ = words_of(given.content.decode("latin-1"))
        media_type = RICH
    counts = [int(match[1]) for line in lines if (match := ANNOUNCED.match(line))]
    articles: list[list[str]] = []
    article: list[str] = []
    for line in lines:
        if END.match(line):
            articles.append(article)
            article = []
        else:
            article.append(line)
    documents = [each for lines in articles for each in [_document(given, lines, media_type)] if each]
    if not documents:
        raise UnreadableInputError("add-unreadable", "it has no article of Nexis that can be told")
    return Reading(tuple(documents), announced=counts[0] if counts else len(articles))


def is_nexis(given: Input) -> bool:
    """Whether a Word document or Rich Text is an export of Nexis."""
    if given.content.startswith(b"{\\rtf"):
        return b"End of Document" in given.content
    try:
        part = Package(given.content, "Word document").part(MAIN)
    except UnreadableInputError:
        return False
    return b"End of Document" in part and b">Body<" in part


def _document(given: Input, lines: Sequence[str], media_type: str) -> Document | None:
    """An article of its lines: what is before the date is the title and the source, what follows "Body" the text."""
    body = next((index for index, line in enumerate(lines) if BODY.match(line)), None)
    if body is None:
        return None
    head = lines[:body]
    dated = next((i for i in range(len(head) - 1, 0, -1) if not FIELD.match(head[i]) and _is_date(head[i])), None)
    if dated is None or dated < 2:  # noqa: PLR2004 - title and source
        return None
    fields: Mapping[str, str] = {match[1]: match[2] for line in head if (match := FIELD.match(line))}
    end = next((i for i, line in enumerate(lines) if i > body and NOTES.match(line)), len(lines))
    after = {match[1]: match[2] for line in lines[end:] if (match := FIELD.match(line))}
    day = day_of(head[dated])
    assert day is not None
    byline = next((fields[name] for name in AUTHORS if name in fields), "")
    return Document(
        title=head[dated - 2],
        paragraphs=tuple(lines[body + 1 : end]),
        media_type=media_type,
        sha256=given.sha256,
        extracted_by="detente",
        authors=tuple(people(re.sub(r"\s*\((?:now|earlier)\)|\s+in\s+[A-Z]\w+$", "", byline))),
        publisher=re.sub(r"\s*\([^()]*\)$", "", head[dated - 1]),
        language=next((after[name] for name in LANGUAGES if name in after), ""),
        dates=(Dated("database", day.iso, day.words),),
        retrieved=given.retrieved,
        lost=LOST,
    )


def _is_date(line: str) -> bool:
    day = day_of(line)
    return day is not None and len(day.iso) == len("2016-02-09") and not line.lower().startswith(("copyright", "load"))
