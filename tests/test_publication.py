"""What is published is there whole or not at all, whatever comes between, and others' files stay."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kg.publication import STAGING, BusyError, is_empty, lock, locked, publish, publishing, settle

TOUCHES_THE_DISK = {"open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"}


def in_a_process(action):
    """What becomes of a process that does something: its status, as a shell gives it."""
    pid = os.fork()
    if not pid:
        try:
            action()
        except BaseException:  # noqa: BLE001 - the status alone tells
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed_at(step, action):
    """Do something in a process that ends, as by a kill, before its n-th touch of the disk; whether it was reached."""

    def counted():
        left = step

        def hook(event, _args):
            nonlocal left
            if event in TOUCHES_THE_DISK:
                left -= 1
                if left == 0:
                    os._exit(9)

        sys.addaudithook(hook)
        action()

    status = in_a_process(counted)
    assert status in (0, 9)
    return status == 9


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


OLD = ({"a.txt": b"1", "schema/x.json": b"{}", "gone.txt": b"1"}, {"store": "old"})
NEW = ({"a.txt": b"2", "b.txt": b"2", "schema/x.json": b"[]"}, {"store": "new", "other": "new"})


def published(folder, build, **options):
    files, folders = build
    publish(folder, files, {name: fill(text) for name, text in folders.items()}, **options)


def expected(build):
    files, folders = build
    return files | {f"{name}/data": text.encode() for name, text in folders.items()} | {"notes.txt": b"mine"}


def visible(folder):
    return {name: content for name, content in contents(folder).items() if not name.startswith(STAGING)}


@pytest.fixture
def quick_disk(monkeypatch):
    """Waits for no disk: a kill, other than a power cut, loses nothing that was written."""
    monkeypatch.setattr("kg.publication._sync", lambda _path: None)


@pytest.mark.usefixtures("quick_disk")
def test_a_kill_at_any_place_leaves_the_old_or_the_new_and_no_remains(tmp_path):
    seen, step = [], 0
    while True:
        step += 1
        folder = tmp_path / str(step)
        published(folder, OLD)
        (folder / "notes.txt").write_text("mine")
        reached = killed_at(step, lambda to=folder: published(to, NEW, gone=["gone.txt"]))
        settle(folder)
        left = visible(folder)
        assert left in (expected(OLD), expected(NEW)), step
        seen.append(left == expected(NEW))
        published(folder, NEW, gone=["gone.txt"])
        assert contents(folder) == expected(NEW), step
        if not reached:
            break
    # Once published it stays so, and there were kills before and after.
    assert seen == sorted(seen)
    assert min(seen.count(False), seen.count(True)) > 10


@pytest.mark.usefixtures("quick_disk")
def test_a_kill_while_what_was_cut_short_is_finished_is_finished_by_the_next(tmp_path):
    for first in range(20, 60, 3):
        folder = tmp_path / str(first)
        published(folder, OLD)
        (folder / "notes.txt").write_text("mine")
        killed_at(first, lambda to=folder: published(to, NEW, gone=["gone.txt"]))
        for step in range(1, 40):
            if not killed_at(step, lambda to=folder: settle(to)):
                break
        settle(folder)
        left = visible(folder)
        assert left in (expected(OLD), expected(NEW)), first


@pytest.mark.usefixtures("quick_disk")
def test_a_new_folder_is_there_whole_or_not_at_all(tmp_path):
    step, whole = 0, {name: content for name, content in expected(NEW).items() if name != "notes.txt"}
    while True:
        step += 1
        folder = tmp_path / str(step)
        reached = killed_at(step, lambda to=folder: published(to, NEW))
        settle(folder)
        assert is_empty(folder) or visible(folder) == whole, step
        if not reached:
            break
    assert not is_empty(folder)


@pytest.mark.usefixtures("quick_disk")
def test_two_at_once_take_turns(tmp_path):
    builds = [({f"{n}.txt": text for n in range(20)}, {"store": text.decode()}) for text in (b"one", b"two")]

    def again_and_again(build):
        for _ in range(10):
            published(tmp_path, build)

    children = []
    for build in builds:
        pid = os.fork()
        if not pid:
            try:
                again_and_again(build)
            finally:
                os._exit(0 if sys.exc_info()[0] is None else 1)
        children.append(pid)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children] == [0, 0]
    assert len(set(contents(tmp_path).values())) == 1


def test_who_waits_in_vain_is_told_and_changes_nothing(tmp_path):
    published(tmp_path, OLD)
    before = contents(tmp_path)
    with locked(tmp_path):
        assert in_a_process(lambda: publishing(tmp_path, wait=0).__enter__()) == 1
        with pytest.raises(BusyError, match="somebody else is writing there"), locked(tmp_path, wait=0):
            pass
    assert contents(tmp_path) == before


def test_the_whole_of_a_folder_is_replaced_but_for_what_is_hidden(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "old.html").write_text("old")
    with publishing(tmp_path, whole=True) as new:
        (new / "new.html").write_text("new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "new.html"]


def test_what_earlier_versions_left_goes_with_the_next_publication(tmp_path):
    left = [tmp_path / name for name in (".building-ab12_xyz", ".importing-00000000")]
    own = [tmp_path / name for name in (".building-notes", ".building-AB12CDEF", ".importing-x")]
    for folder in (*left, *own):
        (folder / "old").mkdir(parents=True)
    (tmp_path / ".building-linked00").symlink_to(own[0])
    publish(tmp_path, {"one": b"1"}, {})
    assert not any(folder.exists() for folder in left)
    assert all(folder.is_dir() for folder in (*own, tmp_path / ".building-linked00"))


def test_an_error_in_the_block_leaves_no_folder_that_was_not_there(tmp_path):
    def fails():
        with publishing(tmp_path / "new") as new:
            (new / "half").write_text("h")
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert not (tmp_path / "new").exists()


def test_links_of_others_are_replaced_and_never_followed(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/kept").write_text("kept")
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.txt").symlink_to(tmp_path / "elsewhere/kept")
    (out / "store").symlink_to(tmp_path / "elsewhere")
    published(out, ({"a.txt": b"2"}, {"store": "new"}))
    assert contents(out) == {"a.txt": b"2", "store/data": b"new"}
    assert contents(tmp_path / "elsewhere") == {"kept": b"kept"}


def test_everything_is_on_the_disk_before_it_is_published(tmp_path, monkeypatch):
    synced, replace = [], Path.replace
    monkeypatch.setattr("kg.publication._sync", lambda path: synced.append(path.name))

    def noted(self, target):
        synced.append("published" if Path(target).name == "committed" else "moved")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", noted)
    published(tmp_path, NEW)
    first = synced.index("published")
    assert {"a.txt", "b.txt", "x.json", "data", "store", "other", "schema"} <= set(synced[:first])
    # Then its name, before anything of the old is moved.
    assert synced[first + 1] == STAGING
    assert "moved" not in synced[:first]


BEFORE = {"a/one.txt": b"1", "a/two.txt": b"2", "b/three.txt": b"3", "c": b"4", "d/e/five.txt": b"5"}
AFTER = {"a/one.txt": b"1", "a/two.txt": b"22", "c/six.txt": b"6", "d/e": b"7"}


def within(folder, files, gone=()):
    with publishing(folder, gone=gone, within=True) as new:
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)


def changes():
    """What of the files after is other than before, and what is gone."""
    files = {name: content for name, content in AFTER.items() if BEFORE.get(name) != content}
    return files, sorted(BEFORE.keys() - AFTER.keys())


def test_within_folders_what_has_changed_takes_its_place_and_the_rest_is_not_touched(tmp_path):
    within(tmp_path, BEFORE)
    assert contents(tmp_path) == BEFORE
    untouched = (tmp_path / "a" / "one.txt").stat()
    within(tmp_path, *changes())
    assert contents(tmp_path) == AFTER
    assert not (tmp_path / "b").exists()
    assert (tmp_path / "a" / "one.txt").stat() == untouched


def test_within_folders_nothing_new_touches_nothing(tmp_path):
    within(tmp_path, BEFORE)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    within(tmp_path, {})
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.usefixtures("quick_disk")
def test_a_kill_within_folders_leaves_the_old_or_the_new(tmp_path):
    seen, step = [], 0
    while True:
        step += 1
        folder = tmp_path / str(step)
        within(folder, BEFORE)
        reached = killed_at(step, lambda to=folder: within(to, *changes()))
        settle(folder)
        left = visible(folder)
        assert left in (BEFORE, AFTER), step
        seen.append(left == AFTER)
        if not reached:
            break
    assert seen == sorted(seen)
    assert min(seen.count(False), seen.count(True)) > 5


@pytest.mark.parametrize("last", ["a/two.txt", "c/six.txt", "d/e"])
def test_a_failure_within_folders_is_undone(tmp_path, monkeypatch, last):
    within(tmp_path, BEFORE)
    replace = Path.replace

    def fails(self, target):
        if Path(target) == tmp_path / last and "committed" in self.parts:
            raise PermissionError(last)
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fails)
        with pytest.raises(PermissionError):
            within(tmp_path, *changes())
    assert contents(tmp_path) == BEFORE


def test_a_lock_whose_folder_goes_as_it_is_made_is_made_again(tmp_path, monkeypatch):
    made, tries = Path.mkdir, []

    def gone_meanwhile(path, *args, **options):
        tries.append(path)
        if len(tries) == 1:
            raise FileExistsError
        made(path, *args, **options)

    monkeypatch.setattr(Path, "mkdir", gone_meanwhile)
    with lock(tmp_path / "staging", tmp_path):
        assert (tmp_path / "staging" / "lock").is_file()
    assert len(tries) == 2


def test_a_file_in_the_place_of_the_lock_is_said(tmp_path):
    (tmp_path / "staging").write_bytes(b"")
    with pytest.raises(FileExistsError), lock(tmp_path / "staging", tmp_path):
        pass
