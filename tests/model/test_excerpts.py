"""Of a text the quotes are left, with their context, at their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.excerpts import LEFT_OUT, SHORTEST, excerpts, of_corpus
from kg.model.records import Passage

TEXT = (
    "First paragraph here with words. More words follow in it.\n\n"
    "Second paragraph, which has the quote inside it and goes on for long.\n\n"
    "Third one. The end of it all, nothing more to say here."
)


def passage(text, words):
    start = text.index(words)
    return Passage(words, start, start + len(words))


def stretches(text):
    """What is left of a text, without marks and empty lines."""
    return [part.strip() for part in text.replace(LEFT_OUT.strip(), "\n\n").split("\n\n") if part.strip()]


@pytest.mark.parametrize(
    ("context", "left"),
    [
        (0, ["the quote inside", "nothing more"]),
        (12, ["which has the quote inside it and goes", "of it all, nothing more to say"]),
        (20, ["which has the quote inside it and goes on for", "The end of it all, nothing more to say here."]),
    ],
)
def test_whole_words_are_left_around_a_quote(context, left):
    made = excerpts(TEXT, [passage(TEXT, "the quote inside"), passage(TEXT, "nothing more")], context)
    assert stretches(made) == left
    assert len(made) == len(TEXT)


def test_a_text_without_quotes_has_nothing_left_and_one_all_around_has_all():
    assert not excerpts(TEXT, [], 700).strip()
    assert excerpts(TEXT, [passage(TEXT, "the quote inside")], 700) == TEXT


def test_scripts_that_set_no_words_apart_keep_context_too():
    text = "外交部发言人周三重申中国政府表示反对部署导弹系统并要求立即撤出该地区所有的军事设备和人员"
    assert (
        excerpts(text, [passage(text, "反对部署")], 3).strip("\n").replace(LEFT_OUT.strip(), "").strip()
        == "府表示反对部署导弹系"
    )


@given(
    st.text(st.sampled_from("ab c.\n中"), min_size=1, max_size=200),
    st.lists(st.tuples(st.integers(0, 199), st.integers(1, 30)), max_size=4),
    st.integers(0, 40),
)
def test_quotes_stay_at_their_places_and_nothing_far_from_them_is_left(text, places, context):
    quotes = [Passage(text[s : s + n], s, s + len(text[s : s + n])) for s, n in places if text[s : s + n]]
    made = excerpts(text, quotes, context)
    assert len(made) == len(text)
    assert all(made[q.start : q.end] == q.exact for q in quotes)
    marks = {*LEFT_OUT, "\n"}
    for at, (was, now) in enumerate(zip(text, made, strict=True)):
        far = all(at < q.start - context - SHORTEST or at >= q.end + context + SHORTEST for q in quotes)
        assert now in marks if far else now == was or now in marks


def test_a_corpus_has_no_more_around_its_passages_than_that(shipped):
    corpus = of_corpus(shipped.corpus, 10)
    assert all(len(p.prefix) <= 10 and len(p.suffix) <= 10 for claim in corpus.claims for p in claim.passages)
    for slug, article in corpus.articles.items():
        assert len(article.text) == len(shipped.corpus.articles[slug].text)
        assert article.sha256 == shipped.corpus.articles[slug].sha256
    assert of_corpus(shipped.corpus, 700).claims == shipped.corpus.claims
