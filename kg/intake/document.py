"""What is read of a file: frozen records, the same for every format."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias

# Where a date comes from. Of two dates of the same article the one whose basis stands first here is taken.
Basis: TypeAlias = Literal["database", "header", "feed", "json-ld", "meta", "address", "byline", "reference", "file"]
# The end of what stands for a title where a text has none: the beginning of its first paragraph.
CUT_OFF = " …"
# What keeps a text from being the article: that it is a wall of cookies or against robots, the beginning of a paid
# text, or the note of a mail to which articles are attached.
Barrier: TypeAlias = Literal["", "wall", "stub", "note"]


class UnreadableInputError(Exception):
    """No article can be read from an input; `rule` names what is wrong, the message says it and what to do."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes that somebody has, with the name of their file and the address that they are from, where these are known.

    `media_type` is what a server or a mail says that they are; `retrieved` is the day, in ISO 8601, on which they were
    taken from where they were published.
    """

    content: bytes
    name: str = ""
    url: str = ""
    media_type: str = ""
    retrieved: str = ""

    @property
    def sha256(self) -> str:
        """The hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of publication by its basis.

    `day` is ISO 8601, to the day, the month or the year; `words` are as they stand there; `utc` says that the day is
    that of a moment in UTC, so that where it was published it may have been the day before or after.
    """

    basis: Basis
    day: str
    words: str = ""
    utc: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what its file says of it.

    `paragraphs` are without the title; `authors` are named by the page itself, `possible_authors` are guesses.
    `furniture` are lines of the text that are probably the page's; `hidden` what a reader could not see, which is left
    out; `mended` what was changed, as pairs of before and after; `lost` what the format has and a text has not; `odd`
    what a person should look at; `missed` what may be the article's and is not in the text. A reference has no text of
    its own; `file` names one beside that has it. `within` is the name of what it was in, where a file holds others.
    """

    title: str
    paragraphs: tuple[str, ...]
    media_type: str
    sha256: str
    extracted_by: str = ""
    authors: tuple[str, ...] = ()
    possible_authors: tuple[str, ...] = ()
    publisher: str = ""
    language: str = ""
    dates: tuple[Dated, ...] = ()
    url: str = ""
    archived: str = ""
    retrieved: str = ""
    agency: str = ""
    furniture: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    lost: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    barrier: Barrier = ""
    is_reference: bool = False
    file: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an input holds: documents, further inputs, and how many documents the file itself says it has, or None."""

    documents: tuple[Document, ...] = ()
    inputs: tuple[Input, ...] = ()
    announced: int | None = None
    unread: tuple[tuple[str, str], ...] = ()
