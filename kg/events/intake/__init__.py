"""Files of event tables → a store: read, resolved, folded, and counted.

    files ─▶ blocks (text with lines) ─▶ staged events ─▶ one file a month ─▶ manifest
             rejects                      actors, codes    repetitions marked

An import that was broken off resumes where it was: staged blocks stay, months are put beside those of the store, and
the manifest, which alone says what is in the store, comes last; then whatever it no longer names is removed.

Rows that are equal in day, dyad (in either order), code and story are one event reported again: the one with the
smallest id counts; the others stay in the store, marked as repetitions among states only or among actors too. A row
that names several people is an event of every pair of them among actors, and of each dyad once among states. Rows of a
month with the same id and the same two actors are the same row, whichever file they come from.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from kg.events.calendar import month_name
from kg.events.intake.formats import FORMATS
from kg.events.intake.manifest import SPILL, STAGING, check_place, complete, fresh, opened, save
from kg.events.intake.months import months_of, write_month
from kg.events.intake.rejects import write_csv, write_frequencies
from kg.events.intake.sources import name_of, source
from kg.events.intake.staging import connection, stage
from kg.events.parquet import whole
from kg.events.problems import IntakeError
from kg.events.resolve import Resolver
from kg.events.store import EVENTS, MANIFEST, month_file
from kg.events.verified import damaged
from kg.publication import STAGING as PUBLISHING
from kg.publication import BusyError, lock, locked, publishing, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.events.intake.sources import Source
    from kg.events.intake.staging import Staged
    from kg.model.records import Actor

    Progress = Callable[[int, int, str], None]

__all__ = ["FORMATS", "FileOutcome", "Imported", "IntakeError", "import_files"]

MEMORY = "2GB"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """The outcome for a file: rows that became events, rows rejected by reason, and where to find a sample of those.

    A row that names several actors is as many `events` as it has pairs of them. `unused` are the columns of a table of
    one's own that mean nothing here; `notes` say what was read otherwise than it stands.
    """

    path: Path
    sha256: str
    format: str
    rows: int
    events: int
    rejected: dict[str, int]
    rejects: Path | None
    encoding: str
    unused: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the files read, those that were there already, the months written, and the store after it.

    A file without any event is not remembered, so that it can be read again in another format. `merged` is how many
    events have the id and actors of another of their month, in these files or in the store, so that one is kept;
    `differing` how many ids stand for such events with something else in them. `overlapping` is how many rows without
    an id stand in more than one file; each counts as often as it does.
    """

    store: Path
    files: tuple[FileOutcome, ...]
    skipped: tuple[Path, ...]
    months: tuple[str, ...]
    merged: int
    differing: int
    overlapping: int
    manifest: dict[str, Any] = field(repr=False)


def silent(_done: int, _total: int, _what: str) -> None:
    """Say nothing about progress."""


