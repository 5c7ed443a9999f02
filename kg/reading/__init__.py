"""Curated files → Corpus, with file, line and column for every value."""

from kg.reading.corpus import read
from kg.reading.rules import RULES

__all__ = ["RULES", "read"]
