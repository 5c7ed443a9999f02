"""The benchmark of event tables: what is compared comes to the same numbers."""

import io
import runpy
import sys
from contextlib import redirect_stdout
from importlib.util import find_spec

import pytest
from click.testing import CliRunner

from benchmarks.events import __main__ as costs
from benchmarks.events.generate import generate
from benchmarks.measuring import Cost
from kg.cli import cli
from tests.checkout import ROOT

WAYS = [way for way in costs.WAYS if way != "pandas" or find_spec("pandas")]


@pytest.fixture
def in_this_process(monkeypatch):
    """Commands are run in this process, which has all libraries: what they cost is looked at by nobody here."""

    def run(command):
        if command[0] == costs.KG:
            output = CliRunner().invoke(cli, command[1:], catch_exceptions=False).output
        else:
            python, option, module, *arguments = command
            assert (python, option) == (costs.PYTHON, "-m")
            place = ROOT.joinpath(*module.split("."))
            monkeypatch.setattr(sys, "argv", [module, *arguments])
            with redirect_stdout(io.StringIO()) as printed:
                runpy.run_path(str(place if place.is_dir() else place.with_suffix(".py")), run_name="__main__")
            output = printed.getvalue()
        return Cost(wall=1.0, cpu=1.0, peak=1.0, output=output.encode())

    monkeypatch.setattr(costs, "run", run)


def test_the_same_numbers_make_the_same_events(tmp_path):
    for name in ("one", "other"):
        generate(tmp_path / name, 2000)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_all_ways_come_to_the_same_scores_and_shares(in_this_process, tmp_path):
    """`measure` compares them itself, and fails where they differ."""
    rows = costs.measure([5000], 1, WAYS, tmp_path)
    assert [row for row in rows if "failed" in row] == []
    compared = sorted(path.name for path in (tmp_path / "5000").glob("*-again"))
    assert compared == sorted(f"{way}-again" for way in WAYS)
    assert len((tmp_path / "5000" / "ours-again").read_text(encoding="utf-8").splitlines()) > 1000
    text = costs.as_table(rows)
    assert "| 5,000 | panel |" in text


def test_two_ways_that_differ_are_found(tmp_path):
    for way, tension in (("ours", "0.5"), ("sql", "0.6")):
        (tmp_path / f"{way}-again").write_text(f"kg: a note\na,b,tension\nx,y,{tension}\n", encoding="utf-8")
    with pytest.raises(AssertionError):
        costs.same(tmp_path, ["ours", "sql"])
