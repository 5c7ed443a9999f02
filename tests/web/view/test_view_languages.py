"""Names, titles and quotes in ten languages and seven scripts: what the page says of them, and that none turns round."""

from __future__ import annotations

import pytest

from kg import sources
from kg.model.languages import language_of
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.web.pages.catalogue import page as page_of
from kg.web.pages.material import Material
from kg.web.pages.page_id import PageId
from kg.web.pages.quoting import Quoting
from kg.web.view.html import view
from tests.checkout import ROOT
from tests.web.view.test_view_browser import selected

PROJECT = ROOT / "tests" / "data" / "languages"
# The first letters of the text of an element that are visibly there, and how far from the left they are drawn.
PLACES = """(element, words) => words.map((word) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    return range.getBoundingClientRect().left;
  }
  return null;
})"""


@pytest.fixture(scope="module")
def corpus(terms):
    found, findings = sources.read(PROJECT, terms)
    assert findings == []
    return found


@pytest.fixture(scope="module")
def network(corpus, terms):
    return network_of(corpus.ordered(), terms)


@pytest.fixture(scope="module")
def file(network, tmp_path_factory):
    path = tmp_path_factory.mktemp("languages") / "index.html"
    path.write_text(view(network, tensions(network), {}), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(network):
    """The text of a page by its kind and parts."""
    material = Material(network, lambda article: (article.text, article.furniture))
    quoting = Quoting(material)
    return lambda kind, *parts: page_of(material, quoting, PageId(kind, parts), live=False)


def in_line(element, *words):
    """Whether these words are drawn one after the other from left to right."""
    places = element.evaluate(PLACES, list(words))
    assert None not in places
    return places == sorted(places)


def test_a_quote_is_in_its_language_with_its_translation_below(visit, file, corpus):
    page = visit(file)
    for claim in corpus.claims:
        article = corpus.articles[claim.article]
        page.evaluate("id => { location.hash = id; }", f"#claim={claim.key}")
        card = selected(page, f"claim={claim.key}").locator("[data-claim]").first
        quote, mark = card.locator("blockquote"), card.locator("mark")
        assert mark.inner_text() == claim.passages[0].exact
        # Without the attribute they would be in the language of the page.
        assert quote.get_attribute("lang") == article.language
        assert mark.get_attribute("lang") == article.language_of(claim)
        assert quote.get_attribute("dir") == "auto"
        assert quote.evaluate("each => getComputedStyle(each).direction") == (
            "rtl" if article.language in ("ar", "fa", "he") else "ltr"
        )
        translations = card.locator(".translation bdi[lang=en]").all_inner_texts()
        assert translations == ([claim.translation] if claim.translation else [])


def test_names_have_the_language_that_was_stated_and_no_other(visit, file, corpus):
    page = visit(file, "#claim=hebrew/condemns")
    card = selected(page, "claim=hebrew/condemns").locator(".chain").first
    assert [each.get_attribute("lang") for each in card.locator("bdi").all()] == ["he", "", "he"]
    tags = {tag for tag in page.locator("[lang]").evaluate_all("found => found.map((each) => each.lang)") if tag}
    stated = {language_of(actor.label) for actor in corpus.actors.values()} | {"en"}
    assert tags <= stated | {article.language for article in corpus.articles.values()}


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        ("tie=egypt--iran", ("مصر", "–", "ایران")),
        ("claim=arabic/welcomes", ("مصر", "is open to", "ایران")),
        ("claim=hebrew/condemns", ("ישראל", "condemns", "ایران")),
        ("claim=persian/wary", ("ایران", "is wary of", "ישראל")),
        ("path=israel--iran", ("ישראל", "→ … →", "ایران")),
    ],
)
def test_no_arrow_and_no_verb_turns_round_between_names_that_run_from_right_to_left(visit, file, selection, words):
    page = visit(file, f"#{selection}")
    assert in_line(selected(page, selection).locator("h2"), *words)
    assert page.title().replace("\u2068", "").replace("\u2069", "").startswith(words[0])
    assert page.title().count("\u2068") == page.title().count("\u2069") == 2


