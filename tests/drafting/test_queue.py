"""Drafts in their file: what is written is read again, what a person decided stays, what is broken is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.drafting.draft import Draft, Flag, id_of
from kg.drafting.queue import Queue, QueueError, drafted_articles, update
from kg.editing.saving import ChangedError
from kg.editing.text import FileText

SHA256 = "9f" * 32
CLAIM = {"id": "it-is", "quote": "sees it as a threat", "said-by": "china", "stance": {"holder": "china"}}


def draft(quote="sees it as a threat", by="rules", rank=0.5, claim_occurrence=None, **more):
    claim = CLAIM | {"quote": quote} | ({"occurrence": claim_occurrence} if claim_occurrence else {})
    return Draft(id_of("talks", quote, int(claim_occurrence or 1)), by, claim, rank, **more)


def empty(root):
    (root / "sources").mkdir(parents=True, exist_ok=True)
    return Queue.read(root, "talks")


def states(queue):
    return {each.quote: each.state for each in queue.drafts}


def test_a_queue_is_read_as_it_was_written(tmp_path):
    one = draft(
        "Japan: “no”, # it said",
        because={"said-by": "“it said”"},
        flags=(Flag("hedge", "is it one?"), Flag("", "look")),
    )
    written = empty(tmp_path).merged([one, draft(rank=0.75)], "rules", SHA256)
    written.save(tmp_path)

    read = Queue.read(tmp_path, "talks")
    assert read == written
    assert [each.rank for each in read.drafts] == [0.75, 0.5]
    assert not read.findings
    assert drafted_articles(tmp_path) == ["talks"]
    assert not list((tmp_path / "sources").glob(".*/new"))


TEXTS = st.text(max_size=40)
VALUES = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@given(
    claim=st.dictionaries(TEXTS, VALUES, max_size=4),
    because=st.dictionaries(TEXTS, TEXTS, max_size=3),
    flags=st.lists(st.builds(Flag, TEXTS, TEXTS), max_size=3),
    by=TEXTS.filter(lambda text: text.strip()),
    rank=st.floats(allow_nan=False),
)
def test_whatever_a_draft_says_is_read_again(tmp_path_factory, claim, because, flags, by, rank):
    queue = Queue("talks", FileText(tmp_path_factory.getbasetemp() / "talks.yaml", b""))
    made = replace(draft(rank=rank), claim=claim, because=because, flags=tuple(flags))
    merged = queue.merged([made], by, SHA256)

    # `content` compares what it says with what it is to say.
    again = Queue.of("talks", FileText(queue.file.path, merged.content()))
    assert again.drafts[0].claim == claim
    assert 0 <= again.drafts[0].rank <= 1


def test_a_new_run_replaces_what_waits_of_the_same_and_keeps_what_was_decided(tmp_path):
    queue = empty(tmp_path).merged([draft("one"), draft("two"), draft("three")], "rules", SHA256)
    queue = queue.merged([draft("of the model", "m")], "m", SHA256)
    queue = queue.marked({id_of("talks", "one"): "refused", id_of("talks", "two"): "accepted"})

    again = queue.merged([draft("one"), draft("two"), draft("four")], "rules", SHA256)

    assert states(again) == {"one": "refused", "two": "accepted", "four": "waiting", "of the model": "waiting"}


def test_several_drafts_on_a_passage_are_told_apart_and_a_refused_one_does_not_come_back(tmp_path):
    base = id_of("talks", "one")
    queue = empty(tmp_path).merged([draft("one"), draft("one")], "rules", SHA256)
    queue = queue.merged([draft("one", "m")], "m", SHA256)
    assert [each.id for each in queue.drafts] == [base, f"{base}-2", f"{base}-3"]

    refused = queue.marked({f"{base}-2": "refused"}).merged([draft("one"), draft("one")], "rules", SHA256)

    assert [(each.id, each.state) for each in refused.drafts] == [
        (base, "waiting"), (f"{base}-2", "refused"), (f"{base}-3", "waiting")
    ]  # fmt: skip


def test_what_is_not_there_is_not_marked(tmp_path):
    with pytest.raises(QueueError, match="no draft 'd-00000000'"):
        empty(tmp_path).marked({"d-00000000": "refused"})


@pytest.mark.parametrize(
    ("said", "place", "words"),
    [
        ("", "talks.yaml:1:1", "nothing in it"),
        ("article: talks\n  drafts: [\n", "talks.yaml:2:9", "not YAML"),
        (f"article: [talks]\ntext-sha256: {SHA256}\ndrafts: []\n", "talks.yaml:1:10", "expected one word"),
        ("article: talks\ntext-sha256: 12\ndrafts: []\n", "talks.yaml:2:14", "'12'; expected 64 digits"),
        (f"article: talks\ntext-sha256: {SHA256}\ndrafts: 5\n", "talks.yaml:3:9", "expected a list"),
        (f"article: talks\ntext-sha256: {SHA256}\ndrafts: []\nmore: x\n", "talks.yaml:4:1", "unknown key 'more'"),
    ],
)
def test_a_broken_file_is_told_with_its_place_and_left_alone(tmp_path, said, place, words):
    path = tmp_path / "sources" / "drafts" / "talks.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(said, encoding="utf-8")

    queue = Queue.read(tmp_path, "talks")

    assert any(str(f.location) == f"sources/drafts/{place}" and words in f.message for f in queue.findings), (
        queue.findings
    )
    with pytest.raises(QueueError, match="mend it, or delete it"):
        queue.merged([draft()], "rules", SHA256).save(tmp_path)
    assert path.read_text(encoding="utf-8") == said


ITEM = "  - id: d-00000000\n    state: waiting\n    drafted-by: rules\n    rank: 0.5\n    claim: {id: a}\n"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("d-00000000", "d-0", "expected d- and eight digits"),
        ("waiting", "waitin", "did you mean 'waiting'"),
        ("rank: 0.5", "rank: 2", "a number of at most 1"),
        ("rank: 0.5", "rank: x", "expected a number"),
        ("    rank: 0.5\n", "", "the key 'rank' is missing"),
        ("{id: a}", "text", "expected a mapping"),
        ("{id: a}", "{id: a}\n    because: {said-by: [x]}", "expected one word or text"),
        ("{id: a}", "{id: a}\n    flags: [{field: hedge}]", "the key 'says' is missing"),
        ("{id: a}", "{id: a}\n    flags: [text]", "expected a mapping"),
        ("{id: a}", "{id: a}\n" + ITEM, "stands there already"),
    ],
)
def test_a_broken_draft_is_told_and_the_others_are_read(tmp_path, before, after, words):
    path = tmp_path / "sources" / "drafts" / "talks.yaml"
    path.parent.mkdir(parents=True)
    good = ITEM.replace("d-00000000", "d-11111111")
    head = f"article: talks\ntext-sha256: {SHA256}\ndrafts:\n"
    path.write_text(head + good + ITEM.replace(before, after, 1), encoding="utf-8")

    queue = Queue.read(tmp_path, "talks")

    assert [f.message for f in queue.findings if words in f.message], queue.findings
    assert all(f.location.line > 3 for f in queue.findings)
    assert queue.drafts[0].id == "d-11111111"


def test_no_file_outside_of_the_project_is_read_or_written(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "project" / "sources").mkdir(parents=True)
    (tmp_path / "project" / "sources" / "drafts").symlink_to(tmp_path / "outside")

    queue = Queue.read(tmp_path / "project", "talks")

    assert [f.rule for f in queue.findings] == ["file-link"]
    with pytest.raises(QueueError):
        queue.merged([draft()], "rules", SHA256).save(tmp_path / "project")
    assert not list((tmp_path / "outside").iterdir())
    assert Queue.read(tmp_path / "project", "../talks").findings


def test_what_was_refused_stays_so_when_the_article_is_renamed(tmp_path):
    one, other = draft("one"), draft("two", claim_occurrence="2")
    queue = empty(tmp_path).merged([one, one, other], "rules", SHA256)
    queue.marked({f"{one.id}-2": "refused"}).save(tmp_path)
    folder = tmp_path / "sources" / "drafts"
    (folder / "talks.yaml").rename(folder / "parley.yaml")

    renamed = Queue.read(tmp_path, "parley")
    assert not renamed.findings
    assert {each.id: each.state for each in renamed.drafts} == {
        id_of("parley", "one"): "waiting",
        f"{id_of('parley', 'one')}-2": "refused",
        id_of("parley", "two", 2): "waiting",
    }
    renamed.merged([], "rules", SHA256).save(tmp_path)
    assert "article: parley\n" in (folder / "parley.yaml").read_text(encoding="utf-8")


def test_a_file_that_is_deleted_forgets(tmp_path):
    update(tmp_path, "talks", lambda queue: queue.merged([draft()], "rules", SHA256)) if (
        tmp_path / "sources"
    ).mkdir() is None else None
    update(tmp_path, "talks", lambda queue: queue.marked({id_of("talks", "sees it as a threat"): "refused"}))
    (tmp_path / "sources" / "drafts" / "talks.yaml").unlink()

    assert not Queue.read(tmp_path, "talks").drafts
    assert states(Queue.read(tmp_path, "talks").merged([draft()], "rules", SHA256)) == {
        "sees it as a threat": "waiting"
    }


def test_what_somebody_else_writes_meanwhile_is_not_lost(tmp_path):
    first = empty(tmp_path).merged([draft()], "rules", SHA256)
    theirs = [draft("theirs", "m")]

    def change(queue):
        if theirs:
            Queue.read(tmp_path, "talks").merged([theirs.pop()], "m", SHA256).save(tmp_path)
        return queue.merged([draft()], "rules", SHA256)

    assert set(states(update(tmp_path, "talks", change))) == {"theirs", "sees it as a threat"}
    with pytest.raises(ChangedError):
        first.save(tmp_path)


def test_a_rank_with_more_decimals_than_are_written_is_rounded(tmp_path):
    empty(tmp_path).merged([draft(rank=0.83)], "rules", SHA256).save(tmp_path)
    path = tmp_path / "sources" / "drafts" / "talks.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("rank: 0.83", "rank: 0.8349"), encoding="utf-8")

    update(tmp_path, "talks", lambda queue: queue.marked({queue.drafts[0].id: "refused"}))
    assert [(each.rank, each.state) for each in Queue.read(tmp_path, "talks").drafts] == [(0.83, "refused")]


def test_what_is_wrong_with_a_file_is_told_before_it_is_changed(tmp_path):
    empty(tmp_path).merged([draft()], "rules", SHA256).save(tmp_path)
    path = tmp_path / "sources" / "drafts" / "talks.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("rank: 0.50", "rank: high"), encoding="utf-8")

    with pytest.raises(QueueError, match="has mistakes") as told:
        update(tmp_path, "talks", lambda queue: queue.marked({draft().id: "refused"}))
    assert [finding.location.file for finding in told.value.findings] == ["sources/drafts/talks.yaml"]
