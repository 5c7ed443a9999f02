"""The entries of a registry: new ones at its end, and one that is changed or goes where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from kg.editing.articles import EditingError
from kg.editing.changes import TRIES, ConflictError, check_entry
from kg.editing.emitting import STEP, entry_lines, scalar
from kg.editing.saving import ChangedError, replace_file
from kg.editing.text import FileText, Replacement
from kg.editing.updating import Update
from kg.editing.written import Written, line_end
from kg.publication import settle
from kg.sources import yaml_parts as parts
from kg.sources.entries import FORMS
from kg.sources.registries import FILES
from kg.sources.schema import SLUG, is_slug
from kg.sources.yaml import parse, plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Kind: TypeAlias = Literal["actor", "issue", "event"]
SCHEMA = "# yaml-language-server: $schema=../out/schema/{}.json\n"


class EntryError(EditingError):
    """An entry cannot be written; the message names the file and says what to do."""


def registry(root: Path, kind: Kind) -> FileText:
    """The file of the actors, issues or events of a project, empty if it is not there; raises UnreadableError."""
    settle(root / "sources")
    path = root / "sources" / FILES[kind]
    return FileText.read(path, root / "sources") if path.is_file() else FileText(path, b"")


def save_entry(root: Path, kind: Kind, slug: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
    """Write an entry that says `after` in place of `before`: None before is a new one at the end, None after one goes.

    Raises ConflictError if the entry is not as it was, or is there already; EntryError where it cannot be written;
    ChangedError if others write the file again and again; UnreadableError, BusyError and OSError as files do.
    """
    for _ in range(TRIES):
        if before is None:
            file, content = with_entries(root, kind, {slug: after or {}})
        else:
            file, content = with_entry(root, kind, slug, before, after)
        try:
            replace_file(root / "sources", file, content)
        except ChangedError:
            continue
        return
    raise ChangedError(f"{FILES[kind]} is written by others again and again; nothing was written, so try again")


def with_entries(root: Path, kind: Kind, entries: Mapping[str, Mapping[str, Any]]) -> tuple[FileText, bytes]:
    """A registry as it was read, and the same with these entries by slug at its end; nothing above them is touched.

    Raises EntryError where the file is no YAML, has one of them already, or ends in a way after which no entry can
    follow; UnreadableError if it cannot be read.
    """
    file = registry(root, kind)
    name = _name(file)
    before = entries_of(file)
    for slug, entry in entries.items():
        if slug in before:
            raise EntryError(f"{name} has {slug!r} already")
        if not is_slug(slug):
            raise EntryError(f"{slug!r} is no slug; expected {FORMS[SLUG]}")
        check_entry(entry)
    newline, end = file.newline, len(file.text)
    # One empty line before each entry, as people set them apart.
    gap = newline * (bool(file.text) + (bool(file.text) and not file.text.endswith(("\n", "\r"))))
    if not file.path.exists():
        gap = SCHEMA.format(file.path.stem) + newline
    block = newline.join(_block(slug, entry, kind, newline) for slug, entry in entries.items())
    content = file.replaced([Replacement(end, end, gap + block)])
    after, _ = parse(content.decode("utf-8-sig"), name)
    if after is None or plain(after) != before | {slug: dict(entry) for slug, entry in entries.items()}:
        message = f"{name} is not written one entry below the other, so none can be put at its end; write it by hand"
        raise EntryError(message)
    return file, content


def with_entry(
    root: Path, kind: Kind, slug: str, before: dict[str, Any], after: dict[str, Any] | None
) -> tuple[FileText, bytes]:
    """A registry as it was read, and the same with one entry that says `after` in place of `before`, or None and goes.

    Only the lines of what changed are replaced. Raises ConflictError if the entry is not as it was, EntryError where it
    cannot be changed, UnreadableError if the file cannot be read.
    """
    file = registry(root, kind)
    return file, with_value(file, slug, before, after, kind)


def with_value(file: FileText, key: str, before: dict[str, Any], after: dict[str, Any] | None, of: str) -> bytes:
    """The bytes of a file with another mapping under a key that stands at the beginning of a line; raises the same."""
    if after is not None:
        check_entry(after)
    place = _Place.of(file, key)
    if place is None or place.says != before:
        there = place.says if place is not None and isinstance(place.says, dict) else None
        raise ConflictError(f"somebody else has changed {key!r} meanwhile; look at what is there now", {key: there})
    text = file.text[place.start : place.end]
    pair = Written.of(text).pairs[0]
    if after is None:
        last = line_end(text, max(pair[0].end, pair[1].last) - 1)
        found = [Replacement(*_set_apart(file.text, place, last), "")]
    else:
        found = Update(text, file.newline).of_value(pair, before, after, of)
    content = file.replaced(Replacement(e.start + place.start, e.end + place.start, e.text) for e in found)
    written = _Place.of(FileText(file.path, content), key)
    if (written.says if written is not None else None) != after:
        raise AssertionError(f"{file.path.name} would not say what it is to say; nothing was written")
    return content


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a key stands in a file with its value, from its line to that of the next key, and what it says."""

    start: int
    end: int
    says: Any

    @classmethod
    def of(cls, file: FileText, key: str) -> _Place | None:
        """The first of a key, also beside others that are no YAML; raises EntryError if it cannot be told."""
        name = _name(file)
        tree, findings = parse(file.text, name)
        if tree is None and findings:
            for part in parts.keys(file.text):
                alone, wrong = parse(file.text[part.start : part.end], name)
                if part.key == key and alone is not None:
                    return cls(part.start, part.end, plain(alone)[key])
                if part.key == key:
                    raise EntryError(f"{name} is no YAML at {key!r}: {wrong[-1].message}; mend it first", wrong)
            return None
        if tree is None or not isinstance(tree.value, dict) or key not in tree.value:
            return None
        location = tree.keys[key]
        start = file.offset(location)
        if location.column != 1 or file.text[start : start + 1] in ("{", "?"):
            raise EntryError(f"{name} is not written one entry below the other; write {key!r} so first")
        after = [place for place in tree.keys.values() if place > location]
        return cls(start, file.offset(min(after)) if after else len(file.text), plain(tree.value[key]))


