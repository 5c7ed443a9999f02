"""`actors.yaml`, `issues.yaml` and `events.yaml` → their entries."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from kg.model.findings import Finding, shown
from kg.model.nearest import Meanings, nearest
from kg.model.records import Actor, Event, Issue, Node
from kg.sources.entries import FORMS, validated
from kg.sources.files import SourceFiles
from kg.sources.parts import readable_part
from kg.sources.records import record_of
from kg.sources.schema import SLUG, ActorEntry, EventEntry, IssueEntry, is_slug, slug_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.model.vocabulary import Vocabulary
    from kg.sources.records import Record
    from kg.sources.schema import Entry

FILES = {"actor": "actors.yaml", "issue": "issues.yaml", "event": "events.yaml"}
YAML_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class ReadRegistries:
    """The entries of the registries by slug, and what is wrong with them.

    `parts` has what could be read of entries with mistakes, by kind and slug, which `unread` names; `names` gives the
    slugs by other names.
    """

    actors: Mapping[str, Actor]
    issues: Mapping[str, Issue]
    events: Mapping[str, Event]
    parts: Mapping[str, Mapping[str, Any]]
    names: Meanings
    findings: tuple[Finding, ...]
    unread: frozenset[str]


@dataclass(frozen=True, slots=True)
class Registries:
    """The trees of the registries, None for one that could not be read; `names` gives the slugs by other names.

    `parts` has what could be read of entries with mistakes, by kind and slug, once their kind was read.
    """

    files: SourceFiles
    trees: dict[str, Node | None]
    names: Meanings
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: SourceFiles) -> Registries:
        """The registries of a project, empty if a file is absent; other YAML beside them is a mistake."""
        return cls._of_texts(files, texts_of(files))

    @classmethod
    def _of_texts(cls, files: SourceFiles, texts: Mapping[str, str | None]) -> Registries:
        paths = {kind: files.folder / name for kind, name in FILES.items()}
        trees = {kind: None if text is None else files.parsed(paths[kind], text) for kind, text in texts.items()}
        return cls(files, trees, Meanings(_names(tree for tree in trees.values() if tree is not None)))

    @classmethod
    def read(cls, root: Path, texts: Mapping[str, str | None], vocabulary: Vocabulary) -> ReadRegistries:
        """All that the texts of the registries of a project come to, which depends on nothing else."""
        registries = cls._of_texts(SourceFiles(root), texts)
        actors, issues = registries.actors(vocabulary), registries.issues(vocabulary)
        events, files = registries.events(vocabulary), registries.files
        return ReadRegistries(
            actors, issues, events, registries.parts, registries.names, tuple(files.findings), frozenset(files.unread)
        )

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
        records: dict[str, Record] = {}
        for slug, node, entry, whole in self._entries(kind, schema):
            made = record_of(record, entry, vocabulary, slug=slug, origin=node)
            if whole:
                records[slug] = made
            else:
                self.parts.setdefault(kind, {})[slug] = made
        return records

    def _entries(self, kind: str, schema: type[Entry]) -> Iterator[tuple[str, Node, Entry, bool]]:
        """The entries of a registry by slug, or what can be read of them, and whether they are whole."""
        tree = self.trees[kind]
        if tree is None:
            self.files.unread.add(f"{kind}/")
            return
        self.files.unread.update(f"{kind}/{slug_of(key)}" for key in tree.lost)
        for slug, value in sorted(tree.value.items()):
            node = Node(value.value, tree.keys[slug], value.keys)
            if not is_slug(slug):
                meant = slug_of(slug)
                hint = f"; did you mean {meant!r}?" if meant else ""
                message = f"{shown(slug)} is no slug; expected {FORMS[SLUG]}{hint}"
                self.files.findings.append(Finding(node.location, "schema", message))
                # Who is named by the slug that is meant is not blamed for it.
                self.files.unread.add(f"{kind}/{meant}")
                continue
            entry, findings = validated(schema, node, slug, self.names)
            self.files.findings += findings
            if entry is not None:
                yield slug, node, entry, True
                continue
            self.files.unread.add(f"{kind}/{slug}")
            part = readable_part(schema, node)
            if part is not None:
                yield slug, node, part, False


def texts_of(files: SourceFiles) -> dict[str, str | None]:
    """The texts of the registries by kind: empty where there is no file, None for one that cannot be read."""
    there = files.listed(files.folder)
    for name in there:
        path = PurePath(name)
        if path.suffix.lower() in (*YAML_SUFFIXES, ".txt") and name not in FILES.values():
            files.fail(f"sources/{name}", "file-name", f"is not read; {_rename(path, there)}")
    return {kind: files.text(files.folder / name) if name in there else "" for kind, name in FILES.items()}


def _rename(path: PurePath, there: Container[str]) -> str:
    """What to do with a file that lies beside the registries and is none."""
    meant = nearest(path.stem, [PurePath(name).stem for name in FILES.values()])
    if meant and path.suffix.lower() in YAML_SUFFIXES:
        name = f"{meant}.yaml"
        return f"move its entries to {name!r}" if name in there else f"rename it to {name!r}"
    return f"an article belongs into sources/articles; else expected {', '.join(FILES.values())}"


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
