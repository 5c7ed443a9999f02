"""The layers of the package, and what each may import."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkout import ROOT

SLOW = ("rdflib", "networkx", "pyvis", "pyshacl", "pydantic", "rich", "pyrudof", "jinja2")
LAYERS, CLICK, DRAWING, RDF = "Layers", "click only in", "pyvis and matplotlib only in", "RDF libraries only in"
# A module, an import that it must not have, and the contract that says so.
FORBIDDEN = [
    ("kg.web.view.payload", "import pyoxigraph", RDF),
    ("kg.web.pages.data", "from rdflib import Graph", RDF),
    ("kg.web.view.event_layer", "def late():\n    import pyoxigraph", RDF),
    ("kg.questions.balance.camps", "import rdflib", RDF),
    ("kg.questions.dyads", "import click", CLICK),
    ("kg.project", "from click import echo", CLICK),
    ("kg.server.app", "import pyvis.network", DRAWING),
    ("kg.questions.timeline.analysis", "import matplotlib", DRAWING),
    ("kg.model.records", "import kg.network.network", LAYERS),
    ("kg.measure.formula", "import kg.questions.dyads", LAYERS),
    ("kg.questions.disputes.analysis", "from kg.events import store", LAYERS),
    ("kg.sources.quotes", "import kg.rdf.store", LAYERS),
    ("kg.rdf.query", "if False:\n    import kg.cli.printing", LAYERS),
]


def lint(root):
    """What import-linter says of the package in a folder, and whether every contract is kept."""
    command = [Path(sys.executable).parent / "lint-imports", "--no-logo"]
    wide = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"COLUMNS": "300"}
    done = subprocess.run(command, cwd=root, env=wide, capture_output=True, text=True)
    return done.stdout + done.stderr, done.returncode == 0


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the package and its contracts, whose modules may be changed."""
    root = tmp_path_factory.mktemp("layers")
    shutil.copytree(
        ROOT / "kg", root / "kg", ignore=shutil.ignore_patterns("*.js", "*.css", "*.j2", "yasgui", "__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def test_the_layers_hold():
    said, kept = lint(ROOT)
    assert kept, said
    assert "0 broken" in said


@pytest.mark.parametrize(("module", "line", "contract"), FORBIDDEN, ids=[f"{m}: {i}" for m, i, _ in FORBIDDEN])
def test_a_forbidden_import_is_reported(package, module, line, contract):
    file = package / f"{module.replace('.', '/')}.py"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\n\n{line}\n", encoding="utf-8")
    try:
        said, kept = lint(package)
    finally:
        file.write_text(text, encoding="utf-8")
    assert not kept
    broken = [row for row in said.splitlines() if row.startswith(contract) and " BROKEN" in row]
    assert len(broken) == 1, said
    assert f"{module} -> " in said.partition("Broken contracts")[2]


def test_a_module_that_is_new_is_covered_too(package):
    file = package / "kg" / "web" / "newcomer.py"
    file.write_text("import pyoxigraph\n", encoding="utf-8")
    try:
        said, kept = lint(package)
    finally:
        file.unlink()
    assert not kept
    assert "kg.web.newcomer -> pyoxigraph" in said


def test_help_imports_nothing_slow():
    code = "import sys; from kg.cli import cli\ntry: cli(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert "click" in loaded
    assert not loaded & set(SLOW)
