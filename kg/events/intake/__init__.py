"""Files of event tables → a store: read, resolved, folded, and counted.

    files ─▶ blocks (text with lines) ─▶ staged events ─▶ one file a month ─▶ manifest
             rejects                      actors, codes    repetitions marked

An import that is broken off is taken up where it was: staged blocks stay, months are written whole, and the manifest,
which alone says what is in the store, comes last.

Rows that are equal in day, dyad (in either order), code and story are one event that was reported again: the one with
the smallest id counts, the others stay in the store and are marked as repetitions, among states or among actors too.
Rows with the same id and the same two actors are the same row, whichever file they come from.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.events.calendar import month_name
from kg.events.concepts import tables_hash
from kg.events.intake.blocks import source
from kg.events.intake.formats import FORMATS
from kg.events.intake.months import file_of, months_of, write_month
from kg.events.intake.rejects import write_csv, write_frequencies
from kg.events.intake.resolve import Resolver
from kg.events.intake.staging import INTENSITIES, connection, stage
from kg.events.problems import IntakeError
from kg.events.store import MANIFEST, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.events.intake.blocks import Source
    from kg.events.intake.staging import Staged
    from kg.model import Actor

    Progress = Callable[[int, int, str], None]

__all__ = ["FORMATS", "FileOutcome", "Imported", "IntakeError", "import_files"]

MEMORY = "2GB"
STAGING = "staging"
TOTALS = ("rows", "between", "repeats")
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What came of a file: rows that are events now, rows rejected by reason, and where a sample of those is."""

    path: Path
    format: str
    rows: int
    rejected: dict[str, int]
    rejects: Path | None
    encoding: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the files read, those that were there already, the months written, and the store after it."""

    store: Path
    files: tuple[FileOutcome, ...]
    skipped: tuple[Path, ...]
    months: tuple[str, ...]
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
    """Import event tables into a store, which is made where there is none.

    `actors` are those of a project, by whose names events are resolved first; `name` is the data set's; `again` makes
    the store anew from these files. Raises IntakeError, before anything is changed, where a file is no event table or
    does not belong into this store.
    """
    resolver = Resolver({actor.slug: actor for actor in actors})
    sources = [source(path, format_) for path in dict.fromkeys(files)]
    if again:
        return _anew(sources, store, name, resolver, memory=memory, progress=progress)
    manifest = _manifest(store, sources, name, resolver)
    with _alone(store):
        return _import(sources, store, manifest, resolver, memory=memory, progress=progress)


def _anew(
    sources: Sequence[Source], store: Path, name: str, resolver: Resolver, *, memory: str, progress: Progress
) -> Imported:
    """A new store beside the old one, which takes its place when it is whole."""
    if store.exists() and any(store.iterdir()) and not (store / MANIFEST).exists() and not (store / STAGING).exists():
        raise IntakeError(f"{store}: is no store of events; name another folder")
    beside = store.with_name(f".{store.name}.new")
    manifest = _manifest(beside, sources, name, resolver)
    with _alone(beside):
        made = _import(sources, beside, manifest, resolver, memory=memory, progress=progress)
    old = store.with_name(f".{store.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if store.exists():
        store.rename(old)
    beside.rename(store)
    shutil.rmtree(old, ignore_errors=True)
    moved = tuple(_moved(outcome, store) for outcome in made.files)
    return Imported(store, moved, made.skipped, made.months, made.manifest)


def _moved(outcome: FileOutcome, store: Path) -> FileOutcome:
    rejects = outcome.rejects and store / "rejects" / outcome.rejects.name
    return FileOutcome(outcome.path, outcome.format, outcome.rows, outcome.rejected, rejects, outcome.encoding)


def _manifest(store: Path, sources: Sequence[Source], name: str, resolver: Resolver) -> dict[str, Any]:
    """The manifest of a store, or that of an empty one; raises IntakeError where the files do not belong into it."""
    if name and not NAME.fullmatch(name):
        raise IntakeError(f"the name {name!r} of the data set must be of small letters, digits and dashes")
    datasets = sorted({found.format.dataset for found in sources})
    if len(datasets) != 1:
        raise IntakeError(
            f"the files are of {' and '.join(datasets)}; a store holds one data set, so import them apart"
        )
    fresh = {
        "version": VERSION,
        "dataset": name or datasets[0],
        "scheme": _scheme(sources),
        "tables": tables_hash(),
        "actors": resolver.digest(),
        "files": [],
        "months": {},
    }
    try:
        found = json.loads((store / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        # An import that was broken off has left its staging.
        if store.is_dir() and any(store.iterdir()) and not (store / STAGING).is_dir():
            raise IntakeError(f"{store}: is no store of events; name another folder, or one that is empty") from None
        return fresh
    except (OSError, ValueError):
        raise IntakeError(f"{store / MANIFEST}: cannot be read; name another folder, or --again") from None
    if name in ("", found["dataset"]) and found["dataset"] not in (fresh["dataset"], name) and not name:
        raise IntakeError(
            f"{store}: holds {found['dataset']}, and these files are {fresh['dataset']}; give another --store"
        )
    if name and found["dataset"] != name:
        raise IntakeError(f"{store}: holds {found['dataset']}; give another --store for {name}")
    for part, what in (("tables", "tables of codes and countries"), ("actors", "actors of the project")):
        if found[part] != fresh[part]:
            raise IntakeError(f"{store}: was made with other {what}; import all its files with --again")
    return dict(found)


def _scheme(sources: Sequence[Source]) -> str:
    schemes = {found.format.scheme for found in sources}
    return schemes.pop() if len(schemes) == 1 else ""


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    """Hold the store against another import of this machine while it is written."""
    (store / STAGING).mkdir(parents=True, exist_ok=True)
    lock = store / STAGING / "lock"
    with lock.open("w") as held:
        try:
            import fcntl  # noqa: PLC0415 - not on every system

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            pass
        except OSError:
            raise IntakeError(f"{store}: another import is under way there") from None
        yield


def _import(
    sources: Sequence[Source],
    store: Path,
    manifest: dict[str, Any],
    resolver: Resolver,
    *,
    memory: str,
    progress: Progress,
) -> Imported:
    known = {entry["sha256"] for entry in manifest["files"]}
    new = list({found.sha256: found for found in sources if found.sha256 not in known}.values())
    skipped = tuple(found.path for found in sources if found.sha256 in known)
    staging = store / STAGING
    con = connection(staging / "spill", memory)
    try:
        staged = _stage_all(new, resolver, staging, con, progress)
        months = _write_months(store, manifest, [file for each in staged for file in each.files], con, progress)
        if new:
            outcomes = tuple(_outcome(store, found, each) for found, each in zip(new, staged, strict=True))
            _finish(store, manifest, new, outcomes, con)
        else:
            outcomes = ()
    finally:
        con.close()
    shutil.rmtree(staging, ignore_errors=True)
    return Imported(store, outcomes, skipped, months, manifest)


def _stage_all(
    sources: Sequence[Source], resolver: Resolver, staging: Path, con: Any, progress: Progress
) -> list[Staged]:
    total, done = sum(found.size for found in sources), 0
    found = []
    for each in sources:

        def told(size: int, each: Source = each) -> None:
            nonlocal done
            done += size
            progress(min(done, total), total, f"reading {each.path.name}")

        progress(min(done, total), total, f"reading {each.path.name}")
        found.append(stage(each, resolver, staging, con, told))
    return found


def _write_months(
    store: Path, manifest: dict[str, Any], staged: Sequence[Path], con: Any, progress: Progress
) -> tuple[str, ...]:
    months = months_of(staged, con) if staged else []
    for number, month in enumerate(months):
        progress(number, len(months), f"writing {month_name(month)}")
        manifest["months"][month_name(month)] = write_month(month, file_of(store, month), staged, con)
    return tuple(map(month_name, months))


def _outcome(store: Path, of: Source, staged: Staged) -> FileOutcome:
    rejects = None
    if staged.rejects:
        rejects = store / "rejects" / f"{of.sha256[:12]}-{_safe(of.path.name)}.csv"
        rows = [(of.path.name, reject.line, reject.reason, reject.text) for reject in staged.rejects]
        write_csv(rejects, ("file", "line", "reason", "text"), rows)
    rejected = dict(sorted(staged.rejected.items()))
    return FileOutcome(of.path, of.format.name, staged.rows, rejected, rejects, staged.encoding)


def _safe(name: str) -> str:
    return re.sub(r"[^\w.-]+", "_", name)[:80]


def _finish(
    store: Path, manifest: dict[str, Any], new: Sequence[Source], outcomes: Sequence[FileOutcome], con: Any
) -> None:
    """Complete the manifest and write it; what else is told of the store first."""
    files = [
        {
            "name": outcome.path.name,
            "sha256": found.sha256,
            "format": outcome.format,
            "rows": outcome.rows,
            "rejected": outcome.rejected,
            "encoding": outcome.encoding,
        }
        for found, outcome in zip(new, outcomes, strict=True)
    ]
    manifest["files"] = sorted([*manifest["files"], *files], key=lambda entry: (entry["name"], entry["sha256"]))
    manifest["months"] = dict(sorted(manifest["months"].items()))
    months = manifest["months"].values()
    if months:
        manifest["first_day"] = min(month["first_day"] for month in months)
        manifest["last_day"] = max(month["last_day"] for month in months)
    counts: Counter[str] = Counter()
    for month in months:
        counts.update({key: value for key, value in month.items() if isinstance(value, int)})
    manifest["counts"] = {key: counts[key] for key in TOTALS} | {
        "rejected": sum(sum(entry["rejected"].values()) for entry in manifest["files"]),
        "without_number": {name: counts[f"without_{name}"] for name in (*INTENSITIES, "given")},
    }
    write_frequencies(store, con)
    beside = store / f".{MANIFEST}.{os.getpid()}"
    beside.write_text(json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(store / MANIFEST)
