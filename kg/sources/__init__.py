"""Curated files → Corpus, with file, line and column for every value."""

from kg.sources.corpus import read
from kg.sources.description import in_its_language
from kg.sources.reading_rules import RULES

__all__ = ["RULES", "in_its_language", "read"]
