"""The journal: undo and redo without end, whatever happens to the process and to its file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.cache import Cache
from kg.editing import journal as journals
from kg.editing.articles import ArticleFile
from kg.editing.changes import Change, ConflictError, RawChange, save_changes
from kg.editing.journal import Journal, journal_folder
from tests.conftest import write_files

TEXT = "claims:\n  - id: a   # odd\n    note: '0'\n\n  - id: b\n    note: x\n"


@pytest.fixture
def root(tmp_path):
    return write_files(tmp_path / "project", {"articles/talks.yaml": TEXT})


@pytest.fixture(params=["folder", "memory"])
def journal(request, tmp_path):
    return Journal(tmp_path / "journals" if request.param == "folder" else None)


def content(root):
    return (root / "sources" / "articles" / "talks.yaml").read_text()


def do(root, journal, *changes, label="step"):
    saved = save_changes(root, "talks", changes)
    journal.done("talks", changes, saved.undo, label)


def number(root, value):
    before = ArticleFile.read(root, "talks").called("a")[0].entry
    return Change("a", before, {**before, "note": str(value)})


def undo(root, journal):
    step = journal.undo("talks")
    save_changes(root, "talks", step.changes)
    journal.undone("talks")
    return step.label


def redo(root, journal):
    step = journal.redo("talks")
    save_changes(root, "talks", step.changes)
    journal.redone("talks")
    return step.label


def test_everything_can_be_undone_and_done_again(root, journal):
    states = [content(root)]
    for value in range(1, 6):
        do(root, journal, number(root, value), label=f"to {value}")
        states.append(content(root))
    do(root, journal, Change("b", {"id": "b", "note": "x"}, None), Change("c", None, {"id": "c"}))
    states.append(content(root))
    do(root, journal, RawChange(1, "claims:\n", "# lines\nclaims:\n"))
    for state in reversed(states):
        undo(root, journal)
        assert content(root) == state
    assert journal.undo("talks") is None
    for state in states[1:]:
        redo(root, journal)
        assert content(root) == state
    assert redo(root, journal) == "step"
    assert journal.redo("talks") is None
    assert [undo(root, journal) for _ in range(4)] == ["step", "step", "to 5", "to 4"]


def test_what_is_undone_cannot_be_done_again_after_something_else(root, journal):
    do(root, journal, number(root, 1))
    undo(root, journal)
    do(root, journal, number(root, 2))
    assert journal.redo("talks") is None


def test_articles_have_journals_of_their_own(root, journal):
    do(root, journal, number(root, 1))
    assert journal.undo("others") is None


def test_what_somebody_else_changed_is_not_undone_and_stays_in_the_journal(root, journal):
    do(root, journal, number(root, 1))
    save_changes(root, "talks", [number(root, 2)])
    with pytest.raises(ConflictError):
        undo(root, journal)
    assert journal.undo("talks") is not None
    save_changes(root, "talks", [number(root, 1)])
    undo(root, journal)
    assert content(root) == TEXT


def test_it_survives_a_restart_and_another_process_beside_it(root, tmp_path):
    first, second = Journal(tmp_path / "j"), Journal(tmp_path / "j")
    do(root, first, number(root, 1), label="first")
    assert second.undo("talks").label == "first"
    do(root, second, number(root, 2), label="second")
    assert undo(root, first) == "second"
    assert second.redo("talks").label == "second"
    assert undo(root, Journal(tmp_path / "j")) == "first"
    assert content(root) == TEXT


def test_a_line_that_was_cut_short_is_left_out_and_the_next_is_whole(root, tmp_path):
    do(root, Journal(tmp_path / "j"), number(root, 1), label="first")
    file = tmp_path / "j" / "talks.jsonl"
    whole = file.read_bytes()
    for damage in (whole[: len(whole) // 2], b'{"step": "done"}\n', b"[]\n\xff\xfe\n", b"null\n"):
        file.write_bytes(whole + damage)
        journal = Journal(tmp_path / "j")
        assert journal.undo("talks").label == "first"
        journal.done("talks", (), (), "second")
        assert [Journal(tmp_path / "j").undo("talks").label, journal.undo("talks").label] == ["second", "second"]


def test_a_file_that_grows_too_large_loses_its_oldest_steps(tmp_path, monkeypatch):
    monkeypatch.setattr(journals, "MOST_BYTES", 4_000)
    monkeypatch.setattr(journals, "KEPT_BYTES", 2_000)
    journal = Journal(tmp_path / "j")
    for each in range(60):
        journal.done("talks", [RawChange(each, "a" * 50, "b")], [RawChange(each, "b", "a" * 50)], str(each))
        if each % 3 == 0:
            journal.undone("talks")
    assert (tmp_path / "j" / "talks.jsonl").stat().st_size <= 4_000
    again = Journal(tmp_path / "j")
    assert again.undo("talks") == journal.undo("talks")
    assert again.undo("talks").label == "59"
    labels = []
    while (step := again.undo("talks")) is not None:
        labels.append(step.label)
        again.undone("talks")
    assert 3 < len(labels) < 40
    assert labels == [str(each) for each in range(59, 0, -1) if each % 3][: len(labels)]
    assert again.redo("talks").label == labels[-1]


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root writes everywhere")
def test_without_a_disk_it_is_kept_in_memory(tmp_path):
    tmp_path.chmod(0o500)
    journal = Journal(tmp_path / "j")
    journal.done("talks", (), (), "kept")
    assert journal.undo("talks").label == "kept"


def test_where_a_file_stands_in_its_way_it_is_kept_in_memory(tmp_path):
    (tmp_path / "j").write_text("a file")
    journal = Journal(tmp_path / "j")
    journal.done("talks", (), (), "kept")
    assert journal.undo("talks").label == "kept"


def test_it_lies_beside_the_cache_which_is_swept(tmp_path):
    folder = tmp_path / ("0" * 32)
    assert journal_folder(Cache()) is None
    assert journal_folder(Cache(folder)) == Path(f"{folder}.journal")


def test_journals_of_projects_that_are_gone_do_not_stay(tmp_path, monkeypatch):
    monkeypatch.setattr(journals, "MOST_PROJECTS", 2)
    for each in range(4):
        folder = tmp_path / f"{each:032}.journal"
        Journal(folder).done("talks", (), (), "step")
        os.utime(folder, (each, each))
    assert sorted(path.name[31] for path in tmp_path.iterdir()) == ["2", "3"]


def test_a_slug_leads_nowhere_else(tmp_path):
    journal = Journal(tmp_path / "j")
    journal.done("../out", (), (), "step")
    assert list(tmp_path.iterdir()) == []