def import_files(
    files: Sequence[Path],
    store: Path,
    *,
    format_: str = "auto",
    name: str = "",
    actors: Iterable[Actor] = (),
    again: bool = False,
    memory: str = MEMORY,
    progress: Progress = silent,
) -> Imported:
    """Import event tables into a store, which is created if it does not exist.

    `actors` are those of a project, by whose names events are resolved first; `name` is the data set's; `again` makes
    the store anew from these files. Raises IntakeError, before anything is changed, if a file is not an event table or
    does not belong in this store.
    """
    resolver = Resolver({actor.slug: actor for actor in actors})
    with TemporaryDirectory() as scratch:
        read = (source(path, Path(scratch), format_) for path in files)
        sources = list({each.sha256: each for each in read}.values())
        settle(store)
        wanted = fresh(sources, name, resolver, store)
        check_place(store, again=again)
        work = Work(sources, resolver, memory, progress)
        with _alone(store):
            place = store.resolve()
            _sweep(place, again=again)
            if again:
                return _anew(work, place, store, wanted)
            return _import(work, store, opened(store, wanted, name))


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be imported, and with what."""

    sources: Sequence[Source]
    resolver: Resolver
    memory: str
    progress: Progress


def _beside(place: Path) -> Path:
    """Where a new store is made that takes the place of another."""
    return place.with_name(f".{place.name}.new")


def _sweep(place: Path, *, again: bool) -> None:
    """Remove what was made beside the store and never took its place, since nobody else is at it now.

    What was staged for a store made `again` stays for one that is made so; a complete one may be of other files.
    """
    beside = _beside(place)
    if (beside / MANIFEST).exists() or (not again and (beside / STAGING).is_dir()):
        shutil.rmtree(beside, ignore_errors=True)
    if (place / PUBLISHING).is_dir():
        with locked(place):
            pass


def _anew(work: Work, place: Path, store: Path, wanted: dict[str, Any]) -> Imported:
    """A new store beside the old one, which takes its place when it is whole."""
    beside = _beside(place)
    with _alone(beside):
        made = _import(work, beside, wanted)
    with publishing(place, whole=True) as new:
        new.rmdir()
        beside.replace(new)
    moved = tuple(_moved(outcome, store) for outcome in made.files)
    return replace(made, store=store, files=moved)


def _moved(outcome: FileOutcome, store: Path) -> FileOutcome:
    rejects = outcome.rejects and store / "rejects" / outcome.rejects.name
    return replace(outcome, rejects=rejects)


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    """Lock the store against other imports on this machine while it is read and written."""
    staging = store / STAGING
    existed = store.is_dir()
    try:
        with lock(staging, store, wait=0):
            yield
    except BusyError:
        raise IntakeError(f"{store}: another import is under way there") from None
    finally:
        if not existed and store.is_dir() and not any(store.iterdir()):
            store.rmdir()


def _import(work: Work, store: Path, manifest: dict[str, Any]) -> Imported:
    known = {entry["sha256"] for entry in manifest["files"]}
    new = [found for found in work.sources if found.sha256 not in known]
    skipped = tuple(found.path for found in work.sources if found.sha256 in known)
    staging = store / STAGING
    # Blocks that were staged with other tables or actors do not fit.
    blocks = staging / hashlib.sha256(f"{manifest['tables']} {manifest['actors']}".encode()).hexdigest()[:12]
    blocks.mkdir(exist_ok=True)
    con = connection(staging / SPILL, work.memory)
    try:
        staged = _stage_all(work, new, blocks, con)
        made, doubts = _write_months(store, manifest, staged, con, work.progress)
        outcomes = tuple(_outcome(store, of, found) for of, found in zip(new, staged, strict=True))
        if made:
            _finish(store, manifest, outcomes, made, con)
        else:
            complete(manifest)
    finally:
        con.close()
        shutil.rmtree(staging / SPILL, ignore_errors=True)
        if not any(blocks.iterdir()):
            # Nothing that a later import could go on with.
            blocks.rmdir()
    shutil.rmtree(staging, ignore_errors=True)
    return Imported(store, outcomes, skipped, tuple(made), manifest=manifest, **doubts)


def _stage_all(work: Work, sources: Sequence[Source], folder: Path, con: Any) -> list[Staged]:
    total, done = sum(found.size for found in sources), 0
    found = []
    for each in sources:

        def progress(size: int, each: Source = each) -> None:
            nonlocal done
            done += size
            # A packed table has more bytes than its file.
            work.progress(min(done, total), total, f"reading {each.path.name}")

        progress(0)
        found.append(stage(each, work.resolver, folder, con, progress))
    return found


def _write_months(
    store: Path, manifest: dict[str, Any], staged: Sequence[Staged], con: Any, progress: Progress
) -> tuple[dict[str, Path], dict[str, int]]:
    """Make the files of the months that staged events are of, beside the store's, and count doubts about them."""
    made: dict[str, Path] = {}
    doubts = dict.fromkeys(("merged", "differing", "overlapping"), 0)
    files = [file for each in staged for file in each.files]
    unnamed = any(each.unnamed for each in staged)
    months = months_of(files, con) if files else []
    for number, month in enumerate(months):
        name = month_name(month)
        progress(number, len(months), f"writing {name}")
        entry = manifest["months"].get(name)
        own = store / month_file(name, entry["sha256"]) if entry else None
        if own is not None and (not whole(own) or damaged(store / EVENTS, {own: entry["sha256"]})):
            raise IntakeError(f"{own}: is not what was imported; import the files of the store with --again")
        made[name] = store / STAGING / f"{name}.parquet"
        manifest["months"][name], found = write_month(month, own, files, made[name], con, unnamed=unnamed)
        doubts = {name: number + found[name] for name, number in doubts.items()}
    return made, doubts


def _outcome(store: Path, of: Source, staged: Staged) -> FileOutcome:
    rejects = None
    if staged.rejects:
        rejects = store / "rejects" / f"{of.sha256[:12]}-{_safe(of.name)}.csv"
        rows = [(of.name, reject.line, reject.reason, reject.text) for reject in staged.rejects]
        write_csv(rejects, ("file", "line", "reason", "text"), rows)
    rejected = dict(sorted(staged.rejected.items()))
    return FileOutcome(
        of.path,
        of.sha256,
        of.format.name,
        staged.rows,
        staged.events,
        rejected,
        rejects,
        staged.encoding,
        of.unused,
        of.notes,
    )


def _safe(name: str) -> str:
    return re.sub(r"[^\w.-]+", "_", name)[:80]


def _finish(
    store: Path, manifest: dict[str, Any], outcomes: Sequence[FileOutcome], made: Mapping[str, Path], con: Any
) -> None:
    """Put the months beside those of the store, and say what is in it; then remove what it no longer has."""
    months = manifest["months"]
    for name, file in made.items():
        place = store / month_file(name, months[name]["sha256"])
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place)
    manifest["files"] += [
        {
            "name": name_of(outcome.path),
            "sha256": outcome.sha256,
            "format": outcome.format,
            "rows": outcome.rows,
            "events": outcome.events,
            "rejected": outcome.rejected,
            "encoding": outcome.encoding,
        }
        for outcome in outcomes
        if outcome.rows
    ]
    complete(manifest)
    named = [store / month_file(name, entry["sha256"]) for name, entry in manifest["months"].items()]
    write_frequencies(store, named, con)
    save(store, manifest)
    for file in set(store.glob("events/*/*.parquet")) - set(named):
        file.unlink(missing_ok=True)
