"""Changes to claims: what is written is what was meant, and every other byte is as it was."""

from __future__ import annotations

import difflib
import os
import signal
import sys
import time
from contextlib import suppress
from functools import partial
from itertools import count
from multiprocessing import get_context

import pytest

from kg.editing.articles import ArticleFile, EditingError
from kg.editing.changes import Change, ConflictError, NoYamlError, RawChange, changed, save_changes
from kg.editing.saving import ChangedError
from kg.publication import settle
from tests.checkout import ARTICLES
from tests.conftest import write_files
from tests.editing.written_files import article, claims_of
from tests.test_publication import killed_at

SHIPPED = [path.stem for path in sorted((ARTICLES / "sources" / "articles").glob("*.yaml"))]
HEAD = "# The head.\narticle: {title: Talks, publisher: gazette}\n\nclaims:\n"
TWO = (
    HEAD
    + "  - id: one\n    quote: a threat\n    said-by: china\n\n  - id: two\n    quote: denied this\n    said-by: japan\n"
)


def test_a_new_claim_is_written_as_a_person_would():
    new = {
        "note": "A note that is too long for a line of a hundred and twenty characters, and so is folded as people fold"
        " such notes: at a hundred and twenty.",
        "stance": {"type": "opposes", "target": "missiles", "holder": ["china", "japan"], "position": "-0.5"},
        "quote": "the “missiles” it's against, 5",
        "said-by": "china",
        "hedge": ["may", "to some extent"],
        "id": "new",
    }
    content = changed(article(TWO), [Change("new", None, new)])
    assert content.decode() == TWO + (
        "\n"
        "  - id: new\n"
        "    quote: the “missiles” it's against, 5\n"
        "    said-by: china\n"
        "    hedge: [may, to some extent]\n"
        "    note: >-\n"
        "      A note that is too long for a line of a hundred and twenty characters, and so is folded as people fold such notes:\n"
        "      at a hundred and twenty.\n"
        "    stance: {holder: [china, japan], target: missiles, type: opposes, position: -0.5}\n"
    )
    assert claims_of(content)[-1] == new


@pytest.mark.parametrize("slug", SHIPPED)
def test_most_claims_of_people_are_written_as_they_are(slug):
    """What differs are lines that people left longer, or broke where all would fit into one."""
    file = ArticleFile.read(ARTICLES, slug)
    same = 0
    for block in file.claims:
        bare = article("claims:\n")
        written = changed(bare, [Change(block.id, None, block.entry)]).decode().removeprefix("claims:\n")
        same += written == block.raw
        lines = list(difflib.ndiff(block.raw.splitlines(), written.splitlines()))
        folded = [line for line in lines if line[0] == "-" and len(line) <= 100 and ">-" not in line]
        assert len(folded) <= 6
    assert same >= 0.65 * len(file.claims)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_undone_is_as_it_was_to_the_byte(tmp_path, newline):
    root = write_files(tmp_path, {"articles/talks.yaml": ""})
    path = root / "sources" / "articles" / "talks.yaml"
    text = "\ufeff" + (TWO + "\n  # of the third\n  - {id: three, quote: 'x'}   # odd\n").replace("\n", newline)
    path.write_bytes(text.encode())
    changes = [
        Change("one", {"id": "one", "quote": "a threat", "said-by": "china"}, None),
        Change("three", {"id": "three", "quote": "x"}, {"id": "3", "note": "y"}),
        Change("four", None, {"id": "four"}),
    ]
    saved = save_changes(root, "talks", changes)
    assert [block.id for block in saved.file.claims] == ["two", "3", "four"]
    assert save_changes(root, "talks", saved.undo).file.file.content == text.encode()
    assert path.read_bytes() == text.encode()


def test_what_others_did_to_the_lines_of_a_claim_stays_when_a_change_is_undone(tmp_path):
    root = write_files(tmp_path, {"articles/talks.yaml": TWO.replace("said-by: china", "said-by: 'china'")})
    path = root / "sources" / "articles" / "talks.yaml"
    one = ArticleFile.read(root, "talks").claims[0].entry
    saved = save_changes(root, "talks", [Change("one", one, {**one, "said-by": ["china", "japan"]})])
    path.write_text(path.read_text().replace("a threat", "a threat  # really?"))
    save_changes(root, "talks", saved.undo)
    assert path.read_text() == TWO.replace("a threat", "a threat  # really?")


