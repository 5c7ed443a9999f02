"""The reader in a real browser: the whole article, its passages marked, walked, and leading back to their claims."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.model.records import Actor, Article, Claim, Corpus, Passage, Stance
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.web.view.html import view
from tests.web.copied import copied_corpus
from tests.web.texts import with_texts

ISDP = "2016-07-isdp-thaad-thawing"
TOPIX = "2016-02-china-topix-thaad-talks"
TIE = "tie=china--united-states"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
QUOTED = "Perceiving its growing encirclement in East Asia orchestrated by an anti-China U.S."
TEXT = (
    "🦀 Follow us 🦀\n\n"
    "🦀🦀 Alpha said that beta would fall, and gamma denied it.\n\n"
    "A whole paragraph is quoted here.\n\n"
    "\u202eשלום\u202c <script>window.hit = 1</script> and <b>bold</b> words.\n \n"
    "Two  spaces and\na line stay as they were."
)
QUOTES = {
    "outer": ("Alpha said that beta would fall", "reported", "affirmed"),
    "inner": ("beta would", "forecast", "affirmed"),
    "crossing": ("would fall, and gamma", "interpreted", "affirmed"),
    "denial": ("gamma denied it", "reported", "denied"),
    "paragraph": ("A whole paragraph is quoted here.", "conditional", "affirmed"),
    "script": ("<script>window.hit = 1</script>", "reported", "affirmed"),
    "twice-a": ("bold</b> words", "reported", "affirmed"),
    "twice-b": ("bold</b> words", "interpreted", "affirmed"),
    "lines": ("Two  spaces and\na line", "reported", "affirmed"),
    "across": ("quoted here.\n\n\u202eשלום", "reported", "affirmed"),
    "lost": ("words that are not there", "reported", "affirmed"),
}


def passage(words, text=TEXT):
    return Passage(words, max(text.find(words), 0), max(text.find(words), 0) + len(words))


def claim(slug, words, mode, polarity, text=TEXT):
    stance = Stance(("a",), "b", "opposes", Decimal("-0.5"))
    return Claim(slug, "talks", ("a",), (passage(words, text),), stance, "key", mode, "certain", polarity)


def test_a_copy_opens_its_original_in_the_reader_and_back(visit, terms, tmp_path):
    actors = {slug: Actor(slug, "state", slug.upper()) for slug in ("a", "b")}
    talks = Article("talks", "Talks", "a", "2016-02-01", "given", "0" * 64, text=TEXT)
    again = replace(talks, slug="again", title="Talks again", published="2016-02-02", copy_of="talks")
    lost = replace(again, slug="lost", title="Lost talks")
    first = claim("outer", "Alpha said that beta would fall", "reported", "affirmed")
    claims = tuple(replace(first, article=slug) for slug in ("talks", "again", "lost"))
    graph = network_of(Corpus(actors, {}, {}, {each.slug: each for each in (talks, again, lost)}, claims), terms)
    file = tmp_path / "copies.html"
    texts = with_texts(graph, {"talks": TEXT, "again": TEXT})
    file.write_text(view(texts, tensions(graph), {}), encoding="utf-8")
    page = visit(file, "#claim=again/outer")
    page.locator("#panel button", has_text="In the article").first.click()
    about, title = page.locator("#reader-about"), page.locator("#reader-title")
    assert title.inner_text() == "Talks again"
    about.get_by_role("button", name="A, “Talks”").click()
    assert title.inner_text() == "Talks"
    assert about.get_by_role("button").all_inner_texts() == ["A, “Talks again”"]
    assert "A, “Lost talks”" in about.inner_text()
    about.get_by_role("button").press("Enter")
    assert title.inner_text() == "Talks again"
    page.keyboard.press("Escape")
    assert not page.locator("#reader").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "In the article"


def test_the_reader_sets_apart_what_a_copy_repeats(visit, terms, tmp_path):
    graph = network_of(copied_corpus(), terms)
    (tmp_path / "copied.html").write_text(view(graph, tensions(graph), {}), encoding="utf-8")
    page = visit(tmp_path / "copied.html", "#claim=again/own")
    page.locator("#panel button", has_text="In the article").first.click()
    said = "What stands between ⟦ and ⟧ is repeated from A, “Talks”; the rest is new."
    assert page.locator("#reader-about .repeats").inner_text() == said
    text = page.locator("#reader-text")
    assert text.locator(".hidden").all_text_contents() == ["Repeated: ", "Repeated: ", "New: "]
    assert (text.locator(".opens").count(), text.locator(".closes").count()) == (2, 2)
    assert text.locator("mark.copied").text_content() == "condemn each other"
    assert page.locator("#reader-copied").is_visible()
    page.locator("#reader-about .repeats button").click()
    assert page.locator("#reader-title").inner_text() == "Talks"
    assert text.locator(".copied, .hidden").count() == 0
    assert not page.locator("#reader-copied").is_visible()


def test_copies_stand_below_their_original_among_the_articles(visit, terms, tmp_path):
    actors = {slug: Actor(slug, "state", slug.upper()) for slug in ("a", "b")}
    talks = Article("talks", "Talks", "a", "2016-02-03", "given", "0" * 64)
    again = replace(talks, slug="again", title="Talks again", published="2016-02-04", copy_of="talks")
    other = replace(talks, slug="other", title="Another", published="2016-02-05")
    early = replace(talks, slug="early", title="Earlier", published="2016-02-01")
    third = replace(again, slug="third", title="Talks a third time", published="2016-02-06", copy_of="again")
    first = claim("outer", "Alpha said that beta would fall", "reported", "affirmed")
    articles = {each.slug: each for each in (talks, again, other, early, third)}
    graph = network_of(Corpus(actors, {}, {}, articles, tuple(replace(first, article=s) for s in articles)), terms)
    (tmp_path / "copies.html").write_text(view(graph, tensions(graph), {}), encoding="utf-8")
    page = visit(tmp_path / "copies.html")
    page.evaluate("kgView.select('')")
    page.locator("#panel summary", has_text="Articles").click()
    rows = page.locator("#panel details", has_text="Articles").locator("li")
    rows.first.wait_for()
    titles = [text.split("\n")[0] for text in rows.all_inner_texts()]
    assert titles == ["Earlier", "Talks", "Talks again", "Talks a third time", "Another"]
    assert rows.evaluate_all("all => all.map(each => each.className)") == ["", "", "copy", "copy", ""]
    assert "copy" in rows.nth(2).inner_text()


def written(file, claims, terms, text=TEXT):
    actors = {slug: Actor(slug, "state", slug.upper()) for slug in ("a", "b")}
    url = "https://example.org/talks"
    about = {"authors": ("b",), "reliability": "B", "credibility": "2", "url": url, "text": text}
    article = Article("talks", "<i>Talks</i>", "a", "2016-02", "The dateline.", "0" * 64, **about)
    article = Article(
        **{f: getattr(article, f) for f in article.__slots__} | {"furniture": (passage("Follow us", text),)}
    )
    graph = network_of(Corpus(actors, {}, {}, {"talks": article}, tuple(claims)), terms)
    file.write_text(view(with_texts(graph, {"talks": text}), tensions(graph), {}), encoding="utf-8")
    return file


@pytest.fixture
def hard_page(terms, tmp_path):
    claims = [claim(slug, *rest) for slug, rest in QUOTES.items()]
    return written(tmp_path / "index.html", claims, terms)


def read(page, slug):
    """Open the article from the card of a claim, as a person does."""
    page.evaluate("id => kgView.select(id)", f"claim={slug}")
    page.locator(f'#panel article.claim[data-claim="{slug}"] > .permalink button', has_text="In the article").click()
    reader = page.locator("#reader")
    reader.wait_for()
    return reader


def selected(page, wanted):
    page.wait_for_function("wanted => document.getElementById('panel').dataset.selection === wanted", arg=wanted)
    return page.locator("#panel")


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def words_of(reader, selector):
    return "".join(reader.locator(f"#reader-text {selector}").all_text_contents())


def test_one_click_leads_from_a_card_to_its_passage_in_the_whole_article(visit, shipped_page, shipped):
    page = visit(shipped_page, f"#{TIE}")
    card = page.locator("#panel article.claim", has_text=QUOTED).first
    card.get_by_role("button", name="In the article").first.click()
    reader = page.locator("#reader")
    assert reader.locator("h2").inner_text() == "THAAD and Thawing Sino-DPRK Relations"
    about = reader.locator("#reader-about").inner_text()
    for part in (
        "Institute for Security",
        "Niklas Swanström",
        "About July 2016",
        "After the ruling",
        "Usually reliable",
    ):
        assert part in about
    article = shipped.corpus.articles[ISDP]
    drawn = reader.locator("#reader-text p").all_text_contents()
    assert "".join("".join(drawn).split()) == "".join(article.text.split())
    assert words_of(reader, "mark.from") == QUOTED
    assert focused(page) == QUOTED
    assert page.locator("mark.here").first.evaluate(
        "mark => { const m = mark.getBoundingClientRect(), b = document.getElementById('reader-body')"
        ".getBoundingClientRect(); return m.top >= b.top && m.bottom <= b.bottom; }"
    )
    claims = [each for each in shipped.corpus.claims if each.article == ISDP]
    spans = {(each.start, each.end) for one in claims for each in one.passages}
    count = f"{len(claims)} claims in this article, {len(spans)} passages"
    assert reader.locator("#reader-count").inner_text() == count
    assert "Niklas Swanström: China feels threatened by United States" in page.locator("#reader-gloss").inner_text()
    assert page.url.endswith(f"#{TIE}")


def test_escape_closes_the_reader_alone_and_gives_the_focus_back(visit, shipped_page):
    page = visit(shipped_page, f"#{TIE}")
    button = page.get_by_role("button", name="In the article").first
    button.focus()
    page.keyboard.press("Enter")
    page.locator("#reader-body p").first.click()
    page.keyboard.press("Escape")
    page.locator("#reader").wait_for(state="hidden")
    assert button.evaluate("button => button === document.activeElement")
    selected(page, TIE)
    page.keyboard.press("Escape")
    selected(page, "")


def test_every_kind_of_claim_has_a_line_of_its_own(visit, hard_page):
    reader = read(visit(hard_page), "talks/outer")
    lines = reader.locator("#reader-text mark").evaluate_all(
        "marks => marks.map(m => [m.textContent, getComputedStyle(m).borderBottomStyle, m.className.split(' ')])"
    )
    found = {text: (style, names) for text, style, names in lines}
    assert found["Alpha said that "][0] == "solid"
    assert found["beta "][0] == "solid"
    assert found[", and "][0] == "dotted"
    assert found["A whole paragraph is "][0] == "dashed"
    assert "denied" in found[" denied it"][1]
    assert "denied" not in found["gamma"][1]
    assert "denial" in found["gamma"][1]
    assert [text for text, _, names in lines if "from" in names] == ["Alpha said that ", "beta ", "would", " fall"]


def test_passages_that_nest_and_cross_are_cut_where_they_meet(visit, hard_page):
    reader = read(visit(hard_page), "talks/crossing")
    second, whole, foreign, last = (reader.locator("#reader-text p").nth(number) for number in range(1, 5))
    cut = ["Alpha said that ", "beta ", "would", " fall", ", and ", "gamma", " denied it"]
    assert second.locator("mark").all_text_contents() == cut
    assert second.text_content() == "🦀🦀 Alpha said that beta would fall, and gamma denied it."
    assert whole.locator("mark").all_text_contents() == ["A whole paragraph is ", "quoted here."]
    assert foreign.locator("mark").first.text_content() == "\u202eשלום"
    assert last.text_content() == "Two  spaces and\na line stay as they were."
    assert words_of(reader, "mark.from") == "would fall, and gamma"
    assert reader.locator(".furniture:visible").first.text_content() == "Follow us"


def test_text_of_the_article_stays_text(visit, hard_page):
    page = visit(hard_page)
    reader = read(page, "talks/script")
    assert words_of(reader, "mark.from") == "<script>window.hit = 1</script>"
    assert reader.locator("script, b:not(#reader-gloss b), i").count() == 0
    assert reader.locator("h2").inner_text() == "<i>Talks</i>"
    assert page.evaluate("window.hit") is None
    assert reader.locator("#reader-text p").nth(3).get_attribute("dir") == "auto"
    assert reader.locator("#reader-about a[target]").get_attribute("href") == "https://example.org/talks"


def test_words_that_the_text_lacks_are_owned_up_to(visit, hard_page):
    page = visit(hard_page)
    reader = read(page, "talks/lost")
    count = "11 claims in this article, 9 passages; the words of 1 claim are not found in it"
    assert reader.locator("#reader-count").inner_text() == count
    assert reader.locator("mark.from").count() == 0
    assert focused(page) == "<i>Talks</i>"


def test_arrows_and_buttons_walk_from_passage_to_passage(visit, hard_page):
    page = visit(hard_page)
    reader = read(page, "talks/outer")
    place = reader.locator("#reader-place")
    assert place.inner_text() == "Passage 1 of 9"
    page.keyboard.press("ArrowDown")
    assert (place.inner_text(), words_of(reader, "mark.here")) == ("Passage 2 of 9", "beta would")
    assert "A: A opposes B Forecast" in reader.locator("#reader-gloss").inner_text()
    page.keyboard.press("ArrowDown")
    assert words_of(reader, "mark.here") == "would fall, and gamma"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert place.inner_text() == "Passage 1 of 9"
    forward = reader.get_by_role("button", name="Next passage")
    for _ in range(8):
        forward.click()
    assert (place.inner_text(), words_of(reader, "mark.here")) == ("Passage 9 of 9", "Two  spaces and\na line")
    assert forward.get_attribute("aria-disabled") == "true"
    assert words_of(reader, "mark.from") == "Alpha said that beta would fall"


def test_a_click_on_a_mark_opens_its_claim(visit, hard_page):
    page = visit(hard_page)
    reader = read(page, "talks/lines")
    reader.locator("mark", has_text="Alpha said that").hover()
    assert reader.locator("#reader-gloss li").count() == 1
    reader.locator("mark", has_text="Alpha said that").click()
    assert selected(page, "claim=talks/outer").locator("mark").first.inner_text() == QUOTES["outer"][0]
    assert not reader.is_visible()
    assert page.evaluate("document.activeElement.id") == "panel"
    assert page.url.endswith("#claim=talks/outer")


def test_where_claims_share_a_mark_one_chooses(visit, hard_page):
    page = visit(hard_page)
    reader = read(page, "talks/twice-a")
    page.keyboard.press("Enter")
    choice = reader.locator("#reader-gloss a")
    assert choice.count() == 2
    assert focused(page) == choice.first.text_content()
    reader.locator("mark", has_text="gamma").hover()
    assert choice.count() == 2
    page.keyboard.press("Escape")
    assert focused(page) == "bold</b> words"
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    selected(page, "claim=talks/twice-b")
    assert not reader.is_visible()


def test_back_in_the_browser_leads_out_of_the_reader(visit, hard_page):
    page = visit(hard_page)
    reader = read(page, "talks/outer")
    page.go_back()
    selected(page, "")
    reader.wait_for(state="hidden")


def test_the_articles_are_listed_with_what_they_hold(visit, shipped_page):
    page = visit(shipped_page)
    page.locator("#panel summary", has_text="Articles").click()
    rows = page.locator("#panel details", has_text="Articles").locator("li")
    rows.nth(1).wait_for()
    assert rows.count() == 2
    assert "China Topix · 8–13 February 2016 · 40 claims" in rows.first.inner_text()
    rows.first.get_by_role("button").click()
    reader = page.locator("#reader")
    assert reader.locator("mark.from, mark.here").count() == 0
    assert "Like Us on Facebook" in reader.locator("#reader-text .furniture").all_text_contents()
    page.keyboard.press("ArrowDown")
    assert reader.locator("#reader-place").inner_text().startswith("Passage 1 of")
    page.keyboard.press("Escape")
    assert focused(page).startswith("Talks to Deploy")


def test_without_a_text_there_is_nothing_to_open(visit, shipped_network, tmp_path):
    file = tmp_path / "index.html"
    file.write_text(view(with_texts(shipped_network, {}), tensions(shipped_network), {}), encoding="utf-8")
    page = visit(file, f"#{TIE}")
    assert selected(page, TIE).locator("article.claim").count() > 0
    assert page.get_by_role("button", name="In the article").count() == 0


def test_a_phone_shows_what_is_claimed_below_the_text(visit, shipped_page):
    page = visit(shipped_page, f"#{TIE}", **PHONE)
    page.get_by_role("button", name="In the article").first.tap()
    below = page.locator("#reader-gloss").bounding_box()
    assert below["y"] + below["height"] <= 844
    assert below["y"] > page.locator("mark.here").first.bounding_box()["y"]
    assert page.evaluate("document.getElementById('reader-body').scrollWidth") <= 390


def test_a_very_long_article_opens_at_once(visit, terms, tmp_path):
    lines = [f"Paragraph {number} 🦀 says that point {number} holds, and more beside it." for number in range(3_200)]
    text = "\n\n".join(["Follow us", *lines])
    assert len(text) > 200_000
    quotes = [f"point {number} holds" for number in range(0, 3_000, 5)]
    claims = [claim(f"c{number}", words, "reported", "affirmed", text) for number, words in enumerate(quotes)]
    page = visit(written(tmp_path / "index.html", claims, terms, text))
    page.evaluate("id => kgView.select(id)", "claim=talks/c599")
    page.evaluate("started = performance.now()")
    page.locator('#panel article[data-claim="talks/c599"] > .permalink button').click()
    page.locator("mark.here").wait_for()
    assert page.evaluate("performance.now() - started") < 5_000
    assert focused(page) == "point 2995 holds"
    assert page.locator("#reader-count").inner_text() == "600 claims in this article, 600 passages"
