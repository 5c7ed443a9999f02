"""Whether an input has changed since the build, by whatever way it came to its place."""

from __future__ import annotations

import os
import shutil
import tarfile

import pytest

from kg.exports.manifest import changed, date_from, input_files, input_hashes
from kg.publication import publish

TEXT = "sources/articles/one.txt"
NOW = 10**9


@pytest.fixture
def built(tmp_path, terms):
    """A folder of sources and the question whether they have changed since it was built."""
    root = tmp_path / "p"
    for name, text in {"sources/actors.yaml": "a: 1\n", TEXT: "One.\n", "sources/articles/one.yaml": "b: 1\n"}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    inputs = input_hashes(root, input_files(root, terms))
    publish(root / "out", {"build.json": b"{}"}, {})
    # As if the build had begun when all these files were old.
    date_from(root / "out/build.json", max(p.stat().st_ctime_ns for p in root.rglob("*")) + 3 * NOW)
    return root, lambda: changed(root, terms, {"inputs": inputs}, root / "out/build.json")


def moved(root, other):
    other.replace(root / TEXT)


def copied_with_its_time(root, other):
    shutil.copy2(other, root / TEXT)


def unpacked(root, other):
    with tarfile.open(root / "x.tar", "w") as packed:
        packed.add(other, TEXT)
    with tarfile.open(root / "x.tar") as packed:
        packed.extractall(root, filter="data")


def linked(root, other):
    (root / TEXT).unlink()
    (root / TEXT).symlink_to(other)


def renamed(root, _other):
    (root / TEXT).rename((root / TEXT).with_name("two.txt"))


def removed(root, _other):
    (root / TEXT).unlink()


def its_folder_exchanged(root, other):
    folder = root / "sources/articles"
    shutil.copytree(folder, root / "new", copy_function=shutil.copy2)
    shutil.copy2(other, root / "new/one.txt")
    folder.rename(root / "old")
    (root / "new").rename(folder)


@pytest.mark.parametrize("way", [moved, copied_with_its_time, unpacked, linked, renamed, removed, its_folder_exchanged])
def test_an_old_file_of_the_same_size_that_comes_to_a_place_is_a_change(built, tmp_path, way):
    root, is_changed = built
    assert not is_changed()
    other = tmp_path / "other.txt"
    other.write_text("Two.\n")
    os.utime(other, ns=(NOW, NOW))
    begun = max(p.stat().st_ctime_ns for p in root.rglob("*")) + 1
    date_from(root / "out/build.json", begun + 2 * NOW)
    # The file system's clock ticks slower than ours.
    while (tmp_path / "tick").stat().st_ctime_ns <= begun if (tmp_path / "tick").exists() else True:
        (tmp_path / "tick").touch()
    way(root, other)
    assert is_changed()


def test_a_copy_of_a_whole_project_is_as_it_was_built(built, tmp_path, terms):
    root, _ = built
    shutil.copytree(root, tmp_path / "copy")
    inputs = input_hashes(root, input_files(root, terms))
    assert not changed(tmp_path / "copy", terms, {"inputs": inputs}, tmp_path / "copy/out/build.json")


@pytest.mark.parametrize("inputs", [None, [], {}])
def test_a_build_that_does_not_say_from_what_is_out_of_date(built, terms, inputs):
    root, _ = built
    assert changed(root, terms, {"dataset": "x", "inputs": inputs}, root / "out/build.json")
