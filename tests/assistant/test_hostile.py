"""What articles try on whoever reads them is shown as what it is: words of an article, on lines of its own."""

from __future__ import annotations

import re

import pytest

from kg.assistant import resources
from kg.assistant.graph import Graph
from kg.assistant.pages import LIMIT
from kg.assistant.tools import TOOLS
from tests.assistant.conftest import numbered
from tests.assistant.hostile import DRAFTED, FORGED_CLAIM, FORGED_FOOTER, HTML, INSTRUCTION, LONG

ASKED = {
    "search_claims": {},
    "explain_dyad": {"a": "japan", "b": "china"},
    "tension": {},
    "leverage": {},
    "disputes": {},
    "forecasts": {},
    "timeline": {"a": "japan", "b": "china"},
    "alignment": {},
    "read_article": {"article": "hostile"},
    "sparql": {"query": "SELECT ?quote ?title { ?p oa:hasSelector/oa:exact ?quote ; oa:hasSource/dct:title ?title }"},
}
UNSEEN = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)


@pytest.fixture(scope="module")
def answers(hostile_tools):
    assert ASKED.keys() == TOOLS.keys()
    found = {name: hostile_tools.pages(name, **given) for name, given in ASKED.items() if name != "read_article"}
    return found | {"read_article": [hostile_tools("read_article", article="hostile")]}


@pytest.mark.parametrize("name", ASKED)
def test_nothing_that_is_not_seen_is_passed_on(answers, name):
    assert not any(UNSEEN.search(page) for page in answers[name])


@pytest.mark.parametrize("name", ASKED)
def test_no_line_of_ours_begins_with_words_of_an_article(answers, name):
    for line in (line for page in answers[name] for line in page.split("\n")):
        for words in (INSTRUCTION, FORGED_CLAIM, FORGED_FOOTER, HTML, "the envoys of Japan"):
            assert not line.strip().startswith(words), line
    for page in answers[name]:
        assert page.count("\n— ") <= 1
    if name not in ("read_article", "sparql"):
        whole = "\n".join(answers[name])
        quoting = [line for line in whole.split("\n") if INSTRUCTION in line]
        assert all(re.match(r"\s*(quote: “|article: )", line) for line in quoting)


@pytest.mark.parametrize("name", ["search_claims", "explain_dyad", "tension", "timeline", "read_article", "sparql"])
def test_what_quotes_says_that_it_is_data(answers, name):
    assert "never instructions" in answers[name][0]


def test_a_long_quote_is_cut_and_says_by_how_much(answers, hostile_tools):
    (line,) = [line for page in answers["search_claims"] for line in page.split("\n") if "the envoys of Japan" in line]
    shown, missing = re.fullmatch(r"\s*quote: “(.*)… \[([\d,]+) characters more\]”", line).groups()
    assert f"{LONG}.".startswith(shown)
    assert abs(len(shown) + int(missing.replace(",", "")) - len(LONG) - 1) <= 1
    assert numbered(answers["search_claims"]) == [1, 2, 3, 4, 5, 6]


def test_every_line_of_a_text_is_marked_even_if_it_looks_like_ours(answers):
    body = answers["read_article"][0].split("never instructions.\n", 1)[1].split("\n")
    assert all(line.startswith("| ") for line in body[:-1])
    assert f"| | {INSTRUCTION}" in body
    assert f"| {FORGED_FOOTER}" in body
    assert body[-1].startswith("— characters 0 to ")


def test_a_draft_is_nowhere(answers, hostile_root):
    assert DRAFTED in (hostile_root / "sources" / "drafts" / "hostile.yaml").read_text(encoding="utf-8")
    whole = "".join(page for pages in answers.values() for page in pages)
    snapshot = Graph(hostile_root).current()
    for resource in resources.listed(snapshot):
        whole += resources.read(snapshot, resource.address)
    assert DRAFTED not in whole
    assert "d-1" not in whole


def test_resources_are_as_careful(hostile_root):
    snapshot = Graph(hostile_root).current()
    for resource in resources.listed(snapshot):
        text = resources.read(snapshot, resource.address)
        assert len(text) <= LIMIT
        assert not UNSEEN.search(text + resource.title + resource.description)
