"""Mails (`.eml`) and mail boxes (`.mbox`): the text of each, and what is attached as further inputs.

A newsletter, a press release, an article that somebody sent. The header dates it; who sent it is its author.
"""

from __future__ import annotations

import email
import re
from email.errors import MessageError
from email.policy import default
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from kg.intake.calendar import day_of
from kg.intake.document import Dated, Document, Input, Reading, UnreadableInputError
from kg.intake.html import fragment
from kg.intake.names import is_person, people
from kg.intake.text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from kg.intake.document import Dated as Day

MEDIA_TYPE = "message/rfc822"
BOX_TYPE = "application/mbox"
FROM = re.compile(rb"(?:\A|\n\r?\n)From [^\n]*\n(?=[A-Za-z-]+:)")
PREFIX = re.compile(r"^\s*(?:(?:re|fwd?|fw|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
SIGNATURE = re.compile(r"^--\s?$", re.MULTILINE)
MOST_PARTS, MOST_MAILS = 300, 20_000
MOST_ATTACHMENTS = 100
# What is attached to a mail and is no text: pictures of its layout, calendars, keys.
NO_TEXT = ("image/", "audio/", "video/", "text/calendar", "application/pgp", "application/pkcs7", "text/x-vcard")
# Where anybody has an address, so that it says nothing of who they are.
ANYBODY = re.compile(
    r"(?:^|\.)(?:(?:google|g|hot|proton|fast|my|ya|zoho|rocket|rediff)?mail|outlook|live|msn|yahoo|ymail|aol|gmx|web|icloud|me"
    r"|proton|posteo|mailbox|t-online|freenet|orange|wanadoo|free|laposte|libero|qq|163|126|naver|yandex|tutanota|tuta)"
    r"\.(?:com|net|org|de|fr|it|es|me|ru|co\.uk|co\.jp|ch|at|io)$"
)
LOST = ("who it was sent to, and its layout",)


def read(given: Input) -> Reading:
    """The text of a mail, and its attachments."""
    return _of_message(given.content, given)


def read_box(given: Input) -> Reading:
    """The mails of a box, as inputs, and how many there are."""
    found = list(FROM.finditer(given.content))
    ends = [*(match.start() for match in found[1:]), len(given.content)]
    parts = [given.content[match.end() : end] for match, end in zip(found, ends, strict=False)]
    if not parts:
        raise UnreadableInputError("add-empty", "there is no mail in it")
    mails = tuple(
        Input(re.sub(rb"(?m)^>(>*From )", rb"\1", part), f"mail {number}", media_type=MEDIA_TYPE)
        for number, part in enumerate(parts[:MOST_MAILS], 1)
    )
    left = len(parts) - len(mails)
    return Reading(inputs=mails, unread=((f"{left} more mails", f"over {MOST_MAILS:,}"),) if left else ())


def _of_message(content: bytes, given: Input) -> Reading:
    try:
        message: EmailMessage = email.message_from_bytes(content, policy=default)
        parts = list(_parts(message))
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError) as error:
        raise UnreadableInputError("add-unreadable", f"it is no mail that can be read: {error}") from None
    plain = [part for part in parts if part.get_content_type() == "text/plain" and not _is_attached(part)]
    marked = [part for part in parts if part.get_content_type() == "text/html" and not _is_attached(part)]
    lines: list[str] = []
    if marked and not any(_text(part).strip() for part in plain):
        lines = [line for part in marked for line in fragment(_text(part))]
    else:
        lines = [line for part in plain for line in paragraphs(SIGNATURE.split(_text(part))[0])]
    attachments = tuple(_attachments(parts, given))
    if not lines:
        return Reading(inputs=attachments) if attachments else Reading((_document(message, [], given),))
    return Reading((_document(message, lines, given),), attachments)


def _document(message: EmailMessage, lines: list[str], given: Input) -> Document:
    name, address = parseaddr(_header(message, "From"))
    # A person who sends it is no organization; whose address it is may be one.
    authors = tuple(each for each in people(name) if is_person(each))
    return Document(
        title=PREFIX.sub("", _header(message, "Subject")),
        paragraphs=tuple(lines),
        media_type=MEDIA_TYPE,
        sha256=given.sha256,
        extracted_by="detente",
        authors=authors,
        publisher=_list_name(message) or (name if not authors else "") or _house(address),
        language=_header(message, "Content-Language"),
        dates=tuple(_dates(message)),
        retrieved=given.retrieved,
        lost=LOST,
    )


def _house(address: str) -> str:
    """The host of an address, unless anybody may have one there."""
    host = address.rpartition("@")[2].casefold()
    return "" if ANYBODY.search(host) else host


def _dates(message: EmailMessage) -> Iterator[Day]:
    day = day_of(_header(message, "Date"))
    if day:
        # A mail is dated where it was written; its day is that of the sender's clock, which is meant.
        yield Dated("header", day.iso, day.words)


def _list_name(message: EmailMessage) -> str:
    """The name of a list or a newsletter, where the mail has one."""
    return re.sub(r"\s*<[^>]*>$", "", _header(message, "List-Id")).strip(' "')


def _header(message: EmailMessage, name: str) -> str:
    """A header in one line, as far as it can be read."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, MessageError, IndexError, AttributeError, TypeError):
        return ""


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something, without those of mails inside, which are inputs of their own."""
    for count, part in enumerate(_walk(message)):
        if count >= MOST_PARTS:
            return
        yield part


def _walk(part: Any) -> Iterator[EmailMessage]:
    if part.get_content_type() == MEDIA_TYPE or not part.is_multipart():
        yield part
        return
    for inner in part.iter_parts():
        yield from _walk(inner)


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _attachments(parts: list[EmailMessage], given: Input) -> Iterator[Input]:
    count = 0
    for part in parts:
        kind = part.get_content_type()
        inner = kind == MEDIA_TYPE
        if not (inner or _is_attached(part)) or kind.startswith(NO_TEXT):
            continue
        count += 1
        if count > MOST_ATTACHMENTS:
            return
        yield Input(
            _mail_inside(part) if inner else _bytes(part),
            part.get_filename() or f"attachment {count}",
            media_type=kind,
            retrieved=given.retrieved,
        )


def _mail_inside(part: EmailMessage) -> bytes:
    inner = part.get_payload()
    return bytes(inner[0]) if isinstance(inner, list) and inner else b""  # type: ignore[arg-type]


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: EmailMessage) -> str:
    """The text of a part, whatever its charset says."""
    content = _bytes(part)
    charset = part.get_content_charset() or "utf-8"
    try:
        return content.decode(charset).replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        try:
            return content.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError:
            return content.decode("cp1252", "replace").replace("\r\n", "\n")
