"""Changes to the claims of one article, each with what it changes: what is not so any more is not changed.

Several are made together or not at all. What is to be written is read before it is written, and says what it is to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.editing.articles import ArticleFile, EditingError
from kg.editing.emitting import claim_lines
from kg.editing.placing import FIRST, Newcomer, Places
from kg.editing.saving import ChangedError, replace_file
from kg.editing.text import FileText, Replacement
from kg.editing.updating import Update
from kg.editing.written import Written
from kg.model.files import MAX_BYTES, UnreadableError, content_of, decoded, stays_inside
from kg.sources.quotes import FoldedText
from kg.sources.yaml import SURROGATE, parse, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.editing.articles import ClaimBlock

# The rules that a text breaks of which nothing can be read.
UNREADABLE = frozenset({"yaml-syntax", "yaml-document", "yaml-anchor", "yaml-tag", "yaml-depth", "yaml-key"})
LINES = re.compile("[^\n\r]*(?:\r\n|\n|\r)|[^\n\r]+$")
# The first line of a claim, below comments.
ITEM = re.compile(r"(?:[ \t]*#[^\r\n]*[\r\n]+)*([ ]*)-")
# So often a file is read anew that others write meanwhile.
TRIES = 50
# Of so many levels and of such keys an entry may be; nothing in it needs more.
DEEPEST = 8
LONGEST_KEY = 100


@dataclass(frozen=True, slots=True)
class Change:
    """A claim by its id, as it was and as it is to be; None before is a new claim, None after one that goes.

    `id` is the one before, or that of a new claim. An entry is plain data: each scalar a string or None. Where the
    lines are known, `was` and `lines` have them as they stood and as they are to stand, comments above and all, and
    `follows` has the id of the claim before it, "" for none; they count if the claim still stands in those lines, or
    is new.
    """

    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    was: str = ""
    lines: str = ""
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class RawChange:
    """Other text in the place of whole lines that stand in a file; `start_line` counts from 1."""

    start_line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A file as it was saved, and the changes that make of it what it was."""

    file: ArticleFile
    undo: tuple[Change | RawChange, ...]


class ConflictError(Exception):
    """What was to be changed is not what it was; `now` has each such claim by its id, None where it is gone.

    It is empty where lines are not what they were.
    """

    def __init__(self, message: str, now: Mapping[str, dict[str, Any] | None]) -> None:
        super().__init__(message)
        self.now = dict(now)


class NoYamlError(EditingError):
    """The lines that were to be written are no YAML; `findings` say where and why."""


def changed(file: ArticleFile, changes: Sequence[Change | RawChange], text: FoldedText | None = None) -> bytes:
    """The bytes of the file with all of the changes made, and all else as it was.

    A new claim stands behind the one whose quote stands nearest before its own in the text of the article, and at the
    end where that is not known. Raises ConflictError if a claim is not as the change has it, NoYamlError if lines are
    to be written that are no YAML, EditingError if a change cannot be made.
    """
    return _Changing(file, changes, text).content()


def save_changes(root: Path, slug: str, changes: Sequence[Change | RawChange], text: FoldedText | None = None) -> Saved:
    """Make changes in the YAML of an article of a project, all of them or none; nothing that others write is lost.

    Without `text`, that of the article is read where it is needed. Raises what `changed` does, ChangedError if others
    write the file again and again, UnreadableError if it cannot be read, BusyError and OSError if it cannot be written.
    """
    sources = root / "sources"
    for _ in range(TRIES):
        file = ArticleFile.read(root, slug)
        if text is None and any(isinstance(each, Change) and each.before is None for each in changes):
            text = _text_of(file.file.path.with_suffix(".txt"), sources)
        changing = _Changing(file, changes, text)
        content = changing.content()
        try:
            replace_file(sources, file.file, content)
        except ChangedError:
            continue
        after = ArticleFile.of(FileText(file.file.path, content))
        return Saved(after, tuple(changing.inverse(after)))
    raise ChangedError(f"{slug}.yaml is written by others again and again; nothing was written, so try again")


def _text_of(path: Path, sources: Path) -> FoldedText | None:
    """The text of an article, or None where it cannot be read."""
    try:
        stays_inside(path, sources)
        return _folded(content_of(path))
    except UnreadableError:
        return None


@lru_cache(maxsize=4)
def _folded(content: bytes) -> FoldedText:
    return FoldedText.of(decoded(content))


