"""Results that follow people's files: one at the start, and another after every save.

Files are looked at again and again rather than told of by the system, which works on every system, in containers and on
network drives, and needs nothing: a look at 150 articles takes four milliseconds.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from stat import S_ISDIR, S_ISLNK
from typing import TYPE_CHECKING, TypeVar

from kg.exports.manifest import digest, source_files
from kg.model.files import UnreadableError, content_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.cache import Cache
    from kg.model.findings import Finding

    Wait = Callable[[float], object]
    Stamp = tuple[int, ...]

Result = TypeVar("Result")

# Seconds between two looks: while nothing happens, and while files are being saved.
PAUSE, BURST = 0.4, 0.1
# Looks after which a burst of saves is not waited for any longer, such as that of a log which is written all the time.
LONGEST_BURST = 50
FOLDERS = ("sources", "sources/articles")
CODING = "coding"
ONTOLOGY = ("ontology/*.ttl", "ontology/queries/*.rq")
# What rounds to nothing in the two places that are shown.
STILL = 0.005


class Inputs:
    """What a check or build of the project in `root` depends on, as last seen; and the files `also`, wherever they are.

    With `coding` the files of coders are among them, on which checks depend and builds do not. What is told of as
    changed has another content: to touch a file, or to save it as it was, changes nothing.
    """

    def __init__(self, root: Path, also: Sequence[Path] = (), *, coding: bool = False) -> None:
        self.root, self.also, self.coding = root, also, coding
        self._stamps = self._look()
        self._contents = {path: _content(path) for path in self._stamps}

    @property
    def contents(self) -> Mapping[str, str]:
        """The hash of every file by its name, as last seen; of one that cannot be read why it cannot."""
        return {self._name(path): content for path, content in self._contents.items()}

    def wait(self, wait: Wait = time.sleep) -> tuple[str, ...]:
        """The names of the files that have changed, come or gone, once there are any and their burst is over.

        Where what `wait` gives is true, somebody knows that a save is over, and what is there then is taken at once.
        """
        while True:
            stamps = self._look()
            if stamps != self._stamps and (names := self._taken(self._settled(stamps, wait))):
                return names
            if wait(PAUSE) and (names := self._taken(self._look())):
                return names

    def _settled(self, stamps: Mapping[Path, Stamp], wait: Wait) -> Mapping[Path, Stamp]:
        """What is seen once it is the same twice in a row."""
        for _ in range(LONGEST_BURST):
            over = wait(BURST)
            before, stamps = stamps, self._look()
            if over or stamps == before:
                break
        return stamps

    def _taken(self, stamps: Mapping[Path, Stamp]) -> tuple[str, ...]:
        """The names of what differs from before, which is what is seen from now on."""
        doubtful = [path for path, stamp in stamps.items() if self._stamps.get(path) != stamp]
        contents = {path: self._contents[path] for path in stamps if path in self._contents}
        contents |= {path: _content(path) for path in doubtful}
        differing = [path for path in doubtful if contents[path] != self._contents.get(path)]
        gone = [path for path in self._contents if path not in contents]
        self._stamps, self._contents = stamps, contents
        return tuple(sorted(self._name(path) for path in [*differing, *gone]))

    def _look(self) -> Mapping[Path, Stamp]:
        files = source_files(self.root)
        files += [path for pattern in ONTOLOGY for path in self.root.glob(pattern)]
        # A file of another name is no input, but it is a finding.
        listed = [path for folder in FOLDERS for path in _listed(self.root / folder)]
        coded = _of_coders(self.root / CODING) if self.coding else []
        return {path: _stamp(path) for path in {*files, *listed, *coded, *self.also}}

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def follow(inputs: Inputs, act: Callable[[Cache], Result], cache: Cache, wait: Wait = time.sleep) -> Iterator[Result]:
    """What `act` gives with the cache, which is kept, at once and again after each change; it never ends by itself.

    What is saved while `act` runs is a change after it.
    """
    while True:
        yield act(cache)
        inputs.wait(wait)


def changed_findings(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings that are new, and those that are gone, each in their order.

    One that only stands at another line, since something was put before it, is neither.
    """
    left = Counter(map(_said, before))
    left.subtract(map(_said, after))
    return _so_many(after, before, -left), _so_many(before, after, +left)


def _said(finding: Finding) -> tuple[str, ...]:
    return finding.location.file, finding.severity, finding.rule, finding.message


def _so_many(findings: Iterable[Finding], others: Iterable[Finding], left: Counter[tuple[str, ...]]) -> list[Finding]:
    """As many findings as are left of each kind, first those that stand where none of the others does."""
    there = {(finding, finding.location) for finding in others}
    chosen = []
    for finding in sorted(findings, key=lambda each: (each, each.location) in there):
        if left[_said(finding)] > 0:
            left[_said(finding)] -= 1
            chosen.append(finding)
    return sorted(chosen)


@dataclass(frozen=True, slots=True)
class Move:
    """The tension of a dyad before and after, in [-1, 1]; None where nothing was said, or is said any more."""

    a: str
    b: str
    before: float | None
    after: float | None

    @property
    def change(self) -> float:
        """By how much it moved, what is not there being 0."""
        return (self.after or 0.0) - (self.before or 0.0)


def moves(before: Mapping[tuple[str, str], float], after: Mapping[tuple[str, str], float]) -> list[Move]:
    """The dyads whose tension moved by what two places show, or that came or went, the largest change first."""
    every = (Move(*dyad, before.get(dyad), after.get(dyad)) for dyad in before.keys() | after.keys())
    shown = (move for move in every if None in (move.before, move.after) or abs(move.change) >= STILL)
    return sorted(shown, key=lambda move: (-abs(move.change), move.a, move.b))


def _listed(folder: Path) -> list[Path]:
    """What is in a folder, without what is hidden; nothing where it cannot be seen."""
    try:
        return [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        return []


def _of_coders(folder: Path) -> list[Path]:
    """What is in the folder of the coders and in those of each; a link is no folder of theirs."""
    listed = [] if folder.is_symlink() else _listed(folder)
    return [*listed, *(inner for path in listed if not path.is_symlink() for inner in _listed(path))]


def _stamp(path: Path) -> Stamp:
    """What differs after every change of a file: which it is, its size and times, also of a link that leads to it."""
    try:
        link = status = path.lstat()
        if S_ISLNK(link.st_mode):
            status = path.stat()
    except OSError as error:
        return (error.errno or 0,)
    if S_ISDIR(status.st_mode):
        return ()
    return (link.st_ino, link.st_ctime_ns, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _content(path: Path) -> str:
    """The hash of a file, or why it has none."""
    try:
        return digest(content_of(path))
    except UnreadableError as error:
        return str(error)
