"""Curated files → Corpus, with file, line and column for every value."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.sources.coding import read_coding
    from kg.sources.corpus import read
    from kg.sources.description import in_its_language
    from kg.sources.reading_rules import RULES

__all__ = ["RULES", "in_its_language", "read", "read_coding"]

MODULES = {"read": "corpus", "read_coding": "coding", "in_its_language": "description", "RULES": "reading_rules"}


def __getattr__(name: str) -> Any:
    """What is named above, imported when it is asked for: forms of files are slow to import, folding a quote is not."""
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{MODULES[name]}"), name)
