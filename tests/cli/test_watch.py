"""`--watch` and `--no-cache` as their users have them: a process, the lines that it prints, and the signal that ends it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading

import pytest

from kg.cache import Cache
from kg.cli.watch import Failed, line_of_build, results
from kg.pipeline import Built
from kg.publication import lock
from tests.checkout import ROOT
from tests.server.serving import hear_signals

ARTICLE = "sources/articles/2016-02-china-topix-thaad-talks.yaml"
LATE = 60


class Watching:
    """A `kg … --watch` whose lines are waited for, those of both streams in one."""

    def __init__(self, root, *command):
        self.root = root
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kg", *command, "--watch", "--root", str(root)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", cwd=root,
            env=os.environ | {"PYTHONPATH": str(ROOT)}, preexec_fn=hear_signals,  # noqa: PLW1509 - it takes no lock
        )  # fmt: skip
        # A line that does not come ends the process, and with it the wait for the line.
        self.late = threading.Timer(LATE, self.process.kill)
        self.late.start()

    def until(self, pattern):
        """The lines up to one with the pattern."""
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if re.search(pattern, line):
                return lines
        pytest.fail(f"{pattern!r} did not come, but: {''.join(lines)}")

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        rest = self.process.communicate()[0]
        self.late.cancel()
        return self.process.returncode, rest

    def edit(self, old, new, name=ARTICLE):
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text
        (self.root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def root(built, tmp_path):
    shutil.copytree(built.root / "sources", tmp_path / "project/sources")
    return tmp_path / "project"


@pytest.fixture
def watching(root):
    started = []

    def start(*command):
        started.append(Watching(root, *command))
        return started[-1]

    yield start
    for each in started:
        each.late.cancel()
        if each.process.returncode is None:
            each.process.kill()
            each.process.communicate()


def test_check_tells_what_is_new_and_gone(watching):
    kg = watching("check")
    assert kg.until("0 errors") == ["85 claims, 0 errors, 0 warnings\n"]
    kg.edit("quote: ", "quote: Not ")
    said = kg.until("in all")
    assert said[-1] == "1 new, 0 gone, 1 in all\n"
    assert re.fullmatch(rf"{ARTICLE}:\d+:\d+: error: .* \[quote-missing\]\n", said[0])
    kg.edit("article:", "# a line before\narticle:")
    assert kg.until("in all") == ["0 new, 0 gone, 1 in all\n"]
    kg.edit("quote: Not ", "quote: ")
    assert kg.until("in all") == ["0 new, 1 gone, 0 in all\n"]
    assert kg.end() == (0, "")


def test_check_ends_with_the_status_of_its_last_findings(watching):
    kg = watching("check")
    kg.until("0 errors")
    kg.edit("said-by: ", "said-by: nobody-")
    kg.until("in all")
    assert kg.end() == (1, "")


def test_check_as_json_is_a_document_a_line(watching):
    kg = watching("check", "--format", "json")
    (first,) = map(json.loads, kg.until("findings"))
    assert first == {"claims": 85, "errors": 0, "warnings": 0, "new": [], "gone": [], "findings": []}
    kg.edit("quote: ", "quote: Not ")
    (second,) = map(json.loads, kg.until("findings"))
    assert second["new"] == second["findings"]
    assert second["errors"] == 1
    assert second["new"][0]["rule"] == "quote-missing"
    assert second["new"][0]["file"] == ARTICLE
    kg.edit("quote: Not ", "quote: ")
    (third,) = map(json.loads, kg.until("findings"))
    assert third == first | {"gone": second["new"]}
    assert kg.end() == (0, "")


def test_build_builds_after_every_save_that_can_be_built(watching, root):
    kg = watching("build")
    (first,) = kg.until("built")
    assert re.fullmatch(r"built in \d+\.\d s: 2 articles · 85 claims · .* · 7 dyads\n", first)
    before = (root / "out/build.json").read_bytes()
    kg.edit("quote: ", "quote: Not ")
    *_, counts, kept = kg.until("kg: ")
    assert counts == "1 new, 0 gone, 1 in all\n"
    assert kept == "kg: error: 1 finding; nothing was written; the last build stays\n"
    assert (root / "out/build.json").read_bytes() == before
    # What ends a stage in the midst is no end.
    shutil.move(root / "sources", root / "away")
    kg.until("nothing was written")
    shutil.move(root / "away", root / "sources")
    kg.until("nothing was written")
    kg.edit("quote: Not ", "quote: ")
    assert re.fullmatch(r"built in .* s: as many of everything; no tension moved\n", kg.until("built")[-1])
    assert (root / "out/build.json").read_bytes() == before
    kg.edit("united-states, type: at-odds-with", "united-states, type: supports")
    changed = kg.until("built")[-1]
    assert re.search(r"; [\w ]+ – [\w ]+ [+-]\d\.\d\d, [+-]\d\.\d\d", changed), changed
    assert (root / "out/build.json").read_bytes() != before
    assert kg.end() == (0, "")


def test_build_waits_for_nobody_without_a_word(watching, root):
    """A folder into which the system lets nobody write is said, and is no end."""
    (root / "out").write_text("a file")
    kg = watching("build")
    assert "nothing was written" in kg.until("kg: error")[-1]
    (root / "out").unlink()
    kg.edit("article:", "# again\narticle:")
    kg.until("built in")
    assert kg.end() == (0, "")


def test_the_page_is_that_of_a_build_from_nothing(watching, root, tmp_path):
    kg = watching("build", "--no-cache")
    kg.until("built")
    kg.edit("united-states, type: at-odds-with", "united-states, type: supports")
    kg.until("built")
    assert kg.end()[0] == 0
    subprocess.run(
        [sys.executable, "-m", "kg", "build", "--root", str(root), "--out", str(tmp_path / "fresh")],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, capture_output=True,
    )  # fmt: skip
    for file in ("index.html", "graph.nq", "tension.csv", "build.json"):
        assert (root / "out" / file).read_bytes() == (tmp_path / "fresh" / file).read_bytes()


def test_a_folder_that_another_build_writes_into_is_refused(root, monkeypatch):
    monkeypatch.setattr("kg.publication.WAIT", 0)
    from kg import publication
    from kg.project import Project

    with lock(root / "out" / publication.STAGING, root / "out"):
        attempts = results(root, lambda cache: Project(root).build(cache=cache), Cache())
        monkeypatch.setattr(
            publication.publishing.__wrapped__,
            "__kwdefaults__",
            publication.publishing.__wrapped__.__kwdefaults__ | {"wait": 0},
        )
        failed = next(attempts)
    assert isinstance(failed, Failed)
    assert "somebody else is writing there" in failed.message


def test_our_own_bugs_are_not_swallowed(root):
    def fails(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        next(results(root, fails, Cache()))


def test_a_line_of_a_build():
    def built(claims, tensions):
        labels = {slug: slug.title() for slug in "abcde"}
        return Built((), None, ("index.html",), {"articles": 2, "claims": claims}, tensions=tensions, labels=labels)

    first = built(1234, {("a", "b"): 0.3, ("a", "c"): 0.1, ("a", "d"): 0.2})
    second = built(1235, {("a", "b"): 0.36, ("b", "c"): -0.5, ("a", "d"): 0.25, ("a", "e"): 0.01})
    assert line_of_build(None, first, 1.26) == "built in 1.3 s: 2 articles · 1,234 claims"
    assert line_of_build(first, second, 0.5) == (
        "built in 0.5 s: 1,235 claims (+1); B – C -0.50, new; A – C no more, +0.10 before; A – B +0.36, +0.06; 2 more moved"
    )
    assert line_of_build(second, second, 0.5) == "built in 0.5 s: as many of everything; no tension moved"


def test_watching_has_no_annotations_of_a_change(kg):
    got = kg("check", "--watch", "--format", "github")
    assert got.exit_code == 2
    assert "--watch has --format text and json" in got.stderr


@pytest.mark.parametrize("command", ["check", "build"])
def test_without_cache_nothing_is_kept_and_nothing_of_it_is_used(kg, root, tmp_path, monkeypatch, command):
    kept = tmp_path / "kept"
    monkeypatch.setenv("KG_CACHE", str(kept))
    assert kg(command, "--no-cache", root=root).exit_code == 0
    assert not kept.exists()
    assert kg(command, root=root).exit_code == 0
    files = {path: path.stat().st_mtime_ns for path in kept.rglob("*") if path.is_file()}
    assert files
    read = []
    monkeypatch.setattr("kg.cache.Cache._read", lambda self, key: read.append(self.folder))
    assert kg(command, "--no-cache", root=root).exit_code == 0
    assert {*read} == {None}
    assert {path: path.stat().st_mtime_ns for path in kept.rglob("*") if path.is_file()} == files


@pytest.mark.parametrize("command", ["check", "build"])
def test_help_says_where_things_are_kept(kg, command):
    text = " ".join(kg(command, "--help").stdout.split())
    assert "KG_CACHE" in text
    assert f"kg {command} --watch" in text