class _Changing:
    """The changes of one file, with the claims that they are about, and what is to be in the file then."""

    def __init__(self, file: ArticleFile, changes: Sequence[Change | RawChange], text: FoldedText | None) -> None:
        self.file = file
        self.places = Places(file, text)
        self.raw = [change for change in changes if isinstance(change, RawChange)]
        self.changes = [change for change in changes if isinstance(change, Change)]

    def content(self) -> bytes:
        """The bytes of the file as it is to be."""
        for change in self.changes:
            _check(change)
        return self._with_lines() if self.raw else self._with_claims()

    def inverse(self, after: ArticleFile) -> Iterator[Change | RawChange]:
        """The changes that undo those that were made, and led to this file."""
        for lines in self.raw:
            start, end = self._span(lines)
            yield RawChange(self.file.file.line(start), self._lines_after(lines), self.file.file.text[start:end])
        for change in self.changes:
            named = change.id if change.after is None else _id(change.after)
            was = next((block for block in self.file.called(change.id) if block.entry == change.before), None)
            now = next((block for block in after.called(named) if block.entry == change.after), None)
            yield Change(
                id=named,
                before=change.after,
                after=change.before,
                was=now.raw if now is not None else "",
                lines=was.raw if was is not None else "",
                follows=_above(self.file, was),
            )

    # Claims.

    def _with_claims(self) -> bytes:
        claims = self.file.claims
        about = self._blocks()
        says = {i: change.after for change, i in zip(self.changes, about, strict=True) if i is not None}
        gone = {i for i, entry in says.items() if entry is None}
        new = [
            Newcomer(number, change.after or {}, change.follows)
            for number, change in enumerate(self.changes)
            if about[number] is None
        ]
        placed = self.places.following(new, gone)
        found = self.places.removals(gone)
        for change, i in zip(self.changes, about, strict=True):
            if i is not None:
                found += self._replaced(claims[i], change)
        for behind, each in placed.items():
            texts = [self._lines(self.changes[newcomer.number]) for newcomer in each]
            found.append(self.places.insertion(behind, texts, alone=len(gone) == len(claims)))
        content = self._written(found)
        intended: list[Any] = [newcomer.entry for newcomer in placed.get(FIRST, ())]
        for i, block in enumerate(claims):
            if i not in gone:
                intended.append(says.get(i, _says(block)))
            intended += [newcomer.entry for newcomer in placed.get(i, ())]
        after = ArticleFile.of(FileText(self.file.file.path, content))
        now = [_says(block) for block in after.claims]
        if not self.file.file.text.endswith(("\n", "\r")):
            # A block of lines at its end had no end of its last line, and has one now.
            now, intended = _without_ends(now), _without_ends(intended)
        if after.head != self.file.head or now != intended:
            raise AssertionError(f"{after.file.path.name} would not say what it is to say; nothing was written")
        return content

    def _blocks(self) -> list[int | None]:
        """The place of the claim that each change is about, None for a new one.

        Raises ConflictError with all that are not what they were.
        """
        claims = self.file.claims
        about: list[int | None] = []
        now: dict[str, dict[str, Any] | None] = {}
        for change in self.changes:
            there = [i for i, block in enumerate(claims) if block.id == change.id]
            same = next((i for i in there if claims[i].entry == change.before and i not in about), None)
            if change.before is not None and same is None:
                now[change.id] = claims[there[0]].entry if there else None
            about.append(None if change.before is None else same)
        others = {block.id: block.entry for i, block in enumerate(claims) if i not in about}
        ids = [_id(change.after) for change in self.changes]
        for change, named in zip(self.changes, ids, strict=True):
            if named and named in others and (change.before is None or named != change.id):
                now[named] = others[named]
            if named and ids.count(named) > 1:
                raise EditingError(f"two claims are to be called {named!r}; call one of them otherwise")
        if now:
            names = ", ".join(repr(name) for name in now)
            raise ConflictError(f"somebody else has changed {names} meanwhile; look at what is there now", now)
        return about

    def _replaced(self, block: ClaimBlock, change: Change) -> list[Replacement]:
        """What to replace of a claim that stays."""
        if change.after is None or block.entry is None or change.after == block.entry:
            return []
        if change.lines and change.was == block.raw:
            return [Replacement(block.start, block.end, change.lines)]
        text = self.file.file.text[block.dash : block.end]
        found = Update(text, self.file.file.newline).of_item(
            Written.of(text).items[0], block.entry, change.after, "claim"
        )
        return [Replacement(each.start + block.dash, each.end + block.dash, each.text) for each in found]

    def _lines(self, change: Change) -> str:
        """The lines of a new claim, as they are known or as people write them."""
        newline, indent = self.file.file.newline, self.places.indent
        if change.lines:
            tree, _ = parse(change.lines, "")
            dash = ITEM.match(change.lines)
            if tree is not None and plain(tree) == [change.after] and dash is not None and dash[1] == indent:
                return change.lines if change.lines.endswith(("\n", "\r")) else change.lines + newline
        return "".join(f"{line}{newline}" for line in claim_lines(change.after or {}, "claim", indent))

    def _written(self, found: Iterable[Replacement]) -> bytes:
        content = self.file.file.replaced(found)
        if len(content) > MAX_BYTES:
            raise EditingError(
                f"the file would have {len(content):,} bytes, more than {MAX_BYTES:,}; split the article"
            )
        return content

    # Lines.

    def _with_lines(self) -> bytes:
        if len(self.raw) > 1 or self.changes:
            raise EditingError("lines are changed by themselves; make the other changes before or after")
        change = self.raw[0]
        _check_text(change.after)
        start, end = self._span(change)
        text = self._lines_after(change)
        content = self._written([Replacement(start, end, text)])
        try:
            after = ArticleFile.of(FileText(self.file.file.path, content))
        except EditingError as error:
            raise NoYamlError(str(error), error.findings) from None
        stop = start + len(text)
        for block in after.claims:
            if block.entry is None and block.findings and block.start < stop and start < block.end:
                raise NoYamlError("these lines are no YAML", block.findings)
        lines = range(after.file.line(start), after.file.line(max(stop - 1, start)) + 1)
        if wrong := [each for each in after.findings if each.rule in UNREADABLE and each.location.line in lines]:
            raise NoYamlError("these lines are no YAML", wrong)
        above = [_says(block) for block in self.file.claims if block.end <= start]
        below = [_says(block) for block in self.file.claims if block.start >= end]
        if above != [_says(block) for block in after.claims if block.end <= start] or below != [
            _says(block) for block in after.claims if block.start >= stop
        ]:
            raise NoYamlError("these lines would change how the claims above or below them are read", after.findings)
        return content

    def _span(self, change: RawChange) -> tuple[int, int]:
        """Where the lines stand that are to be others; at their number, or else at the one place where they stand.

        How lines end does not count, since pages tell all ends alike. Raises ConflictError where they are not there.
        """
        lines = LINES.findall(self.file.file.text)
        wanted = [line.rstrip("\r\n") for line in LINES.findall(change.before)]
        plain_lines = [line.rstrip("\r\n") for line in lines]
        first = change.start_line - 1
        # Behind the last line there is none, unless it has an end.
        behind = bool(lines) and not lines[-1].endswith(("\n", "\r"))
        if not 0 <= first <= len(lines) - behind or plain_lines[first : first + len(wanted)] != wanted:
            there = [i for i in range(len(lines)) if plain_lines[i : i + len(wanted)] == wanted]
            if len(there) != 1 or not wanted:
                raise ConflictError("somebody else has changed these lines meanwhile; look at what is there now", {})
            first = there[0]
        start = sum(map(len, lines[:first]))
        return start, start + sum(map(len, lines[first : first + len(wanted)]))

    def _lines_after(self, change: RawChange) -> str:
        """The new lines, with the ends of lines of the file, and one behind the last if more follows."""
        newline = self.file.file.newline
        text = change.after.replace("\n", newline) if "\r" not in change.after else change.after
        _, end = self._span(change)
        follows = end < len(self.file.file.text)
        return text + newline if follows and text and not text.endswith(("\n", "\r")) else text


