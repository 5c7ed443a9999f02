"""Folders that are whole: filled beside their place, put there by one rename, finished by whoever comes next.

    folder/.publishing/lock         held by who writes; a lock of the system, so that it ends with its process
    folder/.publishing/new/         what is being written; swept by the next who writes, for nobody else holds the lock
    folder/.publishing/committed/   what is published, as far as it is not at its place yet
    folder/.publishing/old/         what has been replaced, until all is at its place

The rename of `new` to `committed` is the publication: before it the folder is what it was, after it what is to be. Then
the entries take their places one by one, and whoever finds some left, since a kill came between, puts them there first
(`settle`). This is the log that is written ahead in databases. It needs no links, so that folders can be copied, served
and kept by git as they are, and what others have put into a folder stays.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import time
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

STAGING = ".publishing"
NEW, COMMITTED, OLD, LOCK, GONE = "new", "committed", "old", "lock", "gone.json"
# Folders of earlier versions in which outputs were made, with the eight characters of `tempfile`.
EARLIER = re.compile(r"\.(?:building|importing)-[a-z0-9_]{8}")
WAIT = 60.0
ASK_AGAIN = 0.02
AT_ONCE = 16


class BusyError(OSError):
    """Somebody else is writing into the folder; the message names it."""


@contextmanager
def publishing(
    folder: Path, *, gone: Collection[str] = (), whole: bool = False, within: bool = False, wait: float = WAIT
) -> Iterator[Path]:
    """An empty folder to fill, whose entries are published in `folder` at the end of the block, all of them or none.

    `gone` names entries of `folder` that are removed with that; where `whole` is set, all are that are not published,
    but for hidden ones. Others stay. An error in the block leaves everything as it was. Raises BusyError if somebody
    else is still writing there after `wait` seconds, OSError if the disk or the permissions do not allow it.

    A folder that is published replaces the one of its name. Where it is to be `within` the folders that are there,
    single files are published, and the others in their folders stay. `gone`, which may be filled in the block, then
    names files by their paths; folders that they leave empty go with them. Where there is nothing new and nothing gone,
    nothing is touched.
    """
    existed = folder.is_dir()
    try:
        with locked(folder, wait=wait) as staging:
            new = staging / NEW
            new.mkdir()
            yield new
            if whole:
                gone = [entry.name for entry in folder.iterdir() if not entry.name.startswith(".")]
            left = sorted({*gone} - {*_entries(new, within=within)})
            if within and not left and not any(new.iterdir()):
                return
            (staging / GONE).write_text(json.dumps({"gone": left, "within": within}), encoding="utf-8")
            _to_disk(staging)
            new.replace(staging / COMMITTED)
            _sync(staging)
            _finish(folder, staging, undo=True)
            _sweep_of_earlier(folder)
    finally:
        if not existed and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def publish(
    folder: Path,
    files: Mapping[str, bytes],
    folders: Mapping[str, Callable[[Path], None]],
    *,
    gone: Collection[str] = (),
) -> None:
    """Publish files by their names, and folders by functions that fill a path, in place of those that are there.

    `gone` names those of an earlier time that are removed; others stay. Raises BusyError if somebody else is writing
    there for long, OSError if the disk or the permissions do not allow it.
    """
    with publishing(folder, gone=gone) as new:
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        for name, fill in folders.items():
            fill(new / name)


def settle(folder: Path, *, wait: float = WAIT) -> None:
    """Finish a publication in `folder` that was cut short, or wait for one that is being finished.

    Raises BusyError after `wait` seconds, OSError if the disk or the permissions do not allow it.
    """
    if in_exchange(folder):
        with locked(folder, wait=wait):
            pass


def is_empty(folder: Path) -> bool:
    """Whether a folder is not there, or holds nothing but what was never published."""
    return not folder.is_dir() or all(entry.name == STAGING for entry in folder.iterdir())


def in_exchange(folder: Path) -> bool:
    """Whether entries of a publication have yet to take their places."""
    return (folder / STAGING / COMMITTED).is_dir()


@contextmanager
def locked(folder: Path, *, wait: float = WAIT) -> Iterator[Path]:
    """The folder's staging, empty but for the lock that is held; what others left there is finished, or swept.

    Raises BusyError if somebody else still holds the lock after `wait` seconds.
    """
    staging = folder / STAGING
    with lock(staging, folder, wait=wait):
        if (staging / COMMITTED).is_dir():
            _finish(folder, staging, undo=False)
        _sweep(staging)
        try:
            yield staging
        finally:
            _sweep(staging)


@contextmanager
def lock(staging: Path, folder: Path, *, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock in a folder's `staging`, which is made if need be, and removed at the end if nothing else is there.

    The system lets go of it when the process ends, however it ends. Raises BusyError if somebody else still holds it
    after `wait` seconds.
    """
    held = _held(staging, folder, time.monotonic() + wait)
    try:
        yield
    finally:
        if staging.is_dir() and [entry.name for entry in staging.iterdir()] == [LOCK]:
            # While it is held: whoever waits for it sees that its file is gone, and begins again.
            with suppress(OSError):
                (staging / LOCK).unlink()
                staging.rmdir()
        held.close()


def _held(staging: Path, folder: Path, until: float) -> IO[bytes]:
    while True:
        try:
            staging.mkdir(parents=True, exist_ok=True)
            file = (staging / LOCK).open("ab")
        except (FileExistsError, FileNotFoundError):
            # Who held the lock has removed it, with the folder. What is there and no folder nobody removes.
            if os.path.lexists(staging) and not staging.is_dir():
                raise
            continue
        if _is_locked(file) and _is_same(file, staging / LOCK):
            return file
        file.close()
        if time.monotonic() >= until:
            raise BusyError(errno.EAGAIN, "somebody else is writing there; try again when that has ended", str(folder))
        time.sleep(ASK_AGAIN)


