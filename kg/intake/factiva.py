"""Exports of Factiva: XML, HTML and Rich Text, with the fields by their codes or as they are read.

Dates in HTML and Rich Text are in the language of whoever exported them. Every article ends with its number, so that
what was read is compared with how many numbers there are; XML has a count of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.intake.calendar import day_of
from kg.intake.document import Dated, Document, Reading, UnreadableInputError
from kg.intake.markup import blocks, decoded_markup, html_tree, local, text_of, xml_tree
from kg.intake.names import people
from kg.intake.rtf import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.intake.document import Input

XML, HTML, RICH = "application/xml", "text/html", "application/rtf"
EXTRACTED = "detente"
NUMBER = re.compile(r"\bDocument\s+([A-Z]{2,10}[A-Z0-9]{4,}\d{8}[a-z0-9]{5,})\b")
# The codes of fields that begin a line of Rich Text with an index, and those whose lines are the text.
CODES = "SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART|DLN|CLM|CX|HLP|TI"
CODED = re.compile(rf"^({CODES})\s+(.*)$")
LENGTH = re.compile(r"^\d[\d.,\s]*\s(?:words|mots|wörter|palabras|parole|palavras|слов|語|字)$", re.IGNORECASE)
RIGHTS = re.compile(r"©|\(c\)|copyright|rights reserved|droits réservés", re.IGNORECASE)
TEXT = ("HLP", "LP", "TD")
# What an export has of an article that a text and a head have no place for.
LOST = ("subjects, regions, companies and codes of the data base",)
LANGUAGES = {
    "anglais": "en", "english": "en", "englisch": "en", "inglés": "en", "français": "fr", "french": "fr",
    "deutsch": "de", "allemand": "de", "german": "de", "español": "es", "spanish": "es", "espagnol": "es",
    "italiano": "it", "italian": "it", "português": "pt", "portuguese": "pt", "русский": "ru", "russian": "ru",
    "中文": "zh", "chinese": "zh", "日本語": "ja", "japanese": "ja",
}  # fmt: skip


def read(given: Input) -> Reading:
    """The articles of an export, and how many it says that it has."""
    start = given.content[:400].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"{\\rtf"):
        lines, _ = words_of(given.content.decode("latin-1"))
        return _of_lines(given, lines, RICH)
    if b"<PPS" in given.content[:2_000] or b"ppsarticle" in given.content[:4_000]:
        return _of_xml(given)
    tree = html_tree(decoded_markup(given.content))
    parts = [part for part in tree.iter("div") if "article" in (part.get("class") or "").lower().split()]
    if not parts:
        raise UnreadableInputError("add-unreadable", "it has no article of Factiva; export it again as HTML")
    documents = [document for part in parts for document in [_of_part(given, part)] if document]
    numbers = set(NUMBER.findall("\n".join(blocks(tree))))
    return Reading(tuple(documents), announced=len(numbers) or len(parts))


def _of_xml(given: Input) -> Reading:
    root = xml_tree(given.content)
    counts = [each.get("count") for each in root.iter("{*}ppsarticleResultSet") if (each.get("count") or "").isdigit()]
    documents = []
    for article in root.iter("{*}article"):
        field = {local(child): child for child in article}
        moment = next(
            (text_of(each) for each in field.get("publicationDate", article).iter("{*}dateTime", "{*}date")), ""
        )
        paragraphs = [
            line for name in ("leadParagraph", "tailParagraphs") if name in field for line in _paragraphs(field[name])
        ]
        documents.append(
            _document(
                given,
                XML,
                title=text_of(field["headline"]) if "headline" in field else "",
                paragraphs=paragraphs,
                source=text_of(field["sourceName"]) if "sourceName" in field else "",
                byline=text_of(field["byline"]) if "byline" in field else "",
                language=text_of(field["baseLanguage"]) if "baseLanguage" in field else "",
                date=moment,
                credit=text_of(field["credit"]) if "credit" in field else "",
            )
        )
    return Reading(tuple(documents), announced=sum(map(int, filter(None, counts))) if counts else None)


def _paragraphs(element: Any) -> Iterator[str]:
    """The paragraphs of a field; without any, its text by its indented lines."""
    inner = [text_of(each) for each in element.iter("{*}paragraph")]
    if inner:
        yield from filter(None, inner)
        return
    for part in re.split(r"\n(?=[ \t]{3,}\S)|\n\s*\n", "".join(element.itertext())):
        if said := " ".join(part.split()):
            yield said


def _of_part(given: Input, part: Any) -> Document | None:
    """An article of HTML: the rows of its table by their codes, or its lines where it has no such table."""
    fields: dict[str, list[str]] = {}
    for row in part.iter("tr"):
        cells = [cell for cell in row if local(cell) == "td"]
        code = text_of(cells[0]).strip("\xa0 ") if len(cells) == 2 else ""  # noqa: PLR2004 - code and value
        if re.fullmatch(CODES, code):
            fields.setdefault(code, []).extend(blocks(cells[1]))
    if "HD" in fields:
        return _of_fields(given, fields, HTML)
    documents = _of_lines(given, list(blocks(part)), HTML).documents
    return documents[0] if documents else None


def _of_lines(given: Input, lines: Sequence[str], media_type: str) -> Reading:
    """The articles of lines, each ended by its number."""
    documents, article, numbers = [], [], 0
    for line in lines:
        article.append(line)
        if not NUMBER.search(line):
            continue
        numbers += 1
        fields = _coded(article)
        found = _of_fields(given, fields, media_type) if "HD" in fields else _as_read(given, article, media_type)
        documents += [found] if found else []
        article = []
    return Reading(tuple(documents), announced=numbers or None)


def _coded(lines: Sequence[str]) -> dict[str, list[str]]:
    """The lines of an article by the codes that begin them; a line without one belongs to the field before."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        match = CODED.match(line)
        code, said = (match[1], match[2]) if match else (code, line)
        if code and said.strip():
            fields.setdefault(code, []).append(said.strip())
    return fields


