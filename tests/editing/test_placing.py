"""New claims stand where their quotes do, and those that go leave the others alone."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.editing.articles import ArticleFile
from kg.editing.changes import Change, changed
from kg.sources.quotes import FoldedText
from tests.checkout import ARTICLES
from tests.editing.written_files import ENTRIES, article, claims_of, files, without_end

SHIPPED = [path.stem for path in sorted((ARTICLES / "sources" / "articles").glob("*.yaml"))]


def test_new_claims_stand_behind_the_last_whose_quote_stands_earlier():
    text = FoldedText.of("Alpha beta. Gamma delta. Epsilon zeta. Alpha beta again.")
    file = article("claims:\n  - {id: a, quote: Alpha beta, occurrence: 1}\n\n  - {id: e, quote: Epsilon zeta}\n")

    def order(*quotes, **more):
        new = [Change(quote, None, {"id": quote, "quote": quote, **more}) for quote in quotes]
        return [entry["id"] for entry in claims_of(changed(file, new, text))]

    assert order("Gamma delta") == ["a", "Gamma delta", "e"]
    assert order("again", "delta", "Gamma") == ["a", "Gamma", "delta", "e", "again"]
    assert order("Alpha") == ["a", "Alpha", "e"]
    assert order("Alpha beta", occurrence="2") == ["a", "e", "Alpha beta"]
    assert order("not there") == ["a", "e", "not there"]
    late = article("claims:\n- {id: e, quote: Epsilon zeta}\n")
    assert (
        claims_of(changed(late, [Change("a", None, {"id": "a", "quote": "Alpha", "occurrence": "1"})], text))[0]["id"]
        == "a"
    )


@pytest.mark.parametrize("slug", SHIPPED)
def test_claims_of_people_find_their_order_whichever_is_coded_first(slug):
    shipped = ArticleFile.read(ARTICLES, slug)
    text = FoldedText.of((ARTICLES / "sources" / "articles" / f"{slug}.txt").read_text())
    head = shipped.file.text.partition("claims:\n")[0]
    file = article(f"{head}claims:\n", slug)
    blocks = list(shipped.claims)
    Random(7).shuffle(blocks)
    for block in blocks:
        file = article(changed(file, [Change(block.id, None, block.entry)], text).decode(), slug)
    starts = [start(text, block.entry) for block in file.claims]
    assert starts == sorted(starts)
    assert sorted(block.id for block in file.claims) == sorted(block.id for block in shipped.claims)
    assert {block.id: block.entry for block in file.claims} == {block.id: block.entry for block in shipped.claims}


def start(text, entry):
    quote = entry["quote"] if isinstance(entry["quote"], str) else entry["quote"][0]
    return text.find(quote)[int(entry.get("occurrence", "1")) - 1][0]


def test_furniture_does_not_count():
    text = FoldedText.of("Gamma menu\nAlpha. Gamma rays. Beta.")
    file = article("article: {furniture: [Gamma menu]}\nclaims:\n- {id: a, quote: Alpha}\n- {id: b, quote: Beta}\n")
    new = {"id": "f", "quote": "Gamma"}
    assert [entry["id"] for entry in claims_of(changed(file, [Change("f", None, new)], text))] == ["a", "f", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "claims:\n  - id: n\n"),
        ("article: {title: A}", "article: {title: A}\n\nclaims:\n  - id: n\n"),
        ("article: {title: A}\n", "article: {title: A}\n\nclaims:\n  - id: n\n"),
        ("claims:  # none yet\n# later\n", "claims:  # none yet\n  - id: n\n# later\n"),
        ("claims: []\narticle: {title: A}\n", "claims:\n  - id: n\narticle: {title: A}\n"),
        ("claims: null", "claims:\n  - id: n\n"),
        ("claims:\n- id: a", "claims:\n- id: a\n\n- id: n\n"),
    ],
)
def test_the_first_claims_of_a_file(text, expected):
    assert changed(article(text), [Change("n", None, {"id": "n"})]).decode() == expected


@settings(deadline=None)
@given(st.data())
def test_new_claims_and_those_that_go_leave_the_others_alone(data):
    text = data.draw(files())
    file = article(text)
    gone = data.draw(st.lists(st.sampled_from(file.claims), unique_by=lambda block: block.id))
    new = [{"id": f"new-{n}", **data.draw(ENTRIES)} for n in range(data.draw(st.integers(0 if gone else 1, 2)))]
    changes = [Change(block.id, block.entry, None) for block in gone] + [Change(each["id"], None, each) for each in new]
    content = changed(file, data.draw(st.permutations(changes)))
    kept = [block for block in file.claims if block not in gone]
    found = [without_end(entry) for entry in claims_of(content)]
    ids = [each["id"] for each in new]
    assert [each for each in found if each["id"] not in ids] == [without_end(block.entry) for block in kept]
    assert sorted(each["id"] for each in found if each["id"] in ids) == ids
    assert all(without_end(each) in found for each in new)
    assert all(block.raw.rstrip() in content.decode() for block in kept)
