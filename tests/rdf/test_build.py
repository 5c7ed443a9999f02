"""A build is read whole: the graph is the one of which its `build.json` speaks, also while another takes its place."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest

from kg.model.records import GraphError
from kg.publication import publish
from kg.rdf import store
from kg.rdf.build import NotBuiltError, manifest, open_build

GRAPHS = [f"<urn:{n}> <urn:is> <urn:{n}> .\n".encode() for n in range(2)]


def write_build(out, n_quads):
    made = {"build.json": json.dumps({"dataset": hashlib.sha256(n_quads).hexdigest()}).encode()}
    publish(out, made, {"store": lambda folder: store.create(folder, n_quads)})


def test_a_graph_is_the_one_of_its_build(tmp_path):
    write_build(tmp_path, GRAPHS[0])
    assert [quad.subject.value for quad in open_build(tmp_path)] == ["urn:0"]


def test_without_a_build_it_is_said_how_to_get_one(tmp_path):
    with pytest.raises(NotBuiltError, match="run `kg build` first"):
        open_build(tmp_path)
    assert manifest(tmp_path) == {}


@pytest.mark.parametrize("text", ["", "{", "[]", "\xff"])
def test_a_damaged_manifest_is_said(tmp_path, text):
    write_build(tmp_path, GRAPHS[0])
    (tmp_path / "build.json").write_text(text, encoding="latin-1")
    with pytest.raises(GraphError, match=r"build\.json is damaged; run `kg build` again"):
        open_build(tmp_path)


def test_the_store_of_another_build_is_refused(tmp_path):
    for name, n_quads in zip("ab", GRAPHS, strict=True):
        write_build(tmp_path / name, n_quads)
    (tmp_path / "a/store").rename(tmp_path / "a/old")
    (tmp_path / "b/store").rename(tmp_path / "a/store")
    with pytest.raises(GraphError, match=r"is not the graph of which .*build\.json speaks; run `kg build` again"):
        open_build(tmp_path / "a")


BUILDS = """
import sys
from pathlib import Path

import kg.publication
from tests.rdf.test_build import GRAPHS, write_build

kg.publication._sync = lambda path: None
for n in range(30):
    write_build(Path(sys.argv[1]), GRAPHS[n % 2])
"""


def test_reading_beside_builds_finds_one_of_them_each_time(tmp_path):
    write_build(tmp_path, GRAPHS[0])
    seen = []
    with subprocess.Popen([sys.executable, "-c", BUILDS, str(tmp_path)]) as builds:
        while builds.poll() is None:
            seen.append([quad.subject.value for quad in open_build(tmp_path)])
    assert builds.returncode == 0
    assert len(seen) > 10
    assert {tuple(each) for each in seen} == {("urn:0",), ("urn:1",)}
