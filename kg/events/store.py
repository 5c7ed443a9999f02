"""A store of imported events: what is in it, and the sums that are kept beside it.

    store.json                              what is in it; made by `kg.events.intake`
    events/year=2018/2018-06-<hash>.parquet the events of a month
    events/verified.json                    which of these have been read and are what was imported
    sums/<scale>-<level>-<cluster>-<half-life>/<hash>.parquet, index.json

A file of sums has those of one or more months, each by itself. The index gives, by hash, the state of each month's
events that they were made from, so that a month that has changed is summed anew and nothing else is read again; and the
hash of the file itself, so that one that has been damaged is made anew too. Who makes sums holds a lock, so that those
who ask at once make them once and read the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

import narwhals.stable.v2 as nw

from kg.events.calendar import MONTHS_BEFORE_EPOCH, month_name, month_of
from kg.events.parquet import whole
from kg.events.problems import EngineError, StoreError
from kg.events.sums import brought, dyadic, merged, monthly_sums, sums
from kg.events.verified import damaged
from kg.publication import STAGING, lock, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.events.engines import Engine
    from kg.events.specification import Specification

    Progress = Callable[[int, int, str], None]

Answer = TypeVar("Answer")

VERSION = 3
MANIFEST = "store.json"
EVENTS = "events"
# How many seconds to wait for another who sums the same; a hundred million events take two minutes.
WAIT = 600.0
GIVEN = "given"
SCALES = ("goldstein-icews", "goldstein-gdelt", "plover", GIVEN)
# The scale that fits a data set: ICEWS numbers its codes by a later version of CAMEO than GDELT and Phoenix.
OWN_SCALES = {"icews": "goldstein-icews"}


@dataclass(frozen=True)
class Store:
    """The events of one data set in a folder; `manifest` is its `store.json`."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def dataset(self) -> str:
        """The name of the data set, such as "icews"."""
        return str(self.manifest["dataset"])

    @property
    def scheme(self) -> str:
        """What its codes are of: "cameo", "plover", or "" for a table of one's own."""
        return str(self.manifest["scheme"])

    @cached_property
    def months(self) -> dict[int, str]:
        """The hash of each month's events, by the number of the month, in order."""
        numbered = ((_month_number(name), entry["sha256"]) for name, entry in self.manifest["months"].items())
        return dict(sorted(numbered))

    @property
    def first_day(self) -> date:
        """The day of the oldest event."""
        return date.fromisoformat(self.manifest["first_day"])

    @property
    def last_day(self) -> date:
        """The day of the newest event."""
        return date.fromisoformat(self.manifest["last_day"])

    def own_scale(self) -> str:
        """The scale that fits the data set; for a table of one's own, the one with a number for the most events."""
        if self.scheme:
            # By the format, since the data set's name is for its user to choose.
            return OWN_SCALES.get(self.manifest["format"], {"cameo": "goldstein-gdelt"}.get(self.scheme, "plover"))
        numbered = self.manifest["counts"]["with_number"]
        return max((GIVEN, "goldstein-gdelt", "plover"), key=lambda scale: numbered[scale.replace("-", "_")])

    def column(self, scale: str) -> str:
        """The column of a scale's intensities; raises StoreError if the data set's codes have no place on it."""
        if scale not in SCALES:
            raise StoreError(f"no scale {scale!r}; there are {', '.join(SCALES)}")
        if scale.startswith("goldstein") and self.scheme == "plover":
            fitting = self.own_scale()
            raise StoreError(
                f"{self.dataset} has codes of PLOVER, and {scale} counts those of CAMEO; use --scale {fitting}"
            )
        return scale.replace("-", "_")

    def events(self, engine: Engine, months: Iterable[int] | None = None) -> nw.LazyFrame[Any] | None:
        """The events of all months, or of some; None if there are none."""
        chosen = list(self.months if months is None else months)
        return engine.scan(self.files_of(chosen)) if chosen else None

    def files_of(self, months: Iterable[int]) -> list[Path]:
        """The files of the events of some months; raises StoreError if one is not, whole, what was imported."""
        files = {
            self.folder / month_file(month_name(month), self.months[month]): self.months[month] for month in months
        }
        for file in files:
            if not whole(file):
                what = "is cut off" if file.exists() else "is missing"
                raise StoreError(f"{file}: {what}; import the files of the store with --again")
        if changed := damaged(self.folder / EVENTS, files):
            raise StoreError(f"{changed}: is not what was imported; import the files of the store with --again")
        return list(files)

    def sums(
        self, specification: Specification, at: int, engine: Engine, progress: Progress = lambda *_: None
    ) -> nw.LazyFrame[Any] | None:
        """The sums by dyad and cluster as of a day; None if nothing had happened by then.

        Whole months before it are taken from the kept sums; only the events of the day's own month are read.
        """
        last = month_of(at)
        whole = [month for month in self.months if month < last]
        parts = []
        if whole:
            kept = self.monthly(specification, engine, progress, until=last - 1)
            parts.append(brought(kept, specification.parameters.half_life, nw.lit(at)))
        if last in self.months:
            own = dyadic(engine.scan(self.files_of([last])), specification, until=at)
            parts.append(sums(own, specification.parameters.half_life, at=at))
        return merged(parts) if parts else None

    def monthly(
        self,
        specification: Specification,
        engine: Engine,
        progress: Progress = lambda *_: None,
        *,
        until: int | None = None,
    ) -> nw.LazyFrame[Any]:
        """The sums of each month by itself, up to one of them; those not yet kept are made and kept."""
        months = {month: digest for month, digest in self.months.items() if until is None or month <= until}
        kept = KeptSums.of(self, specification, months)
        if kept.missing(months):
            kept.folder.mkdir(parents=True, exist_ok=True)
            with lock(kept.folder / STAGING, kept.folder, wait=WAIT):
                if _manifest(self.folder) != self.manifest:
                    # Its sums are not to be put among those of the store that has taken its place.
                    raise StoreError(f"{self.folder}: was made anew meanwhile; ask again")
                # Another may have made them meanwhile.
                kept = KeptSums.of(self, specification, months)
                kept.complete(self, months, specification, engine, progress)
        return kept.frame(months, engine)


