"""Results that follow people's files; what would be waited for is what the test does next."""

from __future__ import annotations

import os
import shutil

import pytest

from kg import pipeline
from kg.cache import Cache
from kg.model.findings import Finding, Location
from kg.watching import LONGEST_BURST, Inputs, Move, changed_findings, follow, moves


class OverError(Exception):
    """The script of a test has come to its end."""


class Script:
    """In place of waiting does one step after the other; a step of None is a pause in which nothing happens."""

    def __init__(self, *steps):
        self.steps = list(steps)
        self.waits = 0

    def __call__(self, seconds):
        assert 0 < seconds < 1
        self.waits += 1
        if not self.steps:
            raise OverError
        step = self.steps.pop(0)
        if step is not None:
            step()


@pytest.fixture
def root(tmp_path):
    articles = tmp_path / "sources/articles"
    articles.mkdir(parents=True)
    for name in ("actors.yaml", "articles/one.yaml", "articles/one.txt"):
        (tmp_path / "sources" / name).write_text("a: 1\n")
    return tmp_path


def save(path, text):
    return lambda: path.write_text(text)


def test_a_result_at_once_and_after_every_save(root):
    file = root / "sources/actors.yaml"
    cache = Cache()

    def act(kept):
        assert kept is cache
        return file.read_text()

    steps = Script(None, save(file, "b: 2\n"), None, None, save(file, "c\n"), None)
    results = follow(Inputs(root), act, cache, steps)
    assert [next(results), next(results), next(results)] == ["a: 1\n", "b: 2\n", "c\n"]
    with pytest.raises(OverError):
        next(results)


def test_a_burst_of_saves_is_one_change(root):
    one, two = root / "sources/actors.yaml", root / "sources/articles/one.yaml"
    inputs = Inputs(root)
    waiting = Script(save(one, "b"), save(two, "c"), save(one, "bb"), save(two, "cc"), None)
    assert inputs.wait(waiting) == ("sources/actors.yaml", "sources/articles/one.yaml")
    assert waiting.steps == []


def test_a_burst_without_end_is_not_waited_for(root):
    file = root / "sources/articles/log.txt"
    written = [save(file, "x" * number) for number in range(LONGEST_BURST + 10)]
    waiting = Script(*written)
    assert Inputs(root).wait(waiting) == ("sources/articles/log.txt",)
    assert waiting.waits == LONGEST_BURST + 1


def test_what_is_saved_while_it_is_read_is_a_change_after_it(root):
    file = root / "sources/actors.yaml"
    seen = []

    def act(_):
        seen.append(file.read_text())
        if len(seen) == 1:
            file.write_text("later")

    with pytest.raises(OverError):
        list(follow(Inputs(root), act, Cache(), Script(None)))
    assert seen == ["a: 1\n", "later"]


@pytest.mark.parametrize("what", ["touched", "saved as it was", "put back", "replaced by the same"])
def test_the_same_content_is_no_change(root, what):
    file = root / "sources/actors.yaml"

    def put_back():
        shutil.copy(file, root / "kept")
        file.unlink()
        shutil.copy(root / "kept", file)

    def replace():
        (root / "new").write_text(file.read_text())
        (root / "new").replace(file)

    steps = {
        "touched": lambda: os.utime(file, ns=(1, 1)),
        "saved as it was": save(file, "a: 1\n"),
        "put back": put_back,
        "replaced by the same": replace,
    }
    with pytest.raises(OverError):
        Inputs(root).wait(Script(steps[what], None, None))


def test_a_change_of_the_same_size_and_time_is_seen(root):
    file = root / "sources/actors.yaml"
    before = file.stat()

    def rewrite():
        file.write_text("b: 1\n")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert Inputs(root).wait(Script(rewrite, None)) == ("sources/actors.yaml",)


@pytest.mark.parametrize(
    "name",
    ["project.yaml", "sources/new.yaml", "sources/articles/two.txt", "sources/articles/two.yml", "ontology/more.ttl",
     "ontology/queries/new.rq"],
)  # fmt: skip
def test_what_comes_and_goes_is_a_change(root, name):
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    inputs = Inputs(root)
    assert inputs.wait(Script(save(file, "x"), None)) == (name,)
    assert inputs.wait(Script(file.unlink, None)) == (name,)


@pytest.mark.parametrize(
    "name", ["out/index.html", "sources/.actors.yaml.swp", "sources/originals/page.html", "notes.txt"]
)
def test_nothing_else_is_looked_at(root, name):
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    with pytest.raises(OverError):
        Inputs(root).wait(Script(save(root / name, "x"), None, None))


