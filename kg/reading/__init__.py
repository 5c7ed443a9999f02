"""Curated files → Corpus, with file, line and column for every value."""

from kg.reading.corpus import read

__all__ = ["read"]
