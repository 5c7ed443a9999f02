"""What was changed in each article and in the registries, to be undone and done again without end, after a restart too.

Each article has a file of JSON lines, to which every step is added: done, undone, done again. A line that was cut short
is as if it had not been written. Of a file that grows too large the oldest steps go.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from threading import RLock
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from kg.editing.changes import Change, RawChange
from kg.editing.reversing import LinesChange
from kg.publication import STAGING, lock
from kg.sources.schema import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.cache import Cache

Changes: TypeAlias = tuple[Change | RawChange | LinesChange, ...]

# Under what the steps of the registries, which reach other files too, are noted; no article has such a slug.
REGISTRIES = "_registries"

MOST_BYTES = 10_000_000
# So much of the newest stays where more has gathered, so that not every step makes the file anew.
KEPT_BYTES = MOST_BYTES // 2
# So many projects have journals, so that those that are gone do not stay for ever.
MOST_PROJECTS = 64
FOLDER = re.compile(r"[0-9a-f]{32}\.journal")


@dataclass(frozen=True, slots=True)
class Step:
    """What is undone or done again next, in the words of whoever did it, and the changes that do so."""

    label: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done, and what undoes it."""

    label: str
    changes: Changes
    inverse: Changes


@dataclass(slots=True)
class _History:
    """The steps of one article, the newest last; `inode` and `size` say how far its file was read."""

    inode: int = 0
    size: int = 0
    done: list[_Done] = field(default_factory=list)
    undone: list[_Done] = field(default_factory=list)

    def take(self, line: str) -> None:
        """What a line of the file says; nothing if it is damaged."""
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            said = json.loads(line)
            if said["step"] == "done":
                self.add(_Done(said["label"], _changes(said["changes"]), _changes(said["inverse"])))
            else:
                self.move(said["step"])

    def add(self, done: _Done) -> None:
        self.undone.clear()
        self.done.append(done)

    def move(self, step: str) -> None:
        source, target = (self.done, self.undone) if step == "undone" else (self.undone, self.done)
        if source:
            target.append(source.pop())

    def lines(self) -> list[str]:
        """The lines from which it is read again; without the oldest steps if it is too long, then the last to redo."""
        done = [_line(each) for each in self.done]
        undone = [_line(each) for each in self.undone]
        size = sum(map(len, (*done, *undone)))
        gone = 0
        for line in (*done, *undone):
            if size <= KEPT_BYTES:
                break
            size -= len(line)
            gone += 1
        done, undone = done[gone:], undone[max(gone - len(done), 0) :]
        return [*done, *reversed(undone), *([_moved("undone")] * len(undone))]


class Journal:
    """The journals of a project in a folder, or in memory where there is none; several processes may share them.

    Nothing here fails for want of a disk: what cannot be written there is known until the process ends.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._histories: dict[str, _History] = {}
        self._lock = RLock()

    def done(
        self,
        slug: str,
        changes: Sequence[Change | RawChange | LinesChange],
        inverse: Sequence[Change | RawChange | LinesChange],
        label: str,
    ) -> None:
        """Note what was done to an article and what undoes it; what is undone now cannot be done again any more."""
        done = _Done(label, tuple(changes), tuple(inverse))
        with self._lock:
            history = self._history(slug)
            history.add(done)
            self._append(slug, history, _line(done))

    def undo(self, slug: str) -> Step | None:
        """The newest step with the changes that undo it, or None; once they are made, tell `undone`.

        Where they conflict with what others changed it stays the newest.
        """
        with self._lock:
            done = self._history(slug).done
            return Step(done[-1].label, done[-1].inverse) if done else None

    def redo(self, slug: str) -> Step | None:
        """The step that was undone last with the changes that do it again, or None; once they are made, `redone`."""
        with self._lock:
            undone = self._history(slug).undone
            return Step(undone[-1].label, undone[-1].changes) if undone else None

    def undone(self, slug: str) -> None:
        """Note that the newest step is undone."""
        self._move(slug, "undone")

    def redone(self, slug: str) -> None:
        """Note that the step that was undone last is done again."""
        self._move(slug, "redone")

    def _move(self, slug: str, step: str) -> None:
        with self._lock:
            history = self._history(slug)
            history.move(step)
            self._append(slug, history, _moved(step))

    def _file(self, slug: str) -> Path | None:
        return (
            self.folder / f"{slug}.jsonl" if self.folder is not None and (is_slug(slug) or slug == REGISTRIES) else None
        )

    def _history(self, slug: str) -> _History:
        """The steps of an article, with those that other processes added."""
        history = self._histories.setdefault(slug, _History())
        file = self._file(slug)
        if file is not None:
            with suppress(OSError), file.open("rb") as opened:
                status = os.fstat(opened.fileno())
                if status.st_ino != history.inode or status.st_size < history.size:
                    history = self._histories[slug] = _History(status.st_ino)
                opened.seek(history.size)
                for line in opened:
                    if line.endswith(b"\n"):
                        history.take(line.decode(errors="replace"))
                        history.size += len(line)
        return history

    def _append(self, slug: str, history: _History, line: str) -> None:
        """Have a line on the disk."""
        file = self._file(slug)
        if file is None or self.folder is None:
            return
        with suppress(OSError):
            if not self.folder.is_dir():
                self.folder.mkdir(mode=0o700, parents=True)
                _sweep(self.folder.parent)
            with lock(self.folder / STAGING, self.folder), file.open("ab") as opened:
                _mend(file, opened)
                opened.write(line.encode())
                opened.flush()
                os.fsync(opened.fileno())
                status = os.fstat(opened.fileno())
                if status.st_size == history.size + len(line.encode()):
                    history.inode, history.size = status.st_ino, status.st_size
                if status.st_size > MOST_BYTES:
                    self._shorten(file)

    def _shorten(self, file: Path) -> None:
        """Write the file anew without its oldest steps."""
        history = _History()
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            history.take(line)
        new = file.with_suffix(".new")
        with new.open("wb") as opened:
            opened.write("".join(history.lines()).encode())
            opened.flush()
            os.fsync(opened.fileno())
        new.replace(file)


def journal_folder(cache: Cache) -> Path | None:
    """Where the journals of a project are: beside its cache, which is swept, or nowhere if it has none."""
    return cache.folder.with_name(f"{cache.folder.name}.journal") if cache.folder is not None else None


def _mend(file: Path, opened: IO[bytes]) -> None:
    """Cut off a line that was not written to its end."""
    content = file.read_bytes() if opened.tell() else b""
    if content and not content.endswith(b"\n"):
        opened.truncate(content.rfind(b"\n") + 1)


def _sweep(folder: Path) -> None:
    """Remove the journals of projects for which nothing was noted for the longest time."""
    journals = [path for path in folder.iterdir() if FOLDER.fullmatch(path.name)]
    for path in sorted(journals, key=lambda path: path.stat().st_mtime_ns)[:-MOST_PROJECTS]:
        shutil.rmtree(path, ignore_errors=True)


def _line(done: _Done) -> str:
    return json.dumps({"step": "done", **asdict(done)}, ensure_ascii=True) + "\n"


def _moved(step: str) -> str:
    return json.dumps({"step": step}) + "\n"


def _changes(said: list[dict[str, Any]]) -> Changes:
    return tuple(_each(said))


def _each(said: list[dict[str, Any]]) -> Iterator[Change | RawChange | LinesChange]:
    for change in said:
        kinds: dict[str, type[Change | RawChange | LinesChange]] = {"start_line": RawChange, "file": LinesChange}
        kind = next((kind for key, kind in kinds.items() if key in change), Change)
        yield kind(**change)