def test_files_elsewhere_are_looked_at_where_they_are_named(root, tmp_path_factory):
    store = tmp_path_factory.mktemp("store") / "store.json"
    assert Inputs(root, [store]).wait(Script(save(store, "{}"), None)) == (str(store),)


def test_what_cannot_be_read_is_no_end(root):
    articles = root / "sources/articles"
    inputs = Inputs(root)
    names = ("sources/articles", "sources/articles/one.txt", "sources/articles/one.yaml")
    shutil.move(articles, root / "away")
    assert inputs.wait(Script(None)) == names
    shutil.move(root / "away", articles)
    assert inputs.wait(Script(None)) == names
    (articles / "one.txt").unlink()
    os.mkfifo(articles / "one.txt")
    assert inputs.wait(Script(None)) == ("sources/articles/one.txt",)
    shutil.rmtree(root / "sources")
    assert "sources/actors.yaml" in inputs.wait(Script(None))


def test_a_project_that_is_not_there_yet_is_waited_for(root):
    later = root / "later"
    assert Inputs(later).wait(Script(later.mkdir, save(later / "project.yaml", "x"), None)) == ("project.yaml",)


def finding(message, line=1, severity="error"):
    return Finding(Location("sources/a.yaml", line), "rule", message, severity)


def test_findings_that_only_moved_are_neither_new_nor_gone():
    before = [finding("a", 1), finding("b", 5), finding("b", 9), finding("c", 12)]
    after = [finding("a", 2), finding("b", 6), finding("b", 10), finding("b", 14), finding("d", 15)]
    new, gone = changed_findings(before, after)
    assert [each.message for each in new] == ["b", "d"]
    assert gone == [finding("c", 12)]
    assert changed_findings([], after) == (after, [])
    assert changed_findings(after, after) == ([], [])


def test_of_the_same_words_the_new_finding_is_the_one_at_a_new_place():
    before = [finding("b", 5), finding("b", 9)]
    assert changed_findings(before, [finding("b", 2), *before]) == ([finding("b", 2)], [])
    assert changed_findings(before, before[1:]) == ([], before[:1])
    assert changed_findings(before, [finding("b", 5), finding("b", 9, "warning")]) == (
        [finding("b", 9, "warning")],
        [finding("b", 9)],
    )


def test_moves_come_by_their_size_and_what_rounds_to_nothing_is_none():
    before = {("a", "b"): 0.30, ("a", "c"): 0.5, ("a", "d"): -0.1, ("b", "c"): 0.2}
    after = {("a", "b"): 0.32, ("a", "c"): 0.504, ("b", "c"): -0.2, ("b", "d"): 0.01}
    found = moves(before, after)
    assert found == [
        Move("b", "c", 0.2, -0.2), Move("a", "d", -0.1, None), Move("a", "b", 0.30, 0.32), Move("b", "d", None, 0.01),
    ]  # fmt: skip
    assert [round(move.change, 2) for move in found] == [-0.4, 0.1, 0.02, 0.01]
    assert moves(before, before) == []


def test_a_kept_cache_gives_what_a_fresh_one_gives(project):
    root = project()
    text = root / "sources/articles/talks.txt"
    steps = Script(save(text, "Nothing of it.\n"), None)

    def check(cache):
        return pipeline.check(root, cache=cache).findings

    kept = follow(Inputs(root), check, Cache(), steps)
    assert next(kept) == check(Cache())
    changed = next(kept)
    assert changed == check(Cache()) != ()


def test_files_of_coders_are_inputs_of_checks_alone(root):
    anna = root / "coding" / "anna"
    anna.mkdir(parents=True)
    (anna / "one.yaml").write_text("claims: []\n")
    (root / "coding" / "ben").symlink_to("/etc")
    inputs = Inputs(root, coding=True)
    assert {name for name in inputs.contents if name.startswith("coding/")} >= {"coding/anna/one.yaml"}
    assert not any(name.startswith("coding/ben/") for name in inputs.contents)
    one, plan = anna / "one.yaml", root / "coding" / "plan.yaml"
    steps = Script(save(one, "claims: x\n"), None, save(plan, "coders: anna\n"), None, None)
    assert inputs.wait(steps) == ("coding/anna/one.yaml",)
    assert inputs.wait(steps) == ("coding/plan.yaml",)
    assert not any(name.startswith("coding") for name in Inputs(root).contents)
