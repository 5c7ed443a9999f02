"""Changed files take their places all or none, and never over somebody else's change."""

from __future__ import annotations

import os
import stat
import sys
from itertools import count

import pytest

from kg.editing.saving import ChangedError, replace_file, save
from kg.editing.text import FileText
from kg.publication import settle
from tests.conftest import write_files
from tests.test_publication import contents, killed_at

BEFORE = {"actors.yaml": "a", "articles/one.yaml": "a", "articles/one.txt": "text"}


def files(root, *names):
    return {name: FileText.read(root / "sources" / name, root / "sources") for name in names}


def test_files_in_several_folders_are_written_and_their_neighbours_stay(tmp_path):
    write_files(tmp_path, BEFORE)
    (tmp_path / "sources" / "actors.yaml").chmod(0o640)
    save(tmp_path / "sources", dict.fromkeys(files(tmp_path, "actors.yaml", "articles/one.yaml").values(), b"b"))
    assert contents(tmp_path / "sources") == {
        "actors.yaml": b"b", "articles/one.yaml": b"b", "articles/one.txt": b"text",
    }  # fmt: skip
    assert stat.S_IMODE((tmp_path / "sources" / "actors.yaml").stat().st_mode) == 0o640


@pytest.mark.parametrize("change", [lambda path: path.write_text("theirs"), lambda path: path.unlink()])
def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path, change):
    write_files(tmp_path, BEFORE)
    read = files(tmp_path, "actors.yaml", "articles/one.yaml")
    change(tmp_path / "sources" / "articles" / "one.yaml")
    with pytest.raises(ChangedError, match=r"one\.yaml has changed"):
        save(tmp_path / "sources", dict.fromkeys(read.values(), b"b"))
    assert (tmp_path / "sources" / "actors.yaml").read_text() == "a"
    assert not (tmp_path / "sources" / ".publishing").exists()


def test_a_link_within_the_sources_stays_one(tmp_path):
    write_files(tmp_path, BEFORE | {"articles/two.yaml": "a"})
    link = tmp_path / "sources" / "actors.yaml"
    link.unlink()
    link.symlink_to("articles/two.yaml")
    save(tmp_path / "sources", dict.fromkeys(files(tmp_path, "actors.yaml").values(), b"b"))
    assert link.is_symlink()
    assert (tmp_path / "sources" / "articles" / "two.yaml").read_text() == "b"


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="ends a process of its own")
def test_a_kill_at_any_moment_leaves_all_or_none(tmp_path):
    ends = set()
    for step in count(1):
        root = tmp_path / str(step)
        write_files(root, BEFORE)
        read = files(root, "actors.yaml", "articles/one.yaml")
        reached = killed_at(
            step, lambda read=read, root=root: save(root / "sources", dict.fromkeys(read.values(), b"b"))
        )
        settle(root / "sources")
        after = {name: content for name, content in contents(root / "sources").items() if ".publishing" not in name}
        assert after.pop("articles/one.txt") == b"text"
        assert after in (
            {"actors.yaml": b"a", "articles/one.yaml": b"a"},
            {"actors.yaml": b"b", "articles/one.yaml": b"b"},
        )
        ends.add(after["actors.yaml"])
        if not reached:
            break
    assert ends == {b"a", b"b"}
    assert step > 10


def test_one_file_is_put_in_its_place_and_keeps_its_permissions(tmp_path):
    write_files(tmp_path, BEFORE)
    path = tmp_path / "sources" / "articles" / "one.yaml"
    path.chmod(0o640)
    (read,) = files(tmp_path, "articles/one.yaml").values()
    replace_file(tmp_path / "sources", read, b"b")
    assert contents(tmp_path / "sources") == {
        "actors.yaml": b"a", "articles/one.yaml": b"b", "articles/one.txt": b"text",
    }  # fmt: skip
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    with pytest.raises(ChangedError):
        replace_file(tmp_path / "sources", read, b"c")
    assert path.read_bytes() == b"b"


@pytest.mark.parametrize("in_place", [True, False])
def test_what_an_editor_writes_in_the_last_moment_is_put_back(tmp_path, monkeypatch, in_place):
    write_files(tmp_path, BEFORE)
    path = tmp_path / "sources" / "articles" / "one.yaml"
    (read,) = files(tmp_path, "articles/one.yaml").values()
    link = os.link

    def after_the_last_look(source, target):
        if in_place:
            link(source, target)
            path.write_bytes(b"theirs")
        else:
            path.with_name("beside").write_bytes(b"theirs")
            path.with_name("beside").replace(path)
            link(source, target)

    monkeypatch.setattr(os, "link", after_the_last_look)
    with pytest.raises(ChangedError):
        replace_file(tmp_path / "sources", read, b"ours")
    assert path.read_bytes() == b"theirs"
    assert not (tmp_path / "sources" / ".publishing").exists()
