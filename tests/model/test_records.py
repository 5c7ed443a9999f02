"""Records: what they say of themselves."""

from __future__ import annotations

import pytest

from kg.model.records import Article, Corpus, hidden

ARTICLE = Article("talks", "Talks", "gazette", "2016-02", "The dateline.", "")


def test_an_article_speaks_with_the_voice_of_its_authors_or_else_of_its_publisher():
    assert ARTICLE.voice == ("gazette",)
    assert Article("talks", "Talks", "gazette", "2016-02", "x", "", authors=("an-envoy",)).voice == ("an-envoy",)


@pytest.mark.parametrize(
    ("unread", "names"),
    [
        ({"actor/china"}, {"actor/china"}),
        ({"actor/"}, {"actor/china", "actor/japan"}),
        ({"claim/talks/one"}, {"claim/talks/one"}),
        ({"claim/talks/"}, {"claim/talks/one"}),
        ({"claim/"}, set()),
        (set(), set()),
    ],
)
def test_what_could_not_be_read_hides_its_name_and_what_belongs_to_it(unread, names):
    every = {"actor/china", "actor/japan", "claim/talks/one", "claim/other/one", "event/china"}
    assert {name for name in every if hidden(name, unread)} == names
    corpus = Corpus({}, {}, {}, {}, (), frozenset(unread))
    assert corpus.may_have(*every) == bool(names)


def test_the_newest_day_is_the_last_of_the_newest_article():
    articles = {"talks": ARTICLE, "old": Article("old", "Old", "gazette", "../2015", "x", "")}
    assert Corpus({}, {}, {}, articles, ()).newest_day().isoformat() == "2016-02-29"
    assert Corpus({}, {}, {}, {}, ()).newest_day() is None
