"""Which texts are said to be copies, of which a person is asked, and which are passed over."""

from __future__ import annotations

import json
import random

import pytest

from kg import sources
from kg.model.records import Article, Passage
from kg.sources import rules
from kg.sources.copies import TextIndex
from kg.sources.originals import head_of

WORDS = [
    a + b + c
    for a in ("bra", "tol", "ven", "mir", "kos")
    for b in ("da", "li", "nu", "so")
    for c in ("n", "r", "st", "m", "")
]


def words(seed, count):
    """So many words by chance, in sentences of twelve."""
    chance = random.Random(seed)
    listed = [chance.choice(WORDS) + ("." if index % 12 == 11 else "") for index in range(count)]
    return " ".join(listed)


def article(slug, text, published="2016-02-09", copy_of="", furniture=()):
    return Article(slug, slug, "paper", published, "given", "0" * 64, text=text, copy_of=copy_of, furniture=furniture)


def found(*articles):
    """By name the first text that each repeats, and whether that is certain."""
    return {name: (alike[0].original, alike[0].certain) for name, alike in TextIndex.of(articles).repetitions()}


STORY, OWN, BACKGROUND = words(1, 300), words(2, 300), words(3, 150)


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY[: len(STORY) // 3],
        STORY[len(STORY) // 4 : -len(STORY) // 4],
        f"{OWN[:500]} {STORY}",
        f"{STORY} {OWN} {words(4, 100)}",
        " ".join("other" if index % 11 == 3 else word for index, word in enumerate(STORY.split())),
        STORY.upper().replace(" ", "\n"),
    ],
    ids=["whole", "beginning", "middle", "with a beginning", "with more after it", "changed", "set otherwise"],
)
def test_a_copy_is_said_to_be_one(text):
    assert found(article("dispatch", STORY), article("reprint", text, "2016-02-10")) == {"reprint": ("dispatch", True)}


def test_texts_that_share_nothing_are_passed_over():
    assert found(article("one", STORY), article("two", OWN), article("three", BACKGROUND)) == {}


def test_a_few_shared_words_are_passed_over():
    quote = words(9, 20)
    assert found(article("one", f"{words(5, 40)} {quote}"), article("two", f"{quote} {words(6, 40)}")) == {}


def test_of_background_a_person_is_asked_however_much_it_is():
    one, two = f"{STORY} {BACKGROUND}", f"{OWN} {BACKGROUND}"
    assert found(article("one", one), article("two", two)) == {"two": ("one", False)}


def test_a_shared_quotation_is_no_copy():
    quote = f"“{words(7, 150)}”"
    one, two = f"{quote} {STORY}", f"{quote} {OWN}"
    assert found(article("one", one), article("two", two)) == {"two": ("one", False)}
    assert found(article("one", one.strip("“”")), article("two", two.replace("“", "").replace("”", "")))["two"][1]


def test_of_background_that_several_stories_have_nobody_is_asked():
    stories = [article(f"story-{at}", f"{words(at, 300)} {BACKGROUND}") for at in range(10, 16)]
    assert found(*stories) == {}
    reprint = article("reprint", stories[2].text, "2016-03-01")
    assert found(*stories, reprint) == {"reprint": ("story-12", True)}


def test_what_stands_on_every_page_is_no_copy():
    pages = [article(f"page-{at:02}", f"{BACKGROUND} {words(at, 300)}") for at in range(10, 40)]
    assert found(*pages) == {}


def test_furniture_is_not_compared():
    whole = f"{BACKGROUND} {STORY}"
    page = Passage(BACKGROUND, 0, len(BACKGROUND))
    two = article("two", f"{BACKGROUND} {OWN}", furniture=(page,))
    assert found(article("one", whole, furniture=(page,)), two) == {}
    assert "two" in found(article("one", whole), article("two", two.text))


def test_a_dozen_copies_name_the_first():
    papers = [article(f"paper-{at}", f"{STORY} {words(at, 60)}", f"2016-02-{at:02}") for at in range(11, 23)]
    wire = article("wire", STORY)
    assert found(*papers, wire) == {f"paper-{at}": ("wire", True) for at in range(11, 23)}


def test_the_earlier_is_the_original_and_of_one_day_that_which_is_no_copy():
    assert found(article("a", STORY, "2016-02-10"), article("b", STORY + OWN[:400], "2016-02-09")) == {"a": ("b", True)}
    assert found(article("a", STORY, copy_of="b"), article("b", STORY + OWN[:400])) == {"a": ("b", True)}
    assert found(article("a", STORY, ""), article("b", STORY + OWN[:400])) == {"a": ("b", True)}


@pytest.mark.parametrize(
    "signs",
    [
        "".join(map(chr, range(0x4E00, 0x5200))),
        "".join(map(chr, [*range(0x3041, 0x3094), *range(0x4E00, 0x5100)])),
        "กขคงจฉชซญฎฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอ",
    ],
    ids=["Chinese", "Japanese", "Thai"],
)
def test_scripts_that_set_no_words_apart_are_compared_by_signs(signs):
    chance = random.Random(1)
    story, own = ("".join(chance.choices(signs, k=600)) for _ in range(2))
    copy = own[:200] + story[:350] + "。"
    assert found(article("wire", story), article("paper", copy, "2016-03"), article("other", own[200:])) == {
        "paper": ("wire", True)
    }


def test_a_new_text_is_compared_with_what_is_there_and_then_belongs_to_it():
    index = TextIndex.of([article("dispatch", STORY)])
    (one,) = index.resembling(f"{OWN[:300]} {STORY}")
    assert (one.original, one.certain, round(one.containment, 2)) == ("dispatch", True, 1.0)
    assert index.resembling(OWN) == ()
    index.add("own", OWN)
    assert [each.original for each in index.resembling(OWN)] == ["own"]
    assert TextIndex().resembling(STORY) == ()


def test_the_head_that_is_written_for_a_copy_reads_back_as_the_same_passages(project, terms):
    listed = STORY.split()
    one, two = " ".join(listed[:100]), " ".join(listed[140:220])
    text = f"{OWN[:300]}\n\n{one}\n\n{OWN[400:800]}\n\n{two}"
    index = TextIndex.of([article("dispatch", STORY)])
    copied = index.copied(text, "dispatch")
    assert [text[each.start : each.end] for each in copied] == [one, two]
    head = head_of("dispatch", copied)
    texts = {"dispatch": STORY, "reprint": text}
    root = project({"texts": texts})
    path = root / "sources/articles/reprint.yaml"
    path.write_text(path.read_text().replace("article:", f"article:\n  copy-of: {json.dumps(head)}"))
    corpus, findings = sources.read(root, terms)
    assert findings == []
    assert corpus.articles["reprint"].copied == copied
    assert corpus.articles["reprint"].copy_of == "dispatch"
    assert rules.run(corpus, terms) == []
    with pytest.raises(ValueError, match="nowhere"):
        index.copied(text, "nowhere")


def test_texts_that_are_empty_or_tiny_resemble_nothing():
    assert found(*(article(f"a{at}", text) for at, text in enumerate(["", "", "One word", "One word"]))) == {}


def test_a_thousand_reprints_of_one_text_are_each_compared_with_a_few():
    index = TextIndex.of([article(f"a{at:04}", STORY) for at in range(300)])
    alike = dict(index.repetitions())
    assert len(alike) == 299
    assert max(map(len, alike.values())) <= 12
    assert all(each[0].original == "a0000" for each in alike.values())