def test_a_claim_that_somebody_changed_is_not_overwritten_and_nothing_else_is_written():
    file = article(TWO)
    one, two = (block.entry for block in file.claims)
    with pytest.raises(ConflictError) as refused:
        changed(file, [Change("one", one, None), Change("two", {**two, "note": "x"}, two), Change("three", one, None)])
    assert refused.value.now == {"two": two, "three": None}
    with pytest.raises(ConflictError) as refused:
        changed(file, [Change("two", None, {"id": "two"})])
    assert refused.value.now == {"two": two}
    with pytest.raises(ConflictError) as refused:
        changed(file, [Change("one", one, {**one, "id": "two"})])
    assert refused.value.now == {"two": two}


def test_claims_of_one_id_or_of_none_are_told_by_what_they_say():
    file = article("claims:\n- {id: a, note: x}\n- {id: a, note: y}\n- note: z\n")
    content = changed(
        file, [Change("a", {"id": "a", "note": "y"}, {"id": "b", "note": "y"}), Change("", {"note": "z"}, None)]
    )
    assert content.decode() == "claims:\n- {id: a, note: x}\n- {id: b, note: y}\n"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change("n", None, None), "neither before nor after"),
        (Change("n", None, {"id": "m"}), "is called"),
        (Change("n", None, {"id": "n", "note": 5}), "no text"),
        (Change("n", None, {"id": "n", "note": "\ud800"}), "surrogate"),
        (Change("n", None, {"id": "n", 5: "x"}), "a key is a word"),
        (Change("n", None, {"id": "n", "k" * 200: "x"}), "a key is a word"),
        (Change("n", None, {"id": "n", "a": [[[[[[[[["deep"]]]]]]]]]}), "nested"),
        (Change("n", None, {"id": "n", "note": "x" * 9_000_000}), "split the article"),
        (Change("n", None, ["n"]), "a mapping"),
    ],
)
def test_what_no_claim_can_be_is_refused(change, why):
    with pytest.raises(EditingError, match=why):
        changed(article(TWO), [change])


BROKEN = TWO.replace("quote: a threat", "quote: a threat: [") + "\n  - id: three\n    note: x\n"


def test_beside_a_mistake_others_can_be_changed():
    file = article(BROKEN)
    assert [(block.id, block.entry is None) for block in file.claims] == [
        ("one", True),
        ("two", False),
        ("three", False),
    ]
    two = file.claims[1].entry
    content = changed(file, [Change("two", two, {**two, "note": "y"}), Change("four", None, {"id": "four"})])
    assert content.decode() == BROKEN.replace("said-by: japan\n", "said-by: japan\n    note: y\n") + "\n  - id: four\n"


def test_lines_with_a_mistake_are_mended_as_text():
    file = article(BROKEN.replace("\n", "\r\n"))
    broken = file.claims[0]
    assert broken.raw.replace("\r", "") == "  - id: one\n    quote: a threat: [\n    said-by: china\n"
    page = broken.raw.replace("\r\n", "\n")
    content = changed(file, [RawChange(broken.line, page, page.replace(": [", ""))])
    assert content.decode() == BROKEN.replace(": [", "").replace("\n", "\r\n")
    with pytest.raises(NoYamlError) as refused:
        changed(file, [RawChange(broken.line, page, page.replace(": [", ": {"))])
    assert [finding.location.line for finding in refused.value.findings] == [6]
    with pytest.raises(NoYamlError, match="above or below"):
        changed(file, [RawChange(broken.line, page, "others:\n")])
    with pytest.raises(ConflictError):
        changed(file, [RawChange(broken.line, page.replace("one", "1"), "")])


def test_lines_that_moved_are_found_where_they_stand_once():
    file = article(BROKEN)
    broken = file.claims[0]
    assert changed(file, [RawChange(2, broken.raw, "")]) == changed(file, [RawChange(broken.line, broken.raw, "")])
    double = article(BROKEN.replace("claims:\n", f"claims:\n{broken.raw}"))
    with pytest.raises(ConflictError):
        changed(double, [RawChange(1, broken.raw, "")])


def test_a_head_with_a_mistake_is_mended_as_text_too():
    text = "article: {title: [}\nclaims:\n- id: a\n"
    file = article(text)
    assert (file.head, [block.id for block in file.claims]) == (None, ["a"])
    content = changed(file, [RawChange(1, "article: {title: [}\n", "article: {title: A}")])
    assert content == b"article: {title: A}\nclaims:\n- id: a\n"


