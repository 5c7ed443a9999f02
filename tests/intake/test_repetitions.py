"""Whether what is added repeats an article, and what its head says then."""

from __future__ import annotations

import random

import pytest

from kg.sources.yaml import parse, plain


def words(seed, count=240):
    """Sentences of words that no other seed has."""
    chance = random.Random(seed)
    named = ["".join(chance.choices("abcdefghij", k=6)) for _ in range(count)]
    return ". ".join(" ".join(named[at : at + 12]).capitalize() for at in range(0, count, 12)) + "."


def article(title, *paragraphs, day="2016-02-09"):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<html lang="en"><head><meta property="og:title" content="{title}"><meta name="date" content="{day}">'
        f"</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )


@pytest.fixture
def original(add):
    [added] = add(article("Envoys meet", words(1), words(2)), "first.html", "https://a.example/2016/02/09/a")
    assert added.repeats is None
    return added.slug


def head(add, slug):
    return plain(parse(add.head(slug), "a.yaml")[0])["article"]


def test_a_copy_says_so_with_its_passages(add, original, findings_in):
    own = words(3, 60)
    [added] = add(article("Talks held", own, words(1), day="2016-02-10"), "b.html", "https://b.example/2016/02/10/b")
    said = head(add, added.slug)["copy-of"]
    assert said["article"] == original == added.repeats.original
    assert said["passages"] == list(added.repeats.passages)
    (passage,) = said["passages"]
    start, end = map(int, passage.split("-"))
    assert add.text(added.slug)[start:end] == words(1)
    rules = [f.rule for f in findings_in(add.root) if f.location.file.endswith(f"{added.slug}.yaml")]
    assert not {"text-repeated", "copy-of", "schema"} & {*rules}


def test_one_that_was_published_before_is_no_copy(add, original):
    [added] = add(article("Talks held", words(1), day="2016-02-01"), "b.html", "https://b.example/2016/02/01/b")
    assert (added.repeats.later, added.repeats.certain) == (True, False)
    assert "copy-of" not in head(add, added.slug)
    assert "published later and may be the copy" in " ".join(add.head(added.slug).split("\n  # "))
    assert "add-repeats" in add.rules()


def test_where_it_is_not_certain_the_head_asks(add, original):
    text = [words(4, 960), words(2)[: len(words(2)) // 2], words(5, 240)]
    [added] = add(article("Talks held", *text, day="2016-02-10"), "b.html", "https://b.example/2016/02/10/b")
    assert (added.repeats.original, added.repeats.certain) == (original, False)
    assert f"\n  # copy-of: {original}\n" in add.head(added.slug)
    assert "copy-of" not in head(add, added.slug)
    assert "add-repeats" in add.rules()


def test_others_repeat_nothing(add, original):
    [added] = add(article("Talks held", words(6), words(7)), "b.html", "https://b.example/2016/02/10/b")
    assert added.repeats is None
    assert "copy-of" not in add.head(added.slug)


def test_what_is_written_anew_does_not_repeat_itself(add, original):
    url = "https://a.example/2016/02/09/a"
    [added] = add(article("Envoys meet", words(1), words(2), words(8, 24)), "first.html", url, replace=True)
    assert (added.status, added.repeats) == ("rewritten", None)


def test_of_several_in_one_input_the_later_repeat_the_first(add):
    feed = (
        "<rss version='2.0'><channel><title>The Gazette</title>"
        + "".join(
            f"<item><title>Talks {at}</title><link>https://a.example/{at}</link><pubDate>Tue, 09 Feb 2016 0{at}:00:00 GMT"
            f"</pubDate><description>{text}</description></item>"
            for at, text in enumerate([f"{words(1)} {words(2)}", words(9), f"{words(1)} {words(10)}"])
        )
        + "</channel></rss>"
    )
    first, other, last = add(feed, "feed.xml")
    assert (first.repeats, other.repeats) == (None, None)
    assert (last.repeats.original, last.repeats.certain) == (first.slug, True)


def test_what_was_written_anew_is_repeated_as_it_is_now(add, original):
    url = "https://a.example/2016/02/09/a"
    add(article("Envoys meet", words(1), words(11)), "first.html", url, replace=True)
    [old] = add(article("Talks held", words(2), day="2016-02-10"), "b.html", "https://b.example/b")
    [new] = add(article("More talks held", words(11), day="2016-02-10"), "c.html", "https://c.example/c")
    assert old.repeats is None
    assert (new.repeats.original, new.repeats.certain) == (original, True)
