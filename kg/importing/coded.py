"""Texts that were coded in another program: their passages, with which codes, and by whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.sources.claim_note import entry_of_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NO_TEXT = "there is no text in it that can be an article"


class CodedError(ValueError):
    """A file cannot be imported; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on a passage: the names of the code and those above it, joined by "/", and who gave it."""

    code: str
    coder: str


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """A passage from `start` to `end`, exclusive, as its program counts them; `name` is what that calls it."""

    start: int
    end: int
    name: str = ""
    codings: tuple[Coding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text without a byte order mark, and the passages that were coded in it.

    `marked` says whether it had such a mark, `article` which article of the project it is, where that is known.
    """

    name: str
    text: str
    passages: tuple[CodedPassage, ...] = ()
    marked: bool = False
    article: str = ""


@dataclass(frozen=True, slots=True)
class CodedProject:
    """What was coded in another program.

    `codes` are the names of all codes with what was said of them, `left_out` what cannot be a passage of a text, in
    the plural, with how many there are.
    """

    name: str
    origin: str
    codes: Mapping[str, str] = field(default_factory=dict)
    texts: tuple[CodedText, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)

    def codings(self) -> Iterator[Coding]:
        """Every code on every passage."""
        return (coding for text in self.texts for passage in text.passages for coding in passage.codings)

    def has_claims(self) -> bool:
        """Whether some passage has a note with a whole claim, which needs no code to be understood."""
        passages = (passage for text in self.texts for passage in text.passages)
        return any(entry_of_note(note) is not None for passage in passages for note in passage.notes)

    def reasons(self) -> str:
        """What is left out, and how much of it, in words."""
        return "; ".join(f"{what}: {count:,}" for what, count in self.left_out.items() if count)

    def counts(self) -> Counter[str]:
        """How often each code was given."""
        return Counter(coding.code for coding in self.codings())
