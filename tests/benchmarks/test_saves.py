"""That the costs of a save come as a table, and that each edit is one that a build takes."""

from __future__ import annotations

import re
import subprocess
import sys

from benchmarks.generate import generate
from benchmarks.saves import edits
from kg import pipeline
from kg.cache import Cache
from tests.checkout import ROOT


def test_every_edit_is_of_one_claim_and_without_errors(tmp_path):
    root = generate(tmp_path / "project", 70)
    before = pipeline.check(root, cache=Cache()).corpus.claims
    files = [*edits(root)]
    checked = pipeline.check(root, cache=Cache())
    assert len(files) > 1
    assert checked.errors == 0
    assert len(
        [None for old, new in zip(before, checked.corpus.claims, strict=True) if old.certainty != new.certainty]
    ) == len(files)


def test_a_tiny_run_makes_the_table():
    command = [sys.executable, "-m", "benchmarks.saves", "--claims", "70", "--runs", "1"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    head, line, *rows = run.stdout.splitlines()
    assert (head.count("|"), line.count("---")) == (5, 4)
    assert [re.sub(r"\d+\.\d\d", "n", row) for row in rows] == ["| kg check | n | n | n |", "| kg build | n | n | n |"]