def _above(file: ArticleFile, block: ClaimBlock | None) -> str | None:
    """The id of the claim above one, "" for none."""
    if block is None:
        return None
    place = file.claims.index(block)
    return file.claims[place - 1].id if place else ""


def _says(block: ClaimBlock) -> Any:
    return block.raw if block.entry is None else block.entry


def _without_ends(value: Any) -> Any:
    """A value whose texts do not end in empty lines."""
    if isinstance(value, dict):
        return {key: _without_ends(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_ends(inner) for inner in value]
    return value.rstrip("\r\n") if isinstance(value, str) else value


def _id(entry: Mapping[str, Any] | None) -> str:
    named = entry.get("id") if entry is not None else None
    return named if isinstance(named, str) else ""


def _check(change: Change) -> None:
    """Refuse a change that is none."""
    if change.before is None and change.after is None:
        raise EditingError(f"the change of {change.id!r} has no entry, neither before nor after")
    if change.after is not None:
        check_entry(change.after)
    if change.before is None and change.id != _id(change.after):
        raise EditingError(f"the new claim {_id(change.after)!r} is called {change.id!r} by its change")
    _check_text(change.lines)


def check_entry(entry: Any) -> None:
    """Refuse what is no plain data or what no YAML can say; raises EditingError, which says what."""
    if not isinstance(entry, dict):
        raise EditingError("an entry is a mapping of keys to values")
    _check_value(entry, 0)


def _check_value(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise EditingError(f"a value is nested more than {DEEPEST} levels deep; nothing here needs that")
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str) or len(key) > LONGEST_KEY:
                raise EditingError(f"a key is a word of at most {LONGEST_KEY} characters")
            _check_text(key)
            _check_value(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check_value(inner, depth + 1)
    elif isinstance(value, str):
        _check_text(value)
    elif value is not None:
        raise EditingError(f"{value!r} is no text; write numbers, dates and the like as texts")


def _check_text(text: str) -> None:
    if SURROGATE.search(text):
        raise EditingError("a text has half of a surrogate pair; delete it")
