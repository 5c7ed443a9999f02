"""Pages with all their parts in one file (MHTML, `.mht`), as browsers save them: the page; its address is in it."""

from __future__ import annotations

import email
from dataclasses import replace
from email.policy import compat32
from typing import TYPE_CHECKING

from kg.intake import html
from kg.intake.calendar import day_of
from kg.intake.document import Document, Input, Reading, UnreadableInputError

if TYPE_CHECKING:
    from email.message import Message

MEDIA_TYPE = "multipart/related"


def read(given: Input) -> Reading:
    """The article of the page; raises UnreadableInputError where there is no page in it."""
    message = email.message_from_bytes(given.content, policy=compat32)
    pages = [part for part in message.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    start = str(message.get("Snapshot-Content-Location", "")).strip()
    chosen = next((part for part in pages if _address(part) == start and start), pages[0] if pages else None)
    content = chosen.get_payload(decode=True) if chosen is not None else None
    if chosen is None or not isinstance(content, bytes):
        raise UnreadableInputError("add-unreadable", "there is no page in it")
    saved = day_of(str(message.get("Date", "")))
    inner = Input(
        content,
        given.name,
        given.url or start or _address(chosen),
        str(chosen.get("Content-Type", "")),
        given.retrieved or (saved.iso if saved else ""),
    )
    # The original is the whole file, in which the page lies.
    reading = html.read(inner)
    return Reading(tuple(_of(document, given) for document in reading.documents))


def _address(part: Message) -> str:
    at = str(part.get("Content-Location", "")).strip()
    return at if at.startswith(("http://", "https://")) else ""


def _of(document: Document, given: Input) -> Document:
    return replace(document, media_type=MEDIA_TYPE, sha256=given.sha256)
