"""Two articles, one of which repeats what the other says and adds to it."""

from __future__ import annotations

from decimal import Decimal

from kg.model.records import Actor, Article, Claim, CopiedPassage, Corpus, Passage, Stance

TALKS = "Envoys met in Tokyo on Monday to talk.\n\nThey condemn each other still, as both of them say."
OWN = "Our own desk has asked the envoys."
AGAIN = f"{OWN}\n\n{TALKS} Nobody else was asked."


def copied_corpus() -> Corpus:
    """The articles `talks` and `again`, in each of them a claim on the same words."""
    actors = {slug: Actor(slug, "state", slug.upper()) for slug in ("a", "b")}
    start = len(OWN) + 2
    copied = CopiedPassage(start, start + len(TALKS), 0, len(TALKS))
    articles = (
        Article("talks", "Talks", "a", "2016-02-01", "given", "0" * 64, text=TALKS),
        Article(
            "again", "Talks again", "b", "2016-02-02", "given", "1" * 64, copy_of="talks", copied=(copied,), text=AGAIN
        ),
    )
    claims = tuple(_claim(article) for article in articles)
    return Corpus(actors, {}, {}, {each.slug: each for each in articles}, claims)


def _claim(article: Article) -> Claim:
    words = "condemn each other"
    begin = article.text.index(words)
    stance = Stance(("a",), "b", "condemns", Decimal(-1))
    passage = Passage(words, begin, begin + len(words))
    return Claim("own", article.slug, ("a",), (passage,), stance, "stance/talks/own", "reported", "certain", "affirmed")
