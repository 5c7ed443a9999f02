"""Imports of data bases that are made by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from kg import sources
from kg.importing.dna import import_dna
from kg.sources import rules
from tests.importing.dna_maker import make


@pytest.fixture
def dna(tmp_path):
    """Make a data base by a function of its Maker; gives its path."""
    return lambda fill, name="made.dna": make(tmp_path / name, fill)


@pytest.fixture
def imported(dna, tmp_path, terms):
    """Import a data base that is made by a function; gives the result and the corpus that our reader finds.

    There are no errors, and exactly the `warnings`, by rule: most of what is implausible is as others coded it.
    """

    def run(fill, warnings=None, **options):
        folder = tmp_path / "project"
        result = import_dna(dna(fill), folder, **options)
        corpus, findings = sources.read(folder, terms)
        found = [*findings, *rules.run(corpus, terms)]
        assert [each for each in found if each.severity == "error"] == []
        assert Counter(each.rule for each in found) == (warnings or {})
        return result, corpus

    return run
