"""References in CSL-JSON, as Zotero and others export them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.intake.document import Reading, UnreadableInputError
from kg.intake.markup import decoded_markup
from kg.intake.references import Reference, document_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.intake.document import Input

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
LONGEST_DATE = 3


def read(given: Input) -> Reading:
    """A document for each reference."""
    try:
        data = json.loads(decoded_markup(given.content))
    except (ValueError, RecursionError) as error:
        raise UnreadableInputError("add-unreadable", f"it is no CSL-JSON: {error}") from None
    items = data if isinstance(data, list) else data.get("items", [data]) if isinstance(data, dict) else []
    references = [_reference(item) for item in items if isinstance(item, dict) and "title" in item]
    return Reading(tuple(document_of(each, given, MEDIA_TYPE, "detente") for each in references), announced=len(items))


def _reference(item: dict[str, Any]) -> Reference:
    return Reference(
        title=_text(item.get("title")),
        authors=tuple(_names(item.get("author"))),
        publisher=_text(item.get("container-title")) or _text(item.get("publisher")),
        date=_date(item.get("issued")),
        url=_text(item.get("URL")),
        language=_text(item.get("language")),
        accessed=_date(item.get("accessed")),
        files=tuple(_files(item)),
    )


def _text(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return " ".join(value.split()) if isinstance(value, str) else ""


def _names(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else []:
        if isinstance(each, dict):
            parts = (each.get("given"), each.get("non-dropping-particle"), each.get("family"), each.get("suffix"))
            name = " ".join(_text(part) for part in parts if part) or _text(each.get("literal"))
            if name:
                yield name


def _date(value: Any) -> str:
    if not isinstance(value, dict):
        return _text(value)
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [str(part) for part in first[:LONGEST_DATE] if str(part).isdigit()]
    if not numbers:
        return _text(value.get("raw")) or _text(value.get("literal"))
    if len(numbers) == LONGEST_DATE:
        return f"{int(numbers[0]):04}-{int(numbers[1]):02}-{int(numbers[2]):02}"
    return "-".join(numbers)


def _files(item: dict[str, Any]) -> Iterator[str]:
    """The files that some exports name, which the standard has no field for."""
    for key in ("file", "attachments", "files"):
        named = item.get(key)
        for each in named if isinstance(named, list) else [named]:
            path = each.get("path") if isinstance(each, dict) else each
            if isinstance(path, str):
                yield path
