"""References in RIS, as data bases and reference managers export them."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from kg.intake.document import Reading, UnreadableInputError
from kg.intake.markup import decoded_markup
from kg.intake.references import Reference, document_of, in_order

if TYPE_CHECKING:
    from kg.intake.document import Input

MEDIA_TYPE = "application/x-research-info-systems"
PUBLISHERS = ("journal_name", "secondary_title", "alternate_title2", "alternate_title3", "publisher")


def read(given: Input) -> Reading:
    """A document for each reference, and how many begin."""
    import rispy  # noqa: PLC0415 - slow, and only RIS needs it

    text = decoded_markup(given.content).lstrip("\ufeff")
    try:
        entries: list[dict[str, Any]] = rispy.loads(text)
    except (OSError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise UnreadableInputError("add-unreadable", f"it is no RIS that can be read: {error}") from None
    made = f"rispy {version('rispy')}"
    documents = tuple(document_of(_reference(entry), given, MEDIA_TYPE, made) for entry in entries)
    return Reading(documents, announced=sum(line.startswith("TY  -") for line in text.splitlines()))


def _reference(entry: dict[str, Any]) -> Reference:
    def one(*names: str) -> str:
        values = (entry.get(name) for name in names)
        return next((str(v[0] if isinstance(v, list) else v) for v in values if v), "")

    authors = entry.get("authors") or entry.get("first_authors") or []
    return Reference(
        title=one("title", "primary_title"),
        authors=tuple(in_order(name) for name in authors),
        publisher=one(*PUBLISHERS),
        date=one("date", "year", "publication_year").replace("/", "-").rstrip("-"),
        url=one("urls", "url"),
        language=one("language"),
        accessed=one("access_date").replace("/", "-").rstrip("-"),
        files=tuple(str(each) for name in ("file_attachments1", "file_attachments2") for each in _listed(entry, name)),
    )


def _listed(entry: dict[str, Any], name: str) -> list[Any]:
    value = entry.get(name)
    return value if isinstance(value, list) else [value] if value else []
