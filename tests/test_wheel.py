"""The wheel, installed in a clean environment, makes a project that builds."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import pytest

from tests.checkout import ROOT


def run(*command, cwd, **kwargs):
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, **kwargs)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    pytest.importorskip("build", reason="needs the package build: pip install -e '.[dev]'")
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_what_the_package_needs(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "kg/ontology/schema.ttl", "kg/ontology/shapes.ttl", "kg/ontology/queries/denials.rq", "kg/py.typed",
        "kg/cli/starter/sources/actors.yaml", "kg/web/templates/view.html.j2", "kg/web/templates/pages/pages.css",
        "kg/server/assets/ask.js",
        "kg/web/templates/view.bundle.js", "kg/web/templates/view/table.css", "kg/web/templates/served.js",
    ):  # fmt: skip
        assert name in names
    assert not any(name.startswith(("tests", "sources", "benchmarks")) for name in names)
    assert not any(name.startswith("kg/web/templates/shared/") for name in names)


@pytest.mark.skipif("CI" not in os.environ, reason="a clean environment takes a minute; set CI=1 to run it")
@pytest.mark.timeout(900)
def test_init_and_build_from_the_installed_wheel(wheel, tmp_path):
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    # Most modules of what is installed with it are never imported here, so none is compiled beforehand.
    run(tmp_path / "venv/bin/python", "-m", "pip", "install", "--quiet", "--no-compile", wheel, cwd=tmp_path)
    kg = tmp_path / "venv/bin/kg"
    run(kg, "init", "x", cwd=tmp_path)
    assert "out/index.html" in run(kg, "build", cwd=tmp_path / "x")
    assert "Norland – Sudmark" in run(kg, "explain", "norland", "sudmark", cwd=tmp_path / "x")
    assert "Fishermen in Sudmark" in run(kg, "query", "--name", "denials", cwd=tmp_path / "x")
