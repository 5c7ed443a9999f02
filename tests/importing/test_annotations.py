"""Web Annotations → drafts: which article, which passage, by whom, with which codes."""

from __future__ import annotations

import json

import pytest

from kg.drafting.queue import Queue
from kg.importing.annotations import read_annotations
from kg.importing.coded import CodedError
from kg.importing.coded_drafts import import_codings, project_of
from kg.importing.mapping import Meaning
from kg.importing.offsets import Convention
from kg.sources.claim_note import as_note

ADDRESS = "https://www.courier.example/2016/talks/"
MEANINGS = {
    "japan": Meaning("stance.holder", "japan", many=True),
    "threat": Meaning("stance.type", "threatened-by", many=False),
}


@pytest.fixture
def root(project):
    return project({"article": {"url": ADDRESS}})


@pytest.fixture
def read(root, tmp_path):
    def read(document):
        file = tmp_path / "annotations.json"
        file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        return read_annotations(file, project_of(root)[0])

    return read


def quote_of(words, **more):
    return {"type": "TextQuoteSelector", "exact": words, **more}


def of_hypothesis(words, tags=("japan",), uri=ADDRESS, text="", **more):
    selectors = [
        {"type": "RangeSelector"},
        {"type": "TextPositionSelector", "start": 3, "end": 9},
        quote_of(words, **more),
    ]
    target = [{"source": uri, "selector": selectors}]
    return {"uri": uri, "user": "acct:ann@hypothes.is", "tags": list(tags), "text": text, "target": target}


def of_w3c(words, tag="japan"):
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "creator": {"name": "Ben"},
        "body": [{"type": "TextualBody", "value": tag, "purpose": "tagging"}, {"type": "TextualBody", "value": "Hm."}],
        "target": {"source": "http://courier.example/2016/talks#top", "selector": {
            "type": "FragmentSelector", "value": "x", "refinedBy": quote_of(words)}},
    }  # fmt: skip


@pytest.fixture
def words(root):
    text = (root / "sources/articles/talks.txt").read_text(encoding="utf-8")
    return " ".join(text.split(".")[0].split())


def wrapped(annotations):
    return [
        annotations,
        {"total": len(annotations), "rows": annotations},
        {"metadata": {}, "annotations": annotations},
        {"type": "AnnotationPage", "items": annotations},
        {"type": "AnnotationCollection", "first": {"items": annotations}},
        "\n".join(map(json.dumps, annotations)),
    ]


@pytest.mark.parametrize("form", range(6))
def test_every_form_of_list_is_read(read, words, form):
    project = read(wrapped([of_hypothesis(words), of_w3c(words)])[form])
    ((one, two),) = [text.passages for text in project.texts]
    assert (one.start, one.end) == (two.start, two.end)
    assert [one.codings[0].coder, two.codings[0].coder] == ["ann", "Ben"]
    assert [one.notes, two.notes] == [(), ("Hm.",)]
    assert set(project.codes) == {"japan"}


def test_annotations_become_drafts_of_the_article_of_their_page(read, root, words):
    project = read([of_hypothesis(words, ["japan", "threat"], text="See below."), of_w3c(words)])
    imported = import_codings(project, MEANINGS, root, origin="Tests", convention=Convention())
    assert (imported.articles, imported.new, imported.drafts) == (("talks",), (), {"Ben": 1, "ann": 1})
    drafts = {draft.drafted_by: draft.claim for draft in Queue.read(root, "talks").drafts}
    assert drafts["ann"] == {
        "quote": words, "stance": {"holder": "japan", "type": "threatened-by"}, "note": "See below."
    }  # fmt: skip
    assert drafts["Ben"] == {"quote": words, "stance": {"holder": "japan"}, "note": "Hm."}


def test_of_several_places_that_counts_which_stands_as_on_the_page(read, root):
    path = root / "sources/articles/talks.txt"
    path.write_text("It began: nobody spoke. It ended: nobody spoke at all.\n", encoding="utf-8")
    for prefix, suffix, start in (("It ended: ", " at all", 34), ("It  began:\n", ". It", 10), ("", "", 10)):
        (text,) = read([of_hypothesis("nobody spoke", prefix=prefix, suffix=suffix)]).texts
        assert text.passages[0].start == start


def test_a_claim_in_a_note_comes_back_whole(read, root, words):
    entry = {
        "id": "one",
        "quote": words,
        "said-by": "japan",
        "stance": {"holder": "japan", "target": "china", "type": "criticizes"},
    }
    imported = import_codings(
        read([of_hypothesis(words, [], text=as_note(entry))]), {}, root, origin="Tests", convention=Convention()
    )
    assert imported.drafts == {"ann": 1}
    (draft,) = Queue.read(root, "talks").drafts
    assert draft.claim == entry


def test_what_cannot_come_in_is_counted(read, words):
    project = read([
        of_hypothesis(words), of_hypothesis(words, uri="https://elsewhere.example/"), of_hypothesis("words of nobody"),
        {**of_w3c(words), "target": ADDRESS}, {"target": [{"source": 3, "selector": "x"}]},
    ])  # fmt: skip
    assert project.left_out == {
        "annotations of pages that are no article here": 2, "annotations whose words are not in the article": 1,
        "annotations without words": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", "3", '"a"', "[" * 100_000, '[{"target": null}]', "ÿþ"],
)
def test_what_is_no_list_of_annotations_is_refused(read, content):
    with pytest.raises(CodedError):
        read(content)


@pytest.mark.parametrize("value", [None, 3, [], {}, [[[]]], "\x1b[2J", {"value": {}}])
@pytest.mark.parametrize("key", ["tags", "body", "text", "user", "creator", "user_info", "uri", "target"])
def test_values_of_any_type_are_no_accident(read, words, key, value):
    project = read([of_hypothesis(words), {**of_hypothesis(words), key: value}])
    assert len(project.texts) == 1
    assert "\x1b" not in repr(project.texts[0].passages)
