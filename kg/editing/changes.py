"""Changes to the claims of one article, each with what it was when it was to be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.editing.articles import ArticleFile, ClaimBlock, EditingError
from kg.editing.emitting import claim_lines
from kg.editing.saving import ChangedError, save
from kg.editing.text import FileText, Replacement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.sources.quotes import FoldedText

TRIES = 20


@dataclass(frozen=True, slots=True)
class Change:
    """A claim by its id, as it was and as it is to be; None before is a new claim, None after one that goes."""

    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class RawChange:
    """Other text in the place of whole lines, as they were; `start_line` counts from 1."""

    start_line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A file as it was saved, and the changes that make it what it was before."""

    file: ArticleFile
    undo: tuple[Change | RawChange, ...]


class ConflictError(Exception):
    """What was to be changed is not what it was; `now` has each such claim by its id, None where it is gone."""

    def __init__(self, message: str, now: Mapping[str, dict[str, Any] | None]) -> None:
        super().__init__(message)
        self.now = dict(now)


class NoYamlError(EditingError):
    """What would be written is no YAML; `findings` say where and why."""


def changed(file: ArticleFile, changes: Sequence[Change | RawChange], text: FoldedText | None = None) -> bytes:
    """The bytes of the file with all of the changes made, which has all else as it was.

    Raises ConflictError if a claim is not as the change has it, NoYamlError if lines are to be written that are no
    YAML, EditingError if a change cannot be made at all.
    """
    del text  # new claims stand at the end for now
    replacements = []
    new = []
    for change in changes:
        if isinstance(change, RawChange):
            raise EditingError("lines cannot be replaced yet")
        block = _now(file, change)
        if block is not None and change.after is None:
            replacements.append(Replacement(block.start, block.end, ""))
        elif block is None and change.after is not None:
            new.append(_written(file, change.after))
        elif block is not None and change.after is not None:
            replacements.append(Replacement(block.dash, block.end, _written(file, change.after)))
    if new:
        end = file.claims[-1].end if file.claims else len(file.file.text)
        head = "" if file.claims else f"{file.file.newline}claims:{file.file.newline}"
        gap = file.file.newline
        replacements.append(Replacement(end, end, head + "".join(gap + each for each in new)))
    return file.file.replaced(replacements)


def save_changes(root: Path, slug: str, changes: Sequence[Change | RawChange], text: FoldedText | None = None) -> Saved:
    """Make changes in the YAML of an article of a project, all of them or none; whoever else writes it loses nothing.

    Raises what `changed` does, ChangedError if the file never rests, BusyError and OSError as saving does.
    """
    sources = root / "sources"
    for _ in range(TRIES):
        file = ArticleFile.read(root, slug)
        content = changed(file, changes, text)
        after = ArticleFile.of(FileText(file.file.path, content))
        undo = tuple(Change(each.id, each.after, each.before) for each in changes if isinstance(each, Change))
        try:
            save(sources, {file.file: content})
        except ChangedError:
            continue
        return Saved(after, undo)
    raise ChangedError(f"{slug}.yaml is written by somebody else again and again; nothing was written, so try again")


def _now(file: ArticleFile, change: Change) -> ClaimBlock | None:
    """The claim that a change is about, as it stands in the file."""
    blocks = file.called(change.id)
    same = [block for block in blocks if block.entry == change.before]
    if change.before is None:
        if blocks:
            raise ConflictError(f"there is a claim {change.id!r} already", {change.id: blocks[0].entry})
        return None
    if not same:
        now = blocks[0].entry if blocks else None
        raise ConflictError(f"the claim {change.id!r} is not what it was", {change.id: now})
    return same[0]


def _written(file: ArticleFile, entry: Mapping[str, Any]) -> str:
    """A claim as people write it, with the end of its last line."""
    text = file.file.text
    indent = "  "
    if file.claims:
        dash = file.claims[0].dash
        indent = " " * (text.index("-", dash) - dash)
    return "".join(line + file.file.newline for line in claim_lines(entry, "claim", indent))