def _is_locked(file: IO[bytes]) -> bool:
    """Whether this process has got the lock."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415 - on Windows alone

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_same(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _sweep(staging: Path) -> None:
    """Remove what was never published and what has been replaced."""
    for name in (NEW, OLD):
        shutil.rmtree(staging / name, ignore_errors=True)
    if not (staging / COMMITTED).is_dir():
        (staging / GONE).unlink(missing_ok=True)


def _sweep_of_earlier(folder: Path) -> None:
    """Remove what earlier versions left in a folder when they were killed there, now that it is published anew."""
    for entry in folder.iterdir():
        if EARLIER.fullmatch(entry.name) and entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)


def _finish(folder: Path, staging: Path, *, undo: bool) -> None:
    """Put what is committed at its place; if that fails and `undo` is set, take all of it back."""
    committed, old = staging / COMMITTED, staging / OLD
    old.mkdir(exist_ok=True)
    gone, within = _said(staging / GONE)
    names = _entries(committed, within=within)
    moved: list[tuple[Path, Path]] = []
    try:
        if within:
            for parent in sorted({(folder / name).parent for name in names}):
                _make_way(parent, folder, old, moved)
        for name in names:
            entry, place = committed / name, folder / name
            if _is_there(place):
                _put_away(place, old, moved, leave=entry.is_file())
            _move(entry, place, moved)
        for name in gone:
            # Where a file has gone a folder may be now.
            if _is_there(folder / name) and not (within and _is_folder(folder / name)):
                _put_away(folder / name, old, moved)
    except OSError:
        if undo:
            _take_back(folder, names if within else (), moved)
            committed.replace(staging / NEW)
        raise
    if within:
        _remove_empty(folder, gone)
    _sync_folders({folder, *((folder / name).parent for name in (*names, *gone))})
    # At once, since what is left of it would be published by whoever comes next.
    shutil.rmtree(staging / NEW, ignore_errors=True)
    committed.replace(staging / NEW)
    (staging / GONE).unlink()


def _take_back(folder: Path, names: Iterable[str], moved: Iterable[tuple[Path, Path]]) -> None:
    """Undo moves, the last first, and remove the folders that were made for these names and are empty again."""
    for source, target in reversed([*moved]):
        if _is_folder(source):
            # It was made in place of a file that goes there again.
            _remove_empty(folder, names)
        # A file that was only linked is where it was.
        if not (_is_there(source) and source.samefile(target)):
            target.replace(source)
    _remove_empty(folder, names)


def _said(file: Path) -> tuple[list[str], bool]:
    """What is to go, and whether files are published within folders; an earlier version wrote a list of names alone."""
    said = json.loads(file.read_text(encoding="utf-8"))
    return (said, False) if isinstance(said, list) else (said["gone"], said["within"])


def _entries(folder: Path, *, within: bool) -> list[str]:
    """What is published of a folder by its path: its entries, or the files within it."""
    if not within:
        return sorted(entry.name for entry in folder.iterdir())
    start = len(str(folder)) + 1
    # Of a large site these are tens of thousands, and objects of paths would cost more than moving the files.
    return sorted(f"{path}/{name}"[start:].replace(os.sep, "/") for path, _, names in os.walk(folder) for name in names)


def _make_way(place: Path, folder: Path, old: Path, moved: list[tuple[Path, Path]]) -> None:
    """Have a folder at a place below another, where perhaps a file was."""
    for each in (*reversed(place.relative_to(folder).parents), place.relative_to(folder)):
        path = folder / each
        if path != folder and _is_there(path) and not _is_folder(path):
            _put_away(path, old, moved)
    place.mkdir(parents=True, exist_ok=True)


def _remove_empty(folder: Path, gone: Iterable[str]) -> None:
    """Remove the folders that are empty now that files have gone from them."""
    for name in gone:
        for parent in (folder / name).parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()


def _put_away(place: Path, old: Path, moved: list[tuple[Path, Path]], *, leave: bool = False) -> None:
    """Move what is at a place among the old; where `leave` is set, a file stays too until another replaces it."""
    kept = next(free for n in count() if not _is_there(free := old / f"{n}-{place.name}"))
    if leave and place.is_file() and not place.is_symlink():
        # So that there is no moment in which nobody finds it; some file systems have no such links.
        with suppress(OSError):
            os.link(place, kept)
            moved.append((place, kept))
            return
    _move(place, kept, moved)


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    source.replace(target)
    moved.append((source, target))


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _to_disk(folder: Path) -> None:
    """Have everything below a folder on the disk, so that a power cut after the publication loses nothing of it."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - who only reads a folder needs none

    names = [Path(path) / name for path, folders, files in os.walk(folder) for name in (*files, *folders)]
    # The disk takes many at once; one after the other, those of a large site would take minutes.
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(_sync_all, (names[start::AT_ONCE] for start in range(AT_ONCE))))


def _sync_all(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.name != LOCK:
            _sync(path)


def _sync_folders(folders: Iterable[Path]) -> None:
    """Have the names in those of these folders that are there on the disk."""
    for folder in folders:
        if folder.is_dir():
            _sync(folder)


def _sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk; Windows has no such thing for folders."""
    if os.name == "nt" and path.is_dir():
        return
    opened = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
