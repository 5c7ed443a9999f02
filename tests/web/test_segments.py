"""Passages that nest, cross and touch, in a text with paragraphs and furniture."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kg.model.records import Claim, CopiedPassage, Passage, Stance
from kg.web.segments import cut, has_news, paragraphs, spans_of

TEXT = "One two three four.\n\nFive six 𝔖even eight.\n \n\nNine ten."


def passage(start, end):
    return Passage(TEXT[start:end], start, end)


def claim(slug, *places):
    stance = Stance(("a",), "b", "opposes", Decimal(-1))
    return Claim(slug, "x", ("a",), tuple(passage(*p) for p in places), stance, slug, "reported", "certain")


def pieces(claims, furniture=()):
    cuts = cut(TEXT, spans_of(TEXT, claims), [passage(*p) for p in furniture])
    return [[(TEXT[s.start : s.end], "".join(c.slug for c in s.claims)) for s in each] for each in cuts]


def test_the_paragraphs_are_those_of_the_text():
    assert [TEXT[start:end] for start, end in paragraphs(TEXT)] == [
        "One two three four.",
        "Five six 𝔖even eight.",
        "Nine ten.",
    ]


def test_nested_passages_are_both_marked():
    assert pieces([claim("a", (0, 13)), claim("b", (4, 7))])[0] == [
        ("One ", "a"), ("two", "ab"), (" three", "a"), (" four.", ""),
    ]  # fmt: skip


def test_crossing_passages_share_what_both_say():
    assert pieces([claim("a", (0, 7)), claim("b", (4, 13))])[0] == [
        ("One ", "a"), ("two", "ab"), (" three", "b"), (" four.", ""),
    ]  # fmt: skip


def test_a_passage_over_two_paragraphs_is_marked_in_both():
    found = pieces([claim("a", (14, 25))])
    assert found[0][-1] == ("four.", "a")
    assert found[1][0] == ("Five", "a")


def test_two_claims_with_the_same_words_are_one_span():
    assert [len(span.claims) for span in spans_of(TEXT, [claim("a", (0, 3)), claim("b", (0, 3))])] == [2]


def test_words_that_are_not_there_are_not_marked():
    strange = claim("a", (0, 3))
    lost = Claim("l", "x", ("a",), (Passage("elsewhere", 4, 13),), strange.content, "l", "reported", "certain")
    assert [span.claims[0].slug for span in spans_of(TEXT, [strange, lost])] == ["a"]


def test_furniture_is_told_apart():
    segments = cut(TEXT, [], [passage(46, 50)])[2]
    assert [(TEXT[s.start : s.end], s.furniture) for s in segments] == [("Nine", True), (" ten.", False)]


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=8))
def test_the_segments_are_the_text_whatever_the_passages(places):
    claims = [claim(str(at), (min(p), max(p))) for at, p in enumerate(places)]
    for (start, end), segments in zip(paragraphs(TEXT), cut(TEXT, spans_of(TEXT, claims), ()), strict=True):
        assert "".join(TEXT[s.start : s.end] for s in segments) == TEXT[start:end]
        for segment in segments:
            expected = {
                c.slug for c in claims if c.passages[0].start <= segment.start and segment.end <= c.passages[0].end
            }
            assert {c.slug for c in segment.claims} == {
                slug for slug in expected if claims[int(slug)].passages[0].exact
            }


def copying(*places, claims=(), furniture=()):
    cuts = cut(TEXT, spans_of(TEXT, claims), [passage(*p) for p in furniture], [CopiedPassage(*p, *p) for p in places])
    letters = [
        ["".join(k for k, is_so in zip("cber", s.copying, strict=True) if is_so) + TEXT[s.start : s.end] for s in each]
        for each in cuts
    ]
    return letters, has_news(TEXT, cuts)


def test_what_is_copied_begins_and_ends_in_each_paragraph():
    found, news = copying((4, 30), claims=[claim("a", (8, 13))])
    assert found == [["One ", "cbtwo ", "cthree", "ce four."], ["cbeFive six ", "r𝔖even eight."], ["Nine ten."]]
    assert news


def test_where_all_is_copied_but_furniture_nothing_is_new():
    found, news = copying((0, 42), furniture=[(46, 55)])
    assert found[:2] == [["cbeOne two three four."], ["cbeFive six 𝔖even eight."]]
    assert not news


def test_what_lies_beyond_the_text_is_passed_over():
    assert copying((90, 99)) == copying()
    assert copying((46, 99))[0][2] == ["cbeNine ten."]
