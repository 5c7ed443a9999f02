"""The files of `sources/`, read with care, since they come from anybody and their contents are published."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from stat import S_ISREG
from typing import TYPE_CHECKING

from kg.model.findings import Finding, Location
from kg.model.records import Node
from kg.sources.yaml import parse

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 8_000_000
# Characters that neither XML nor a terminal takes; C1 controls are often quotation marks of another encoding.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


class UnreadableError(Exception):
    """A file cannot be read; `rule` and the message say why, `line` and `column` where."""

    def __init__(self, rule: str, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.rule = rule
        self.line = line
        self.column = column


@dataclass
class SourceFiles:
    """The files of the project in `root`, what is wrong with them, and the names of what could not be read."""

    root: Path
    findings: list[Finding] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

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
            self._stays_inside(folder)
            return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
        except FileNotFoundError:
            return []
        except OSError as error:
            self.fail(self.name(folder), "file-unreadable", _reason(error))
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
            return self._text(path)
        except UnreadableError as error:
            location = Location(self.name(path), error.line, error.column)
            self.findings.append(Finding(location, error.rule, str(error)))
        except FileNotFoundError:
            self.fail(self.name(path), "file-missing", "there is no such file; put it there, or mend the link")
        except OSError as error:
            self.fail(self.name(path), "file-unreadable", _reason(error))
        return None

    def tree(self, path: Path) -> Node | None:
        """The tree of a YAML file, a mapping, empty where the file is; or None with findings."""
        text = self.text(path)
        if text is None:
            return None
        node, findings = parse(text, self.name(path))
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

    def _text(self, path: Path) -> str:
        self._stays_inside(path)
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise UnreadableError("file-unreadable", "cannot be read: not a file; put the file itself there")
        if status.st_size > MAX_BYTES:
            message = f"{status.st_size:,} bytes, more than the {MAX_BYTES:,} that are read; split the file"
            raise UnreadableError("file-size", message)
        return _decoded(path.read_bytes(), "utf-8-sig" if path.suffix == ".yaml" else "utf-8")

    def _stays_inside(self, path: Path) -> None:
        """Refuse a link that leads out of the sources, since its target would be published."""
        inside = os.path.join(os.path.realpath(self.folder), "")  # noqa: PTH118 - a path that ends in a separator
        if not os.path.join(os.path.realpath(path), "").startswith(inside):  # noqa: PTH118
            raise UnreadableError("file-link", "a link that leads out of 'sources'; put the file itself there")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        start = error.start + (len(content) - len(error.object))
        before = content[:start].decode("utf-8-sig")
        raise _at(before, f"not UTF-8 (byte 0x{content[start]:02x}); save the file as UTF-8") from None
    control = CONTROLS.search(text)
    if control:
        raise _at(text[: control.start()], f"the control character U+{ord(control[0]):04X}; delete it")
    return text


def _at(before: str, message: str) -> UnreadableError:
    """The error after so much of the text."""
    line = before.count("\n") + 1
    return UnreadableError("file-encoding", message, line, len(before) - before.rfind("\n"))


def _reason(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or str(error)).lower()}"
