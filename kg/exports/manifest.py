"""`build.json`: what was built from what, by which versions and with which parameters; no clock in it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.model.files import UnreadableError, content_of
from kg.model.records import original_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from kg.events.datasets import DatasetTension
    from kg.measure.formula import Parameters
    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

# How many characters stand around a quote at most, in builds without whole texts.
QUOTES_ONLY = "quotes_only"
COARSEST = 2_000_000_000
LIBRARIES = ("networkx", "pydantic", "pyoxigraph", "pyvis", "pyyaml", "rdflib")


def manifest(
    corpus: Corpus,
    *,
    as_of: date | None,
    parameters: Parameters,
    inputs: Mapping[str, str],
    dataset: bytes,
    quads: int,
    dyads: int,
    uncounted: Mapping[str, int],
    analyses: Mapping[str, Any],
) -> dict[str, Any]:
    """Counts, what the analyses found, hashes (SHA-256), versions and parameters; `dataset` is the hash of graph.nq.

    `uncounted` is how many claims count in no score for which reason. `copies` says how many of the articles that are
    counted are copies of another that is there.
    """
    from importlib.metadata import version  # noqa: PLC0415 - reading a manifest does not need it

    return {
        "as_of": as_of.isoformat() if as_of else None,
        "dataset": digest(dataset),
        "counts": {
            "articles": len(corpus.articles),
            "claims": len(corpus.claims),
            "actors": len(corpus.actors),
            "issues": len(corpus.issues),
            "events": len(corpus.events),
            "quads": quads,
            "dyads": dyads,
        },
        "copies": sum(original_of(corpus.articles, slug) != slug for slug in corpus.articles),
        "uncounted": dict(sorted(uncounted.items())),
        **({"project": said} if (said := corpus.description.summary()) else {}),
        "analyses": dict(analyses),
        "parameters": asdict(parameters),
        "versions": {"detente": version("detente"), **{name: version(name) for name in LIBRARIES}},
        "inputs": dict(sorted(inputs.items())),
    }


def of_datasets(datasets: Sequence[DatasetTension]) -> dict[str, Any]:
    """What the manifest says of data sets of events: nothing if there are none."""
    found = [
        {
            "dataset": each.dataset,
            "scale": each.scale,
            "cluster": each.cluster,
            "at": each.at.isoformat(),
            "last_day": each.last_day.isoformat(),
            "dyads": len(each.dyads),
        }
        for each in datasets
    ]
    return {"event_datasets": found} if found else {}


def input_files(root: Path, vocabulary: Vocabulary) -> list[Path]:
    """Every file that a build depends on."""
    return [*source_files(root), *vocabulary.files()]


def source_files(root: Path) -> list[Path]:
    """Every file that a build depends on but for those of the vocabulary."""
    sources = root / "sources"
    patterns = ("*.yaml", "articles/*.yaml", "articles/*.txt")
    described = [file for file in [root / "project.yaml"] if file.is_file()]
    return [*described, *(file for pattern in patterns for file in sorted(sources.glob(pattern)))]


def changed(root: Path, vocabulary: Vocabulary, built: Mapping[str, Any], file: Path) -> bool:
    """Whether an input differs from what `build.json`, the `file`, says was built.

    Inputs are read only where their names differ, or one of them or its folder has changed since the build began in
    whatever way: a file that was moved or unpacked there keeps its time of writing, but not that of its change (ctime).
    """
    if not built or root.is_file():
        return False
    files, inputs = input_files(root, vocabulary), built.get("inputs")
    if not isinstance(inputs, dict) or {_name(root, path) for path in files} != inputs.keys():
        return True
    begun = file.stat().st_mtime_ns
    try:
        if all(_changed_at(path) < begun for path in {*files, *(path.parent for path in files)} - {root}):
            return False
        return input_hashes(root, files) != inputs
    except (OSError, UnreadableError):
        return True


def date_from(file: Path, begun: int) -> None:
    """Date `build.json` from when its inputs began to be read, in nanoseconds, for `changed` to compare with.

    What is saved while a build runs is later than that. Two seconds less are for the coarsest of file systems.
    """
    os.utime(file, ns=(begun - COARSEST, begun - COARSEST))


def _changed_at(path: Path) -> int:
    """When a file, or the link that leads to it, changed last, in nanoseconds."""
    return max(path.lstat().st_ctime_ns, (stat := path.stat()).st_ctime_ns, stat.st_mtime_ns)


def input_hashes(root: Path, files: Iterable[Path]) -> dict[str, str]:
    """The hash of every input file by its path; files outside the project go by their name alone.

    Raises UnreadableError if one is no file any more.
    """
    return {_name(root, path): digest(content_of(path)) for path in files}


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else f"(packaged)/{path.name}"


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
