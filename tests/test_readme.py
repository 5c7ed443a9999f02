"""Every command of the README works as it stands there."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkout import ROOT
from tests.server.serving import hear_signals

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
COMMANDS = [
    shlex.join(words)
    for language, text in BLOCKS
    if language == "sh"
    for line in text.splitlines()
    if (words := shlex.split(line, comments=True))
]
SET_UP = {"make", "make test"}
ADDRESS = "http://127.0.0.1:7878"


@pytest.fixture(scope="module")
def checkout(built, tmp_path_factory):
    """A built copy of the project in which the commands may write."""
    folder = tmp_path_factory.mktemp("readme")
    for name, root in (("sources", built.root), ("out", built.root), ("docs", ROOT)):
        subprocess.run(["cp", "-r", root / name, folder / name], check=True)
    for coder, certainty in (("anna", "possible"), ("ben", "probable")):
        (folder / "coding" / coder).mkdir(parents=True)
        for described in (folder / "sources" / "articles").glob("*.yaml"):
            # What both would have coded the same is no difference.
            text = described.read_text(encoding="utf-8").replace("certainty: possible", f"certainty: {certainty}")
            (folder / "coding" / coder / described.name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def environment():
    return os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def test_there_are_commands_to_try():
    assert len(COMMANDS) > 12


@pytest.mark.timeout(900)
def test_every_command_works_in_its_order(checkout, environment):
    """One test, since the later commands work on what the earlier ones made."""
    apart = (*SET_UP, *served(), *watching(), *coding())
    for command in (c for c in COMMANDS if c not in apart and ".venv" not in c):
        done = subprocess.run(command, shell=True, cwd=checkout, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert done.stdout or done.stderr, command


def served():
    return [c for c in COMMANDS if c.startswith("kg serve") or ADDRESS in c]


def watching():
    return [c for c in COMMANDS if c.endswith(" --watch")]


def coding():
    return [c for c in COMMANDS if c.startswith("kg annotate")]


def test_the_workbench_says_where_it_is_and_ends_when_it_is_asked(checkout, environment):
    (command,) = coding()
    options = {"cwd": checkout, "env": environment, "text": True, "preexec_fn": hear_signals}
    assert (checkout / "my-project").is_dir()
    with subprocess.Popen(
        [*shlex.split(command), "--no-browser", "--port", "0"], stderr=subprocess.PIPE, **options
    ) as server:
        assert re.search(r"http://127\.0\.0\.1:\d+/\?token=", server.stderr.readline())
        server.send_signal(signal.SIGINT)
        server.stderr.read()
    assert server.returncode == 0


def test_what_watches_goes_on_until_it_is_interrupted(checkout, environment):
    assert len(watching()) == 2
    options = {"cwd": checkout, "env": environment, "text": True, "preexec_fn": hear_signals}
    for command in watching():
        with subprocess.Popen(
            shlex.split(command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options
        ) as watched:
            assert re.search("built in|0 errors", watched.stdout.readline())
            watched.send_signal(signal.SIGINT)
            assert watched.stdout.read() == ""
        assert watched.returncode == 0


def test_what_it_serves_can_be_asked(checkout, environment):
    serve, asked = served()
    options = {"cwd": checkout, "env": environment, "text": True}
    with subprocess.Popen([*shlex.split(serve), "--port", "0"], stderr=subprocess.PIPE, **options) as server:
        try:
            ready = next(line for line in server.stderr if "http://" in line)
            address = re.search(r"http://127\.0\.0\.1:\d+", ready)[0]
            command = shlex.split(asked.replace(ADDRESS, address))
            done = subprocess.run(command, capture_output=True, check=True, **options)
            local = subprocess.run(["kg", "tension"], capture_output=True, check=True, **options)
        finally:
            server.terminate()
            server.stderr.read()
    assert done.stdout == local.stdout != ""


def test_the_python_of_the_readme_runs(checkout):
    code = "".join(text for language, text in BLOCKS if language == "python")
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("china united-states 0.36 Perceiving its growing encirclement")


def test_the_yaml_of_the_readme_is_that_of_the_article():
    text = next(text for language, text in re.findall(r"^ *```(yaml)\n(.*?)^ *```", README, re.MULTILINE | re.DOTALL))
    article = (ROOT / "sources/articles/2016-02-china-topix-thaad-talks.yaml").read_text(encoding="utf-8")
    for line in ("id: gause-go-along", "quote: Beijing will most likely go along with sanctions", "said-by: ken-gause"):
        assert line in text
        assert line in article


def test_setting_up_is_what_ci_does():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert SET_UP == {c for c in COMMANDS if c.startswith("make")}
    assert "step make test" in script
    assert script.rstrip().endswith("step make")


def test_every_command_and_every_link_of_the_readme_exists():
    for name in re.findall(r"\bkg ([a-z]+)", README):
        assert name in __import__("kg.cli", fromlist=["COMMANDS"]).COMMANDS
    for path in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / path).exists(), path
    for path in re.findall(r"`((?:sources|ontology|benchmarks)/README\.md|CONTRIBUTING\.md|CHANGELOG\.md)`", README):
        assert (ROOT / path).exists(), path


def test_no_document_has_marks_of_a_merge():
    documents = [*ROOT.glob("*.md"), *ROOT.glob("*/*.md"), *ROOT.glob("*/*/README.md")]
    marks = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in documents
        if not {"node_modules", ".venv"} & {*path.parts}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.startswith(("<<<<<<< ", ">>>>>>> ")) or line == "======="
    ]
    assert len(documents) > 8
    assert marks == []
