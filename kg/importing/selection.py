"""Which documents and statements of a DNA data base can be imported, and why the others cannot."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.importing.offsets import code_points
from kg.model.files import CONTROLS, MAX_BYTES
from kg.model.findings import shown
from kg.sources.quotes import FoldedText
from kg.sources.quoting import NoPassageError, QuotedPassage, quoted_passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.importing.dna_file import DnaFile, Document, Statement

SURROGATE = re.compile("[\ud800-\udfff]")
# What stands for a character that no text of a project may have.
TAKEN_FOR = "\ufffd"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is left out (documents, statements or entities), why, and the ids that DNA gives them."""

    what: str
    reason: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement and its passage; `as_coded` are DNA's own offsets in code points."""

    statement: Statement
    passage: QuotedPassage
    as_coded: tuple[int, int]


@dataclass(slots=True)
class Selection:
    """The documents that can be imported, and their statements by document, in the order of the text.

    `controls` counts the characters of the documents that were replaced because no text of a project may have them.
    """

    documents: list[Document] = field(default_factory=list)
    placed: dict[int, list[Placed]] = field(default_factory=lambda: defaultdict(list))
    controls: int = 0
    _out: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What was left out, the first reason first."""
        return tuple(LeftOut(what, reason, tuple(ids)) for (what, reason), ids in self._out.items())

    @property
    def all_placed(self) -> list[Placed]:
        """Every statement that can be imported, document by document."""
        return [placed for document in self.documents for placed in self.placed[document.id]]

    def leave(self, what: str, reason: str, ids: Iterable[int]) -> None:
        """Note that something is left out."""
        if listed := list(ids):
            self._out[what, reason] += listed


def select(data: DnaFile) -> Selection:
    """What can be imported: everything that a project can express, with no text that is not exactly the document's."""
    chosen = Selection()
    for document in data.documents:
        if reason := _unfit(document):
            chosen.leave("document", reason, [document.id])
        else:
            _take(chosen, document)
    for label, ids in data.others.items():
        chosen.leave("statement", f"of another statement type, {shown(label)}", ids)
    texts = {document.id: FoldedText.of(document.text) for document in chosen.documents}
    for statement in data.statements:
        reason = _unclear(statement, data.type.qualifier.name) or _put(chosen, statement, texts)
        if reason:
            chosen.leave("statement", reason, [statement.id])
    for placed in chosen.placed.values():
        placed.sort(key=lambda one: (one.passage.start, one.passage.end, one.statement.id))
    return chosen


def _unfit(document: Document) -> str:
    """Why a document cannot be an article, or nothing."""
    if document.date is None:
        return "its date is no day of the years 1 to 9999"
    if SURROGATE.search(document.text):
        return "its text is not UTF-8"
    if len(document.text.encode()) > MAX_BYTES:
        return f"its text is longer than the {MAX_BYTES:,} bytes that are read"
    return ""


def _unclear(statement: Statement, qualifier: str) -> str:
    """Why a statement cannot be a claim, or nothing."""
    if not statement.person and not statement.organization:
        return "it names neither a person nor an organization"
    if not statement.concept:
        return "it names no concept"
    if statement.qualifier is None:
        return f"it has no value of {shown(qualifier)}"
    return ""


def _take(chosen: Selection, document: Document) -> None:
    """Take a document, with one permitted character for each forbidden one, so that offsets stay the same."""
    text, replaced = CONTROLS.subn(lambda found: " " if found[0].isspace() else TAKEN_FOR, document.text)
    chosen.controls += replaced
    chosen.documents.append(replace(document, text=text))


def _put(chosen: Selection, statement: Statement, texts: Mapping[int, FoldedText]) -> str:
    """Find the passage of a statement; gives why there is none, or nothing."""
    text = texts.get(statement.document)
    if text is None:
        return "it is of no document that is imported"
    start, stop = (code_points(text.original, units) for units in (statement.start, statement.stop))
    try:
        found = quoted_passage(text, start, stop)
    except NoPassageError as error:
        return str(error)
    chosen.placed[statement.document].append(Placed(statement, found, (start, stop)))
    return ""
