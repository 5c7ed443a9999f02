"""Where the files are that come with the package."""

from __future__ import annotations

from pathlib import Path


def ontology() -> Path:
    """The folder of the ontology that comes with the package, or with its checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "ontology"
    return inside if inside.is_dir() else package.parent / "ontology"