def test_every_row_of_the_list_of_ties_and_of_the_table_is_in_line(visit, file, network):
    page = visit(file)
    for row, dyad in zip(page.locator("#panel th[scope=row] bdi").all(), tensions(network), strict=False):
        assert in_line(row, network.label(dyad.a), " – ", network.label(dyad.b))
    page = visit(file, "#show=table")
    page.get_by_role("tab", name="Claims").click()
    assert "\u2068ישראל\u2069 condemns \u2068ایران\u2069" in page.locator("#table-body").inner_text()
    with page.expect_download() as download:
        page.locator("#table-save").click()
    saved = download.value.path().read_text(encoding="utf-8-sig")
    assert "ישראל condemns ایران" in saved
    assert "\u2068" not in saved


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("CHINA", "中国"), ("北京", "中国"), ("russia", "Россия"), ("москва", "Россия"), ("istanbul", "Türkiye"), ("turkiye", "Türkiye"),
        ("IĞDIR", "Türkiye"), ("تهران", "ایران"), ("भारत", "भारत"), ("กรุงเทพ", "ไทย"), ("egypt", "مصر"),
    ],
)  # fmt: skip
def test_every_name_in_every_language_is_found(visit, file, typed, name):
    page = visit(file)
    page.locator("#search").fill(typed)
    assert page.locator("#results [role=option] .title").first.inner_text() == name


def test_quotes_are_found_by_their_translation(visit, file):
    page = visit(file)
    page.locator("#search").fill("does not trust Russia")
    assert page.locator("#results [role=option] .title").all_inner_texts() == ["“ไทยไม่ไว้วางใจรัสเซีย”"]


def test_the_reader_has_the_text_in_its_language(visit, file):
    page = visit(file, "#claim=persian/wary")
    selected(page, "claim=persian/wary").get_by_role("button", name="In the article").click()
    assert page.locator("#reader-title bdi").get_attribute("lang") == "fa"
    assert {each.get_attribute("lang") for each in page.locator("#reader-text p").all()} == {"fa"}


def test_pages_say_the_language_of_what_they_quote_and_keep_sentences_in_line(browser, made, tmp_path):
    path = tmp_path / "page.html"
    window = browser.new_context(java_script_enabled=False).new_page()

    def opened(*page_id):
        path.write_text(made(*page_id), encoding="utf-8")
        window.goto(path.as_uri())
        return window.locator("main")

    main = opened("claim", "arabic", "welcomes")
    assert in_line(main.locator("h1"), "مصر", "is open to", "ایران")
    assert main.locator("blockquote").get_attribute("lang") == main.locator("mark").first.get_attribute("lang") == "ar"
    assert main.locator(".translation bdi").first.inner_text() == "welcomes talks with Iran"
    main = opened("claim", "unstated", "french")
    assert main.locator("blockquote").first.get_attribute("lang") == ""
    assert main.locator("cite").first.get_attribute("lang") == ""
    assert main.locator("mark").first.get_attribute("lang") == "fr"
    main = opened("article", "unstated")
    assert [each.get_attribute("lang") for each in main.locator("h1 bdi, p.words").all()] == ["", ""]
    main = opened("article", "persian")
    assert main.locator("h1 bdi").get_attribute("lang") == "fa"
    assert {each.get_attribute("lang") for each in main.locator("p.words").all()} == {"fa"}
    assert in_line(main.locator(".notes li").first.locator("a").last, "ایران", "is wary of", "ישראל")
    main = opened("actor", "china")
    assert main.locator("h1 bdi").get_attribute("lang") == "zh-Hans"
    assert [each.get_attribute("lang") for each in main.locator(".facts dd").first.locator("bdi").all()] == [
        "en", "en", "en", "zh-Hans",
    ]  # fmt: skip
    main = opened("dyad", "egypt", "iran")
    assert in_line(main.locator("h1"), "مصر", "–", "ایران")
    main = opened("actors")
    names = main.locator("li > a").all_inner_texts()
    assert names == ["The Gazette", "Türkiye", "Россия", "ישראל", "ایران", "مصر", "भारत", "ไทย", "한국", "中国", "日本"]
    window.context.close()
