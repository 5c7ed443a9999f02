"""No answer is longer than it may be, and the pages are the whole, whatever names and quotes a graph has."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.assistant import resources
from kg.assistant.graph import Snapshot
from kg.assistant.pages import LIMIT, Listing, first_of, page
from kg.assistant.parameters import values
from kg.assistant.refusals import EXPECTED, Refusal
from kg.assistant.toolbox import _drawn
from kg.assistant.tools import TOOLS
from kg.assistant.tools.article import _lines
from kg.model.records import Actor, Article, Claim, Corpus, Event, Hedge, Issue, Leverage, Passage, Stance
from kg.project import Project
from tests.assistant.conftest import CURSOR, numbered

ACTORS = ("a", "b", "c", "d" * 200)
# Letters as names and quotes may have them, and what is shown as ten; often very many.
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
LONG = st.one_of(
    WORDS,
    st.builds(lambda word, often: (word or "x") * often, WORDS, st.integers(1, 800)),
    st.builds(lambda often: "\U000e0041\x1b\u202e\n" * often, st.integers(1, 900)),
)
FEW = st.lists(st.sampled_from(ACTORS), min_size=1, max_size=4, unique=True).map(tuple)
STANCES = st.builds(
    lambda holders, target, position: Stance(holders, target, "opposes", Decimal(position)),
    FEW, st.sampled_from((*ACTORS, "i")), st.sampled_from(("-0.7", "0.4")),
)  # fmt: skip
LEVERAGES = st.builds(
    lambda by, over, how: Leverage(by, over, how, "pressure", "strong", aim=how, condition=how), FEW, FEW, LONG
)
CONTENTS = st.one_of(STANCES, LEVERAGES, st.tuples(FEW, FEW, LONG))


@st.composite
def corpora(draw):
    """A corpus of a few long-named actors and up to a dozen claims in two articles."""
    actors = {slug: Actor(slug, "state", draw(LONG) or slug, (draw(LONG),)) for slug in ACTORS}
    articles = {
        slug: Article(slug, draw(LONG), "a", draw(st.sampled_from(("2016-02-09", "2016~", ""))), draw(LONG), "0" * 64)
        for slug in ("one", "t" * 200)
    }
    claims = []
    for number in range(draw(st.integers(0, 12))):
        content, key, article = draw(CONTENTS), f"c{number}", draw(st.sampled_from([*articles]))
        if isinstance(content, tuple):
            content = Event(f"{article}/{key}", content[2], "CONSULT", Decimal("2.5"), content[0], content[1])
        quote = draw(LONG) or "x"
        claims.append(
            Claim(
                slug=key,
                article=article,
                claimants=draw(FEW),
                passages=(Passage(quote, 0, len(quote), translation=draw(LONG)),),
                content=content,
                content_key=f"{content.kind}/{article}/{draw(st.sampled_from(('same', key)))}",
                mode=draw(st.sampled_from(("reported", "forecast"))),
                certainty="probable",
                polarity=draw(st.sampled_from(("affirmed", "denied"))),
                reported_by=draw(st.lists(st.sampled_from(ACTORS), max_size=9).map(tuple)),
                hedges=(Hedge(draw(LONG)),),
                resolution="pending",
            )
        )
    issues = {"i": Issue("i", draw(LONG) or "i", draw(LONG))}
    return Corpus(actors, issues, {}, articles, tuple(claims))


ASKED = {
    "search_claims": {},
    "explain_dyad": {"a": "a", "b": "b"},
    "tension": {},
    "leverage": {},
    "disputes": {},
    "forecasts": {},
    "timeline": {"a": "a", "b": "b", "step": "month"},
    "alignment": {"a": "a", "b": "b"},
    "read_article": {"article": "one"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("nothing")


def snapshot_of(corpus, folder, terms):
    """What tools ask, over a corpus that was never built."""
    project = Project(folder)
    project.__dict__["corpus"], project.__dict__["vocabulary"] = corpus, terms
    return Snapshot(project, "now")


@settings(max_examples=25)
@given(corpora())
def test_every_answer_is_within_the_limit_and_the_pages_are_the_whole(folder, terms, corpus):
    snapshot = snapshot_of(corpus, folder, terms)
    for name, asked in ASKED.items():
        tool, cursor, pages = TOOLS[name], None, []
        while cursor is not None or not pages:
            try:
                pages.append(
                    _drawn(tool, values(tool.parameters, asked | ({"cursor": cursor} if cursor else {})), snapshot)
                )
            except (*EXPECTED, Refusal):
                # What is of one day cannot be asked where no article has one, and a long name may be nobody's.
                break
            assert len(pages[-1]) <= LIMIT
            found = CURSOR.search(pages[-1])
            cursor = found and found[1]
        assert cursor is None
        if pages and name != "read_article" and "\n\n— " in pages[-1]:
            total = int(re.search(r" of ([\d,]+) ", pages[-1].rsplit("\n\n— ", 1)[1])[1].replace(",", ""))
            assert [n for n in numbered(pages) if n <= total][-1:] == [total]
    for resource in resources.listed(snapshot):
        assert len(resources.read(snapshot, resource.address)) <= LIMIT


@given(st.lists(LONG, max_size=30), LONG)
def test_pages_show_every_entry_once_in_its_order(texts, head):
    listing = Listing(
        head, [lambda text=text, number=number: f"<{number}> {text}" for number, text in enumerate(texts)]
    )
    own, shown, first = "0" * 8, [], 0
    while True:
        text = page(listing, first, own, lambda cursor: f'tool with cursor="{cursor}".')
        assert len(text) <= LIMIT
        shown += [number for number in range(first, len(texts)) if f"\n{number + 1}. <{number}> " in text]
        more = CURSOR.search(text)
        if more is None:
            break
        assert first_of(more[1], own) > first
        first = first_of(more[1], own)
    assert shown == list(range(len(texts)))


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=3_000), st.integers(400, 2_000))
def test_the_lines_of_a_text_fit_and_none_is_lost(text, room):
    start, shown = 0, []
    while start < len(text):
        lines, end = _lines(text, start, room)
        assert sum(len(line) + 1 for line in lines) <= room
        assert end > start
        shown.append(text[start:end])
        start = end
    assert "".join(shown) == text
