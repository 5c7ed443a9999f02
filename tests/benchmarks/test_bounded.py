"""That small files which ask for much are projects that build, and that their costs come as a table."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.bounded import CASES, cost, write
from kg import sources
from tests.checkout import ROOT

# What is wrong in these files is what they ask for: furniture, quotes and names that are not there.
UNREADABLE = {"word", "repeats", "unknown", "deep", "alike"}
TINY = 8


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_a_project_without_mistakes_but_those_that_it_is_about(name, tmp_path, terms):
    case, _ = CASES[name]
    write(case(TINY), tmp_path)
    corpus, found = sources.read(tmp_path, terms)
    errors = sorted({finding.message for finding in found if finding.severity == "error"})
    assert corpus.actors
    assert corpus.claims or name in UNREADABLE
    assert bool(errors) == (name in {"word", "repeats", "deep"}), errors


def test_a_case_grows_with_its_size(tmp_path):
    for name, (case, _) in CASES.items():
        sizes = []
        for size in (TINY, 4 * TINY):
            root = tmp_path / name / str(size)
            write(case(size), root)
            sizes.append(sum(file.stat().st_size for file in root.rglob("*.*") if file.is_file()))
        assert sizes[0] < sizes[1] < 20 * sizes[0], name


def test_a_tiny_run_makes_the_table():
    command = [
        sys.executable,
        "-m",
        "benchmarks.bounded",
        "--only",
        "joint act,deep",
        "--sizes",
        "7",
        "--timeout",
        "120",
    ]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    head, line, *rows = run.stdout.splitlines()
    assert (head.count("|"), line) == (4, "| --- | --- | --- |")
    built, refused = rows
    assert built.startswith("| joint act | 7 | ")
    assert " MB → " in built
    assert built.endswith(" MB |")
    assert refused.startswith("| deep | 7 | ")
    assert refused.endswith("errors |")


def test_a_build_that_takes_too_long_is_given_up_and_said_so(tmp_path):
    write(CASES["article"][0](TINY), tmp_path)
    assert cost(tmp_path, ROOT, 0.05) == "over 0 s on the clock"
