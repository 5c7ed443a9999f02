"""Drafts in the workbench: shown while they wait, accepted, refused, and following what is undone."""

from __future__ import annotations

import hashlib

import pytest
import yaml

from kg.drafting.draft import Draft, Flag, id_of
from kg.drafting.queue import Queue
from tests.conftest import write_files
from tests.server.workbench.conftest import FILES, TEXT

LIKELY = {
    "quote": "Japan will likely agree to talks", "said-by": "gazette", "mode": "forecast", "certainty": "probable",
    "hedge": "likely", "stance": {"holder": "japan", "target": "china", "type": "seeks-closer-ties-with"},
}  # fmt: skip
WRONG = {
    "quote": "Envoys met in Tokyo on Monday",
    "said-by": "nobody",
    "stance": {"holder": "japan", "target": "china", "type": "criticizes"},
}


def draft(slug, claim, **more):
    return Draft(id_of(slug, claim["quote"]), "rules", claim, 0.8, {"stance.holder": "named"}, **more)


@pytest.fixture
def drafted(own):
    """The article of a workbench with two drafts that wait; gives the answer that has the article, and their ids."""
    drafts = (draft(own.slug, LIKELY, flags=(Flag("hedge", "look"),)), draft(own.slug, WRONG))
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    Queue.read(own.root, own.slug).merged(drafts, "rules", sha256).save(own.root)
    return own, [each.id for each in drafts]


def article(bench):
    return bench.get(f"articles/{bench.slug}").json


def states(bench):
    return {each.id: each.state for each in Queue.read(bench.root, bench.slug).drafts}


def post(bench, **body):
    return bench.post(f"articles/{bench.slug}/drafts", body)


def claims(bench):
    text = (bench.root / f"sources/articles/{bench.slug}.yaml").read_text(encoding="utf-8")
    return {claim["id"]: claim for claim in yaml.load(text, yaml.BaseLoader)["claims"]}


def test_what_waits_is_shown_with_its_places_bases_and_flags(drafted):
    bench, (likely, _) = drafted
    told = {each["id"]: each for each in article(bench)["drafts"]}[likely]
    assert told["entry"] == {**LIKELY, "drafted-by": "rules"}
    ((start, end),) = told["spans"]
    assert TEXT[start:end] == LIKELY["quote"]
    assert told["because"] == {"stance/holder": "named"}
    assert told["flags"] == [{"path": "hedge", "says": "look"}]
    news = bench.get(f"news?slug={bench.slug}").json
    assert news["drafts_etag"] == article(bench)["drafts_etag"] != ""


def test_a_claim_that_is_saved_accepts_its_draft_and_undoing_opens_it_again(drafted):
    bench, (likely, wrong) = drafted
    entry = {"id": "talks", **LIKELY, "drafted-by": "rules"}
    changes = [{"id": "talks", "before": None, "after": entry}]
    told = bench.post(f"articles/{bench.slug}/changes", {"changes": changes, "label": "it", "accepted": [likely]}).json
    assert [each["id"] for each in told["drafts"]] == [wrong]
    assert states(bench) == {likely: "accepted", wrong: "waiting"}
    assert {each["id"] for each in bench.post(f"articles/{bench.slug}/undo", {}).json["drafts"]} == {likely, wrong}
    assert "talks" not in claims(bench)
    bench.post(f"articles/{bench.slug}/redo", {})
    assert states(bench)[likely] == "accepted"
    assert claims(bench)["talks"]["drafted-by"] == "rules"


def test_many_are_accepted_in_one_step_but_those_that_would_be_mistakes(drafted):
    bench, (likely, wrong) = drafted
    told = post(bench, do="accept", ids=[likely, wrong]).json
    assert [each["id"] for each in told["article"]["drafts"]] == [wrong]
    assert "nobody" in told["mistakes"][wrong][0]["message"]
    made = [claim for claim in claims(bench).values() if claim.get("drafted-by")]
    assert [claim["quote"] for claim in made] == [LIKELY["quote"]]
    assert told["article"]["undo"] == "1 accepted draft"
    bench.post(f"articles/{bench.slug}/undo", {})
    assert states(bench) == {likely: "waiting", wrong: "waiting"}


def test_what_is_refused_is_not_shown_and_can_wait_again(drafted):
    bench, (likely, wrong) = drafted
    before = claims(bench)
    assert [each["id"] for each in post(bench, do="refuse", ids=[likely]).json["article"]["drafts"]] == [wrong]
    assert states(bench)[likely] == "refused"
    post(bench, do="reopen", ids=[likely])
    assert states(bench)[likely] == "waiting"
    assert claims(bench) == before


def test_rules_draft_when_they_are_asked(own):
    told = post(own, do="draft").json["article"]
    assert told["drafts"]
    for each in told["drafts"]:
        assert each["entry"]["drafted-by"] == "rules"
        (start, end), *_ = each["spans"]
        assert " ".join(TEXT[start:end].split()) in each["entry"]["quote"] or isinstance(each["entry"]["quote"], list)


