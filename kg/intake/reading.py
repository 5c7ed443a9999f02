"""One input → its documents, completed, with what it holds inside read in turn."""

from __future__ import annotations

from dataclasses import replace

from kg.intake.barriers import is_note
from kg.intake.completing import completed
from kg.intake.document import Document, Input, Reading, UnreadableInputError
from kg.intake.formats import format_of

# How deep inputs are within one another: a mail in a mail box, its attachment, a text in that.
DEEPEST = 4
MOST_DOCUMENTS = 20_000


def read(given: Input) -> Reading:
    """Every document in an input; those within it that cannot be read are named in `unread` with the reason.

    Raises UnreadableInputError where nothing can be read of the input itself.
    """
    return _read(given, 0)


def _read(given: Input, depth: int) -> Reading:
    format_ = format_of(given)
    try:
        reading = format_.read(given)
    except RecursionError:
        raise UnreadableInputError("add-unreadable", f"its {format_.name} is nested too deep") from None
    documents: list[Document] = []
    unread = list(reading.unread)
    for number, document in enumerate(reading.documents[:MOST_DOCUMENTS], 1):
        try:
            documents.append(completed(document))
        except UnreadableInputError as error:
            if len(reading.documents) == 1 and not reading.inputs:
                raise
            unread.append((f"number {number}{f', {document.title!r}' if document.title else ''}", str(error)))
    own = len(documents)
    for inner in reading.inputs:
        if depth >= DEEPEST:
            unread.append((inner.name or "an attachment", "it lies too deep in others"))
            continue
        try:
            within = _read(inner, depth + 1)
        except UnreadableInputError as error:
            unread.append((inner.name or "an attachment", str(error)))
            continue
        documents += (replace(each, within=each.within or inner.name) for each in within.documents)
        if within.announced is not None and within.announced != len(within.documents) + len(within.unread):
            why = f"it says that it has {within.announced:,} articles, and {len(within.documents):,} can be read"
            unread.append((inner.name, why))
        unread += [(f"{inner.name}: {name}", why) for name, why in within.unread]
    if format_.module == "mail" and any(each.paragraphs and each.barrier != "wall" for each in documents[own:]):
        documents[:own] = (
            replace(each, barrier="note") if is_note(each.paragraphs) else each for each in documents[:own]
        )
    return replace(reading, documents=tuple(documents), inputs=(), unread=tuple(unread))