@dataclass(frozen=True, slots=True)
class SumsFile:
    """A file of sums by its own hash and the hashes of the months in it, by their numbers as text."""

    sha256: str
    months: Mapping[str, str]


@dataclass
class KeptSums:
    """The sums of a store's months for one scale, level, cluster and half-life; `index` has the files by name."""

    folder: Path
    index: dict[str, SumsFile]

    @classmethod
    def of(cls, store: Store, specification: Specification, months: Mapping[int, str]) -> KeptSums:
        """The kept sums; a file with some of the months, but without its hash, counts as absent."""
        half_life = f"{specification.parameters.half_life:.17g}"
        name = f"{specification.scale}-{specification.level}-{specification.cluster}-{half_life}"
        folder = store.folder / "sums" / name
        try:
            found = json.loads((folder / "index.json").read_text(encoding="utf-8"))
            index = {str(file): SumsFile(str(entry["sha256"]), dict(entry["months"])) for file, entry in found.items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            index = {}
        asked = {(str(month), digest) for month, digest in months.items()}
        damaged = {n for n, of in index.items() if asked & set(of.months.items()) and _digest(folder / n) != of.sha256}
        return cls(folder, {name: of for name, of in index.items() if name not in damaged})

    def missing(self, months: Mapping[int, str]) -> list[int]:
        """The months whose sums are not kept, in order."""
        return sorted(month for month, digest in months.items() if self._file_with(month, digest) is None)

    def complete(
        self,
        store: Store,
        months: Mapping[int, str],
        specification: Specification,
        engine: Engine,
        progress: Progress,
    ) -> None:
        """Make the sums of the months that lack them."""
        missing = self.missing(months)
        groups = _years(missing) if engine.batched else [missing] if missing else []
        done = 0
        for group in groups:
            progress(done, len(missing), "summing")
            self._add(store, group, specification, engine)
            done += len(group)
        if missing:
            progress(done, len(missing), "summing")

    def _add(self, store: Store, months: Sequence[int], specification: Specification, engine: Engine) -> None:
        hashes = {str(month): store.months[month] for month in months}
        name = f"{hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()[:16]}.parquet"
        items = dyadic(engine.scan(store.files_of(months)), specification)
        engine.write(monthly_sums(items, specification.parameters.half_life), self.folder / name)
        self.index[name] = SumsFile(_digest(self.folder / name), hashes)
        self._tidy(store)

    def _tidy(self, store: Store) -> None:
        """Write the index, and remove the files whose months have all changed."""
        current = {(str(month), digest) for month, digest in store.months.items()}
        old, self.index = self.index, {n: f for n, f in sorted(self.index.items()) if current & set(f.months.items())}
        beside = self.folder / f".index.{os.getpid()}"
        written = {name: asdict(file) for name, file in self.index.items()}
        beside.write_text(json.dumps(written, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        beside.replace(self.folder / "index.json")
        for file in (self.folder / name for name in old.keys() - self.index.keys()):
            shutil.rmtree(file, ignore_errors=True) if file.is_dir() else file.unlink(missing_ok=True)

    def frame(self, months: Mapping[int, str], engine: Engine) -> nw.LazyFrame[Any]:
        """The rows of those months, each from the one file that has the right hash for it."""
        wanted: dict[str, list[int]] = {}
        for month, digest in months.items():
            name = self._file_with(month, digest)
            assert name is not None
            wanted.setdefault(name, []).append(month)
        whole = [self.folder / name for name, found in wanted.items() if len(found) == len(self.index[name].months)]
        partly = {name: found for name, found in wanted.items() if len(found) < len(self.index[name].months)}
        frames = [engine.scan(whole)] if whole else []
        frames += [engine.scan([self.folder / n]).filter(nw.col("month").is_in(f)) for n, f in partly.items()]
        return nw.concat(frames) if len(frames) > 1 else frames[0]

    def _file_with(self, month: int, digest: str) -> str | None:
        return next((name for name, of in self.index.items() if of.months.get(str(month)) == digest), None)


def _digest(path: Path) -> str:
    """The SHA-256 of a file, or of all that an engine wrote into a folder; empty if there is none that can be read."""
    try:
        if path.is_dir():
            parts = sorted(path.glob("part-*.parquet"))
            return hashlib.sha256("".join(map(_digest, parts)).encode()).hexdigest() if parts else ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def month_file(name: str, digest: str) -> str:
    """The file of a month's events within a store; every state of the month has a file of its own."""
    return f"{EVENTS}/year={name[:4]}/{name}-{digest[:12]}.parquet"


def open_store(folder: Path) -> Store:
    """The store in a folder; raises StoreError if there is none, or it was made by a later version."""
    path = folder / MANIFEST
    settle(folder)
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        version, months = manifest["version"], manifest["months"]
    except FileNotFoundError:
        raise StoreError(f"{folder}: no store of events; make one: kg events import FILE… --store {folder}") from None
    except (ValueError, KeyError, TypeError):
        raise StoreError(f"{path}: is not the manifest of a store of events") from None
    if version != VERSION:
        raise StoreError(f"{folder}: is of version {version}, and this program reads {VERSION}; import with --again")
    if not months:
        raise StoreError(f"{folder}: the store has no events")
    return Store(folder, manifest)


def reading(folder: Path, ask: Callable[[Store], Answer]) -> Answer:
    """What `ask` gives of the store in a folder; it is asked anew where an import took the store's place meanwhile.

    Raises what `ask` does, StoreError and EngineError only if the store is still the one that was asked.
    """
    while True:
        asked = _identity(folder)
        try:
            return ask(open_store(folder))
        except (StoreError, EngineError):
            if _identity(folder) == asked:
                raise


def _identity(folder: Path) -> tuple[int, int, int] | None:
    """What tells a store from another in its place, though both may be of the same files; None if there is none."""
    settle(folder)
    try:
        stat = (folder / MANIFEST).stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino, stat.st_ctime_ns


def _manifest(folder: Path) -> Any:
    try:
        return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _month_number(name: str) -> int:
    year, month = name.split("-")
    return int(year) * 12 + int(month) - 1 - MONTHS_BEFORE_EPOCH


def _years(months: Sequence[int]) -> list[list[int]]:
    return [list(group) for _, group in groupby(months, key=lambda month: (month + MONTHS_BEFORE_EPOCH) // 12)]