def test_a_file_of_drafts_with_mistakes_is_told_and_does_not_stand_in_the_way(own):
    write_files(own.root, {f"drafts/{own.slug}.yaml": "article: x\ndrafts: [1\n"})
    told = article(own)
    assert told["drafts"] == []
    assert told["drafts_findings"][0]["message"]
    assert len(told["claims"]) == 3
    assert post(own, do="draft").status == 409
    entry = {"id": "talks", **LIKELY, "drafted-by": "rules"}
    changes = [{"id": "talks", "before": None, "after": entry}]
    saved = own.post(f"articles/{own.slug}/changes", {"changes": changes, "label": "it", "accepted": ["d-00000000"]})
    assert saved.status == 200
    assert own.post(f"articles/{own.slug}/undo", {}).status == 200


@pytest.mark.parametrize("body", [
    {}, {"do": "accept"}, {"do": "x", "ids": []}, {"do": "accept", "ids": ["../x"]}, {"do": "refuse", "ids": "d-00000000"},
    {"do": "draft", "ids": []} | {"more": 1}, {"do": "accept", "ids": [3]}, {"do": 3, "ids": []},
])  # fmt: skip
def test_anything_else_is_refused(own, body):
    assert own.post(f"articles/{own.slug}/drafts", body).status == 400


def test_a_draft_that_is_not_there_is_a_refusal(own):
    assert post(own, do="accept", ids=["d-00000000"]).status == 409
    assert post(own, do="refuse", ids=["d-00000000"]).status == 200
    assert not (own.root / f"sources/drafts/{own.slug}.yaml").exists()


def test_whoever_wants_no_suggestions_sees_no_drafts(annotate, tmp_path):
    root = write_files(tmp_path / "project", FILES)
    Queue.read(root, "talks").merged([draft("talks", LIKELY)], "rules", "0" * 64).save(root)
    bench = annotate(root, "--plain")
    assert article(bench)["drafts"] == []
    assert bench.get("news?slug=talks").json["drafts_etag"] == ""


def test_a_draft_that_was_accepted_meanwhile_makes_no_second_claim(drafted):
    bench, (likely, _) = drafted
    post(bench, do="accept", ids=[likely])
    before = claims(bench)
    entry = {"id": "again", **LIKELY, "drafted-by": "rules"}
    changes = [{"id": "again", "before": None, "after": entry}]
    refused = bench.post(f"articles/{bench.slug}/changes", {"changes": changes, "label": "it", "accepted": [likely]})
    assert refused.status == 409
    assert "accepted this draft" in refused.json["detail"]
    assert claims(bench) == before


def test_what_is_accepted_is_not_refused_nor_does_it_wait_again(drafted):
    bench, (likely, wrong) = drafted
    post(bench, do="accept", ids=[likely])
    post(bench, do="refuse", ids=[likely, wrong])
    assert states(bench) == {likely: "accepted", wrong: "refused"}
    post(bench, do="reopen", ids=[likely, wrong])
    assert states(bench) == {likely: "accepted", wrong: "waiting"}


def test_a_draft_whose_claim_stands_there_already_is_accepted_without_another(drafted):
    bench, (likely, _) = drafted
    entry = {"id": "talks", **LIKELY, "drafted-by": "rules"}
    assert bench.change(None, entry).status == 200
    before = claims(bench)
    post(bench, do="accept", ids=[likely])
    assert claims(bench) == before
    assert states(bench)[likely] == "accepted"


def test_undoing_a_claim_leaves_other_drafts_of_its_passage_as_they_are(own):
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    drafts = [draft(own.slug, LIKELY | {"said-by": name}) for name in ("gazette", "japan", "china")]
    Queue.read(own.root, own.slug).merged(drafts, "rules", sha256).save(own.root)
    first, second, third = (each["id"] for each in article(own)["drafts"])
    post(own, do="refuse", ids=[third])
    post(own, do="accept", ids=[second])
    for action, state in (("undo", "waiting"), ("redo", "accepted")):
        assert own.act(action).status == 200
        assert states(own) == {first: "waiting", second: state, third: "refused"}


def test_drafts_whose_quote_is_gone_are_shown_without_a_place_and_do_not_become_claims_unseen(own):
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    Queue.read(own.root, own.slug).merged([draft(own.slug, LIKELY | {"quote": "Gone"})], "rules", sha256).save(own.root)
    (gone,) = article(own)["drafts"]
    assert gone["spans"] == []
    mistakes = post(own, do="accept", ids=[gone["id"]]).json["mistakes"]
    assert "does not stand in the article" in mistakes[gone["id"]][0]["message"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"article: talks\ndrafts: {}\n", b"- 1\n"])
def test_an_article_is_coded_beside_any_file_of_drafts(own, content):
    path = own.root / f"sources/drafts/{own.slug}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    assert article(own)["drafts"] == []
    entry = {"id": "talks", **LIKELY}
    assert own.change(None, entry).status == 200
    assert own.act("undo").status == 200
    assert path.read_bytes() == content