# Several who write at once. Their processes are forked, since what they do stands here.
FORKS = pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="forks processes of its own")


def in_processes(*work):
    context = get_context("fork")
    processes = [context.Process(target=function, args=args) for function, *args in work]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(processes)


def count_up(root, claim, times):
    for _ in range(times):
        while True:
            before = ArticleFile.read(root, "talks").called(claim)[0].entry
            try:
                save_changes(root, "talks", [Change(claim, before, {**before, "note": str(int(before["note"]) + 1)})])
                break
            except ConflictError:
                continue


def project(tmp_path):
    text = HEAD + "".join(f"  - id: {claim}\n    note: '0'\n" for claim in ("one", "two", "both"))
    return write_files(tmp_path, {"articles/talks.yaml": text, "articles/talks.txt": "Text.\n"})


def notes(root):
    return {block.id: block.entry.get("note") for block in ArticleFile.read(root, "talks").claims}


@FORKS
def test_two_who_write_lose_nothing(tmp_path):
    root = project(tmp_path)
    in_processes(*((count_up, root, claim, 15) for claim in ("one", "two", "both", "both")))
    assert notes(root) == {"one": "15", "two": "15", "both": "30"}


def as_an_editor(root, times, told):
    """Add a line to the head whenever it is told to, as an editor that puts a new file in the place of the old one."""
    path = root / "sources" / "articles" / "talks.yaml"
    for number in range(times):
        told.wait()
        told.clear()
        new = path.read_bytes().replace(b"# The head.\n", f"# The head.\n# {number}\n".encode())
        beside = path.with_name("talks.yaml.tmp")
        beside.write_bytes(new)
        beside.replace(path)


@FORKS
def test_nothing_that_an_editor_saves_beside_is_lost(tmp_path):
    """The editor saves in the middle of saves, and does not ask whether somebody has, so its own lines are looked for."""
    root = project(tmp_path)
    context = get_context("fork")
    told = context.Event()
    editor = context.Process(target=as_an_editor, args=(root, 60, told))
    editor.start()
    while editor.is_alive():
        before = ArticleFile.read(root, "talks").called("one")[0].entry
        change = Change("one", before, {**before, "note": str(int(before["note"]) + 1)})
        with suppress(ConflictError, ChangedError):
            save_changes(root, "talks", [change])
        told.set()
    assert editor.exitcode == 0
    lines = (root / "sources" / "articles" / "talks.yaml").read_text().splitlines()
    assert [line for line in lines if line[2:].isdecimal()] == [f"# {number}" for number in reversed(range(60))]


@FORKS
def test_a_kill_at_any_moment_leaves_the_old_or_the_new(tmp_path):
    ends = set()
    for step in count(1):
        root = project(tmp_path / str(step))
        old = (root / "sources" / "articles" / "talks.yaml").read_bytes()
        new = old.replace(b"    note: '0'\n", b"    note: '1'\n", 1)
        change = Change("one", {"id": "one", "note": "0"}, {"id": "one", "note": "1"})
        reached = killed_at(step, partial(save_changes, root, "talks", [change]))
        settle(root / "sources")
        content = (root / "sources" / "articles" / "talks.yaml").read_bytes()
        assert content in (old, new)
        ends.add(content)
        save_changes(root, "talks", [Change("two", {"id": "two", "note": "0"}, None)])
        assert not (root / "sources" / ".publishing").exists()
        if not reached:
            break
    assert ends == {old, new}


def forever(root):
    for number in count():
        before = ArticleFile.read(root, "talks").called("one")[0].entry
        save_changes(root, "talks", [Change("one", before, {**before, "note": str(number) * 2_000})])


@FORKS
def test_a_process_that_is_killed_in_the_middle_of_saves_leaves_a_whole_file(tmp_path):
    root = project(tmp_path)
    path = root / "sources" / "articles" / "talks.yaml"
    for _ in range(5):
        start = path.read_bytes()
        process = get_context("fork").Process(target=forever, args=(root,))
        process.start()
        until = time.monotonic() + 60
        while path.read_bytes() == start and time.monotonic() < until:
            os.sched_yield()
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        claims = claims_of(path.read_bytes())
        assert [claim["id"] for claim in claims] == ["one", "two", "both"]
        note = claims[0]["note"]
        assert note == "0" or note == note[: len(note) // 2_000] * 2_000
