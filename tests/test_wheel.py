"""The wheel, installed in a clean environment, makes a project that builds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from email import message_from_bytes, policy

import pytest

from tests.checkout import ROOT


def run(*command, cwd, also=(), **kwargs):
    ours = ("PYTHON", "VIRTUAL_ENV", "DETENTE_")
    env = {key: value for key, value in os.environ.items() if not key.startswith(ours)} | dict(also)
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=env, capture_output=True, text=True, **kwargs)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


REPOSITORY = "https://forge.example/owner/detente"


def built(folder, **environment):
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder, also=environment)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    pytest.importorskip("build", reason="needs the package build: pip install -e '.[dev]'")
    return built(tmp_path_factory.mktemp("wheel"))


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


def metadata(wheel):
    with zipfile.ZipFile(wheel) as opened:
        name = next(name for name in opened.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(opened.read(name), policy=policy.default)


def test_both_commands_are_there(wheel):
    with zipfile.ZipFile(wheel) as opened:
        name = next(name for name in opened.namelist() if name.endswith("entry_points.txt"))
        assert opened.read(name).decode().split() == [
            "[console_scripts]", "detente", "=", "kg.cli:main", "kg", "=", "kg.cli:main",
        ]  # fmt: skip


def test_the_metadata_says_what_an_index_shows(wheel):
    said = metadata(wheel)
    assert said["Author"] == "The Détente contributors"
    assert len(said["Keywords"].split(",")) > 5
    assert "Typing :: Typed" in said.get_all("Classifier")
    text = said.get_payload(decode=True).decode()
    assert text.startswith("# Détente")
    assert "*An article in the page, with its passages marked and who claims what beside them*" in text
    assert re.findall(r"\]\((?!https?://)", text) == []
    assert said.get_all("Project-URL") is None, "nobody said where the project is"


def test_pictures_and_links_are_absolute_where_the_repository_has_an_address(wheel, tmp_path):
    said = metadata(built(tmp_path, DETENTE_REPOSITORY=REPOSITORY + "/"))
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", said.get_payload(decode=True).decode())
    assert len(pictures) > 3
    for address in pictures:
        assert address.startswith(REPOSITORY)
        assert (ROOT / address.removeprefix(f"{REPOSITORY}/raw/HEAD/")).is_file()
    assert dict(link.split(", ") for link in said.get_all("Project-URL"))["Repository"] == REPOSITORY


def test_an_address_that_is_none_is_refused(wheel, tmp_path):
    with pytest.raises(AssertionError, match="no address such as https://host/owner/name"):
        built(tmp_path, DETENTE_REPOSITORY="https://forge.example/a) [click](https://elsewhere.example")


@pytest.mark.skipif("CI" not in os.environ, reason="a clean environment takes a minute; set CI=1 to run it")
@pytest.mark.timeout(900)
def test_init_and_build_from_the_installed_wheel(wheel, tmp_path):
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    # Most modules of what is installed with it are never imported here, so none is compiled beforehand.
    run(tmp_path / "venv/bin/python", "-m", "pip", "install", "--quiet", "--no-compile", wheel, cwd=tmp_path)
    kg = tmp_path / "venv/bin/kg"
    run(kg, "init", "x", cwd=tmp_path)
    assert "out/index.html" in run(kg, "build", cwd=tmp_path / "x")
    assert run(tmp_path / "venv/bin/detente", "check", cwd=tmp_path / "x") == run(kg, "check", cwd=tmp_path / "x")
    assert "Norland – Sudmark" in run(kg, "explain", "norland", "sudmark", cwd=tmp_path / "x")
    assert "Fishermen in Sudmark" in run(kg, "query", "--name", "denials", cwd=tmp_path / "x")
