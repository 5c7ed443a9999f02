"""References in BibTeX and BibLaTeX; what LaTeX writes for a letter is read as that letter."""

from __future__ import annotations

import logging
import re
from importlib.metadata import version
from typing import TYPE_CHECKING

from kg.intake.document import Reading, UnreadableInputError
from kg.intake.markup import decoded_markup
from kg.intake.references import Reference, document_of, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.intake.document import Input

MEDIA_TYPE = "application/x-bibtex"
MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
PUBLISHERS = ("journaltitle", "journal", "booktitle", "publisher", "institution", "organization", "howpublished")


def read(given: Input) -> Reading:
    """A document for each entry that has a title, and how many entries begin."""
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - slow, and only BibTeX needs it

    text = decoded_markup(given.content)
    # What cannot be read is told by the count.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    try:
        library = parse_string(text)
    except Exception as error:  # noqa: BLE001 - the library raises anything over damaged files
        raise UnreadableInputError("add-unreadable", f"it is no BibTeX that can be read: {error}") from None
    made = f"bibtexparser {version('bibtexparser')}"
    references = [_reference({f.key.lower(): str(f.value) for f in entry.fields}) for entry in library.entries]
    documents = tuple(document_of(each, given, MEDIA_TYPE, made) for each in references if each.title)
    begun = re.findall(r"^\s*@(?!comment|string|preamble)\w+\s*[{(]", text, re.IGNORECASE | re.MULTILINE)
    return Reading(documents, announced=len(begun))


def _reference(fields: Mapping[str, str]) -> Reference:
    plain = {name: _plain(value) for name, value in fields.items() if name != "file"}
    return Reference(
        title=plain.get("title", ""),
        authors=tuple(in_order(_plain(n)) for n in re.split(r"\s+and\s+", fields.get("author", "")) if n.strip()),
        publisher=next((plain[name] for name in PUBLISHERS if plain.get(name)), ""),
        date=plain.get("date") or "-".join(filter(None, [plain.get("year", ""), *_month(plain)])),
        url=fields.get("url", "").replace("\\", ""),
        language=plain.get("langid", plain.get("language", "")),
        accessed=plain.get("urldate", ""),
        files=tuple(_files(fields.get("file", ""))),
    )


def _month(fields: Mapping[str, str]) -> Iterator[str]:
    month = fields.get("month", "").strip().lower()
    number = MONTHS.get(month[:3]) or (int(month) if month.isdigit() and 1 <= int(month) <= 12 else None)  # noqa: PLR2004
    if number:
        yield f"{number:02}"
        if (day := fields.get("day", "")).isdigit():
            yield f"{int(day):02}"


def _plain(value: str) -> str:
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - slow, and only BibTeX needs it

    if not re.search(r"[\\{}$~]|--", value):
        return " ".join(value.split())
    try:
        text = LatexNodes2Text(keep_comments=True).latex_to_text(value)
    except Exception:  # noqa: BLE001 - what is no LaTeX stays as it is
        text = value
    return " ".join(text.split())


def _files(value: str) -> Iterator[str]:
    """Paths, as reference managers write them: alone, or as description, path and kind between colons."""
    for part in re.split(r"(?<!\\);", value):
        pieces = [piece.replace("\\:", ":").replace("\\;", ";") for piece in re.split(r"(?<!\\):", part.strip("{} "))]
        yield from (piece for piece in pieces if re.search(r"\.\w{2,5}$", piece))
