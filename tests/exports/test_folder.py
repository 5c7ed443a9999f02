"""A build that fails leaves the last one whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.exports.folder import publish


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def fill(text):
    def write(folder):
        folder.mkdir()
        (folder / "data").write_text(text)

    return write


def test_files_and_folders_take_their_places_and_strangers_stay(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    publish(tmp_path, {"a.txt": b"1", "schema/x.json": b"{}"}, {"store": fill("old")})
    publish(tmp_path, {"a.txt": b"2", "schema/x.json": b"{}"}, {"store": fill("new")})
    assert contents(tmp_path) == {
        "a.txt": b"2", "notes.txt": b"mine", "schema/x.json": b"{}", "store/data": b"new",
    }  # fmt: skip


def test_a_failure_while_writing_changes_nothing(tmp_path):
    publish(tmp_path, {"a.txt": b"1"}, {"store": fill("old")})
    before = contents(tmp_path)

    def broken(_folder):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        publish(tmp_path, {"a.txt": b"2"}, {"store": broken})
    assert contents(tmp_path) == before


def test_what_is_gone_goes_and_comes_back_where_that_fails(tmp_path, monkeypatch):
    publish(tmp_path, {"a.txt": b"1", "gone.txt": b"1", "kept.txt": b"1"}, {})
    before = contents(tmp_path)
    with monkeypatch.context() as patched:
        replace = Path.replace

        def fails_on_gone(self, target):
            if self == tmp_path / "gone.txt":
                raise PermissionError("gone.txt")
            return replace(self, target)

        patched.setattr(Path, "replace", fails_on_gone)
        with pytest.raises(PermissionError):
            publish(tmp_path, {"a.txt": b"2"}, {}, gone=["gone.txt"])
    assert contents(tmp_path) == before
    publish(tmp_path, {"a.txt": b"2"}, {}, gone=["gone.txt", "never there.txt"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "kept.txt"]


def test_a_failure_while_renaming_is_undone(tmp_path, monkeypatch):
    publish(tmp_path, {"a.txt": b"1", "b.txt": b"1"}, {"store": fill("old")})
    before = contents(tmp_path)
    replace = Path.replace

    def fails_on_b(self, target):
        if Path(target).name == "b.txt" and Path(target).parent == tmp_path:
            raise PermissionError("b.txt")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails_on_b)
    with pytest.raises(PermissionError):
        publish(tmp_path, {"a.txt": b"2", "b.txt": b"2"}, {"store": fill("new")})
    assert contents(tmp_path) == before
