"""The command line, run in this process."""

from __future__ import annotations

import csv
import io

import pytest
from click.testing import CliRunner

from kg.cli import cli


@pytest.fixture
def kg(built, monkeypatch):
    """Run `kg …` on the built project and give click's result."""
    for name in ("KG_ENDPOINT", "KG_TOKEN"):
        monkeypatch.delenv(name, raising=False)

    def run(*args, root=built.root, input=None):
        monkeypatch.chdir(root)
        return CliRunner().invoke(cli, [str(arg) for arg in args], input=input, catch_exceptions=False)

    return run


@pytest.fixture
def rows():
    """The rows of a CSV text, as dicts."""
    return lambda text: list(csv.DictReader(io.StringIO(text)))
