"""Changes of several files taken back, or made again, by their lines, where these stand as they were left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from kg.editing.changes import ConflictError
from kg.editing.entries import entries_of
from kg.editing.naming import Files, RenamingError
from kg.editing.text import FileText, Replacement
from kg.publication import settle
from kg.sources.registries import FILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

LINE = re.compile("[^\n]*\n|[^\n]+$")
# So many lines above and below belong to a change, so that it is known again wherever it stands.
AROUND = 1


@dataclass(frozen=True, slots=True)
class LinesChange:
    """Some lines of a file of the sources, as they were and as they are to be, with the lines around.

    `file` is its path in the folder of sources, `line` the number of the first of them as they were, from 1.
    """

    file: str
    line: int
    before: str
    after: str


def differences(sources: Path, contents: Mapping[FileText, bytes]) -> tuple[list[LinesChange], list[LinesChange]]:
    """The lines in which files as they were read differ from what they are to hold, and those that take it back."""
    there, back = [], []
    for file, content in contents.items():
        name = file.path.relative_to(sources).as_posix()
        old, new = LINE.findall(file.text), LINE.findall(FileText(file.path, content).text)
        # Comparing takes the square of the lines, so those that are the same at the beginning and the end are left out.
        start = max(_common(old, new) - AROUND, 0)
        old, new = old[start:], new[start:]
        rest = max(_common(old[::-1], new[::-1]) - AROUND, 0)
        old, new = old[: len(old) - rest], new[: len(new) - rest]
        for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(AROUND):
            (_, i, _, k, _), (_, _, j, _, m) = group[0], group[-1]
            before, after = "".join(old[i:j]), "".join(new[k:m])
            there.append(LinesChange(name, start + i + 1, before, after))
            back.append(LinesChange(name, start + k + 1, after, before))
    return there, back


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines at the beginning of both are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (line, of_other) in pairs if line != of_other), min(len(one), len(other)))


def with_lines(root: Path, changes: Sequence[LinesChange]) -> dict[FileText, bytes]:
    """The files of a project's sources as they are read, each with what it is to hold once these changes are made.

    Raises ConflictError where lines are no more as they were, RenamingError where an entry would go that is named
    somewhere, EntryError where a registry would be no registry any more, UnreadableError if a file cannot be read.
    """
    sources = root / "sources"
    settle(sources)
    contents = {}
    for name in dict.fromkeys(change.file for change in changes):
        path = sources / name
        file = FileText.read(path, sources) if path.is_file() else FileText(path, b"")
        contents[file] = file.replaced(_replacements(file, [each for each in changes if each.file == name]))
    _check(root, contents)
    return contents


def _replacements(file: FileText, changes: Iterable[LinesChange]) -> Iterator[Replacement]:
    lines = LINE.findall(file.text)
    starts = [0, *accumulate(map(len, lines))]
    for change in changes:
        wanted = LINE.findall(change.before)
        last = len(lines) - len(wanted)
        at = change.line - 1
        if not 0 <= at <= last or lines[at : at + len(wanted)] != wanted:
            fitting = [each for each in range(last + 1) if lines[each : each + len(wanted)] == wanted]
            if len(fitting) != 1 or not wanted:
                message = f"somebody else has changed {change.file} meanwhile, so this is left as it is"
                raise ConflictError(message, {})
            (at,) = fitting
        yield Replacement(starts[at], starts[at + len(wanted)], change.after)


def _check(root: Path, contents: Mapping[FileText, bytes]) -> None:
    """Raise what keeps these contents from being written."""
    gone = set()
    for file, content in contents.items():
        if file.path.name in FILES.values() and file.path.parent == root / "sources":
            gone |= entries_of(file).keys() - entries_of(FileText(file.path, content)).keys()
    if not gone:
        return
    files = Files.read(root)
    texts = dict(files.texts) | {
        file.path.relative_to(root).as_posix(): FileText(file.path, content) for file, content in contents.items()
    }
    names = tuple(Files.of(texts).names())
    own = {name.word for name in names if name.own}
    for name in names:
        if not name.own and name.word in gone - own:
            raise RenamingError(f"{name.word!r} is named at {name.location}, so it cannot go; change that first")
