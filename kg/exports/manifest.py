"""`build.json`: what was built from what, by which versions and with which parameters; no clock in it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from kg.events.datasets import DatasetTension
    from kg.measure.formula import Parameters
    from kg.model.records import Corpus
    from kg.model.vocabulary import Vocabulary

LIBRARIES = ("networkx", "pydantic", "pyoxigraph", "pyrudof", "pyvis", "pyyaml", "rdflib")


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

    `uncounted` is how many claims count in no score for which reason.
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
        "uncounted": dict(sorted(uncounted.items())),
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
    sources = root / "sources"
    patterns = ("*.yaml", "articles/*.yaml", "articles/*.txt")
    return [*(file for pattern in patterns for file in sorted(sources.glob(pattern))), *vocabulary.files()]


def changed(root: Path, vocabulary: Vocabulary, built: Mapping[str, Any], file: Path) -> bool:
    """Whether an input differs from what `build.json` says was built; not read if no input is newer than the build."""
    if not built or root.is_file():
        return False
    files = input_files(root, vocabulary)
    if len(files) == len(built["inputs"]) and all(f.stat().st_mtime_ns < file.stat().st_mtime_ns for f in files):
        return False
    return bool(input_hashes(root, files) != built["inputs"])


def input_hashes(root: Path, files: Iterable[Path]) -> dict[str, str]:
    """The hash of every input file by its path; files outside the project go by their name alone."""
    return {
        (path.relative_to(root).as_posix() if path.is_relative_to(root) else f"(packaged)/{path.name}"): digest(
            path.read_bytes()
        )
        for path in files
    }


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
