"""The projects that are attacked, and what must hold of their builds."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

from benchmarks.attack.processes import run
from benchmarks.generate import generate
from kg.publication import STAGING

if TYPE_CHECKING:
    from pathlib import Path

CLAIMS = 40
UNCOMPARED = (f"{STAGING}/", "store/", "sums/", "staging/", "events/verified.json")


def generated(folder: Path, *, claims: int = CLAIMS, seed: int = 1) -> Path:
    """A generated project, with the shipped ontology as its own."""
    generate(folder, claims, seed)
    return folder


def built(folder: Path, *, claims: int = CLAIMS, seed: int = 1) -> Path:
    """A generated project with its build; raises RuntimeError if it does not build."""
    generated(folder, claims=claims, seed=seed)
    outcome = run(["build", "--root", folder])
    if outcome.status:
        raise RuntimeError(outcome.messages)
    return folder


def copy(project: Path, target: Path) -> Path:
    """A copy with the same times."""
    return shutil.copytree(project, target, symlinks=True)


def published(folder: Path) -> dict[str, str]:
    """The hash of every file by its path, but for what is not published yet and what differs from run to run.

    The graph's store is compared by what it answers; kept sums of events come and go with the questions, as does what
    is known of verified months, and what an import has staged waits for the next one.
    """
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not (name := path.relative_to(folder).as_posix()).startswith(UNCOMPARED)
    }


def torn(out: Path) -> list[str]:
    """What in a build is not of that build, by its own manifest."""
    try:
        outputs = json.loads((out / "build.json").read_bytes())["outputs"]
    except (OSError, ValueError, KeyError) as error:
        return [f"build.json cannot be read: {error}"]
    files = {name: out / name for name in outputs}
    return [
        f"{name} is not of this build"
        for name, path in files.items()
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != outputs[name]
    ]


def remains(folder: Path) -> list[str]:
    """What a publication left behind."""
    return [f"{STAGING} is left behind"] if (folder / STAGING).exists() else []
