"""A new entry at the end of a registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.editing.emitting import as_block, entry_of
from kg.editing.text import FileText, Replacement
from kg.publication import settle
from kg.sources.registries import FILES
from kg.sources.yaml import parse, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.model.records import Actor

SCHEMA = "# yaml-language-server: $schema=../out/schema/actors.json\n"


class EntryError(ValueError):
    """An entry cannot be written; the message names the file and says what to do."""


def with_actors(root: Path, actors: Sequence[Actor]) -> tuple[FileText, bytes]:
    """`actors.yaml` as it was read, and the same with these actors at its end; nothing above them is touched.

    Raises EntryError where the file is no YAML, has one of them already, or ends in a way after which no entry can
    follow; UnreadableError if it cannot be read.
    """
    settle(root / "sources")
    path = root / "sources" / FILES["actor"]
    file = FileText.read(path, root / "sources") if path.is_file() else FileText(path, SCHEMA.encode())
    name = path.relative_to(root).as_posix()
    before = _entries(file.text, name)
    if taken := [actor.slug for actor in actors if actor.slug in before]:
        raise EntryError(f"{name} has {taken[0]!r} already")
    entries = {actor.slug: entry_of(actor) for actor in actors}
    newline, end = file.newline, len(file.text)
    # One empty line before each entry, as people set them apart.
    gap = newline * (bool(file.text) + (bool(file.text) and not file.text.endswith(("\n", "\r"))))
    block = newline.join(as_block({slug: entry}, newline=newline) for slug, entry in entries.items())
    content = file.replaced([Replacement(end, end, gap + block)])
    after, _ = parse(content.decode("utf-8-sig"), name)
    if after is None or plain(after) != before | entries:
        message = f"{name} is not written one entry below the other, so none can be put at its end; write it by hand"
        raise EntryError(message)
    return file, content


def _entries(text: str, name: str) -> dict[str, Any]:
    """The entries of a registry as plain data."""
    node, findings = parse(text, name)
    if errors := [finding for finding in findings if finding.severity == "error"]:
        raise EntryError(f"{errors[0].location}: {errors[0].message}; mend it first")
    entries = {} if node is None else plain(node)
    if not isinstance(entries, dict):
        raise EntryError(f"{name} is no mapping of slugs to entries; mend it first")
    return entries
