"""The two coded texts make a project without errors, where the shared data is, and hold nothing of the texts."""

from __future__ import annotations

import json

import pytest

from benchmarks.gates import QUOTE, measured
from benchmarks.unseen import CODED, write_project
from kg.drafting.gates import Refused
from kg.pipeline import check


@pytest.fixture(scope="module")
def root(shared, tmp_path_factory):
    data = shared("data/pages/bodies/truth.json")
    folder = tmp_path_factory.mktemp("unseen") / "project"
    write_project(folder, data)
    return folder


def test_the_project_has_no_errors(root):
    result = check(root)
    assert not [finding for finding in result.findings if finding.severity == "error"]
    assert len(result.corpus.claims) == 51
    assert {claim.polarity for claim in result.corpus.claims} == {"affirmed", "denied"}


def test_the_coding_has_offsets_and_no_text(root):
    coded = json.loads(CODED.read_text(encoding="utf-8"))
    for article in coded["articles"]:
        text = (root / "sources" / "articles" / f"{article['slug']}.txt").read_text(encoding="utf-8")
        for claim in article["claims"]:
            start, end = claim["span"]
            assert 0 <= start < end <= len(text)
            assert text[start:end] not in CODED.read_text(encoding="utf-8")
            assert all(start <= first < last <= end for first, last in claim.get("hedge", ()))


def test_another_text_is_refused(shared, tmp_path):
    texts = json.loads(shared("data/pages/bodies/truth.json").read_text(encoding="utf-8"))
    page = json.loads(CODED.read_text(encoding="utf-8"))["articles"][0]["page"]
    texts[page]["articleBody"] += " More."
    other = tmp_path / "truth.json"
    other.write_text(json.dumps(texts), encoding="utf-8")
    with pytest.raises(ValueError, match="not the one that was coded"):
        write_project(tmp_path / "project", other)


def test_the_gates_let_no_altered_quote_pass_there_either(root):
    outcomes, right = measured(root)
    assert not any(isinstance(each, Refused) for each in right)
    for (wrong, how), each in outcomes.items():
        if wrong == QUOTE:
            assert all(does == "refused" or how == "the whole paragraph" for does, _ in each), how