def _of_fields(given: Input, fields: Mapping[str, Sequence[str]], media_type: str) -> Document:
    def one(code: str) -> str:
        return " ".join(fields.get(code, ()))

    return _document(
        given,
        media_type,
        title=one("HD") or one("TI"),
        paragraphs=[line for code in TEXT for line in fields.get(code, ())],
        source=one("SN"),
        byline=one("BY"),
        language=one("LA"),
        date=one("PD"),
        credit=one("CR"),
    )


def _as_read(given: Input, lines: Sequence[str], media_type: str) -> Document | None:
    """An article as one reads it: title, byline, words, date, source, code, language, rights, text, number."""
    place = next((index for index, line in enumerate(lines) if LENGTH.match(line)), None)
    if place is None or place == 0:
        return None
    head, rest = lines[:place], lines[place + 1 : -1]
    byline = next((line for line in head[1:] if re.match(r"(?i:by|par|von|por)\s", line)), "")
    titles = [line for line in head if line != byline]
    dated = next((index for index, line in enumerate(rest[:4]) if day_of(line)), None)
    if dated is None:
        return None
    rights = next((index for index, line in enumerate(rest[:12]) if RIGHTS.search(line)), dated + 3)
    language = next((line for line in rest[dated:rights] if line.casefold() in LANGUAGES), "")
    after = [line for line in rest[dated + 1 : rights] if not re.match(r"\d{1,2}:\d{2}", line)]
    return _document(
        given,
        media_type,
        title=titles[-1] if titles else "",
        paragraphs=rest[rights + 1 :],
        source=after[0] if after else "",
        byline=byline,
        language=language,
        date=rest[dated],
        credit="",
    )


def _document(
    given: Input,
    media_type: str,
    *,
    title: str,
    paragraphs: Sequence[str],
    source: str,
    byline: str,
    language: str,
    date: str,
    credit: str,
) -> Document:
    day = day_of(date)
    return Document(
        title=title,
        paragraphs=tuple(paragraphs),
        media_type=media_type,
        sha256=given.sha256,
        extracted_by=EXTRACTED,
        authors=tuple(people(byline)),
        publisher=source,
        language=LANGUAGES.get(language.casefold(), language),
        dates=(Dated("database", day.iso, day.words),) if day else (),
        retrieved=given.retrieved,
        agency=credit,
        lost=LOST,
    )
