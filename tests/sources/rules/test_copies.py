"""Copies that nobody said, those that are asked about, and agencies: what the findings say, and when none is given."""

from __future__ import annotations

import pytest

WIRE = (
    "In the first week of the talks neither side spoke to the press, and the envoys of both left the hall by the back "
    "door late in the evening, without a word on when they would meet again. A second round is not expected before "
    "the end of the winter, diplomats of three countries said, and nobody in the room had thought it would be."
)
OWN = (
    "Fishermen of the island watched the ships from the pier. One of them has counted eleven since the morning, though "
    "he has no great hope that anybody will ask him about it, since nobody has asked him about anything for years. He "
    "sells his catch in the town, where prices have been falling since spring and shops close one after the other."
)
BACKGROUND = (
    "The two states have been at odds over the strait for thirty years, since a collision in which four sailors died "
    "and for which no side has taken the blame until this very day."
)


def told(findings, patch=None, files=None):
    return [
        (f.location.file.rpartition("/")[2], f.rule, f.message)
        for f in findings(patch, files)
        if f.rule != "entry-used"
    ]


def test_a_copy_says_of_what_and_how_much(findings):
    ((file, rule, message),) = told(findings, {"texts": {"dispatch": WIRE, "reprint": f"{WIRE} {OWN}"}})
    assert (file, rule) == ("reprint.yaml", "text-repeated")
    assert message == "repeats 'dispatch' (100 % of the shorter text stands in the other); say copy-of: dispatch"


def test_of_shared_background_a_person_is_asked(findings):
    ((file, rule, message),) = told(findings, {"texts": {"one": f"{WIRE} {BACKGROUND}", "two": f"{OWN} {BACKGROUND}"}})
    assert (file, rule) == ("two.yaml", "text-repeated")
    assert message.startswith("may repeat 'one' (")
    assert message.endswith("; say copy-of: one, or no-copy-of: one if that is background or quotes")


@pytest.mark.parametrize(
    ("file", "head"),
    [
        ("reprint", "copy-of: dispatch"),
        ("reprint", "no-copy-of: dispatch"),
        ("dispatch", "no-copy-of: [other, reprint]"),
    ],
)
def test_whoever_has_said_it_is_not_asked(project, findings_in, file, head):
    root = project({"texts": {"dispatch": WIRE, "reprint": f"{WIRE} {OWN}"}})
    path = root / f"sources/articles/{file}.yaml"
    path.write_text(path.read_text().replace("article:", f"article:\n  {head}"))
    assert findings_in(root) == []


def test_copies_of_one_original_are_not_told_of_each_other(project, findings_in):
    root = project({"texts": {"dispatch": WIRE, "one": f"{WIRE} {OWN}", "two": f"{WIRE} {OWN} {BACKGROUND}"}})
    for name in ("one", "two"):
        path = root / f"sources/articles/{name}.yaml"
        path.write_text(path.read_text().replace("article:", "article:\n  copy-of: dispatch"))
    assert findings_in(root) == []


def test_an_article_with_the_same_text_is_told_once(findings):
    assert [rule for _, rule, _ in told(findings, {"texts": {"one": WIRE, "two": WIRE + "\n"}})] == ["text-twice"]


@pytest.mark.parametrize(
    ("passages", "said"),
    [
        ("0-9000", "'0-9000' is not in the text, which has"),
        ("50-20", "'50-20' ends where it begins or before"),
        ("[20-60, 50-90]", "'50-90' begins before the end of the passage before it"),
        ("[0-100, 130-140]", "no eight words in a row of '130-140' stand in 'talks'"),
    ],
)
def test_passages_that_are_not_shared_are_errors(project, findings_in, passages, said):
    root = project({"copies": {"again": {"copy-of": {"article": "talks"}}}})
    path = root / "sources/articles/again.yaml"
    path.write_text(path.read_text().replace("article: talks", f"article: talks\n    passages: {passages}"))
    if "130" in passages:
        text = root / "sources/articles/again.txt"
        text.write_text(text.read_text()[:120] + "\n" + OWN)
    found = [each for each in findings_in(root) if each.rule == "copy-passages"]
    assert [each.severity for each in found] == ["error"]
    assert found[0].message.startswith(said)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("{passages: 0-9}", "the key 'article' is missing"),
        ("{article: talks, passages: 0 to 9}", "expected characters of the text from the first"),
        ("{article: talks, passage: 0-9}", "unknown key 'passage'; did you mean 'passages'?"),
        ("[talks]", "'copy-of' is a list; expected one word or text"),
        ("Talks!", "'copy-of' is 'Talks!'; expected a slug"),
    ],
)
def test_what_is_no_original_says_what_was_expected(project, findings_in, said, message):
    root = project({"copies": {"again": {}}})
    path = root / "sources/articles/again.yaml"
    path.write_text(path.read_text().replace("article:", f"article:\n  copy-of: {said}"))
    assert any(message in each.message for each in findings_in(root))


def test_an_agency_that_is_an_actor_is_named_by_its_slug(findings):
    actors = {"wire": {"kind": "organization", "label": "Reuters"}}
    text = {"dispatch": f"TOKYO, Feb 9 (Reuters) - {WIRE}"}
    ((_, rule, message),) = told(findings, {"actors": actors, "texts": text})
    assert rule == "agency-named"
    assert message.startswith("its dateline names 'Reuters'; say agency: wire, or list the line as furniture")
    ((_, _, message),) = told(findings, {"texts": text})
    assert "add 'Reuters' to actors.yaml, and say agency" in message


@pytest.mark.parametrize("head", ["agency: wire", "furniture: TOKYO", "publisher: wire"])
def test_an_agency_that_is_said_is_none(project, findings_in, head):
    actors = {"wire": {"kind": "organization", "label": "Reuters"}}
    text = "TOKYO (Reuters) -\n" + WIRE if head.startswith("furniture") else f"TOKYO (Reuters) - {WIRE}"
    root = project({"actors": actors, "texts": {"dispatch": text}})
    path = root / "sources/articles/dispatch.yaml"
    head = head.replace("TOKYO", '"TOKYO (Reuters) -"')
    body = path.read_text()
    body = (
        body.replace("publisher: gazette", head)
        if head.startswith("publisher")
        else body.replace("article:", f"article:\n  {head}")
    )
    path.write_text(body)
    assert [each for each in findings_in(root) if each.rule == "agency-named"] == []


def test_one_that_only_contributed_is_not_asked_for(findings):
    assert findings({"texts": {"own": f"{WIRE}\n\nReuters contributed to this report."}}) == []
