"""Changed files take their places all or none, and never over somebody else's change."""

from __future__ import annotations

import os
import stat
import sys
from itertools import count

import pytest

from kg.editing import saving
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


def test_what_moves_is_never_put_over_what_came_there_meanwhile(tmp_path):
    write_files(tmp_path, BEFORE)
    read = files(tmp_path, "articles/one.yaml", "articles/one.txt")
    moved = {file: file.path.with_stem("two") for file in read.values()}
    write_files(tmp_path, {"articles/two.txt": "theirs"})
    with pytest.raises(ChangedError, match=r"two\.txt is there now"):
        save(tmp_path / "sources", {file: file.content for file in read.values()}, moved)
    assert (tmp_path / "sources" / "articles" / "one.txt").read_text() == "text"
    assert (tmp_path / "sources" / "articles" / "two.txt").read_text() == "theirs"


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="ends a process of its own")
def test_a_kill_at_any_moment_leaves_an_article_under_its_old_name_or_its_new_one(tmp_path):
    ends = set()
    for step in count(1):
        root = tmp_path / str(step)
        write_files(root, BEFORE)
        read = files(root, *BEFORE)
        moved = {file: file.path.with_stem("two") for name, file in read.items() if "articles" in name}
        content = {file: b"b" if file.path.suffix == ".yaml" else file.content for file in read.values()}
        reached = killed_at(
            step, lambda root=root, content=content, moved=moved: save(root / "sources", content, moved)
        )
        settle(root / "sources")
        after = {name: text for name, text in contents(root / "sources").items() if ".publishing" not in name}
        assert after in (
            {"actors.yaml": b"a", "articles/one.yaml": b"a", "articles/one.txt": b"text"},
            {"actors.yaml": b"b", "articles/two.yaml": b"b", "articles/two.txt": b"text"},
        )
        ends.add(after["actors.yaml"])
        if not reached:
            break
    assert ends == {b"a", b"b"}


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
@pytest.mark.parametrize("exchanges", [True, False])
def test_what_an_editor_writes_in_the_last_moment_is_put_back(tmp_path, monkeypatch, in_place, exchanges):
    write_files(tmp_path, BEFORE)
    path = tmp_path / "sources" / "articles" / "one.yaml"
    (read,) = files(tmp_path, "articles/one.yaml").values()
    exchange = saving._exchange
    moments = []

    def after_the_last_look(one, other):
        if not moments:
            moments.append(None)
            beside = path if in_place else path.with_name("beside")
            beside.write_bytes(b"theirs")
            beside.replace(path)
        return exchanges and exchange(one, other)

    monkeypatch.setattr(saving, "_exchange", after_the_last_look)
    with pytest.raises(ChangedError):
        replace_file(tmp_path / "sources", read, b"ours")
    assert path.read_bytes() == b"theirs"
    assert not (tmp_path / "sources" / ".publishing").exists()


def test_what_an_editor_writes_into_the_file_that_was_replaced_is_put_back(tmp_path, monkeypatch):
    write_files(tmp_path, BEFORE)
    path = tmp_path / "sources" / "articles" / "one.yaml"
    (read,) = files(tmp_path, "articles/one.yaml").values()
    to_disk = saving._to_disk

    with path.open("r+b") as opened:

        def written(folder):
            opened.truncate(0)
            opened.write(b"theirs")
            opened.flush()
            to_disk(folder)

        monkeypatch.setattr(saving, "_to_disk", written)
        with pytest.raises(ChangedError):
            replace_file(tmp_path / "sources", read, b"ours")
    assert path.read_bytes() == b"theirs"