def _set_apart(text: str, place: _Place, last: int) -> tuple[int, int]:
    """The lines of an entry that goes, relative to its first, with the empty ones that are then too many."""
    above, below = text[: place.start], text[place.start + last :]
    empty = len(below) - len(below.lstrip("\r\n"))
    if empty == len(below):
        kept = len(above.rstrip("\r\n"))
        return (line_end(above, kept) if kept else 0) - place.start, last + empty
    return 0, last + (empty if not above.splitlines()[-1:] or not above.splitlines()[-1].strip() else 0)


def _block(slug: str, entry: Mapping[str, Any], kind: Kind, newline: str) -> str:
    """The lines of an entry."""
    lines = [f"{scalar(slug)}:", *entry_lines(entry, kind, STEP)]
    return "".join(f"{line}{newline}" for line in lines)


def _name(file: FileText) -> str:
    folders = {"articles": "sources/articles", "coding": "coding"}
    folder = folders.get(file.path.parent.name, "sources")
    return f"{folder}/{file.path.name}"


def entries_of(file: FileText) -> dict[str, Any]:
    """The entries of a registry as plain data; raises EntryError if it is no YAML, or no mapping."""
    name = _name(file)
    node, findings = parse(file.text, name)
    if errors := [finding for finding in findings if finding.severity == "error"]:
        raise EntryError(f"{errors[0].location}: {errors[0].message}; mend it first", errors)
    entries = {} if node is None else plain(node)
    if not isinstance(entries, dict):
        raise EntryError(f"{name} is no mapping of slugs to entries; mend it first")
    return entries
