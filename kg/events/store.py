"""A store of imported events: what is in it, and the sums that are kept beside it.

    store.json                              what is in it; made by `kg.events.intake`
    events/year=2018/2018-06-<hash>.parquet the events of a month
    sums/<scale>-<level>-<cluster>-<half-life>/<hash>.parquet, index.json

A file of sums has those of one or more months, each by itself. The index gives, by hash, the state of each month's
events that they were made from, so that a month that has changed is summed anew and nothing else is read again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from kg.events.calendar import MONTHS_BEFORE_EPOCH, month_name, month_of
from kg.events.parquet import whole
from kg.events.problems import StoreError
from kg.events.sums import brought, dyadic, merged, monthly_sums, sums
from kg.publication import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.events.engines import Engine
    from kg.events.specification import Specification

    Progress = Callable[[int, int, str], None]

VERSION = 3
MANIFEST = "store.json"
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
        """The files of the events of some months; raises StoreError if one is missing or cut off."""
        files = [self.folder / month_file(month_name(month), self.months[month]) for month in months]
        for file in files:
            if not whole(file):
                what = "is cut off" if file.exists() else "is missing"
                raise StoreError(f"{file}: {what}; import the files of the store with --again")
        return files

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
            own = dyadic(engine.scan(self.files_of([last])), specification)
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
        kept = KeptSums.of(self, specification)
        kept.complete(self, months, specification, engine, progress)
        return kept.frame(months, engine)


@dataclass
class KeptSums:
    """The sums of a store's months for one scale, level, cluster and half-life.

    `index` has, by the name of each file, the hashes of the months in it.
    """

    folder: Path
    index: dict[str, dict[str, str]]

    @classmethod
    def of(cls, store: Store, specification: Specification) -> KeptSums:
        """The kept sums; a file that cannot be read, or was cut off, counts as absent, since all can be made anew."""
        half_life = f"{specification.parameters.half_life:.17g}"
        name = f"{specification.scale}-{specification.level}-{specification.cluster}-{half_life}"
        folder = store.folder / "sums" / name
        try:
            found = dict(json.loads((folder / "index.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            found = {}
        return cls(folder, {file: months for file, months in found.items() if whole(folder / file)})

    def complete(
        self,
        store: Store,
        months: Mapping[int, str],
        specification: Specification,
        engine: Engine,
        progress: Progress,
    ) -> None:
        """Make the sums of the months that lack them."""
        missing = sorted(month for month, digest in months.items() if self._file_with(month, digest) is None)
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
        self.folder.mkdir(parents=True, exist_ok=True)
        engine.write(monthly_sums(items, specification.parameters.half_life), self.folder / name)
        self.index[name] = hashes
        self._tidy(store)

    def _tidy(self, store: Store) -> None:
        """Write the index, and remove the files whose months have all changed."""
        current = {(str(month), digest) for month, digest in store.months.items()}
        old, self.index = self.index, {n: m for n, m in sorted(self.index.items()) if current & set(m.items())}
        beside = self.folder / f".index.{os.getpid()}"
        beside.write_text(json.dumps(self.index, indent=1, sort_keys=True) + "\n", encoding="utf-8")
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
        whole = [self.folder / name for name, found in wanted.items() if len(found) == len(self.index[name])]
        partly = {name: found for name, found in wanted.items() if len(found) < len(self.index[name])}
        frames = [engine.scan(whole)] if whole else []
        frames += [engine.scan([self.folder / n]).filter(nw.col("month").is_in(f)) for n, f in partly.items()]
        return nw.concat(frames) if len(frames) > 1 else frames[0]

    def _file_with(self, month: int, digest: str) -> str | None:
        return next((name for name, months in self.index.items() if months.get(str(month)) == digest), None)


def month_file(name: str, digest: str) -> str:
    """The file of a month's events within a store; every state of the month has a file of its own."""
    return f"events/year={name[:4]}/{name}-{digest[:12]}.parquet"


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


def _month_number(name: str) -> int:
    year, month = name.split("-")
    return int(year) * 12 + int(month) - 1 - MONTHS_BEFORE_EPOCH


def _years(months: Sequence[int]) -> list[list[int]]:
    return [list(group) for _, group in groupby(months, key=lambda month: (month + MONTHS_BEFORE_EPOCH) // 12)]
