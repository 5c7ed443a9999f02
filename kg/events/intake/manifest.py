"""`store.json`: what is in a store, read with suspicion and written last."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from kg.events.concepts import tables_hash
from kg.events.intake.formats import PLAIN
from kg.events.intake.staging import INTENSITIES
from kg.events.problems import IntakeError
from kg.events.store import MANIFEST, VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.events.intake.sources import Source
    from kg.events.resolve import Resolver

STAGING = "staging"
# Within it, what does not fit into memory.
SPILL = "spill"
# The files of a store, and the temporary ones that are renamed into them.
OWN = re.compile(
    r"events|sums|rejects|staging|\.publishing|\.?(store\.json|unresolved\.csv|armed-groups\.csv|unknown-codes\.csv)(\.\d+)?"
)
TOTALS = ("events", "between", "repeats", "within", "of_groups")
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
NEEDED = ("version", "dataset", "format", "scheme", "tables", "actors", "files", "months")


def fresh(sources: Sequence[Source], name: str, resolver: Resolver, store: Path) -> dict[str, Any]:
    """The manifest of an empty store; raises IntakeError if the files are not of one data set.

    Without a name, a table of one's own takes that of the store's folder.
    """
    if name and not NAME.fullmatch(name):
        raise IntakeError(f"the name {name!r} of the data set must be of small letters, digits and dashes")
    formats = sorted({found.format.dataset for found in sources})
    if len(formats) != 1:
        raise IntakeError(f"the files are of {' and '.join(formats)}; a store holds one data set, so import them apart")
    schemes = {found.format.scheme for found in sources}
    return {
        "version": VERSION,
        "dataset": name or (_named_after(store) if formats == [PLAIN.dataset] else formats[0]),
        "format": formats[0],
        "scheme": schemes.pop() if len(schemes) == 1 else "",
        "tables": tables_hash(),
        "actors": resolver.digest(),
        "files": [],
        "months": {},
    }


def _named_after(store: Path) -> str:
    """The name of a folder as that of a data set."""
    name = re.sub(r"[^a-z0-9]+", "-", store.resolve().name.lower()).strip("-")[:40]
    return name if NAME.fullmatch(name) else PLAIN.dataset


def check_place(store: Path, *, again: bool = False) -> None:
    """Raise IntakeError if a folder holds anything foreign to a store, unless a store there is only added to."""
    if store.exists() and not store.is_dir():
        raise IntakeError(f"{store}: is a file; name a folder")
    others = sorted(path.name for path in store.iterdir() if not OWN.fullmatch(path.name)) if store.is_dir() else []
    if others and not (store / MANIFEST).exists():
        raise IntakeError(f"{store}: is no store of events; name another folder, or one that is empty")
    if others and again:
        raise IntakeError(f"{store}: --again would remove {others[0]}, which is not the store's; move it elsewhere")


def opened(store: Path, wanted: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The manifest of a store, or the wanted one if it has none; raises IntakeError if files do not belong there."""
    try:
        found = json.loads((store / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return dict(wanted)
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or not all(part in found for part in NEEDED):
        raise IntakeError(f"{store / MANIFEST}: cannot be read; name another folder, or make it anew with --again")
    if found["version"] != VERSION:
        raise IntakeError(f"{store}: is of version {found['version']}, and this program writes {VERSION}; use --again")
    if found["format"] != wanted["format"] or (name and found["dataset"] != name):
        called = name or wanted["format"]
        raise IntakeError(f"{store}: holds {found['dataset']}, and these files are {called}; give another --store")
    for part, what in (("tables", "tables of codes and countries"), ("actors", "actors of the project")):
        if found[part] != wanted[part]:
            raise IntakeError(f"{store}: was made with other {what}; import all its files with --again")
    return found


def complete(manifest: dict[str, Any]) -> None:
    """Sort the files and months of a manifest, and add their totals."""
    manifest["files"] = sorted(manifest["files"], key=lambda entry: (entry["name"], entry["sha256"]))
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
        "with_number": {name: counts[f"with_{name}"] for name in (*INTENSITIES, "given")},
    }


def save(store: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest beside, then rename it."""
    beside = store / f".{MANIFEST}.{os.getpid()}"
    beside.write_text(json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(store / MANIFEST)
