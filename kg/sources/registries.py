"""`actors.yaml`, `issues.yaml` and `events.yaml` → their entries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from kg.model.findings import Finding, shown
from kg.model.records import Actor, Event, Issue, Node
from kg.sources.entries import FORMS, validated
from kg.sources.records import record_of
from kg.sources.schema import MAX_SLUG, SLUG, ActorEntry, EventEntry, IssueEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.vocabulary import Vocabulary
    from kg.sources.files import SourceFiles
    from kg.sources.records import Record
    from kg.sources.schema import Entry

FILES = {"actor": "actors.yaml", "issue": "issues.yaml", "event": "events.yaml"}
YAML_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Registries:
    """The trees of the registries, None for one that could not be read; `names` gives the slugs by other names."""

    files: SourceFiles
    trees: dict[str, Node | None]
    names: dict[str, str]

    @classmethod
    def of(cls, files: SourceFiles) -> Registries:
        """The registries of a project, empty if a file is absent; other YAML beside them is a mistake."""
        there = files.listed(files.folder)
        for name in there:
            if PurePath(name).suffix.lower() in YAML_SUFFIXES and name not in FILES.values():
                files.fail(f"sources/{name}", "file-name", f"is not read; expected {', '.join(FILES.values())}")
        trees = {
            kind: files.tree(files.folder / name) if name in there else files.empty(files.folder / name)
            for kind, name in FILES.items()
        }
        return cls(files, trees, dict(_names(tree for tree in trees.values() if tree is not None)))

    def actors(self, vocabulary: Vocabulary) -> dict[str, Actor]:
        """The actors, by slug."""
        return self._records("actor", Actor, ActorEntry, vocabulary)

    def issues(self, vocabulary: Vocabulary) -> dict[str, Issue]:
        """The issues, by slug."""
        return self._records("issue", Issue, IssueEntry, vocabulary)

    def events(self, vocabulary: Vocabulary) -> dict[str, Event]:
        """The events that have a name of their own, by slug."""
        return self._records("event", Event, EventEntry, vocabulary)

    def _records(
        self, kind: str, record: type[Record], schema: type[Entry], vocabulary: Vocabulary
    ) -> dict[str, Record]:
        entries = self._entries(kind, schema)
        return {slug: record_of(record, entry, vocabulary, slug=slug, origin=node) for slug, node, entry in entries}

    def _entries(self, kind: str, schema: type[Entry]) -> Iterator[tuple[str, Node, Entry]]:
        """The entries of a registry, by slug."""
        tree = self.trees[kind]
        if tree is None:
            self.files.unread.add(f"{kind}/")
            return
        for slug, value in sorted(tree.value.items()):
            node = Node(value.value, tree.keys[slug], value.keys)
            if not is_slug(slug):
                message = f"{shown(slug)} is no slug; expected {FORMS[SLUG]}"
                self.files.findings.append(Finding(node.location, "schema", message))
                continue
            entry, findings = validated(schema, node, slug, self.names)
            self.files.findings += findings
            if entry is None:
                self.files.unread.add(f"{kind}/{slug}")
            else:
                yield slug, node, entry


def _names(trees: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """Labels and aliases in lower case, with the slugs of their entries, whether or not the entries are right."""
    for tree in trees:
        for slug, node in tree.value.items():
            if is_slug(slug):
                yield from ((text.casefold(), slug) for key in ("label", "aliases") for text in _texts(node.child(key)))


def _texts(node: Node | None) -> Iterator[str]:
    """Every text in a node, whether it is given alone, in a list, or by language."""
    value = node.value if node is not None else None
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def is_slug(text: str) -> bool:
    """Whether a text can name an entry."""
    return len(text) <= MAX_SLUG and re.fullmatch(SLUG, text) is not None
