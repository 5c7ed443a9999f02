"""The files of `sources/`, read with care, since they come from anybody and their contents are published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model.files import UnreadableError, content_of, decoded, reason, stays_inside
from kg.model.findings import Finding, Location
from kg.model.records import Node
from kg.sources.yaml import parse, parse_parts

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class SourceFiles:
    """The files of the project in `root`, what is wrong with them, and the names of what could not be read."""

    root: Path
    findings: list[Finding] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    _followed: dict[Path, str] = field(default_factory=dict, init=False, repr=False)

    @property
    def folder(self) -> Path:
        """The folder of the sources."""
        return self.root / "sources"

    def listed(self, folder: Path) -> list[str]:
        """The names in a folder, sorted, without hidden ones; none where there is no such folder.

        The files are `actors.yaml`, `issues.yaml`, `events.yaml`, and in `articles` slugs with `.yaml` and with `.txt`.
        Why: a file that is passed over in silence is missed when it is too late.
        """
        try:
            stays_inside(folder, self.folder)
            return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
        except FileNotFoundError:
            return []
        except OSError as error:
            self.fail(self.name(folder), "file-unreadable", reason(error))
        except UnreadableError as error:
            self.fail(self.name(folder), error.rule, str(error))
        self.unread.add(f"{self.name(folder)}/")
        return []

    def text(self, path: Path) -> str | None:
        """The text of a file exactly as it is, or None with a finding.

        A file of the sources is UTF-8 without control characters, of at most 8 MB, and no link that leads out of the
        sources. Why: offsets into a text must be the same everywhere, and what is read is published.
        """
        try:
            stays_inside(path, self.folder, self._followed)
            return decoded(content_of(path), "utf-8-sig" if path.suffix == ".yaml" else "utf-8")
        except UnreadableError as error:
            location = Location(self.name(path), error.line, error.column)
            self.findings.append(Finding(location, error.rule, str(error)))
        return None

    def tree(self, path: Path) -> Node | None:
        """The tree of a YAML file, a mapping, empty where the file is; or None with findings.

        Of one that is not YAML in some place the tree has what can be read apart from that, and names what is lost.
        """
        text = self.text(path)
        return None if text is None else self.parsed(path, text)

    def parsed(self, path: Path, text: str) -> Node | None:
        """The tree of the text of a YAML file, a mapping, empty where that is; or None with findings."""
        node, findings = parse(text, self.name(path))
        if node is None and findings:
            node, findings = parse_parts(text, self.name(path), findings)
        self.findings += findings
        if node is None:
            return None if findings else self.empty(path)
        if isinstance(node.value, dict):
            return node
        self.findings.append(
            Finding(
                node.location, "schema", "the file must be a mapping of keys to values; begin its lines with 'key: '"
            )
        )
        return None

    def empty(self, path: Path) -> Node:
        """The tree of an empty file."""
        return Node({}, Location(self.name(path)))

    def name(self, path: Path) -> str:
        """A path as findings have it."""
        return path.relative_to(self.root).as_posix()

    def fail(self, file: str, rule: str, message: str) -> None:
        """Note what is wrong with a file as a whole."""
        self.findings.append(Finding(Location(file), rule, message))
